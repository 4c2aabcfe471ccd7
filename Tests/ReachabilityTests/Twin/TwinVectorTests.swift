import TestKit
import Testing

/// The twin itself against vectors of the data plane's rules, so that both it and the engine answer to them.
struct TwinVectorTests {
  private func expect(
    _ builder: TopologyBuilder, _ from: String, _ to: String, _ summary: String, sourcePort: UInt16 = 50000,
    location: SourceLocation = #_sourceLocation
  ) {
    expect(builder, from, to, "tcp 443", summary, sourcePort: sourcePort, location: location)
  }

  private func expect(
    _ builder: TopologyBuilder, _ from: String, _ to: String, _ service: String, _ summary: String,
    sourcePort: UInt16 = 50000, location: SourceLocation = #_sourceLocation
  ) {
    let found = NaiveTwin(builder.build()).ask(from, to, service, sourcePort: sourcePort).summary
    #expect(found == summary, "\(from) → \(to) \(service)", sourceLocation: location)
  }

  /// A with two subnets, hosts e1 and e2, an internet gateway that nothing routes to.
  private func twoSubnets() -> TopologyBuilder {
    var t = TopologyBuilder()
    t.vpc("A", "10.0.0.0/16")
    t.subnet("A1", in: "A", "10.0.1.0/24")
    t.subnet("A2", in: "A", "10.0.2.0/24")
    t.interface("e1", in: "A1", "10.0.1.10")
    t.interface("e2", in: "A2", "10.0.2.10")
    t.internetGateway("igw-A", in: "A")
    return t
  }

  /// A and B, peered, with a host each.
  private func peered(back: Bool = true, status: String = "active") -> TopologyBuilder {
    var t = twoSubnets()
    t.vpc("B", "172.31.0.0/16")
    t.subnet("B1", in: "B", "172.31.1.0/24")
    t.interface("b1", in: "B1", "172.31.1.10")
    t.peering("pcx", "A", "B", status: status)
    t.routeTable("rtb-A", in: "A", subnets: ["A1"], ["172.31.0.0/16": .peering("pcx")])
    t.routeTable("rtb-B", in: "B", subnets: ["B1"], back ? ["10.0.0.0/16": .peering("pcx")] : [:])
    return t
  }

  /// A and B on one transit gateway, in zone az1.
  private func transit(flag: Bool = false, backPropagated: Bool = true) -> TopologyBuilder {
    var t = TopologyBuilder()
    for (vpc, second) in [("A", 1), ("B", 2)] {
      t.vpc(vpc, "10.\(second).0.0/16")
      t.subnet("\(vpc)1", in: vpc, "10.\(second).1.0/24")
      t.subnet("\(vpc)3", in: vpc, "10.\(second).3.0/24")
      t.routeTable("rtb-\(vpc)", in: vpc, subnets: ["\(vpc)1"], ["10.0.0.0/8": .transitGateway("tgw")])
    }
    t.transitGateway("tgw", groupReferencing: flag)
    t.attachment("att-A", to: "tgw", vpc: "A", subnets: ["A3"], table: "rtA")
    t.attachment("att-B", to: "tgw", vpc: "B", subnets: ["B3"], table: "rtB")
    t.transitGatewayRouteTable("rtA", of: "tgw", propagating: ["att-B"])
    t.transitGatewayRouteTable("rtB", of: "tgw", propagating: backPropagated ? ["att-A"] : [])
    return t
  }

  @Test func routes() {
    var t = twoSubnets()
    t.routeTable(
      "rtb", in: "A", subnets: ["A1"],
      ["0.0.0.0/0": .internetGateway("igw-A"), "8.8.8.0/24": .natGateway("n").blackhole])
    expect(t, "e1", "8.8.8.8", "blocked BAD_STATE_ROUTE @ rtb")
    expect(t, "e1", "e2", "delivered")
    expect(t, "e1", "9.9.9.9", "blocked IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS @ igw-A")
    expect(t, "e1", "10.99.0.1", "blocked IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS @ igw-A")
    expect(t, "e1", "10.0.9.9", "blocked X_NO_SUCH_HOST")
    expect(t, "e2", "8.8.8.8", "blocked NO_ROUTE_TO_DESTINATION @ rtb-main-A")
  }

