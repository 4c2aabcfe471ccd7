import Reachability
import TestKit
import Testing

/// Queries that leave a VPC by an outbound endpoint, and those that come in.
/// https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-forwarding-outbound-queries.html
@Suite("Vectors: names, A6 and A7")
struct ResolverEndpointVectorTests {
  static func outbound(
    reachable: [String], targets: [String] = ["10.9.0.10", "10.9.0.11"], groups: [String]? = nil
  ) -> Network {
    world { t in
      t.vpc("vpc-a", "10.0.0.0/16")
      t.subnet("a1", in: "vpc-a", "10.0.1.0/24")
      t.vpc("vpc-b", "10.9.0.0/16")
      t.subnet("b1", in: "vpc-b", "10.9.0.0/24")
      t.peering("pcx-1", "vpc-a", "vpc-b")
      t.dns("vpc-a")
      t.dns("vpc-b")
      t.routeTable("rtb-a", in: "vpc-a", main: true)
      for target in reachable { t.route(in: "rtb-a", "\(target)/32", .peering("pcx-1")) }
      t.routeTable("rtb-b", in: "vpc-b", main: true, ["10.0.0.0/16": .peering("pcx-1")])
      t.securityGroup("sg-out", in: "vpc-a", ingress: [], egress: ["udp 53 to 0.0.0.0/0", "tcp 53 to 0.0.0.0/0"])
      t.securityGroup("sg-web", in: "vpc-a", ingress: [], egress: ["tcp 443 to 0.0.0.0/0"])
      t.resolverEndpoint("out", .outbound, in: ["a1": "10.0.1.4"], groups: groups ?? ["sg-out"])
      for target in targets { t.interface("ns-\(target)", in: "b1", target) }
      t.topology.dnsServers = []
      t.dnsServer("server-10", "10.9.0.10", zones: ["example.com": ["app A 10.9.0.80"]])
      t.dnsServer("server-11", "10.9.0.11", zones: ["example.com": ["app A 10.9.0.80"]])
      t.resolverRule("rr-1", "example.com", to: targets, by: "out", in: ["vpc-a"])
      t.interface("e1", in: "a1", "10.0.1.10")
    }
  }

  @Test("A6-1: one of two targets is enough")
  func oneTarget() {
    let resolution = expect(Self.outbound(reachable: ["10.9.0.11"]), "e1 app.example.com", "10.9.0.80")
    #expect(resolution.verdict == .reachable)
    #expect(resolution.answers[0].assumptions.contains { $0.message.contains("1 of 2 ways") && !$0.decides })
  }

  @Test("A6-2: no target is reached")
  func noTarget() {
    let resolution = expect(
      Self.outbound(reachable: []), "e1 app.example.com", "SERVFAIL", code: "NO_ROUTE_TO_DESTINATION", at: "rtb-a")
    #expect(resolution.answers[0].addresses.map(\.description) == ["10.9.0.80"])
    expect(
      Self.outbound(reachable: ["10.9.0.10", "10.9.0.11"], groups: ["sg-web"]), "e1 app.example.com", "SERVFAIL",
      code: "ENI_SG_RULES_MISMATCH", at: "sg-web")
  }

  static func delegating(_ write: (inout TopologyBuilder) -> Void) -> Network {
    oneVPC { t in
      t.target(["eu.hr.example.com": ["test A 10.0.9.1"]])
      t.interface("ns-eu", in: "a1", "10.0.1.30")
      t.dnsServer(
        "eu", "10.0.1.30", zones: ["eu.hr.example.com": ["test A 10.0.9.1"], "na.hr.example.com": ["x A 10.0.9.2"]])
      t.zone(
        "Z1", "hr.example.com", in: ["vpc-a"],
        ["eu NS ns1.eu.hr.example.com", "ns1.eu A 10.0.1.30", "na NS ns3.na.hr.example.net"])
      write(&t)
    }
  }

  @Test("A6-3: a DELEGATE rule asks the delegated name server through its endpoint")
  func delegation() {
    let network = Self.delegating { t in
      t.resolverRule("rr-d", "hr.example.com", type: .delegate, by: "out", in: ["vpc-a"])
    }
    let resolution = expect(network, "e1 test.eu.hr.example.com", "10.0.9.1")
    #expect(resolution.answers[0].legs.map(\.to) == ["10.0.0.2", "ns-eu"])
    // No rule covers the name server of `na`.
    expect(network, "e1 x.na.hr.example.com", "SERVFAIL", code: "X_DNS_DELEGATION", at: "Z1")
  }

