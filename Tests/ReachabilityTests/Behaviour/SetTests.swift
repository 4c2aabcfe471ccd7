import Reachability
import TestKit
import Testing

/// Questions about sets of packets: each part goes its own way, and the parts make one verdict.
@Suite("Behaviour: sets of packets")
struct SetTests {
  @Test("the internet is cut by the routes of a table")
  func routesCutTheInternet() {
    let network = world { t in
      t.home(["0.0.0.0/0": .internetGateway("igw-a"), "128.0.0.0/1": .natGateway("nat-gone").blackhole])
    }
    expect(
      network, "e1 -> internet tcp/443",
      .partial([Block("BAD_STATE_ROUTE", at: "rtb-a1", rule: "128.0.0.0/1 → nat-gone")]))
    expect(network, "e1 -> internet/8.0.0.0/8 tcp/443", .reachable)
  }

  @Test("a static blackhole of a transit gateway takes its part of the internet")
  func transitBlackhole() {
    let network = world { t in
      t.home(publicIP: nil, ["0.0.0.0/0": .natGateway("nat-a")])
      t.natGateway("nat-a", in: "a2", "10.0.2.5", publicIP: "198.51.100.5")
      t.route(in: "rtb-a2", "0.0.0.0/0", .internetGateway("igw-a"))
      t.subnet("a3", in: "vpc-a", "10.0.3.0/24", zone: "az1")
      t.routeTable("rtb-a3", in: "vpc-a", subnets: ["a3"], ["0.0.0.0/0": .natGateway("nat-a")])
      t.route(in: "rtb-a2", "10.9.0.0/16", .transitGateway("tgw-1"))
      t.other(["0.0.0.0/0": .transitGateway("tgw-1")])
      t.transitGateway("tgw-1")
      t.attachment("att-a", to: "tgw-1", vpc: "vpc-a", subnets: ["a3"], table: "tgw-rtb")
      t.attachment("att-b", to: "tgw-1", vpc: "vpc-b", subnets: ["b1"], table: "tgw-rtb")
      t.transitGatewayRouteTable(
        "tgw-rtb", of: "tgw-1", propagating: ["att-a", "att-b"],
        ["0.0.0.0/0": .static("att-a"), "203.0.113.0/24": .blackhole])
    }
    let outcome = expect(
      network, "eb -> internet tcp/443", .partial([Block("TGW_RTB_BAD_STATE_ROUTE", at: "tgw-rtb")]))
    #expect(outcome.blockers.map(\.traffic) == ["tcp 10.9.1.10:1024-65535 → 203.0.113.0/24:443"])
  }

  @Test("rules that each cover a half make the whole")
  func halves() {
    let network = world { t in
      t.vpc("vpc-a", "10.0.0.0/16", "2001:db8:a::/56")
      t.securityGroup("sg-1", in: "vpc-a", ingress: ["tcp 443 from 0.0.0.0/1", "tcp 400-500 from 128.0.0.0/1"])
      t.home(groups: ["sg-1"], ["0.0.0.0/0": .internetGateway("igw-a")])
    }
    expect(network, "internet -> e1! tcp/443", .reachable)
    let outcome = expect(
      network, "internet/127.255.255.0/24 -> e1! tcp/442", .blocked("ENI_SG_RULES_MISMATCH", at: "sg-1", .ingress))
    #expect(outcome.blockers.count == 1)
  }

  @Test("asked for any protocol, a NAT gateway takes three")
  func anyProtocolThroughNAT() {
    let network = world { t in
      t.home(publicIP: nil, ["0.0.0.0/0": .natGateway("nat-a")])
      t.natGateway("nat-a", in: "a2", "10.0.2.5", publicIP: "198.51.100.5")
      t.route(in: "rtb-a2", "0.0.0.0/0", .internetGateway("igw-a"))
    }
    expect(network, "e1 -> internet any", .partial([Block("PROTOCOL_RESTRICTION", at: "nat-a")]))
    expect(network, "e1 -> internet icmp", .reachable)
  }

