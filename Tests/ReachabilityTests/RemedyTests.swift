import Addressing
import NetworkModel
import Testing

@testable import Reachability

@Suite("what would remove a blocker, in words")
struct RemedyTests {
  static let internet = ["0.0.0.0-9.255.255.255", "11.0.0.0-223.255.255.255"]

  /// One box; `tcp`, the two ends, and the destination port.
  private static func box(
    _ protocol: String, _ source: String, _ destination: String, _ port: String = "any"
  ) -> TrafficSet {
    let (from, to) = (range(source), range(destination))
    let number = `protocol` == "any" ? (UInt8(0), UInt8.max) : IPProtocol(`protocol`).map { ($0.rawValue, $0.rawValue) }
    let ports = port == "any" ? PortRange.all : PortRange(port) ?? .all
    return TrafficSet(
      source.contains(":") ? .ipv6 : .ipv4,
      TrafficBox(
        source: from, destination: to, firstProtocol: number?.0 ?? 0, lastProtocol: number?.1 ?? 0,
        sourcePorts: `protocol` == "icmp" ? PortRange(8) : .all, destinationPorts: ports))
  }

  private static func range(_ text: String) -> AddressRange {
    if let prefix = Prefix(text) { return prefix.range }
    let ends = text.split(separator: "-").compactMap { IPAddress($0)?.value }
    return AddressRange(ends[0], ends[1])
  }

  private func sentence(
    _ code: Code, _ component: Component, rule: String? = nil, _ direction: Blocker.Direction? = nil,
    _ traffic: TrafficSet = RemedyTests.box("tcp", "10.0.1.10", "10.0.2.20", "5432"), network: String? = nil,
    towards: String? = nil, ownRoute: Bool = false
  ) -> String? {
    var refused = RefusedTraffic(traffic, internet: AddressRanges(Self.internet.map(Self.range)))
    refused.destinationNetwork = network
    refused.hasOwnRoute = ownRoute
    return Remedy(
      Blocker(
        code: code, component: component, rule: rule, direction: direction, way: .forward, traffic: traffic.text(),
        refused: refused, towards: towards, message: "")
    ).sentence
  }

  let group = Component("sg-00db", kind: .securityGroup)
  let list = Component("acl-00db", kind: .networkAcl)
  let table = Component("rtb-000a", kind: .routeTable, name: "front")
  let transitTable = Component("tgw-rtb-0001", kind: .transitGatewayRouteTable)