  @Test("A6-4: a name server whose own address is not found")
  func delegationWithoutAddress() {
    func network(_ write: (inout TopologyBuilder) -> Void) -> Network {
      Self.delegating { t in
        t.resolverRule("rr-d", "hr.example.net", type: .delegate, by: "out", in: ["vpc-a"])
        write(&t)
      }
    }
    expect(network { _ in }, "e1 x.na.hr.example.com", "SERVFAIL", code: "X_DNS_DELEGATION", at: "Z1")
    let found = network { $0.zone("Z2", "hr.example.net", in: ["vpc-a"], ["ns3.na A 10.0.1.30"]) }
    expect(found, "e1 x.na.hr.example.com", "10.0.9.2")
  }

  @Test("name servers whose names lead to each other have no address; a public zone's are public DNS's business")
  func delegationInCircles() {
    let network = oneVPC { t in
      t.target([:])
      t.zone("Z1", "a.example", in: ["vpc-a"], ["x NS ns.y.b.example"])
      t.zone("Z2", "b.example", in: ["vpc-a"], ["y NS ns.x.a.example"])
      t.zone("Z3", "c.example", ["x NS ns.elsewhere.example"])
      t.resolverRule("rr-d", "example", type: .delegate, by: "out", in: ["vpc-a"])
    }
    expect(network, "e1 www.x.a.example", "SERVFAIL", code: "X_DNS_DELEGATION", at: "Z1")
    expect(network, "e1 www.x.c.example", "a public address")
  }

  @Test("A6-5: a rule that leads back to itself")
  func loop() {
    func network(hubRule: [String]) -> Network {
      world { t in
        t.vpc("vpc-hub", "10.0.0.0/16")
        t.vpc("vpc-spoke", "10.1.0.0/16")
        t.subnet("h1", in: "vpc-hub", "10.0.1.0/24")
        t.subnet("s1", in: "vpc-spoke", "10.1.1.0/24")
        t.dns("vpc-hub")
        t.dns("vpc-spoke")
        t.resolverEndpoint("out", .outbound, in: ["h1": "10.0.1.4"])
        t.resolverEndpoint("in", .inbound, in: ["h1": "10.0.1.5"])
        t.resolverRule("rr-1", "example.com", to: ["10.0.1.5"], by: "out", in: ["vpc-spoke"] + hubRule)
        t.zone("Z1", "example.com", in: ["vpc-hub"], ["app A 10.0.1.9"])
        t.interface("e1", in: "s1", "10.1.1.10")
      }
    }
    expect(network(hubRule: ["vpc-hub"]), "e1 app.example.com", "SERVFAIL", code: "X_DNS_LOOP", at: "rr-1")
    expect(network(hubRule: []), "e1 app.example.com", "10.0.1.9")
  }

  @Test("A target whose content nobody describes leaves the answer open")
  func unknownServer() {
    let network = oneVPC { t in
      t.resolverEndpoint("out", .outbound, in: ["a1": "10.0.1.4"])
      t.interface("ns", in: "a1", "10.0.1.53")
      t.resolverRule("rr-1", "example.com", to: ["10.0.1.53"], by: "out", in: ["vpc-a"])
    }
    #expect(expect(network, "e1 app.example.com", "UNKNOWN").verdict == .undetermined)
  }

  static func inbound(
    zoneIn vpcs: [String] = ["vpc-a"], ingress: [String] = ["udp 53 from 10.2.0.0/16", "tcp 53 from 10.2.0.0/16"],
    forwarders: KeyValuePairs<String, [String]> = ["example.com": ["10.0.1.5", "10.0.2.5"]],
    _ write: (inout TopologyBuilder) -> Void = { _ in }
  ) -> Network {
    NameServerVectorTests.onPremises { t in
      t.topology.hostedZones[0].vpcIds = vpcs
      t.vpc("vpc-b", "10.5.0.0/16")
      t.securityGroup("sg-in", in: "vpc-a", ingress: ingress)
      t.resolverEndpoint("in", .inbound, in: ["a1": "10.0.1.5", "a2": "10.0.2.5"], groups: ["sg-in"])
      t.dnsServer("bind", site: "dc", "10.2.0.53", forwarders: forwarders)
      write(&t)
    }
  }

  @Test("A7-1: the zone has to be associated with the VPC of the endpoint")
  func association() {
    expect(Self.inbound(), "dc/10.1.5.5 app.example.com", "10.0.1.9")
    expect(
      Self.inbound(zoneIn: ["vpc-b"]), "dc/10.1.5.5 app.example.com", "NXDOMAIN", code: "X_DNS_PUBLIC_ANSWER", at: "Z1")
  }

  @Test("A7-2: the query comes from the name server, not from the client")
  func source() {
    let network = Self.inbound(ingress: ["udp 53 from 10.1.0.0/16", "tcp 53 from 10.1.0.0/16"])
    let resolution = expect(
      network, "dc/10.1.5.5 app.example.com", "SERVFAIL", code: "ENI_SG_RULES_MISMATCH", at: "sg-in")
    #expect(resolution.answers[0].blockers[0].traffic.contains("10.2.0.53"))
    #expect(resolution.answers[0].addresses.map(\.description) == ["10.0.1.9"])
  }