  @Test("NAT64 carries a ping")
  func ping64() {
    let network = world { t in
      t.home(["64:ff9b::/96": .natGateway("nat-a")])
      t.natGateway("nat-a", in: "a2", "10.0.2.5", publicIP: "198.51.100.5")
      t.route(in: "rtb-a2", "0.0.0.0/0", .internetGateway("igw-a"))
    }
    let outcome = expect(network, "e1@2001:db8:a:1::10 -> 64:ff9b::808:808 icmpv6", .reachable)
    #expect(outcome.legs.first?.return.last?.traffic == "icmpv6 echo-reply 64:ff9b::808:808 → 2001:db8:a:1::10")
  }

  @Test("what passes for certain beside what does not is partial, whatever else is open")
  func partialBesideUnknown() {
    let network = world { t in
      t.vpc("vpc-a", "10.0.0.0/16", "2001:db8:a::/56")
      t.prefixList("pl-1", nil)
      t.securityGroup("sg-2", in: "vpc-a", ingress: ["tcp 22 from 10.0.0.0/8", "tcp 80 from pl-1"])
      t.home(serverGroups: ["sg-2"])
    }
    expect(network, "e1 -> e2 tcp/22", .reachable)
    expect(network, "e1 -> e2 tcp/80", .undetermined("UNKNOWN_RESOURCE"))
    expect(network, "e1 -> e2 tcp", .partial([Block("ENI_SG_RULES_MISMATCH", at: "sg-2", .ingress)]))
  }

  @Test("a second public address belongs to its own private one")
  func secondAddress() {
    let network = world { t in
      t.home(publicIP: nil, ["0.0.0.0/0": .internetGateway("igw-a")])
      t.topology.networkInterfaces[0].privateAddresses.insert(.ipv4(10, 0, 1, 11), at: 1)
      t.topology.networkInterfaces[0].publicAddresses = [.init(.ipv4(198, 51, 100, 2), for: .ipv4(10, 0, 1, 11))]
    }
    expect(network, "internet -> 198.51.100.2 tcp/443", .reachable)
    expect(network, "e1@10.0.1.11 -> internet tcp/443", .reachable)
    expect(
      network, "e1@10.0.1.10 -> internet tcp/443", .blocked("IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS", at: "igw-a"))
  }

  @Test("a site asks into a VPC as the VPC asks into it")
  func fromSite() {
    let network = world { t in
      t.vpc("vpc-a", "10.0.0.0/16", "2001:db8:a::/56")
      t.securityGroup("sg-1", in: "vpc-a", ingress: ["tcp 22 from 192.168.4.0/22"])
      t.home(groups: ["sg-1"], ["192.168.0.0/16": .vpnGateway("vgw-a")])
      t.branchOffice()
    }
    expect(network, "dc/192.168.5.0/24 -> e1 tcp/22", .reachable)
    expect(network, "dc/192.168.9.9 -> e1 tcp/22", .blocked("ENI_SG_RULES_MISMATCH", at: "sg-1", .ingress))
    expect(network, "dc -> e1 tcp/22", .partial([Block("ENI_SG_RULES_MISMATCH", at: "sg-1", .ingress)]))
    expect(
      network, "dc/192.168.5.5 -> 10.0.1.77 tcp/22", .blocked("VGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS", at: "vgw-a"))
  }

  @Test("tunnels whose state is not visible are taken to be up, and that decides nothing")
  func unseenTunnels() {
    let network = world { t in
      t.home(["192.168.0.0/16": .vpnGateway("vgw-a")])
      t.branchOffice()
      t.topology.vpnConnections[0].tunnelsUp = nil
    }
    let outcome = expect(network, "e1 -> dc/192.168.0.9 tcp/22", .reachable)
    #expect(Set(outcome.assumptions.map(\.component)) == ["vpn-1"])
  }

  @Test("what a site advertises is not visible: the gateway may know the way")
  func unseenAdvertisements() {
    let network = world { t in
      t.home(["192.168.0.0/16": .vpnGateway("vgw-a")])
      t.branchOffice()
      t.topology.vpnConnections[0].advertisedPrefixes = nil
    }
    expect(network, "e1 -> dc/192.168.0.9 tcp/22", .undetermined("UNKNOWN_DESTINATION"))
  }
}