  @Test("rules name the protocol, the ports and the other end")
  func rules() {
    #expect(
      sentence(.eniSgRulesMismatch, group, .ingress)
        == "add an ingress rule to sg-00db that allows tcp 5432 from 10.0.1.10/32")
    #expect(
      sentence(.eniSgRulesMismatch, group, .egress)
        == "add an egress rule to sg-00db that allows tcp 5432 to 10.0.2.20/32")
    #expect(
      sentence(.sgHasNoRules, Component("eni-0001", kind: .networkInterface), .ingress)
        == "add an ingress rule to a security group of eni-0001 that allows tcp 5432 from 10.0.1.10/32")
    #expect(
      sentence(.subnetAclRestriction, list, rule: "#100 deny tcp 5432 0.0.0.0/0", .ingress)
        == "add an ingress rule with a number below 100 to acl-00db that allows tcp 5432 from 10.0.1.10/32, or remove rule #100"
    )
    #expect(
      sentence(
        .subnetAclRestriction, list, rule: "* deny all", .egress, Self.box("icmp", "10.0.1.0/24", "0.0.0.0/0"))
        == "add an egress rule to acl-00db that allows icmp echo-request to 0.0.0.0/0")
  }

  @Test("a firewall's rule has to come before the one that drops, or one has to be there at all")
  func firewallRules() {
    #expect(
      sentence(.firewallRulesRestriction, Component("rules", kind: .ruleGroup), rule: "drop ip any any -> any any")
        == "add a rule to firewall rule group rules that passes tcp 10.0.1.10 → 10.0.2.20:5432 before "
        + "`drop ip any any -> any any` decides, or change that")
    #expect(
      sentence(.firewallRulesRestriction, Component("policy", kind: .firewallPolicy), rule: "aws:drop_strict")
        == "add a rule to a rule group of firewall policy policy that passes tcp 10.0.1.10 → 10.0.2.20:5432")
  }

  struct Case: Sendable, CustomTestStringConvertible {
    var traffic: TrafficSet
    /// What the rule has to allow.
    var allows: String
    var testDescription: String { allows }

    init(_ boxes: [TrafficSet], _ allows: String) {
      traffic = boxes.dropFirst().reduce(boxes[0]) { $0.union($1) }
      self.allows = allows
    }
  }

  static let permissions = [
    Case([box("any", "0.0.0.0/0", "10.0.2.20")], "everything from 0.0.0.0/0"),
    Case([box("tcp", "2001:db8::1", "2001:db8::2", "443")], "tcp 443 from 2001:db8::1/128"),
    Case([box("tcp", "2001:db8::/64", "2001:db8::2")], "tcp from 2001:db8::/64"),
    Case(internet.map { box("tcp", $0, "10.0.2.20", "443") }, "tcp 443 from 0.0.0.0/0"),
    Case(
      [box("tcp", "11.0.0.0-200.1.1.1", "10.0.2.20", "443")],
      "tcp 443 from the sources you want to allow (now refused: part of internet)"),
    Case(
      (0..<6).map { box("tcp", "10.0.\($0 * 2).1", "10.0.2.20", "443") },
      "tcp 443 from the sources you want to allow (now refused: 10.0.0.1, 10.0.2.1 and 4 more)"),
    Case(
      [box("tcp", "10.0.1.10", "10.0.2.20", "0-21"), box("tcp", "10.0.1.10", "10.0.2.20", "23-65535")],
      "tcp 0-21 and 23-65535 from 10.0.1.10/32"),
    Case(
      [box("tcp", "10.0.1.10", "10.0.2.20", "53"), box("udp", "10.0.1.10", "10.0.2.20", "53")],
      "tcp 53 and udp 53 from 10.0.1.10/32"),
    Case(
      [box("tcp", "10.0.1.10", "10.0.2.20", "53"), box("tcp", "10.0.1.11", "10.0.2.20", "53")],
      "tcp 53 from 10.0.1.10/31"),
    Case(
      [box("tcp", "10.0.1.10-10.0.1.12", "10.0.2.20", "53")], "tcp 53 from 10.0.1.10/31 and 10.0.1.12/32"),
  ]

  @Test("what a rule has to allow, of both families", arguments: permissions)
  func permission(_ row: Case) {
    #expect(
      sentence(.eniSgRulesMismatch, group, .ingress, row.traffic)
        == "add an ingress rule to sg-00db that allows \(row.allows)")
  }

  @Test("what has no id of AWS's making is named with its kind")
  func kinds() {
    #expect(
      sentence(.noRouteToDestination, Component("data", kind: .routeTable), towards: "pcx-1")
        == "add a route to route table data for 10.0.2.20/32 through pcx-1")
    #expect(
      sentence(.noSuchHost, Component("data", kind: .subnet))
        == "give an interface the address 10.0.2.20, or ask for an address that exists (subnet data)")
    #expect(
      sentence(.eniSgRulesMismatch, Component("data", kind: .securityGroup), .ingress)
        == "add an ingress rule to security group data that allows tcp 5432 from 10.0.1.10/32")
  }

  @Test("routes name the network of the destination and what leads there")
  func routes() {
    #expect(
      sentence(.noRouteToDestination, table)
        == "add a route to front (rtb-000a) for 10.0.2.20/32, once something attached to its VPC leads there")
    #expect(
      sentence(.noRouteToDestination, table, network: "10.0.0.0/16", towards: "pcx-1")
        == "add a route to front (rtb-000a) for 10.0.0.0/16 through pcx-1")
    #expect(
      sentence(.noRouteToDestination, table, nil, Self.box("tcp", "2001:db8::1", "2001:db9::2"), towards: "tgw-1")
        == "add a route to front (rtb-000a) for 2001:db9::2/128 through tgw-1")
    #expect(
      sentence(
        .noRouteToDestination, table, rule: "0.0.0.0/0 → nat-1", nil, Self.box("tcp", "10.0.1.1", "0.0.0.0/0"),
        towards: "igw-1", ownRoute: true) == "point the route `0.0.0.0/0 → nat-1` of front (rtb-000a) to igw-1 instead")
    #expect(
      sentence(.badStateRoute, table, rule: "10.0.2.0/24 → pcx-1")
        == "replace the route `10.0.2.0/24 → pcx-1` of front (rtb-000a), whose target does not exist any more, by one to a target that does"
    )
    #expect(
      sentence(.badStateRoute, table, rule: "10.0.2.0/24 → pcx-1", towards: "pcx-2")
        == "replace the route `10.0.2.0/24 → pcx-1` of front (rtb-000a), whose target does not exist any more, by one through pcx-2"
    )
    #expect(
      sentence(.moreSpecificRoute, table, rule: "10.0.2.0/24 → igw-1", towards: "pcx-2")
        == "remove the route `10.0.2.0/24 → igw-1` of front (rtb-000a), or add one for 10.0.2.20/32 through pcx-2, which is more specific"
    )
    #expect(
      sentence(.tgwRtbNoRouteToTgwAttachment, transitTable, network: "10.0.0.0/16", towards: "tgw-attach-1")
        == "add a static route to tgw-rtb-0001 for 10.0.0.0/16 through tgw-attach-1, or propagate tgw-attach-1 into it")
    #expect(
      sentence(
        .tgwRtbBadStateRoute, transitTable, rule: "10.0.0.0/8 → blackhole", network: "10.0.0.0/16",
        towards: "tgw-attach-1")
        == "add a static route to tgw-rtb-0001 for 10.0.0.0/16 through tgw-attach-1, which goes before the blackhole route `10.0.0.0/8 → blackhole`, or replace that"
    )
  }

  @Test("every code of a blocker on the network and of an endpoint has a sentence of its own")
  func complete() {
    let filters: Set<Code> = Set(
      Code.all.map(\.code).filter { $0.rawValue.hasPrefix("FILTER_") || $0.rawValue.hasPrefix("COMPONENT_FILTER") }
    ).union([.igwExpectsPublicAddress])
    let general = "change address x so that it lets \(Self.box("tcp", "10.0.1.10", "10.0.2.20", "5432")) pass"
    let silent = Code.all.filter { $0.isBlocker && ($0.stage == .network || $0.stage == .endpoint) }.map(\.code)
      .filter { !filters.contains($0) && sentence($0, Component("x", kind: .address)) == general }
    #expect(silent.map(\.rawValue) == [])
  }
}
