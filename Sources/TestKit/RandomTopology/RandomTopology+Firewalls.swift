import Addressing
import NetworkModel

extension RandomTopology {
  /// A topology whose traffic goes through AWS Network Firewall, mostly in both directions: in front of an internet
  /// gateway and between subnets, or in a VPC of its own behind a transit gateway.
  public static func makeInspected(seed: UInt64) -> Topology {
    var generator = RandomTopology(seed: seed ^ 0x4E46_5700, options: Options())
    if generator.random.chance(50) { generator.makeDistributed() } else { generator.makeCentral() }
    generator.makePolicy()
    return generator.builder.build()
  }

  private mutating func makeHost(_ id: String, in subnet: String, _ address: String, isPublic: Bool = false) {
    builder.interface(id, in: subnet, address, publicIP: isPublic ? nextPublicAddress() : nil)
  }

  private mutating func makeEndpoint(_ id: String, in subnet: String, _ address: String) {
    builder.gatewayLoadBalancerEndpoint(id, in: subnet, address, state: breaks() ? "pending" : "available")
  }

  private mutating func makeDistributed() {
    builder.vpc("A", "10.1.0.0/16")
    for (number, zone) in [(1, "az1"), (2, "az2")] {
      builder.subnet("A\(number)", in: "A", "10.1.\(number).0/24", zone: zone)
      for last in 1...2 {
        makeHost("eni-A\(number)-\(last)", in: "A\(number)", "10.1.\(number).\(9 + last)", isPublic: random.chance(80))
      }
    }
    builder.subnet("F1", in: "A", "10.1.9.0/24")
    builder.internetGateway("igw", in: "A")
    makeEndpoint("vpce-1", in: "F1", "10.1.9.4")
    builder.edgeTable("rtb-edge", in: "A", gateway: "igw")
    for (near, far) in [(1, 2), (2, 1)] {
      let table = "rtb-A\(near)"
      builder.routeTable(table, in: "A", subnets: ["A\(near)"])
      builder.route(in: table, "0.0.0.0/0", random.chance(85) ? .vpcEndpoint("vpce-1") : .internetGateway("igw"))
      if random.chance(60) { builder.route(in: table, "10.1.\(far).0/24", .vpcEndpoint("vpce-1")) }
      if random.chance(85) { builder.route(in: "rtb-edge", "10.1.\(near).0/24", .vpcEndpoint("vpce-1")) }
    }
    builder.routeTable("rtb-F1", in: "A", subnets: ["F1"])
    if !breaks() { builder.route(in: "rtb-F1", "0.0.0.0/0", .internetGateway("igw")) }
    if random.chance(25) { makeFilter("F1", in: "A") }
    builder.networkFirewall("nfw", in: "A", endpoints: ["vpce-1"], policy: "policy")
  }

  private mutating func makeCentral() {
    builder.transitGateway("tgw")
    for (vpc, number) in [("B", 2), ("C", 3)] {
      builder.vpc(vpc, "10.\(number).0.0/16")
      for (position, zone) in [(1, "az1"), (2, "az2")] {
        builder.subnet("\(vpc)\(position)", in: vpc, "10.\(number).\(position).0/24", zone: zone)
        makeHost("eni-\(vpc)\(position)", in: "\(vpc)\(position)", "10.\(number).\(position).10")
      }
      builder.routeTable(
        "rtb-\(vpc)", in: vpc, subnets: ["\(vpc)1", "\(vpc)2"], ["0.0.0.0/0": .transitGateway("tgw")])
      builder.attachment("att-\(vpc)", to: "tgw", vpc: vpc, subnets: ["\(vpc)1", "\(vpc)2"], table: "rt-spokes")
    }
    builder.vpc("I", "100.64.0.0/16")
    for (number, zone) in [(1, "az1"), (2, "az2")] {
      builder.subnet("T\(number)", in: "I", "100.64.\(number).0/24", zone: zone)
      builder.subnet("F\(number)", in: "I", "100.64.1\(number).0/24", zone: zone)
      makeEndpoint("vpce-\(number)", in: "F\(number)", "100.64.1\(number).4")
    }
    for number in 1...2 {
      let endpoint = breaks() ? "vpce-\(3 - number)" : "vpce-\(number)"
      builder.routeTable("rtb-T\(number)", in: "I", subnets: ["T\(number)"], ["0.0.0.0/0": .vpcEndpoint(endpoint)])
      builder.routeTable(
        "rtb-F\(number)", in: "I", subnets: ["F\(number)"], ["10.0.0.0/8": .transitGateway("tgw")])
    }
    builder.attachment(
      "att-I", to: "tgw", vpc: "I", subnets: ["T1", "T2"], table: "rt-inspection", appliance: random.chance(75))
    builder.transitGatewayRouteTable("rt-spokes", of: "tgw")
    builder.transitRoute(in: "rt-spokes", "0.0.0.0/0", .static("att-I"))
    if random.chance(10) { builder.transitRoute(in: "rt-spokes", "10.2.0.0/16", .propagated("att-B")) }
    builder.transitGatewayRouteTable("rt-inspection", of: "tgw", propagating: ["att-B", "att-C"])
    if random.chance(25) { makeFilter(random.pick(["F1", "T2"]), in: "I") }
    builder.networkFirewall("nfw", in: "I", endpoints: ["vpce-1", "vpce-2"], policy: "policy")
  }