  @Test("A7: without TCP 53 the answer comes, and long ones would not")
  func inboundWithoutTCP() {
    let resolution = expect(
      Self.inbound(ingress: ["udp 53 from 10.2.0.0/16"]), "dc/10.1.5.5 app.example.com", "10.0.1.9")
    #expect(resolution.answers[0].assumptions.contains { $0.component == "sg-in" && !$0.decides })
  }

  static func api(
    forwarders: KeyValuePairs<String, [String]>, privateDNS: Bool = true, endpoint: String = "vpce-1",
    dropsPrivateAnswers: Bool = false
  ) -> Network {
    NameServerVectorTests.onPremises { t in
      t.region = "us-east-1"
      t.securityGroup("sg-in", in: "vpc-a", ingress: ["udp 53 from 10.2.0.0/16", "tcp 53 from 10.2.0.0/16"])
      t.resolverEndpoint("in", .inbound, in: ["a1": "10.0.1.5", "a2": "10.0.2.5"], groups: ["sg-in"])
      t.interfaceEndpoint(
        endpoint, in: ["a1": "10.0.1.10", "a2": "10.0.2.10"], service: "com.amazonaws.us-east-1.execute-api")
      t.privateDNS(endpoint, privateDNS)
      t.dnsServer("bind", site: "dc", "10.2.0.53", forwarders: forwarders, dropsPrivateAnswers: dropsPrivateAnswers)
    }
  }

  @Test("A7-3: a name without a forwarder goes public")
  func noForwarder() {
    let network = Self.api(forwarders: ["example.com": ["10.0.1.5"]])
    let resolution = expect(
      network, "dc/10.1.5.5 abc.execute-api.us-east-1.amazonaws.com", "a public address of execute-api in us-east-1")
    #expect(resolution.answers[0].privateAnswer?.component.id == "bind")
    #expect(resolution.answers[0].privateAnswer?.code.rawValue == "X_DNS_PUBLIC_ANSWER")
  }

  @Test("A7-4: a forwarder to an inbound endpoint finds the private names of the VPC")
  func forwarder() {
    let network = Self.api(forwarders: ["execute-api.us-east-1.amazonaws.com": ["10.0.1.5", "10.0.2.5"]])
    let resolution = expect(network, "dc/10.1.5.5 abc.execute-api.us-east-1.amazonaws.com", "10.0.1.10,10.0.2.10")
    #expect(resolution.answeredBy == "vpce-1")
    // Each query is a connection: to the name server, and from it to the inbound endpoint.
    #expect(resolution.answers[0].legs.count == 2)
    expect(
      network, "dc/10.1.5.5 abc.execute-api.us-east-1.amazonaws.com AAAA", "NODATA", code: "X_DNS_NODATA", at: "vpce-1")
  }

  @Test("A8-1: public names with private addresses are found from anywhere")
  func publicNames() {
    let network = Self.api(forwarders: [:])
    expect(network, "dc/10.1.5.5 vpce-1-x.execute-api.us-east-1.vpce.amazonaws.com", "10.0.1.10,10.0.2.10")
    expect(network, "internet vpce-1-x.execute-api.us-east-1.vpce.amazonaws.com", "10.0.1.10,10.0.2.10")
    expect(network, "internet vpce-1-x-az2.execute-api.us-east-1.vpce.amazonaws.com", "10.0.2.10")
    // A server that guards against rebinding strips them.
    expect(
      Self.api(forwarders: [:], dropsPrivateAnswers: true),
      "dc/10.1.5.5 vpce-1-x.execute-api.us-east-1.vpce.amazonaws.com", "NODATA", code: "X_DNS_NODATA", at: "bind")
  }

  @Test("A8-2: the default name of a private API has no private answer in public DNS")
  func defaultName() {
    let resolution = expect(
      Self.api(forwarders: [:]), "dc/10.1.5.5 abc.execute-api.us-east-1.amazonaws.com",
      "a public address of execute-api in us-east-1")
    #expect(resolution.answers[0].privateAnswer?.component.id == "bind")
  }

  @Test("A8: the alias of a private API for an endpoint is public")
  func apiAlias() {
    let network = Self.api(forwarders: [:], endpoint: "vpce-0abc1234")
    expect(
      network, "internet a1b2c3-vpce-0abc1234.execute-api.us-east-1.amazonaws.com", "10.0.1.10,10.0.2.10")
  }

  @Test("A8-3: resolution needs no way out")
  func isolated() {
    expect(oneVPC(), "e1 www.example.org", "a public address")
    expect(oneVPC(), "e1 sqs.us-east-1.amazonaws.com", "a public address of sqs in us-east-1")
  }
}
