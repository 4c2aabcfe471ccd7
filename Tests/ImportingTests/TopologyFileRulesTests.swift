import Addressing
import NetworkModel
import Testing

@testable import Importing

@Suite("Topology file: rules and routes in short")
struct TopologyFileRulesTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var rule: String
    var expected: [String]
    var testDescription: String { rule }
    init(_ rule: String, _ expected: String...) {
      (self.rule, self.expected) = (rule, expected)
    }
  }

  static func text(_ rule: SecurityGroupRule) -> String {
    var text = rule.ipProtocol?.description ?? "all"
    if let ports = rule.portRange { text += " \(ports)" }
    if let type = rule.icmpType { text += " type \(type)" }
    if let code = rule.icmpCode { text += " code \(code)" }
    switch rule.peer {
    case .prefix(let prefix): return text + " \(prefix)"
    case .prefixList(let id): return text + " list \(id)"
    case .securityGroup(let group): return text + " group \(group.groupId)"
    }
  }

  @Test(
    "rules of security groups",
    arguments: [
      Case("tcp 443 from web", "tcp 443 group web"),
      Case("tcp 443 from 10.0.0.0/8", "tcp 443 10.0.0.0/8"),
      Case("tcp 80,8000-8999 from 10.0.0.1", "tcp 80 10.0.0.1/32", "tcp 8000-8999 10.0.0.1/32"),
      Case("all from self", "all group own"),
      Case("-1 from self", "all group own"),
      Case("tcp any from self", "tcp group own"),
      Case("icmp 8 from 0.0.0.0/0", "icmp type 8 0.0.0.0/0"),
      Case("icmp 3/4 from ::/0", "icmp type 3 code 4 ::/0"),
      Case("icmpv6 from ::/0", "icmpv6 ::/0"),
      Case("47 from corp", "gre list corp"),
      Case("tcp 443 from pl-s3", "tcp 443 list pl-s3"),
      Case("udp 53 from 10.0.0.0/16, 10.1.0.0/16,web", "udp 53 10.0.0.0/16", "udp 53 10.1.0.0/16", "udp 53 group web"),
      Case("{protocol: tcp, ports: 22, from: [web, 10.0.0.0/8]}", "tcp 22 group web", "tcp 22 10.0.0.0/8"),
      Case("{protocol: icmp, icmpType: 8, from: self}", "icmp type 8 group own"),
      Case("{from: self}", "all group own"),
    ])
  func securityGroupRules(_ row: Case) {
    let rule = row.rule.hasPrefix("{") ? row.rule : "'\(row.rule)'"
    let topology = readTopology(
      """
      prefixLists: {corp: [10.0.0.0/8]}
      vpcs:
        v:
          cidr: 10.0.0.0/16
          securityGroups:
            web: {}
            own:
              ingress: [\(rule)]
      """)
    #expect(topology.securityGroups[1].ingress.map(Self.text) == row.expected, "\(row.rule)")
    #expect(topology.securityGroups[1].ingress[0].source?.line == 9)
  }

  @Test("a list alone is ingress and egress by its words")
  func listOfRules() {
    let topology = readTopology(
      """
      vpcs:
        v:
          cidr: 10.0.0.0/16
          securityGroups:
            one: [tcp 443 from 0.0.0.0/0]
            both: [tcp 443 from self, tcp 443 to pl-s3]
            default: [all to 10.0.0.0/8]
      """)
    #expect(
      topology.securityGroups.map { $0.ingress.map(Self.text) } == [
        ["tcp 443 0.0.0.0/0"], ["tcp 443 group both"], ["all group v/default"],
      ])
    #expect(
      topology.securityGroups.map { $0.egress.map(Self.text) } == [
        ["all 0.0.0.0/0"], ["tcp 443 list pl-s3"], ["all 10.0.0.0/8"],
      ])
  }

  @Test("a group of a peered VPC is referred to over the peering")
  func peeredGroup() throws {
    let topology = readTopology(
      """
      peerings: {p: {requester: a, accepter: {vpc: b, allowDnsResolutionFromRemoteVpc: true}, status: pending-acceptance}}
      vpcs:
        a: {cidr: 10.0.0.0/16, account: "1", securityGroups: {web: {}}}
        b: {cidr: 10.1.0.0/16, account: "2", securityGroups: {db: [tcp 5432 from web]}}
      """)
    let group = try #require(topology.securityGroups.first { $0.id == "db" })
    let reference = SecurityGroupReference(
      "web", account: "1", vpcPeeringConnectionId: "p", peeringStatus: "pending-acceptance")
    #expect(group.ingress[0].peer == .securityGroup(reference))
    #expect(topology.vpcPeeringConnections[0].accepter.allowDnsResolutionFromRemoteVpc)
    #expect(topology.vpcPeeringConnections[0].requester.account == "1")
  }

  @Test("entries of network ACLs, short and long")
  func entries() {
    let topology = readTopology(
      """
      vpcs:
        v:
          cidr: 10.0.0.0/16
          networkAcls:
            acl:
              ingress:
                - 110 deny all from 10.0.9.0/24
                - 100 allow tcp 443 from 0.0.0.0/0
                - 120 allow icmp 8 from 0.0.0.0/0
              egress:
                - {ruleNumber: 100, action: allow, protocol: udp, ports: 1024-65535, cidr: "::/0"}
      """)
    let entries = topology.networkACLs[0].entries
    #expect(entries.map(\.ruleNumber) == [100, 110, 120, 100])
    #expect(entries.map(\.isEgress) == [false, false, false, true])
    #expect(entries.map(\.action) == [.allow, .deny, .allow, .allow])
    #expect(entries.map(\.portRange?.description) == ["443", nil, nil, "1024-65535"])
    #expect(entries[2].icmpType == 8)
    #expect(entries.map(\.source?.line) == [9, 8, 10, 12])
  }

  @Test("routes to everything, short and long")
  func routes() {
    let topology = readTopology(
      """
      coreNetworks: {core: {}}
      vpnGateways: {vgw: v}
      transitGateways: {hub: {}}
      peerings: {peer: [v, w]}
      vpcs:
        w: {cidr: 10.1.0.0/16}
        v:
          cidr: [10.0.0.0/16, 2001:db8::/56]
          internetGateway: true
          egressOnlyInternetGateway: out
          carrierGateway: true
          subnets: {s: 10.0.1.0/24}
          natGateways: {nat: s}
          instances: {fw: {subnet: s, sourceDestCheck: false}}
          endpoints: {s3-endpoint: {service: s3}}
          firewalls: {nfw: {subnets: s}}
          routeTables:
            rt:
              subnets: s
              gateways: igw
              routes:
                0.0.0.0/0: igw
                ::/0: out
                10.1.0.0/16: peer
                10.2.0.0/16: hub
                10.3.0.0/16: vgw
                10.4.0.0/16: core
                10.5.0.0/16: nat
                10.6.0.0/16: fw
                10.7.0.0/16: fw/eth0
                10.8.0.0/16: blackhole
                10.9.0.0/16: {target: vgw, propagated: true}
                10.10.0.0/16: {target: nat, state: blackhole}
                10.11.0.0/16: nfw/s
                10.12.0.0/16: cagw
                pl-s3: s3-endpoint
                10.0.0.0/16: fw
            list:
              routes:
                - {destination: 10.1.0.0/16, target: peer}
                - {destination: 10.1.0.0/16, target: vgw, origin: EnableVgwRoutePropagation}
      """)
    let table = topology.routeTables[0].id == "w/main" ? topology.routeTables[1] : topology.routeTables[0]
    #expect(table.subnetIds == ["s"] && table.gatewayIds == ["igw"])
    #expect(
      table.routes.map(\.target) == [
        .local, .internetGateway("igw"), .egressOnlyInternetGateway("out"), .vpcPeeringConnection("peer"),
        .transitGateway("hub"), .vpnGateway("vgw"), .coreNetwork("core"), .natGateway("nat"), .instance("fw"),
        .networkInterface("fw/eth0"), .unknown("blackhole"), .vpnGateway("vgw"), .natGateway("nat"),
        .vpcEndpoint("nfw/s"), .carrierGateway("cagw"), .vpcEndpoint("s3-endpoint"), .instance("fw"),
      ])
    #expect(table.routes.filter { $0.state == .blackhole }.count == 2)
    #expect(table.routes.filter { $0.origin.isPropagated }.count == 1)
    #expect(topology.vpcEndpoints.first { $0.id == "s3-endpoint" }?.routeTableIds == ["rt"])
    #expect(table.routes[1].source?.line == 23)
  }
}
