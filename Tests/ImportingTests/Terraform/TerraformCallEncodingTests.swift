import NetworkModel
import Reachability
import Testing

@testable import Importing

/// The architectures of the fixtures in four encodings, as ``TerraformEncodingTests``: the same answers to calls of their
/// APIs, by every name, from every interface. Where an encoding answers something else the table says what it does not
/// hold, or holds and the snapshot does not. That is put in, and then the answer has to be the snapshot's: a cause that is
/// not the whole cause excuses nothing.
@Suite struct TerraformCallEncodingTests {
  typealias Encoding = TerraformEncodingTests.Encoding
  typealias Said = TerraformEncodingTests.Said
  typealias Repair = TerraformRepair

  static var causes: [String: [Repair]] {
    [
      "02-cross-account": [.otherResources([.state, .afterApply])],
      "03-on-premises": [.otherResources([.state, .afterApply]), .vpnConnections([.afterApply])],
      "04-multi-region": [
        .unknownPolicy("module.region_a.aws_api_gateway_rest_api.private.policy"),
        .unknownPolicy("module.region_b.aws_api_gateway_rest_api.private.policy"), .lookedUpTargets,
        .otherResources([.state, .afterApply]),
      ],
      "05-ecs-private-integration": [
        .unknownPolicy("aws_api_gateway_rest_api.private.policy"),
        .unknownURI("aws_api_gateway_integration.any.uri"), .otherResources([.state, .afterApply]),
        .tasks([.fresh, .state, .afterApply]), .enforcement([.fresh, .afterApply]),
      ],
      "06-cross-account-privatelink": [
        .unknownPolicy("aws_api_gateway_rest_api.central.policy"),
        .unknownURI(#"aws_api_gateway_integration.svc["a"].uri"#),
        .unknownURI(#"aws_api_gateway_integration.svc["b"].uri"#), .lookedUpTargets,
        .otherResources([.state, .afterApply]), .autoScaling([.fresh, .state, .afterApply]),
      ],
    ]
  }

  /// What differs with everything put in that is written above.
  static let remains: [String: [TerraformRemainder]] = [
    "04-multi-region": [
      // A record of the zone has a value that is known only after apply; what it is hides what lies behind it.
      TerraformRemainder(
        [.fresh], open: ["the records of hosted zone corp.example.com", "the targets of api-"],
        misses: ["TARGET_ADDRESS_RESTRICTION"])
    ],
    "05-ecs-private-integration": [
      TerraformRemainder([.fresh], misses: ["SG_HAS_NO_RULES"]),
      TerraformRemainder([.state, .afterApply], open: ["the private hosted zones of service"]),
    ],
    "06-cross-account-privatelink": [
      // The instances of a group and the hosts of a VPC are in the snapshot.
      TerraformRemainder(
        [.fresh], misses: ["ELBV2_NO_TARGETS_IN_AZ", "TARGET_ADDRESS_RESTRICTION", "X_NO_SUCH_HOST"])
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
    let causes = Self.causes[name] ?? []
    let repaired = TerraformRepair.repaired(topologies, names, causes).mapValues { Network($0) }
    let calls = Self.calls(topologies)
    #expect(!calls.isEmpty)
    let clients = Self.clients(topologies, names)
    #expect(!clients.isEmpty)
    for attribute in causes.compactMap(\.attribute) {
      #expect(topologies[.fresh]?.visibility.unknownValues.contains(attribute) == true, "\(attribute) is known")
    }
    for key in clients {
      for call in calls {
        func query(_ encoding: Encoding) -> Query? {
          guard let url = call.urls[encoding],
            let client = topologies[encoding]?.networkInterfaces.first(where: { names.key($0, encoding) == key })
          else { return nil }
          var query = Query(from: client.id, to: url)
          query.method = call.method
          return query
        }
        func answer(_ networks: [Encoding: Network], _ encoding: Encoding) throws -> (said: Said, open: [String])? {
          guard let network = networks[encoding], let query = query(encoding) else { return nil }
          return (
            try TerraformEncodingTests.said(network, query, names, encoding),
            try network.answer(query).assumptions.filter(\.decides).map(\.message)
          )
        }
        let snapshot = try #require(try answer(networks, .snapshot)).said
        for encoding in Encoding.allCases where encoding != .snapshot {
          let shown = try #require(try answer(networks, encoding), "\(call.label) is not in \(encoding)")
          if shown.said == snapshot { continue }
          let whole = try #require(try answer(repaired, encoding))
          let isRest = (Self.remains[name] ?? []).contains { $0.excuses(whole.said, whole.open, snapshot, encoding) }
          #expect(
            whole.said == snapshot || isRest,
            "\(call.label) from \(key): \(encoding) says \(shown.said), with its causes mended \(whole.said) as \(whole.open), the snapshot \(snapshot)"
          )
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