  @Test func networkACLs() {
    var t = twoSubnets()
    t.networkACL(
      "acl", in: "A", subnets: ["A2"], ["in 100 allow tcp 443 0.0.0.0/0", "out 100 allow tcp 32768-61000 0.0.0.0/0"])
    expect(t, "e1", "e2", "delivered")
    expect(t, "e1", "e2", "reply blocked SUBNET_ACL_RESTRICTION @ acl", sourcePort: 1500)
    expect(t, "e1", "e2", "tcp 139", "blocked SUBNET_ACL_RESTRICTION @ acl")
  }

  @Test func securityGroups() {
    var t = twoSubnets()
    t.securityGroup("sg-c", in: "A", ingress: [], egress: ["all to sg-s"])
    t.securityGroup("sg-s", in: "A", ingress: ["tcp 22 from sg-c", "icmp 8 from 0.0.0.0/0"], egress: [])
    t.interface("c", in: "A1", "10.0.1.20", groups: ["sg-c"])
    t.interface("s", in: "A2", "10.0.2.20", groups: ["sg-s"])
    expect(t, "c", "s", "tcp 22", "delivered")
    expect(t, "c", "s", "icmp 8/0", "delivered")
    expect(t, "c", "s", "tcp 23", "blocked ENI_SG_RULES_MISMATCH @ sg-s")
    expect(t, "c", "e2", "tcp 22", "blocked ENI_SG_RULES_MISMATCH @ sg-c")
    expect(t, "s", "e2", "tcp 22", "blocked SG_HAS_NO_RULES @ sg-s")
    expect(t, "e1", "s", "tcp 22", "blocked ENI_SG_RULES_MISMATCH @ sg-s")
  }

  @Test func peering() {
    expect(peered(), "e1", "b1", "delivered")
    expect(peered(back: false), "e1", "b1", "reply blocked NO_ROUTE_TO_DESTINATION @ rtb-B")
    expect(peered(status: "pending-acceptance"), "e1", "b1", "blocked BAD_STATE @ pcx")
    var t = peered()
    t.route(in: "rtb-B", "0.0.0.0/0", .peering("pcx"))
    expect(t, "b1", "8.8.8.8", "blocked PCX_REQUIRES_ADDRESS_IN_VPC_CIDR @ pcx")
  }

  @Test("PCX-07: a NAT gateway's packets find their way back over a peering without a route")
  func returnToSender() {
    var t = peered(back: false)
    t.subnet("A5", in: "A", "10.0.5.0/24")
    t.natGateway("nat", in: "A1", "10.0.1.5", private: true)
    t.routeTable("rtb-5", in: "A", subnets: ["A5"], ["172.31.0.0/16": .natGateway("nat")])
    t.interface("e5", in: "A5", "10.0.5.10")
    expect(t, "e5", "b1", "delivered")
    expect(t, "e1", "b1", "reply blocked NO_ROUTE_TO_DESTINATION @ rtb-B")
  }

