import NetworkModel
import Reachability
import TestKit
import Testing

/// Resource endpoints: from an endpoint over a resource gateway to one resource (dataplane 8.5).
/// https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-resources.html
@Suite("Behaviour: resource endpoints")
struct ResourceEndpointTests {
  /// `consumer` with `vpce-r` before `i-1` in `vpc-a`, whose resource gateway stands in `a1` (az1).
  private func network(
    admits source: String = "10.0.1.0/24", egress: String = "tcp 5432 to 10.0.0.0/16", endpoint subnet: String = "k1",
    _ write: (inout TopologyBuilder) -> Void = { _ in }
  ) -> Network {
    world { t in
      t.shop(targets: ["sg-t"])
      t.securityGroup("sg-t", in: "vpc-a", ingress: ["tcp 5432 from \(source)"])
      t.securityGroup("sg-rgw", in: "vpc-a", egress: [egress])
      t.resourceConfiguration("rcfg-1", gateway: ["a1"], groups: ["sg-rgw"], target: "10.0.11.10", ports: ["5432"])
      t.account = "222222222222"
      t.vpc("vpc-k", "10.200.0.0/16")
      t.subnet("k1", in: "vpc-k", "10.200.11.0/24", zone: "az1")
      t.subnet("k2", in: "vpc-k", "10.200.12.0/24", zone: "az2")
      t.interface("consumer", in: "k1", "10.200.11.5")
      let address = subnet == "k1" ? "10.200.11.20" : "10.200.12.20"
      t.resourceEndpoint("vpce-r", in: [subnet: address], configuration: "rcfg-1")
      t.account = "111111111111"
      write(&t)
    }
  }

  @Test("the way goes on to the resource, which sees the resource gateway")
  func resource() {
    let outcome = expect(network(), "consumer -> vpce-r-k1 tcp/5432", .reachable)
    #expect(outcome.legs.count == 2, "\(outcome.digest)")
    #expect(outcome.legs.last?.to == "i-1")
    expect(
      network(admits: "10.200.0.0/16"), "consumer -> vpce-r-k1 tcp/5432",
      .blocked("ENI_SG_RULES_MISMATCH", at: "sg-t", .ingress))
  }

  @Test("the resource gateway's outbound rules count")
  func gatewayGroup() {
    expect(
      network(egress: "tcp 443 to 10.0.0.0/16"), "consumer -> vpce-r-k1 tcp/5432",
      .blocked("ENI_SG_RULES_MISMATCH", at: "sg-rgw", .egress))
  }

  @Test("endpoint and resource gateway need a zone in common, and the port is the configuration's")
  func zoneAndPort() {
    #expect(ask(network(endpoint: "k2"), "consumer -> vpce-r-k2 tcp/5432").verdict == .unreachable)
    #expect(ask(network(), "consumer -> vpce-r-k1 tcp/80").verdict == .unreachable)
  }

  @Test("only the endpoint's own VPC opens connections by it")
  func peered() {
    let network = network { t in
      t.vpc("vpc-q", "10.201.0.0/16")
      t.subnet("q1", in: "vpc-q", "10.201.1.0/24")
      t.interface("guest", in: "q1", "10.201.1.5")
      t.peering("pcx-q", "vpc-q", "vpc-k")
      t.routeTable("rtb-q", in: "vpc-q", main: true, ["10.200.0.0/16": .peering("pcx-q")])
      t.routeTable("rtb-k", in: "vpc-k", main: true, ["10.201.0.0/16": .peering("pcx-q")])
    }
    #expect(ask(network, "guest -> vpce-r-k1 tcp/5432").verdict == .unreachable)
    expect(network, "consumer -> vpce-r-k1 tcp/5432", .reachable)
  }

  @Test("a configuration that is not in the input: the answer ends at the endpoint and says so")
  func unseen() {
    let network = world { t in
      t.shop()
      t.resourceEndpoint("vpce-r", in: ["c1": "10.0.21.20"], configuration: "rcfg-1")
    }
    let outcome = expect(network, "client -> vpce-r-c1 tcp/5432", .reachable)
    #expect(outcome.assumes("UNKNOWN_DESTINATION", at: "vpce-r"), "\(outcome.digest)")
  }
}
