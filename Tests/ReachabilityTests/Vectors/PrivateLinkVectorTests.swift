import NetworkModel
import Reachability
import TestKit
import Testing

/// The vectors of endpoint services: the consumer's endpoint, the provider's balancer and its targets.
/// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html
@Suite("Vectors: PrivateLink")
struct PrivateLinkVectorTests {
  /// `nlb` with `sg-n` before the consumer's endpoint.
  private func service(
    admits ingress: String, enforced: Bool, targets: [String]? = nil,
    _ write: (inout TopologyBuilder) -> Void = { _ in }
  ) -> Network {
    world { t in
      t.shop(targets: targets)
      t.securityGroup("sg-n", in: "vpc-a", ingress: [ingress])
      t.nlb(groups: ["sg-n"], enforcesPrivateLink: enforced)
      t.tg(["i-1"], preserve: true)
      t.privateLink()
      write(&t)
    }
  }

  @Test("C1-6: the balancer's inbound rules see the consumer's own address, while they are enforced")
  func enforcement() {
    expect(
      service(admits: "tcp 80 from 10.0.0.0/16", enforced: true), "consumer -> vpce-k1 tcp/80",
      .blocked("ENI_SG_RULES_MISMATCH", at: "sg-n", .ingress), symptom: .timesOut)
    expect(
      service(admits: "tcp 80 from 10.200.1.5/32", enforced: true), "consumer -> vpce-k1 tcp/80", .reachable,
      "the client's address counts")
    expect(
      service(admits: "tcp 80 from 10.200.11.20/32", enforced: true), "consumer -> vpce-k1 tcp/80",
      .blocked("ENI_SG_RULES_MISMATCH", at: "sg-n", .ingress), "the endpoint's address does not")
    expect(
      service(admits: "tcp 80 from 10.0.0.0/16", enforced: false), "consumer -> vpce-k1 tcp/80", .reachable)
  }

  /// The link is an endpoint in a network of API Gateway's own, whose addresses are not the VPC's.
  @Test("C1-7: a VPC link comes with addresses that a rule for the VPC does not admit", arguments: [true, false])
  func vpcLink(enforced: Bool) {
    let network = world { t in
      t.shop()
      t.securityGroup("sg-n", in: "vpc-a", ingress: ["tcp 80 from 10.0.0.0/16"])
      t.nlb(groups: ["sg-n"], enforcesPrivateLink: enforced)
      t.tg(["i-1"])
      t.privateLink(block: "100.64", endpoint: ["k1": "100.64.11.20"])
    }
    expect(
      network, "consumer -> vpce-k1 tcp/80",
      enforced ? .blocked("ENI_SG_RULES_MISMATCH", at: "sg-n", .ingress) : .reachable)
  }

  @Test(
    "C1-13: while the rules are not enforced targets have to admit the nodes' addresses",
    arguments: [["tcp 80 from sg-n"], ["tcp 80 from 10.0.1.0/24", "tcp 80 from 10.0.2.0/24"]])
  func targetsOfUnenforced(ingress: [String]) {
    let network = service(admits: "tcp 80 from 10.0.0.0/16", enforced: false, targets: ["sg-t"]) { t in
      t.securityGroup("sg-t", in: "vpc-a", ingress: ingress)
    }
    if ingress.count == 1 {
      expect(
        network, "consumer -> vpce-k1 tcp/80", .blocked("SG_REFERENCES_NOT_PRESERVED", at: "sg-t", .ingress),
        symptom: .timesOut)
      let enforced = service(admits: "tcp 80 from 10.200.0.0/16", enforced: true, targets: ["sg-t"]) { t in
        t.securityGroup("sg-t", in: "vpc-a", ingress: ingress)
      }
      expect(enforced, "consumer -> vpce-k1 tcp/80", .reachable, "while they are, the group counts")
    } else {
      expect(network, "consumer -> vpce-k1 tcp/80", .reachable)
    }
  }

  @Test("EP-06: the endpoint's zone needs targets of the balancer", arguments: [false, true])
  func zone(crossesZones: Bool) {
    let network = world { t in
      t.shop()
      t.nlb(attributes: crossZone(crossesZones))
      t.tg(["i-2"])
      t.privateLink()
    }
    expect(
      network, "consumer -> vpce-k1 tcp/80", crossesZones ? .reachable : .blocked("ELBV2_NO_TARGETS_IN_AZ"))
  }

  @Test("EP-07: targets see the balancer's addresses, not the consumer's", arguments: ["10.200.0.0/16", "10.0.1.5/32"])
  func source(admitted: String) {
    let network = world { t in
      t.shop(targets: ["sg-t"])
      t.securityGroup("sg-t", in: "vpc-a", ingress: ["tcp 80 from \(admitted)"])
      t.nlb()
      t.tg(["i-1"], preserve: true)
      t.privateLink()
    }
    expect(
      network, "consumer -> vpce-k1 tcp/80",
      admitted == "10.0.1.5/32" ? .reachable : .blocked("ENI_SG_RULES_MISMATCH", at: "sg-t", .ingress))
  }

  @Test("EP-08: consumer and provider may have the same addresses")
  func overlap() {
    let network = world { t in
      t.shop(targets: ["sg-t"])
      t.securityGroup("sg-t", in: "vpc-a", ingress: ["tcp 80 from 10.0.1.5/32"])
      t.nlb()
      t.tg(["i-1"])
      t.privateLink(block: "10.0", endpoint: ["k1": "10.0.11.10"])
    }
    // The endpoint has the very address of the target, the consumer that of the node.
    let outcome = expect(network, "consumer -> vpce-k1 tcp/80", .reachable)
    #expect(outcome.legs.last?.to == "i-1")
  }

  @Test("EP-09: a resource endpoint takes TCP only")
  func resourceEndpoint() {
    let network = world { t in
      t.shop()
      t.securityGroup("sg-rgw", in: "vpc-a")
      t.resourceConfiguration("rcfg-1", gateway: ["a1"], groups: ["sg-rgw"], target: "10.0.11.10", ports: ["53"])
      t.account = "222222222222"
      t.vpc("vpc-k", "10.200.0.0/16")
      t.subnet("k1", in: "vpc-k", "10.200.11.0/24", zone: "az1")
      t.interface("consumer", in: "k1", "10.200.11.5")
      t.resourceEndpoint("vpce-r", in: ["k1": "10.200.11.20"], configuration: "rcfg-1")
    }
    expect(
      network, "consumer -> vpce-r-k1 udp/53", .blocked("PROTOCOL_RESTRICTION", at: "vpce-r", leg: 0),
      symptom: .timesOut)
    expect(network, "consumer -> vpce-r-k1 tcp/53", .reachable)
  }
}