  @Test("TGW-01, TGW-02, SG-06 to SG-08, NACL-05 to NACL-07")
  func transitGateway() {
    var t = transit()
    t.interface("a", in: "A1", "10.1.1.10")
    t.interface("b", in: "B1", "10.2.1.10")
    expect(t, "a", "b", "delivered")
    var half = transit(backPropagated: false)
    half.interface("a", in: "A1", "10.1.1.10")
    half.interface("b", in: "B1", "10.2.1.10")
    expect(half, "a", "b", "reply blocked TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT @ rtB")
    for flag in [true, false] {
      var t = transit(flag: flag)
      t.securityGroup("sg-A", in: "A")
      t.securityGroup("sg-B", in: "B", ingress: ["tcp 443 from sg-A"])
      t.securityGroup("sg-out", in: "A", egress: ["tcp 443 to sg-B"])
      t.interface("a", in: "A1", "10.1.1.10", groups: ["sg-A"])
      t.interface("a2", in: "A1", "10.1.1.11", groups: ["sg-A", "sg-out"])
      t.interface("a3", in: "A1", "10.1.1.12", groups: ["sg-out"])
      t.interface("b", in: "B1", "10.2.1.10", groups: ["sg-B"])
      expect(t, "a", "b", flag ? "delivered" : "blocked SG_REFERENCING_SUPPORT @ tgw")
      expect(t, "a3", "b", "blocked ENI_SG_RULES_MISMATCH @ sg-out")
    }
    for (entries, summary) in [
      (["in 1 allow all 0.0.0.0/0"], "reply blocked SUBNET_ACL_RESTRICTION @ acl"),
      (["out 1 allow all 0.0.0.0/0"], "blocked SUBNET_ACL_RESTRICTION @ acl"),
    ] {
      var t = transit()
      t.networkACL("acl", in: "A", subnets: ["A3"], entries)
      t.interface("a", in: "A1", "10.1.1.10")
      t.interface("b", in: "B1", "10.2.1.10")
      expect(t, "a", "b", summary)
    }
    var same = transit()
    same.networkACL("acl", in: "A", subnets: ["A3"], ["out 1 allow all 0.0.0.0/0"])
    same.routeTable("rtb-A3", in: "A", subnets: ["A3"], ["10.0.0.0/8": .transitGateway("tgw")])
    same.interface("a", in: "A3", "10.1.3.10")
    same.interface("b", in: "B1", "10.2.1.10")
    expect(same, "a", "b", "blocked SUBNET_ACL_RESTRICTION @ acl")
    expect(same, "b", "a", "reply blocked SUBNET_ACL_RESTRICTION @ acl")
  }

  @Test("TGW-06, TGW-07, TGW-11, NAT-01, NAT-02")
  func centralEgress() {
    func egress(_ natRoutes: KeyValuePairs<String, RouteSpec>, nat: Bool = true) -> TopologyBuilder {
      var t = TopologyBuilder()
      t.vpc("S", "10.5.0.0/16")
      t.subnet("S1", in: "S", "10.5.1.0/24")
      t.routeTable("rtb-S", in: "S", subnets: ["S1"], ["0.0.0.0/0": .transitGateway("tgw")])
      t.interface("s", in: "S1", "10.5.1.10")
      t.vpc("E", "100.64.0.0/16")
      t.subnet("E1", in: "E", "100.64.1.0/24")
      t.subnet("E2", in: "E", "100.64.2.0/24")
      t.internetGateway("igw", in: "E")
      t.natGateway("nat", in: "E2", "100.64.2.5", publicIP: "203.0.113.5")
      t.routeTable(
        "rtb-E1", in: "E", subnets: ["E1"], ["0.0.0.0/0": nat ? .natGateway("nat") : .internetGateway("igw")])
      t.routeTable("rtb-E2", in: "E", subnets: ["E2"], natRoutes)
      t.transitGateway("tgw")
      t.attachment("att-S", to: "tgw", vpc: "S", subnets: ["S1"], table: "rtS")
      t.attachment("att-E", to: "tgw", vpc: "E", subnets: ["E1"], table: "rtE")
      t.transitGatewayRouteTable("rtS", of: "tgw", ["0.0.0.0/0": .static("att-E")])
      t.transitGatewayRouteTable("rtE", of: "tgw", propagating: ["att-S"])
      return t
    }
    let good: KeyValuePairs<String, RouteSpec> = [
      "0.0.0.0/0": .internetGateway("igw"), "10.0.0.0/8": .transitGateway("tgw"),
    ]
    expect(egress(good), "s", "8.8.8.8", "delivered")
    expect(egress(good), "s", "8.8.8.8", "gre", "blocked PROTOCOL_RESTRICTION @ nat")
    expect(egress(good), "8.8.8.8", "nat-eni!", "blocked X_NAT_UNSOLICITED @ nat")
    expect(
      egress(["0.0.0.0/0": .internetGateway("igw")]), "s", "8.8.8.8",
      "reply blocked IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS @ igw")
    expect(egress(good, nat: false), "s", "8.8.8.8", "blocked IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS @ igw")
  }

