import NetworkModel
import Reachability
import Testing

@testable import Importing

/// The architectures of the fixtures in four encodings, as ``TerraformEncodingTests``: the same answers to calls of their
/// APIs, by every name, from every interface.
@Suite struct TerraformCallEncodingTests {
  typealias Encoding = TerraformEncodingTests.Encoding
  typealias Said = TerraformEncodingTests.Said

  /// Where an encoding shows less than the snapshot: of calls whose label begins so it may leave the verdict open, and
  /// miss what blocks behind what it does not show.
  struct Difference {
    var encodings: Set<Encoding>
    var calls: String
    var cause: String
  }

  static let open: [String: [Difference]] = [
    "03-on-premises": [
      Difference(
        encodings: [.fresh], calls: "onprem-private-api",
        cause: "the policy is written with `jsonencode` around the id of an endpoint that is made now")
    ],
    "04-multi-region": [
      Difference(
        encodings: [.fresh], calls: "orders-",
        cause: "the policy is written with `jsonencode` around the id of an endpoint that is made now")
    ],
    "05-ecs-private-integration": [
      Difference(
        encodings: [.fresh], calls: "ecs-private-api",
        cause: "the policy is written with `jsonencode` around the id of a VPC that is made now, and the URL of the "
          + "integration around the name of a load balancer")
    ],
    "06-cross-account-privatelink": [
      Difference(
        encodings: [.fresh], calls: "central",
        cause: "the policy is written with `jsonencode` around the id of an endpoint that is made now")
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
        print("CALL \(name) | \(key) | \(call.label) | \(answers.map { "\($0.key) \($0.value.verdict)" }.sorted())")
        #expect(answers.count == Encoding.allCases.count, "\(call.label)")
        for (encoding, answer) in answers where answer != snapshot {
          let isOpen = (Self.open[name] ?? []).contains {
            $0.encodings.contains(encoding) && call.label.hasPrefix($0.calls)
          }
          let isLess =
            (answer.verdict == "undetermined" || answer.verdict == snapshot.verdict)
            && answer.blockers.isSubset(of: snapshot.blockers)
          #expect(
            isOpen && isLess, "\(call.label) from \(key): \(encoding) says \(answer), the snapshot \(snapshot)")
        }
      }
    }
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