  private mutating func makeFilter(_ subnet: String, in vpc: String) {
    let peer = random.pick(["10.0.0.0/8", "0.0.0.0/0", "10.1.1.0/24", "10.2.0.0/16"])
    let direction = random.pick(["in", "out"])
    builder.networkACL(
      "acl-\(subnet)", in: vpc, subnets: [subnet],
      [
        "\(direction) 90 \(random.pick(["allow", "deny"])) \(anyService()) \(peer)", "in 100 allow all 0.0.0.0/0",
        "out 100 allow all 0.0.0.0/0",
      ])
  }

  private mutating func makePolicy() {
    let stateless = (1...2).filter { _ in random.chance(35) }.map { "stateless-\($0)" }
    for id in stateless {
      builder.statelessRules(id, (1...(1 + random.below(3))).map { statelessRule($0 * 10) })
    }
    let stateful = (1...2).filter { _ in random.chance(60) }.map { "stateful-\($0)" }
    for id in stateful {
      builder.statefulRules(id, (1...(1 + random.below(3))).map { _ in statefulRule() })
    }
    let order: FirewallPolicy.RuleOrder = random.chance(50) ? .action : .strict
    builder.firewallPolicy(
      "policy", stateless: stateless, stateful: stateful, order: order,
      statelessDefault: random.pick(["forward", "forward", "forward", "forward", "pass", "drop"]),
      otherwise: order == .strict && random.chance(50) ? random.pick(["drop_strict", "drop_established"]) : nil)
  }

  private mutating func inspectedPrefix() -> String {
    random.pick(["10.0.0.0/8", "10.1.1.0/24", "10.2.0.0/16", "10.1.2.10/32", "8.8.8.8/32", "0.0.0.0/0"])
  }

  private mutating func statelessRule(_ priority: Int) -> String {
    let service = random.pick(["all", "tcp", "tcp 443", "tcp 1-1023", "udp", "icmp"])
    var text = "\(priority) \(random.pick(["pass", "drop", "forward", "forward"])) \(service)"
    if random.chance(60) { text += " from \(inspectedPrefix())" }
    if random.chance(60) { text += " to \(inspectedPrefix())" }
    return text
  }

  private mutating func statefulRule() -> String {
    func side(_ generator: inout RandomTopology) -> String {
      generator.random.chance(50) ? "any" : generator.inspectedPrefix()
    }
    let proto = random.pick(["tcp", "tcp", "tcp", "udp", "icmp", "ip"])
    let hasPort = (proto == "tcp" || proto == "udp") && random.chance(60)
    let port = hasPort ? random.pick(["443", "80", "22", "1:442", "53"]) : "any"
    return "\(random.pick(["pass", "pass", "drop", "drop", "reject", "alert"])) \(proto) \(side(&self)) any "
      + "\(random.chance(80) ? "->" : "<>") \(side(&self)) \(port)"
  }
}