  @Test("IGW-02, RT-11, BPA-01, SG-05")
  func internetGateway() {
    var t = twoSubnets()
    t.interface("p", in: "A2", "10.0.2.20", publicIP: "203.0.113.20")
    expect(t, "8.8.8.8", "p!", "reply blocked NO_ROUTE_TO_DESTINATION @ rtb-main-A")
    t.routeTable("rtb", in: "A", subnets: ["A1", "A2"], ["0.0.0.0/0": .internetGateway("igw-A")])
    expect(t, "8.8.8.8", "p!", "delivered")
    expect(t, "p", "8.8.8.8", "delivered")
    t.interface("q", in: "A1", "10.0.1.20", publicIP: "203.0.113.21")
    expect(t, "q", "p!", "delivered")
    expect(t, "8.8.8.8", "e2", "blocked IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS @ igw-A")
    var edge = t
    edge.interface("fw", in: "A1", "10.0.1.30", publicIP: "203.0.113.30", sourceDestCheck: false)
    edge.edgeTable("rtb-edge", in: "A", gateway: "igw-A", ["10.0.2.0/24": .networkInterface("fw")])
    expect(edge, "8.8.8.8", "p!", "reply blocked INGRESS_RTB_TRAFFIC_REDIRECTION @ rtb")
    t.blockPublicAccess(.blockIngress)
    expect(t, "8.8.8.8", "p!", "blocked VPC_BLOCK_PUBLIC_ACCESS_ENABLED @ A")
  }

  @Test("VGW-01, DX-01 to DX-03, NAT-04")
  func onPremises() {
    var t = twoSubnets()
    t.site("hq", "192.168.0.0/16")
    t.customerGateway("cgw", site: "hq")
    t.vpnGateway("vgw", in: "A")
    t.vpnConnection("vpn", customerGateway: "cgw", vpnGateway: "vgw", staticRoutes: ["192.168.1.0/24"])
    t.routeTable("rtb", in: "A", subnets: ["A1"], ["192.168.0.0/16": .vpnGateway("vgw")])
    expect(t, "e1", "hq/192.168.1.9", "delivered")
    expect(t, "e1", "hq/192.168.9.9", "blocked X_VGW_UNKNOWN_PREFIX @ vgw")
    expect(t, "hq/192.168.1.9", "e1", "delivered")
    expect(t, "hq/192.168.9.9", "e1", "reply blocked X_VGW_UNKNOWN_PREFIX @ vgw")
    for (allowed, summary) in [("10.0.0.0/24", "reply blocked X_ONPREM_NO_ROUTE"), ("10.0.0.0/15", "delivered")] {
      var t = twoSubnets()
      t.site("hq", "192.168.0.0/16")
      t.vpnGateway("vgw", in: "A")
      t.directConnectGateway("dxgw", vpnGateways: ["vgw": [allowed]])
      t.virtualInterface("vif", directConnectGateway: "dxgw", site: "hq", advertised: ["192.168.0.0/16"])
      t.routeTable("rtb", in: "A", subnets: ["A1"], ["192.168.0.0/16": .vpnGateway("vgw").propagated])
      expect(t, "e1", "hq/192.168.1.9", summary)
    }
    var dx = transit()
    dx.interface("a", in: "A1", "10.1.1.10")
    dx.interface("b", in: "A1", "10.1.1.11")
    dx.site("hq", "10.200.0.0/16")
    dx.directConnectGateway("dxgw", transitGateways: ["tgw": ["10.1.1.10/32"]])
    dx.virtualInterface("vif", .transit, directConnectGateway: "dxgw", site: "hq", advertised: ["10.200.0.0/16"])
    dx.attachment("att-dx", to: "tgw", directConnectGateway: "dxgw", table: "rtD")
    dx.transitGatewayRouteTable("rtD", of: "tgw", propagating: ["att-A"])
    dx.topology.transitGatewayRouteTables[0].routes?.append(
      .init(.prefix(.init("10.200.0.0/16")!), type: .propagated, attachmentIds: ["att-dx"]))
    expect(dx, "hq/10.200.0.1", "a", "delivered")
    expect(dx, "hq/10.200.0.1", "b", "blocked X_ONPREM_NO_ROUTE")
    expect(dx, "b", "hq/10.200.0.1", "reply blocked X_ONPREM_NO_ROUTE")
  }

