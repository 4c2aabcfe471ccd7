import Addressing
import NetworkModel
import Reachability
import Testing

@testable import Importing

/// The architectures of the fixtures, each in four encodings of one network: a plan that creates everything, the state
/// after it, a plan that finds nothing to do, and the AWS snapshot of the same. A reader is right where they give the
/// same answers.
@Suite struct TerraformEncodingTests {
  enum Encoding: String, CaseIterable { case fresh = "", state = ".state", afterApply = ".afterapply", snapshot }

  /// What differs, and why.
  struct Difference {
    var encodings: Set<Encoding>
    /// The Terraform address that an interface's key begins with.
    var interfaces: String
    var cause: String
  }

  static let differences: [String: [Difference]] = [
    "03-on-premises": [
      Difference(
        encodings: [.fresh], interfaces: "aws_route53_resolver_endpoint.",
        cause: "the subnets are set in a `dynamic` block, whose expressions a plan does not hold")
    ],
    "04-multi-region": [
      Difference(
        encodings: [.fresh], interfaces: "module.region_a.aws_route53_resolver_endpoint.",
        cause: "the subnets are set in a `dynamic` block, whose expressions a plan does not hold"),
      Difference(
        encodings: [.fresh], interfaces: "module.region_b.aws_route53_resolver_endpoint.",
        cause: "the subnets are set in a `dynamic` block, whose expressions a plan does not hold"),
    ],
    "05-ecs-private-integration": [
      Difference(
        encodings: [.fresh, .state, .afterApply], interfaces: "aws_ecs_service.",
        cause: "the emulator starts no tasks, so the snapshot has no interface of one"),
      Difference(
        encodings: [.fresh, .state, .afterApply], interfaces: "aws_autoscaling_group.",
        cause: "the group's instances are in the snapshot; Terraform knows the group only"),
    ],
    "06-cross-account-privatelink": [
      Difference(
        encodings: [.fresh, .state, .afterApply], interfaces: "aws_autoscaling_group.",
        cause: "the group's instances are in the snapshot; Terraform knows the group only")
    ],
    "08-cross-account-tgw": [
      Difference(
        encodings: [.fresh], interfaces: "aws_networkfirewall_firewall.",
        cause: "the emulator has no Network Firewall: it is in the plan only")
    ],
  ]

  /// What an encoding does not hold. Put in, the answers have to be the snapshot's.
  static var causes: [String: [TerraformRepair]] {
    [
      "04-multi-region": [.lookedUpTargets], "06-cross-account-privatelink": [.lookedUpTargets],
      "07-cross-account-peering": [.listeners],
    ]
  }

  /// What differs with that put in: the emulator has no Network Firewall, and no route to one.
  static let remains: [String: [TerraformRemainder]] = [
    "08-cross-account-tgw": [
      TerraformRemainder(
        [.fresh],
        misses: ["BAD_STATE", "ENI_SG_RULES_MISMATCH", "NO_ROUTE_TO_DESTINATION", "ELBV2_LISTENERS_MISMATCH"])
    ]
  ]

  @Test(
    "four encodings, the same answers",
    arguments: [
      "01-basic", "02-cross-account", "03-on-premises", "04-multi-region", "05-ecs-private-integration",
      "06-cross-account-privatelink", "07-cross-account-peering", "08-cross-account-tgw",
    ])
  func encodings(_ name: String) throws {
    let topologies = try Self.topologies(name)
    let names = Names(topologies)
    var interfaces: [Encoding: [String: NetworkInterface]] = [:]
    for (encoding, topology) in topologies {
      interfaces[encoding] = Dictionary(
        topology.networkInterfaces.map { (names.key($0, encoding), $0) }, uniquingKeysWith: { first, _ in first })
    }
    let excused = Self.differences[name] ?? []
    let all = Set(interfaces.values.flatMap(\.keys))
    var common: [String] = []
    for key in all.sorted() {
      let missing = Encoding.allCases.filter { interfaces[$0]?[key] == nil }
      if missing.isEmpty {
        common.append(key)
        continue
      }
      let isExcused = excused.contains { difference in
        key.hasPrefix(difference.interfaces) || (key.hasPrefix("eni-") && missing.allSatisfy { $0 != .snapshot })
      }
      #expect(isExcused, "\(key) is not in \(missing.map { "\($0)" }) and nothing says why")
    }
    #expect(common.count >= 2)
    let causes = Self.causes[name] ?? []
    // A VPC that exists may hold interfaces that its Terraform state does not: that nobody has an address is not known.
    let repaired = TerraformRepair.repaired(topologies, names, causes + [.otherResources([.state, .afterApply])])
    try compare(common, interfaces, topologies, repaired, names, Self.remains[name] ?? [])
  }

