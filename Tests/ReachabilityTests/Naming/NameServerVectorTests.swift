import Reachability
import TestKit
import Testing

/// Which resolver a client asks, and what it needs for it.
/// https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html
@Suite("Vectors: names, A1 to A3")
struct NameServerVectorTests {
  @Test("A1-1: the resolver is the base of the first block plus two, of no other block")
  func resolverAddress() {
    let network = world { t in
      t.vpc("vpc-a", "10.0.0.0/16", "10.7.0.0/16")
      t.subnet("a1", in: "vpc-a", "10.0.1.0/24")
      t.dns("vpc-a", servers: ["10.0.0.2"])
      t.interface("e1", in: "a1", "10.0.1.10")
      t.zone("Z1", "corp.local", in: ["vpc-a"], ["a A 10.0.0.7"])
      t.vpc("vpc-b", "10.8.0.0/16", "10.7.0.0/16")
      t.subnet("b1", in: "vpc-b", "10.8.1.0/24")
      t.dns("vpc-b", servers: ["10.7.0.2"])
      t.interface("e2", in: "b1", "10.8.1.10")
    }
    let resolution = expect(network, "e1 a.corp.local", "10.0.0.7")
    #expect(resolution.answers[0].legs.map(\.to) == ["10.0.0.2"])
    // The second block's is an address like any other, which nobody has.
    #expect(resolve(network, "e2 a.corp.local").answers[0].outcome == .timeout)
  }

  @Test("A1-2: no security group and no network ACL stands before Amazon's resolver")
  func nothingFilters() {
    let network = world { t in
      t.vpc("vpc-a", "10.0.0.0/16")
      t.subnet("a1", in: "vpc-a", "10.0.1.0/24")
      t.networkACL("acl-a", in: "vpc-a", subnets: ["a1"], [])
      t.securityGroup("sg-a", in: "vpc-a", ingress: [], egress: [])
      t.dns("vpc-a")
      t.interface("e1", in: "a1", "10.0.1.10", groups: ["sg-a"])
      t.zone("Z1", "corp.local", in: ["vpc-a"], ["a A 10.0.0.7"])
    }
    expect(network, "e1 a.corp.local", "10.0.0.7")
  }

  static func peered(egress: [String]) -> Network {
    world { t in
      t.vpc("vpc-a", "10.0.0.0/16")
      t.subnet("a1", in: "vpc-a", "10.0.1.0/24")
      t.vpc("vpc-b", "10.50.0.0/16")
      t.subnet("b1", in: "vpc-b", "10.50.0.0/24")
      t.peering("pcx-1", "vpc-a", "vpc-b")
      t.routeTable("rtb-a", in: "vpc-a", main: true, ["10.50.0.0/16": .peering("pcx-1")])
      t.routeTable("rtb-b", in: "vpc-b", main: true, ["10.0.0.0/16": .peering("pcx-1")])
      t.securityGroup("sg-a", in: "vpc-a", ingress: [], egress: egress)
      t.dns("vpc-a", servers: ["10.50.0.53"])
      t.interface("e1", in: "a1", "10.0.1.10", groups: ["sg-a"])
      t.interface("ns", in: "b1", "10.50.0.53")
      t.dnsServer("server", "10.50.0.53", zones: ["corp.local": ["a A 10.50.0.9"]])
    }
  }

  @Test("A1-3: a server of one's own is traffic like any other")
  func customServer() {
    let blocked = Self.peered(egress: ["tcp 443 to 0.0.0.0/0"])
    let resolution = expect(blocked, "e1 a.corp.local", "DNS_TIMEOUT", code: "ENI_SG_RULES_MISMATCH", at: "sg-a")
    #expect(resolution.symptom == "the name lookup times out")
    #expect(resolution.answers[0].addresses.map(\.description) == ["10.50.0.9"], "the way goes on as if it had passed")
    expect(Self.peered(egress: ["udp 53 to 10.50.0.0/16", "tcp 53 to 10.50.0.0/16"]), "e1 a.corp.local", "10.50.0.9")
  }

