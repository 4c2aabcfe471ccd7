import NetworkModel
import Reachability
import TestKit
import Testing

/// Where the client's address cannot be kept at all, none of the limits of keeping it hold (NL C1).
@Suite("Behaviour: clients whose address is translated")
struct TranslatedClientTests {
  @Test("over PrivateLink targets outside the VPC answer, whatever the attribute says", arguments: ["TCP", "UDP"])
  func privateLink(proto: String) {
    let network = world { t in
      t.shop()
      t.dataCenter()
      t.nlb([.listen("\(proto):53", to: "tg")])
      t.targetGroup(
        "tg", in: "vpc-a", type: "ip", proto, 53, targets: ["192.168.0.9:53@all"], attributes: preserving(true))
      t.privateLink()
    }
    expect(network, "consumer -> vpce-k1 \(proto.lowercased())/53", .reachable)
    expect(
      network, "client -> nlb-a1 \(proto.lowercased())/53",
      .blocked("ELBV2_SOURCE_ADDRESS_PRESERVATION", at: "tg", way: proto == "UDP" ? .return : .forward))
  }

  @Test("a UDP target behind PrivateLink sees the node")
  func datagrams() {
    let network = world { t in
      t.shop(targets: ["sg-t"])
      t.securityGroup("sg-t", in: "vpc-a", ingress: ["udp 53 from 10.0.1.5/32"])
      t.nlb([.listen("UDP:53", to: "tg")])
      t.targetGroup("tg", in: "vpc-a", "UDP", 53, targets: ["i-1"])
      t.privateLink()
    }
    expect(network, "consumer -> vpce-k1 udp/53", .reachable)
  }

  @Test("an IPv6 client of IPv4 targets outside the VPC")
  func families() {
    let network = world { t in
      t.shop()
      t.farVPC(over: .transit)
      t.nlb(nodes: ["a1": "10.0.1.5 2001:db8:a:1::5"])
      t.tg(["10.9.0.4:80@all"], type: "ip", preserve: true)
    }
    expect(network, "client@2001:db8:a:21::4 -> nlb-a1@2001:db8:a:1::5 tcp/80", .reachable)
    expect(network, "client -> nlb-a1 tcp/80", .blocked("ELBV2_SOURCE_ADDRESS_PRESERVATION", at: "tg"))
  }

  @Test("an IPv6 target may be the client of its dual-stack balancer's IPv4 group")
  func hairpin() {
    let network = world { t in
      t.shop()
      t.nlb(nodes: ["a1": "10.0.1.5 2001:db8:a:1::5"])
      t.tg(["i-1"], preserve: true)
    }
    expect(network, "e-i1@2001:db8:a:11::10 -> nlb-a1@2001:db8:a:1::5 tcp/80", .reachable)
  }

  @Test("an Application Load Balancer behind PrivateLink sees the node of the first one")
  func chain() {
    func network(admits source: String) -> Network {
      world { t in
        t.shop()
        t.securityGroup("sg-alb", in: "vpc-a", ingress: ["tcp 80 from \(source)"])
        t.nlb([.listen("TCP:80", to: "tg-alb")])
        t.targetGroup("tg-alb", in: "vpc-a", type: "alb", "TCP", 80, targets: ["alb"])
        t.alb(groups: ["sg-alb"])
        t.webGroup(["i-1"])
        t.privateLink()
      }
    }
    let outcome = expect(network(admits: "10.0.1.5/32"), "consumer -> vpce-k1 tcp/80", .reachable)
    #expect(outcome.legs.last?.to == "i-1", "\(outcome.digest)")
    #expect(ask(network(admits: "10.200.0.0/16"), "consumer -> vpce-k1 tcp/80").verdict == .unreachable)
  }

  @Test("a Network Load Balancer behind an Application Load Balancer keeps the latter's address")
  func behindApplication() {
    func network(admits source: String) -> Network {
      world { t in
        t.shop(targets: ["sg-t"])
        t.securityGroup("sg-t", in: "vpc-a", ingress: ["tcp 80 from \(source)"])
        t.nlb(nodes: ["a1": "10.0.1.5"])
        t.tg(["i-1"], preserve: true)
        t.alb([.listen("HTTP:80", to: "tg-n")])
        t.targetGroup("tg-n", in: "vpc-a", type: "ip", "HTTP", 80, targets: ["10.0.1.5"])
      }
    }
    let outcome = expect(network(admits: "10.0.1.6/32"), "client -> alb-a1 tcp/80", .reachable)
    #expect(outcome.legs.count == 3, "\(outcome.digest)")
    for other in ["10.0.1.5/32", "10.0.21.4/32"] {
      expect(
        network(admits: other), "client -> alb-a1 tcp/80",
        .blocked("ENI_SG_RULES_MISMATCH", at: "sg-t", leg: 2, .ingress))
    }
  }
}
