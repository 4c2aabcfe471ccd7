import Addressing
import NetworkModel
import Reachability
import TestKit
import Testing

/// A Wavelength subnet goes out by its carrier gateway, and nothing on the internet comes in by it (dataplane 1.4).
@Suite("Behaviour: carrier gateways")
struct CarrierGatewayTests {
  private func wavelength(carrierIP: Bool = true, vpc: String = "vpc-a", closed: Bool = false) throws -> Network {
    var t = TopologyBuilder()
    t.home(publicIP: nil, ["0.0.0.0/0": .to(.carrierGateway("cagw-1"))])
    if closed {
      t.networkACL("acl-1", in: "vpc-a", subnets: ["a1"], ["out 100 allow all 0.0.0.0/0"])
    }
    var topology = t.build()
    topology.carrierGateways = [CarrierGateway(Identity("cagw-1", account: t.account, region: t.region), vpcId: vpc)]
    if carrierIP {
      let address = try #require(IPAddress("198.51.100.7"))
      topology.networkInterfaces[0].publicAddresses = [
        PublicAddress(address, for: topology.networkInterfaces[0].privateAddresses[0], isCarrier: true)
      ]
    }
    return Network(topology)
  }

  @Test("out to the internet with the carrier IP, and back by the same gateway")
  func outward() throws {
    let outcome = expect(try wavelength(), "e1 -> internet tcp/443", .reachable)
    #expect(outcome.legs.first?.forward.last?.traffic.contains("198.51.100.7") == true)
    #expect(outcome.returnPath.contains("cagw-1"))
  }

  @Test("the reply is asked by the subnet's network ACL")
  func reply() throws {
    expect(
      try wavelength(closed: true), "e1 -> internet tcp/443",
      .blocked("SUBNET_ACL_RESTRICTION", at: "acl-1", way: .return, .ingress))
  }

  @Test("without a carrier IP nothing gets out")
  func withoutAddress() throws {
    expect(
      try wavelength(carrierIP: false), "e1 -> internet tcp/443",
      .blocked("IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS", at: "cagw-1", .egress))
  }

  @Test("a carrier gateway of another VPC carries nothing")
  func foreign() throws {
    expect(
      try wavelength(vpc: "vpc-x"), "e1 -> internet tcp/443", .blocked("BAD_STATE_ATTACHMENT", at: "cagw-1"))
  }

  @Test("a private address is not on the carrier's side")
  func privateDestination() throws {
    expect(
      try wavelength(), "e1 -> 10.99.0.1 tcp/443",
      .blocked("IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS", at: "cagw-1", .egress))
  }

  @Test("an internet gateway does not know the carrier IP")
  func inward() throws {
    expect(
      try wavelength(), "internet -> e1! tcp/443",
      .unreachable([
        Block("IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS", at: "igw-a", .ingress),
        Block("X_ASYMMETRIC_STATEFUL", at: "cagw-1", way: .return, .egress),
      ]))
    var t = TopologyBuilder()
    t.home(["0.0.0.0/0": .internetGateway("igw-a")])
    t.interface("e3", in: "a2", "10.0.2.30")
    t.route(in: "rtb-a2", "0.0.0.0/0", .internetGateway("igw-a"))
    var topology = t.build()
    let carrier = try #require(IPAddress("198.51.100.7"))
    topology.networkInterfaces[2].publicAddresses = [
      PublicAddress(carrier, for: topology.networkInterfaces[2].privateAddresses[0], isCarrier: true)
    ]
    expect(
      Network(topology), "e1 -> internet/198.51.100.7 tcp/443",
      .blocked("IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS", at: "igw-a", .ingress))
  }
}
