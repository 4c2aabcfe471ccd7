import NetworkModel
import Reachability
import Testing

@testable import Importing

/// The architectures of the fixtures in four encodings, as ``TerraformEncodingTests``: the same answers to calls of their
/// APIs, by every name, from every interface.
@Suite struct TerraformCallEncodingTests {
  typealias Encoding = TerraformEncodingTests.Encoding
  typealias Said = TerraformEncodingTests.Said

  /// Where an encoding shows something else than the snapshot, in calls whose label begins so: it may leave the verdict
  /// open, and miss what blocks behind what it does not show.
  struct Difference {
    var encodings: Set<Encoding>
    var calls: String
    /// Codes of blockers that the encoding has and the snapshot has not.
    var adds: Set<String> = []
    /// Codes of blockers that the snapshot has and the encoding has not, beside those behind an open verdict.
    var misses: Set<String> = []
    var cause: String
  }

  /// A state shows its own resources: another endpoint of the client's VPC would have the name privately.
  private static func otherEndpoints(_ calls: String) -> Difference {
    Difference(
      encodings: [.state, .afterApply], calls: calls, misses: ["X_DNS_PUBLIC_ANSWER"],
      cause: "a VPC that exists may have endpoints that its state does not")
  }

  static let open: [String: [Difference]] = [
    "02-cross-account": [otherEndpoints("central-api")],
    "03-on-premises": [
      Difference(
        encodings: [.fresh], calls: "onprem-private-api",
        cause: "the policy is written with `jsonencode` around the id of an endpoint that is made now"),
      Difference(
        encodings: [.afterApply], calls: "onprem-private-api", adds: ["X_VGW_UNKNOWN_PREFIX"],
        cause: "the emulator does not keep all of the VPN connection, so that the plan makes it anew"),
    ],
    "04-multi-region": [
      Difference(
        encodings: [.fresh], calls: "orders-",
        cause: "the policy is written with `jsonencode` around the id of an endpoint that is made now"),
      otherEndpoints("orders-"),
    ],
    "05-ecs-private-integration": [
      Difference(
        encodings: [.fresh], calls: "ecs-private-api",
        cause: "the policy is written with `jsonencode` around the id of a VPC that is made now, and the URL of the "
          + "integration around the name of a load balancer"),
      Difference(
        encodings: [.state, .afterApply], calls: "ecs-private-api", misses: ["ELBV2_LISTENER_HAS_NO_TG"],
        cause: "the emulator starts no tasks, so that the snapshot has no target"),
      Difference(
        encodings: [.afterApply], calls: "ecs-private-api", adds: ["SG_REFERENCES_NOT_PRESERVED"],
        misses: ["ELBV2_LISTENER_HAS_NO_TG", "SG_HAS_NO_RULES"],
        cause: "the plan switches the groups of the load balancer off for PrivateLink, which the emulator did not keep"),
    ],
    "06-cross-account-privatelink": [
      Difference(
        encodings: [.fresh], calls: "central",
        cause: "the policy is written with `jsonencode` around the id of an endpoint that is made now"),
      Difference(
        encodings: [.state, .afterApply], calls: "central", misses: ["X_NO_SUCH_HOST"],
        cause: "a VPC that exists may hold interfaces that its state does not"),
      Difference(
        encodings: [.state, .afterApply], calls: "central", misses: ["ELBV2_NO_TARGETS_IN_AZ"],
        cause: "the group's instances are in the snapshot; Terraform knows the group only"),
    ],
  ]

  /// A call that each encoding has under a name of its own.
  struct Call {
    var label: String
    var method: String
    var urls: [Encoding: String] = [:]
  }