  @Test("A1: without TCP the answer comes, and long ones would not")
  func withoutTCP() {
    let resolution = expect(Self.peered(egress: ["udp 53 to 10.50.0.0/16"]), "e1 a.corp.local", "10.50.0.9")
    #expect(resolution.answers[0].assumptions.contains { $0.code == "ENI_SG_RULES_MISMATCH" && !$0.decides })
  }

  @Test("A1: no option set, a server that is not known, both kinds of servers")
  func otherServers() {
    func network(_ servers: [String], zones: [String] = ["a A 10.0.0.7"]) -> Network {
      world { t in
        t.vpc("vpc-a", "10.0.0.0/16")
        t.subnet("a1", in: "vpc-a", "10.0.1.0/24")
        t.dns("vpc-a", servers: servers)
        t.interface("e1", in: "a1", "10.0.1.10")
        t.interface("ns", in: "a1", "10.0.1.53")
        t.interface("other", in: "a1", "10.0.1.54")
        t.dnsServer("server", "10.0.1.53", zones: ["corp.local": zones])
        t.zone("Z1", "corp.local", in: ["vpc-a"], ["a A 10.0.0.7"])
      }
    }
    expect(network([]), "e1 a.corp.local", "DNS_TIMEOUT", code: "X_DNS_NO_SERVER", at: "vpc-a")
    #expect(expect(network(["10.0.1.54"]), "e1 a.corp.local", "UNKNOWN").verdict == .undetermined)
    // The first that answers is asked.
    expect(network(["10.0.1.99", "10.0.1.53"], zones: ["a A 10.0.0.9"]), "e1 a.corp.local", "10.0.0.9")
    let same = expect(network(["10.0.1.53", "AmazonProvidedDNS"]), "e1 a.corp.local", "10.0.0.7")
    #expect(same.verdict == .reachable)
    let different = network(["10.0.1.53", "AmazonProvidedDNS"], zones: [])
    #expect(expect(different, "e1 a.corp.local", "10.0.0.7", "NXDOMAIN").verdict == .undetermined)
  }

  @Test("A1: a server is asked over its own family, whichever record is asked for")
  func families() {
    func network(_ server: String, egress: [String]) -> Network {
      oneVPC { t in
        t.topology.dhcpOptions[0].domainNameServers = [server]
        t.securityGroup("sg-1", in: "vpc-a", ingress: [], egress: egress)
        t.interface("e2", in: "a1", "10.0.1.11", "2001:db8:a:1::11", groups: ["sg-1"])
        t.interface("ns", in: "a1", "10.0.1.53", "2001:db8:a:1::53")
        t.dnsServer(
          "server", "10.0.1.53", "2001:db8:a:1::53", zones: ["corp.local": ["a A 10.0.0.9", "a AAAA 2001:db8::9"]])
      }
    }
    let ipv6 = ["udp 53 to ::/0", "tcp 53 to ::/0"]
    expect(network("2001:db8:a:1::53", egress: ipv6), "e2 a.corp.local", "10.0.0.9")
    expect(network("2001:db8:a:1::53", egress: ipv6), "e2 a.corp.local AAAA", "2001:db8::9")
    expect(
      network("10.0.1.53", egress: ipv6), "e2 a.corp.local", "DNS_TIMEOUT", code: "ENI_SG_RULES_MISMATCH", at: "sg-1")
    // Amazon's resolver has an address of each family.
    expect(network("fd00:ec2::253", egress: []), "e2 ip-10-0-1-10.ec2.internal", "10.0.1.10")
  }

