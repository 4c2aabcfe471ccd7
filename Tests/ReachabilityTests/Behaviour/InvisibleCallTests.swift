import NetworkModel
import Reachability
import TestKit
import Testing

/// Calls that failed or are missing: neither reachable nor unreachable by accident, and the call is named.
@Suite("Behaviour: calls that are not visible")
struct InvisibleCallTests {
  private static let everyCall: Set = [
    "ec2 describe-vpcs", "ec2 describe-subnets", "ec2 describe-route-tables", "ec2 describe-network-acls",
    "ec2 describe-security-groups", "ec2 describe-network-interfaces", "ec2 describe-internet-gateways",
    "ec2 describe-instances", "ec2 describe-vpc-endpoints", "ec2 describe-nat-gateways", "ec2 describe-vpn-gateways",
    "ec2 describe-vpn-connections", "ec2 describe-customer-gateways", "ec2 describe-vpc-peering-connections",
    "ec2 describe-transit-gateways", "ec2 describe-transit-gateway-attachments",
    "ec2 describe-transit-gateway-vpc-attachments", "ec2 describe-vpc-block-public-access-options",
    "ec2 describe-vpc-block-public-access-exclusions", "directconnect describe-virtual-interfaces",
    "directconnect describe-direct-connect-gateways",
  ]

  /// A snapshot that lacks `call`, and what it would have shown.
  private func snapshot(
    without call: String, _ write: (inout TopologyBuilder) -> Void, _ remove: (inout Topology) -> Void = { _ in }
  ) -> Network {
    var t = TopologyBuilder()
    write(&t)
    var topology = t.build()
    remove(&topology)
    topology.visibility.wholeScopes = []
    topology.visibility.readCalls[Scope(account: t.account, region: t.region)] =
      InvisibleCallTests.everyCall.subtracting([call])
    return Network(topology)
  }