  @Test("EP-01, EP-02, EP-04")
  func endpoints() {
    var t = peered()
    t.prefixList("pl-s3", ["3.5.0.0/19"])
    t.gatewayEndpoint("vpce-s3", in: "A", service: "s3", prefixList: "pl-s3", tables: ["rtb-A"])
    t.route(in: "rtb-A", "0.0.0.0/0", .internetGateway("igw-A"))
    expect(t, "e1", "3.5.0.1", "delivered")
    expect(t, "e1", "3.5.0.1", "udp 443", "blocked VPCE_GATEWAY_PROTOCOL_RESTRICTION @ vpce-s3")
    expect(t, "e1", "52.92.0.1", "blocked IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS @ igw-A")
    t.route(in: "rtb-B", "pl-s3", .peering("pcx"))
    expect(t, "b1", "3.5.0.1", "blocked PCX_REQUIRES_ADDRESS_IN_VPC_CIDR @ pcx")
    t.securityGroup("sg-ep", in: "A", ingress: ["tcp 443 from 10.0.0.0/16"])
    t.interfaceEndpoint("vpce-x", in: ["A1": "10.0.1.50"], service: "com.amazonaws.us-east-1.sqs", groups: ["sg-ep"])
    expect(t, "e1", "vpce-x-A1", "delivered")
    expect(t, "b1", "vpce-x-A1", "blocked ENI_SG_RULES_MISMATCH @ sg-ep")
  }

  @Test("EIGW-01, NAT-06, TGW-09")
  func ipv6() {
    var t = TopologyBuilder()
    t.vpc("A", "10.0.0.0/16", "2001:db8:1::/56")
    t.subnet("A1", in: "A", "10.0.1.0/24", "2001:db8:1:1::/64")
    t.subnet("A2", in: "A", "10.0.2.0/24")
    t.egressOnlyInternetGateway("eigw", in: "A")
    t.internetGateway("igw", in: "A")
    t.natGateway("nat", in: "A2", "10.0.2.5", publicIP: "203.0.113.5")
    t.routeTable(
      "rtb", in: "A", subnets: ["A1"], ["::/0": .egressOnlyInternetGateway("eigw"), "64:ff9b::/96": .natGateway("nat")])
    t.routeTable("rtb-2", in: "A", subnets: ["A2"], ["0.0.0.0/0": .internetGateway("igw")])
    t.interface("e", in: "A1", "10.0.1.10", "2001:db8:1:1::10")
    let twin = NaiveTwin(t.build())
    #expect(twin.ask("e", "2606:4700::1", family: .ipv6).summary == "delivered")
    #expect(twin.ask("2606:4700::1", "e", family: .ipv6).summary == "reply blocked X_ASYMMETRIC_STATEFUL @ eigw")
  }
}