  @Test("A2-1: without DNS support nothing answers")
  func support() {
    let network = world { t in
      t.vpc("vpc-a", "10.0.0.0/16")
      t.subnet("a1", in: "vpc-a", "10.0.1.0/24")
      t.dns("vpc-a", support: false)
      t.interface("e1", in: "a1", "10.0.1.10")
      t.zone("Z1", "corp.local", in: ["vpc-a"], ["a A 10.0.0.7"])
    }
    let resolution = expect(network, "e1 a.corp.local", "DNS_TIMEOUT", code: "X_DNS_DISABLED", at: "vpc-a")
    #expect(resolution.answers[0].addresses.map(\.description) == ["10.0.0.7"])
    expect(network, "e1 www.example.org", "DNS_TIMEOUT", code: "X_DNS_DISABLED")
  }

  @Test("A2-2, A2-3: private zones need the hostnames too")
  func hostnames() {
    func network(_ hostnames: Bool?) -> Network {
      oneVPC(hostnames: hostnames) { $0.zone("Z1", "corp.local", in: ["vpc-a"], ["a A 10.0.0.7"]) }
    }
    expect(network(false), "e1 a.corp.local", "NXDOMAIN", code: "X_DNS_PUBLIC_ANSWER", at: "vpc-a")
    expect(network(true), "e1 a.corp.local", "10.0.0.7")
    // AWS's default, where a topology does not say it.
    expect(network(nil), "e1 a.corp.local", "NXDOMAIN", code: "X_DNS_PUBLIC_ANSWER", at: "vpc-a")
  }

  static func onPremises(_ write: (inout TopologyBuilder) -> Void) -> Network {
    world { t in
      t.vpc("vpc-a", "10.0.0.0/16")
      t.subnet("a1", in: "vpc-a", "10.0.1.0/24", zone: "az1")
      t.subnet("a2", in: "vpc-a", "10.0.2.0/24", zone: "az2")
      t.dns("vpc-a")
      t.vpnGateway("vgw-a", in: "vpc-a")
      t.routeTable(
        "rtb-a", in: "vpc-a", main: true, ["10.1.0.0/16": .vpnGateway("vgw-a"), "10.2.0.0/16": .vpnGateway("vgw-a")])
      t.site("dc", "10.1.0.0/16", "10.2.0.0/16")
      t.customerGateway("cgw-1", site: "dc")
      t.vpnConnection(
        "vpn-1", customerGateway: "cgw-1", vpnGateway: "vgw-a", staticRoutes: ["10.1.0.0/16", "10.2.0.0/16"])
      t.zone("Z1", "example.com", in: ["vpc-a"], ["app A 10.0.1.9"])
      write(&t)
    }
  }

  @Test("A3-1: a VPC's resolver asked from outside does not answer")
  func plusTwoFromOutside() {
    let network = Self.onPremises { t in
      t.dnsServer("bind", site: "dc", "10.2.0.53", forwarders: ["example.com": ["10.0.0.2"]])
    }
    expect(network, "dc/10.1.5.5 app.example.com", "DNS_TIMEOUT", code: "X_DNS_VPC_PLUS_TWO_OUTSIDE", at: "vpc-a")
  }

  @Test("A3-2: a private zone of the hub is not seen from a peered spoke")
  func notTransitive() {
    let network = world { t in
      t.vpc("vpc-hub", "10.0.0.0/16")
      t.vpc("vpc-spoke", "10.1.0.0/16")
      t.subnet("s1", in: "vpc-spoke", "10.1.1.0/24")
      t.peering("pcx-1", "vpc-hub", "vpc-spoke")
      t.dns("vpc-hub")
      t.dns("vpc-spoke")
      t.interface("e1", in: "s1", "10.1.1.10")
      t.zone("Z1", "corp.example", in: ["vpc-hub"], ["a A 10.0.0.7"])
    }
    expect(network, "e1 a.corp.example", "NXDOMAIN", code: "X_DNS_PUBLIC_ANSWER", at: "Z1")
    // A name that the private zone does not have may be public.
    expect(network, "e1 www.corp.example", "a public address")
  }
}