  private func open(_ network: Network, _ question: String, names call: String) {
    let outcome = ask(network, question)
    #expect(outcome.verdict == .undetermined, "\(question)\n\(outcome.digest)")
    #expect(
      outcome.assumptions.contains { $0.decides && $0.message.contains(call) },
      "no assumption names `\(call)`\n\(outcome.digest)")
  }

  @Test("VPN connections of a virtual private gateway")
  func vpnConnections() {
    let call = "ec2 describe-vpn-connections"
    let network = snapshot(without: call) { t in
      t.home(["0.0.0.0/0": .vpnGateway("vgw-a")])
      t.branchOffice()
    } _: {
      $0.vpnConnections = []
    }
    open(network, "e1 -> dc/192.168.0.9 tcp/22", names: call)
    open(network, "e1 -> 172.20.0.9 tcp/22", names: call)
    open(network, "dc/192.168.0.9 -> e1 tcp/22", names: call)
  }

  @Test("what a dynamic VPN connection has learned")
  func advertised() {
    let network = snapshot(without: "") { t in
      t.home(["0.0.0.0/0": .vpnGateway("vgw-a")])
      t.customerGateway("cgw", site: nil)
      t.vpnGateway("vgw-a", in: "vpc-a")
      t.vpnConnection("vpn-1", customerGateway: "cgw", vpnGateway: "vgw-a", advertised: [])
    } _: {
      $0.vpnConnections[0].advertisedPrefixes = nil
    }
    expect(network, "e1 -> 172.20.0.9 tcp/22", .undetermined("UNKNOWN_DESTINATION"))
  }

  @Test("the routes of a transit gateway, which a VPN connection learns")
  func advertisedTransitRoutes() {
    let network = snapshot(without: "") { t in
      t.home(["192.168.0.0/16": .transitGateway("tgw-1")])
      t.transit()
      t.branchOffice(overTransit: true)
    } _: {
      $0.transitGatewayRouteTables[0].routes = nil
    }
    open(network, "dc/192.168.0.9 -> e1 tcp/22", names: "ec2 search-transit-gateway-routes")
    open(network, "e1 -> dc/192.168.0.9 tcp/22", names: "ec2 search-transit-gateway-routes")
  }

  @Test("a prefix list of a transit gateway table")
  func transitPrefixList() {
    let network = snapshot(without: "") { t in
      t.prefixList("pl-1", nil)
      t.home(["10.9.0.0/16": .transitGateway("tgw-1")])
      t.transit(propagating: ["att-a"], ["pl-1": .static("att-b")])
    }
    open(network, "e1 -> eb tcp/22", names: "ec2 get-managed-prefix-list-entries")
  }

  @Test("a prefix list beside a shorter route, where the two lead elsewhere")
  func prefixListBesideDefault() {
    let network = snapshot(without: "") { t in
      t.prefixList("pl-1", nil)
      t.home(["pl-1": .to(.networkInterface("e-fw")), "0.0.0.0/0": .internetGateway("igw-a")])
      t.interface("e-fw", in: "a2", "10.0.2.99")
    }
    open(network, "e1 -> internet/203.0.113.9 tcp/443", names: "ec2 get-managed-prefix-list-entries")
    expect(network, "e1 -> e2 tcp/22", .reachable, "inside the VPC no list counts")
  }

  @Test("the flags of a transit gateway")
  func transitGateways() {
    let call = "ec2 describe-transit-gateways"
    let network = snapshot(without: call) { t in
      t.vpc("vpc-a", "10.0.0.0/16", "2001:db8:a::/56")
      t.vpc("vpc-b", "10.9.0.0/16", "2001:db8:b::/56")
      t.securityGroup("sg-1", in: "vpc-a")
      t.securityGroup("sg-b", in: "vpc-b", ingress: ["tcp 22 from sg-1", "tcp 80 from 0.0.0.0/0"])
      t.home(groups: ["sg-1"], ["10.9.0.0/16": .transitGateway("tgw-1")])
      t.transit(groups: ["sg-b"])
    } _: {
      $0.transitGateways = []
    }
    open(network, "e1 -> eb tcp/22", names: call)
    expect(network, "e1 -> eb tcp/80", .reachable)
    expect(network, "e1 -> eb tcp/443", .blocked("ENI_SG_RULES_MISMATCH", at: "sg-b", .ingress))
  }

  @Test("subnets and options of VPC attachments", arguments: ["", " one-way"])
  func attachmentOptions(suffix: String) {
    let call = "ec2 describe-transit-gateway-vpc-attachments"
    let network = snapshot(without: call) { t in
      t.home(["10.9.0.0/16": .transitGateway("tgw-1"), "2001:db8:b::/56": .transitGateway("tgw-1")])
      t.transit()
    } _: { topology in
      topology.transitGatewayAttachments = topology.transitGatewayAttachments.map { attachment in
        var attachment = attachment
        attachment.subnetIds = []
        attachment.ipv6Support = false
        return attachment
      }
    }
    open(network, "e1 -> eb tcp/22" + suffix, names: call)
    open(network, "e1@2001:db8:a:1::10 -> eb@2001:db8:b:1::10 tcp/22" + suffix, names: call)
  }

  @Test("associations of a Direct Connect gateway")
  func associations() {
    let call = "directconnect describe-direct-connect-gateway-associations"
    let network = snapshot(without: call) { t in
      t.home(["192.168.0.0/16": .vpnGateway("vgw-a")])
      t.site("dc", "192.168.0.0/16")
      t.vpnGateway("vgw-a", in: "vpc-a")
      t.directConnectGateway("dxgw", vpnGateways: ["vgw-a": ["10.0.0.0/16"]])
      t.virtualInterface("dxvif", directConnectGateway: "dxgw", site: "dc", advertised: ["192.168.0.0/16"])
    } _: {
      $0.directConnectGateways[0].associations = []
    }
    open(network, "e1 -> dc/192.168.0.9 tcp/22", names: call)
    open(network, "dc/192.168.0.9 -> e1 tcp/22", names: call)
  }

  @Test("exclusions of Block Public Access")
  func exclusions() {
    let call = "ec2 describe-vpc-block-public-access-exclusions"
    let network = snapshot(without: call) { t in
      t.home(["0.0.0.0/0": .internetGateway("igw-a")])
      t.blockPublicAccess(.blockBidirectional)
    }
    open(network, "e1 -> internet tcp/443", names: call)
  }

  @Test(
    "what a route leads to",
    arguments: [
      ("ec2 describe-nat-gateways", Route.Target.natGateway("nat-x")),
      ("ec2 describe-vpc-peering-connections", .vpcPeeringConnection("pcx-x")),
      ("ec2 describe-internet-gateways", .internetGateway("igw-x")),
      ("ec2 describe-vpn-gateways", .vpnGateway("vgw-x")),
      ("ec2 describe-vpc-endpoints", .vpcEndpoint("vpce-x")),
      ("ec2 describe-transit-gateway-attachments", .transitGateway("tgw-x")),
      ("ec2 describe-network-interfaces", .networkInterface("eni-x")),
      ("ec2 describe-carrier-gateways", .carrierGateway("cagw-x")),
    ])
  func target(call: String, target: Route.Target) {
    let network = snapshot(without: call) { $0.home(["0.0.0.0/0": .to(target)]) }
    open(network, "e1 -> internet/203.0.113.9 tcp/443", names: call)
  }

  @Test("the endpoint behind an endpoint's interface")
  func endpoints() {
    let call = "ec2 describe-vpc-endpoints"
    let network = snapshot(without: call) { t in
      t.home()
      t.interfaceEndpoint("vpce-1", in: ["a2": "10.0.2.77"], service: "sqs")
    } _: {
      $0.vpcEndpoints = []
    }
    open(network, "e1 -> 10.0.2.77 tcp/443", names: call)
    expect(network, "vpce-1-a2 -> e1 tcp/443", .blocked("VPCE_INTRA_VPC_TRAFFIC"))
  }

  @Test("instances are taken to run, and the answer says so")
  func instances() {
    let call = "ec2 describe-instances"
    let network = snapshot(without: call) { t in
      t.home()
      t.instance("i-2", interfaces: ["e2"])
    } _: {
      $0.instances = []
    }
    let outcome = expect(network, "e1 -> e2 tcp/22", .reachable)
    #expect(outcome.assumptions.contains { $0.message.contains(call) })
  }
}