  @Test(
    "four encodings, the same calls",
    arguments: [
      "01-basic", "02-cross-account", "03-on-premises", "04-multi-region", "05-ecs-private-integration",
      "06-cross-account-privatelink", "07-cross-account-peering",
    ])
  func calls(_ name: String) throws {
    let topologies = try TerraformEncodingTests.topologies(name)
    let names = TerraformEncodingTests.Names(topologies)
    let networks = topologies.mapValues { Network($0) }
    let calls = Self.calls(topologies)
    #expect(!calls.isEmpty)
    let clients = Self.clients(topologies, names)
    #expect(!clients.isEmpty)
    for key in clients {
      for call in calls {
        var answers: [Encoding: Said] = [:]
        for encoding in Encoding.allCases {
          guard let network = networks[encoding], let url = call.urls[encoding],
            let client = topologies[encoding]?.networkInterfaces.first(where: { names.key($0, encoding) == key })
          else { continue }
          var query = Query(from: client.id, to: url)
          query.method = call.method
          answers[encoding] = try TerraformEncodingTests.said(network, query, names, encoding)
        }
        let snapshot = try #require(answers[.snapshot])
        #expect(answers.count == Encoding.allCases.count, "\(call.label)")
        for (encoding, answer) in answers where answer != snapshot {
          let excused = (Self.open[name] ?? []).contains { difference in
            difference.encodings.contains(encoding) && call.label.hasPrefix(difference.calls)
              && Self.excuses(difference, answer, snapshot)
          }
          #expect(excused, "\(call.label) from \(key): \(encoding) says \(answer), the snapshot \(snapshot)")
        }
      }
    }
  }

  private static func excuses(_ difference: Difference, _ answer: Said, _ snapshot: Said) -> Bool {
    func codes(_ blockers: Set<String>) -> Set<String> {
      Set(blockers.map { String($0.prefix { $0 != " " }) })
    }
    let isOpen = answer.verdict == "undetermined"
    let missed = codes(snapshot.blockers.subtracting(answer.blockers))
    return (isOpen || answer.verdict == snapshot.verdict)
      && codes(answer.blockers.subtracting(snapshot.blockers)).isSubset(of: difference.adds)
      && (isOpen || missed.isSubset(of: difference.misses) || difference.encodings == [.fresh])
  }

  /// The interfaces that all encodings have and that open connections; where there are none, those that AWS runs.
  private static func clients(_ topologies: [Encoding: Topology], _ names: TerraformEncodingTests.Names) -> [String] {
    func common(_ counts: (NetworkInterface) -> Bool) -> [String] {
      let keys = topologies.map { encoding, topology in
        Set(topology.networkInterfaces.filter(counts).map { names.key($0, encoding) })
      }
      return keys.dropFirst().reduce(keys.first ?? []) { $0.intersection($1) }.sorted()
    }
    let own = common { !$0.requesterManaged }
    return own.isEmpty ? common { _ in true } : own
  }

  /// Every method of every API, by the API's own name and by the domain names that lead to it.
  private static func calls(_ topologies: [Encoding: Topology]) -> [Call] {
    var calls: [String: Call] = [:]
    for (encoding, topology) in topologies {
      for api in topology.restAPIs {
        let host = encoding == .fresh ? api.identity.name ?? "" : api.id
        let region = api.identity.region
        for stage in api.stages ?? [] {
          for resource in api.resources ?? [] {
            for method in resource.methods.map(\.httpMethod) {
              let path = resource.path.replacing("{proxy+}", with: "a/b").replacing("{id}", with: "1")
              let verb = method == "ANY" ? "GET" : method
              let base = "\(api.identity.name ?? "") \(verb) \(path)"
              calls[base, default: Call(label: base, method: verb)].urls[encoding] =
                "https://\(host).execute-api.\(region).amazonaws.com/\(stage.name)\(path)"
              for domain in topology.apiDomainNames where domain.identity.region == region {
                guard domain.mappings?.contains(where: { $0.apiId == api.id }) == true else { continue }
                let label = "\(base) by \(domain.domainName)"
                calls[label, default: Call(label: label, method: verb)].urls[encoding] =
                  "https://\(domain.domainName)\(path)"
              }
            }
          }
        }
      }
    }
    return calls.values.sorted { $0.label < $1.label }
  }
}