  static func topologies(_ name: String) throws -> [Encoding: Topology] {
    var topologies: [Encoding: Topology] = [:]
    for encoding in Encoding.allCases {
      let path =
        encoding == .snapshot
        ? "\(fixtures)/snapshots/\(name)" : "\(terraformFixtures)/plans/\(name)\(encoding.rawValue).json"
      topologies[encoding] = try load(path).topology
    }
    return topologies
  }

  private func compare(
    _ keys: [String], _ interfaces: [Encoding: [String: NetworkInterface]], _ topologies: [Encoding: Topology],
    _ repaired: [Encoding: Topology], _ names: Names, _ remains: [TerraformRemainder]
  ) throws {
    let networks = topologies.mapValues { Network($0) }
    let whole = repaired.mapValues { Network($0) }
    for from in keys {
      for to in keys where from != to {
        for port in ["443", "22"] {
          func said(_ networks: [Encoding: Network], _ encoding: Encoding) throws -> Said {
            let sender = try #require(interfaces[encoding]?[from])
            let receiver = try #require(interfaces[encoding]?[to])
            let network = try #require(networks[encoding])
            return try Self.said(
              network, Query(from: sender.id, to: receiver.id, protocol: "tcp", port: port), names, encoding)
          }
          let snapshot = try said(networks, .snapshot)
          for encoding in Encoding.allCases where encoding != .snapshot {
            let shown = try said(networks, encoding)
            if shown == snapshot { continue }
            let mended = try said(whole, encoding)
            let isRest = remains.contains { $0.excuses(mended, [], snapshot, encoding) }
            #expect(
              mended == snapshot || isRest,
              "\(from) to \(to) on \(port): \(encoding) says \(shown), with its causes mended \(mended), the snapshot \(snapshot)"
            )
            let isLess =
              (shown.verdict == "undetermined" || shown.verdict == snapshot.verdict)
              && shown.blockers.isSubset(of: snapshot.blockers)
            #expect(isLess, "\(from) to \(to) on \(port): \(encoding) says \(shown), the snapshot \(snapshot)")
          }
        }
      }
    }
  }

  struct Said: Hashable {
    var verdict: String
    var blockers: Set<String>
  }

  /// The verdict, and what blocks, in Terraform's names.
  static func said(_ network: Network, _ query: Query, _ names: Names, _ encoding: Encoding) throws -> Said {
    let answer: Answer
    do { answer = try network.answer(query) } catch {
      // Two interfaces of one instance are one thing.
      return Said(verdict: "\(error.status)", blockers: [])
    }
    let blockers = answer.blockers.map { "\($0.code.rawValue) \(names.key($0.component, encoding))" }
    return Said(verdict: answer.verdict.rawValue, blockers: Set(blockers))
  }

  /// Terraform's names for what a snapshot knows by AWS's ids: the state has both.
  struct Names {
    /// By id and kind, the address of the resource.
    private var addresses: [String: String] = [:]
    private var state: Topology
    private var subnets: [String: String] = [:]
    /// By encoding and id, the key of an interface.
    private var interfaces: [Encoding: [String: String]] = [:]

    init(_ topologies: [Encoding: Topology]) {
      state = topologies[.state] ?? Topology()
      for component in state.components {
        if let address = component.source?.address { addresses["\(component.id) \(component.kind)"] = address }
      }
      for subnet in state.subnets { subnets[subnet.id] = subnet.identity.source?.address ?? subnet.id }
      for (encoding, topology) in topologies {
        for interface in topology.networkInterfaces {
          interfaces[encoding, default: [:]][interface.id] = key(interface, encoding, topology)
        }
      }
    }

    func key(_ component: Component, _ encoding: Encoding) -> String {
      if component.kind == .networkInterface, let key = interfaces[encoding]?[component.id] {
        return "interface \(key)"
      }
      let address =
        encoding == .snapshot ? addresses["\(component.id) \(component.kind)"] : component.source?.address
      return "\(component.kind) \(address ?? component.id)"
    }

    func key(_ interface: NetworkInterface, _ encoding: Encoding) -> String {
      interfaces[encoding]?[interface.id] ?? interface.id
    }

    /// The address of what an interface belongs to, and its subnet's.
    private func key(_ interface: NetworkInterface, _ encoding: Encoding, _ topology: Topology) -> String {
      if encoding == .snapshot {
        // The state knows some interfaces by their ids, others by what they are for.
        let own =
          state.networkInterfaces.first { $0.id == interface.id }
          ?? state.networkInterfaces.first { other in
            other.subnetId == interface.subnetId && !other.interfaceDescription.isEmpty
              && interface.interfaceDescription.hasPrefix(other.interfaceDescription)
          }
        return own.map { key($0, .state, state) } ?? interface.id
      }
      // One that a data source looked up is its endpoint's nevertheless.
      let endpoint = topology.vpcEndpoints.first { $0.networkInterfaceIds.contains(interface.id) }
      let address = (endpoint?.identity ?? interface.identity).source?.address ?? interface.id
      return "\(address) in \(subnets[interface.subnetId] ?? interface.subnetId)"
    }
  }
}
