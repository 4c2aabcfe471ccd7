import Reachability
import TestKit
import Testing

/// Which zone or rule of a VPC's resolver wins.
/// https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html
@Suite("Vectors: names, A4")
struct ResolverRuleVectorTests {
  @Test("A4-1: a private zone that matches is the only one that is asked")
  func noFallThrough() {
    let network = oneVPC { t in
      t.zone("Z1", "example.com", in: ["vpc-a"], ["app A 10.0.0.5"])
      t.zone("Z2", "example.com", ["www A 203.0.113.9"])
    }
    expect(network, "e1 www.example.com", "NXDOMAIN", code: "X_DNS_SHADOWED", at: "Z1")
    expect(network, "e1 app.example.com", "10.0.0.5")
    expect(network, "internet www.example.com", "203.0.113.9")
  }

  @Test("A4-2: the child zone is chosen, the parent is not asked")
  func childZone() {
    let network = oneVPC { t in
      t.zone("Z1", "example.com", in: ["vpc-a"], ["seattle.accounting A 10.0.0.9"])
      t.zone("Z2", "accounting.example.com", in: ["vpc-a"])
    }
    let resolution = expect(
      network, "e1 seattle.accounting.example.com", "NXDOMAIN", code: "X_DNS_NXDOMAIN", at: "Z2")
    #expect(resolution.answers[0].blockers[0].near.map(\.component) == ["Z1"])
  }

  @Test("A4-3: a rule beats a zone of the same name")
  func ruleBeatsZone() {
    let network = oneVPC { t in
      t.target(["example.com": ["app A 10.0.9.9"]])
      t.zone("Z1", "example.com", in: ["vpc-a"], ["app A 10.0.0.5"])
      t.resolverRule("rr-1", "example.com", to: ["10.0.1.53"], by: "out", in: ["vpc-a"])
    }
    expect(network, "e1 app.example.com", "10.0.9.9")
  }

  @Test("A4-4: a more specific zone beats a rule")
  func zoneBeatsWiderRule() {
    let network = oneVPC { t in
      t.target(["example.com": ["y.db A 10.0.9.9", "y A 10.0.9.8"]])
      t.zone("Z1", "db.example.com", in: ["vpc-a"], ["x A 10.0.0.7"])
      t.resolverRule("rr-1", "example.com", to: ["10.0.1.53"], by: "out", in: ["vpc-a"])
    }
    expect(network, "e1 x.db.example.com", "10.0.0.7")
    expect(network, "e1 y.example.com", "10.0.9.8")
    // `y.db` stays with the zone, which does not have it.
    expect(network, "e1 y.db.example.com", "NXDOMAIN", code: "X_DNS_NXDOMAIN", at: "Z1")
  }

  static func forwardingAll(hostnames: Bool) -> Network {
    oneVPC(hostnames: hostnames) { t in
      t.target([
        ".": ["a.corp.local A 10.9.0.1", "www.wikipedia.org A 203.0.113.1", "ip-10-0-1-10.ec2.internal A 10.9.0.3"]
      ])
      t.zone("Z1", "corp.local", in: ["vpc-a"], ["a A 10.0.0.7"])
      t.resolverRule("rr-1", ".", to: ["10.0.1.53"], by: "out", in: ["vpc-a"])
    }
  }

  @Test("A4-5: a rule for everything leaves zones and autodefined names alone")
  func forwardAll() {
    let network = Self.forwardingAll(hostnames: true)
    expect(network, "e1 a.corp.local", "10.0.0.7")
    expect(network, "e1 www.wikipedia.org", "203.0.113.1")
    expect(network, "e1 ip-10-0-1-10.ec2.internal", "10.0.1.10")
  }

  @Test("A4-6: without hostnames the rule for everything takes those too")
  func forwardAllWithoutHostnames() {
    let network = Self.forwardingAll(hostnames: false)
    expect(network, "e1 a.corp.local", "10.9.0.1")
    expect(network, "e1 www.wikipedia.org", "203.0.113.1")
    expect(network, "e1 ip-10-0-1-10.ec2.internal", "10.9.0.3")
  }

  @Test("A4-7: a SYSTEM rule is an exception to a wider one")
  func systemRule() {
    let network = oneVPC { t in
      t.target(["example.com": ["b A 10.0.9.9", "acme A 10.0.9.8"]])
      t.zone("Z2", "acme.example.com", ["@ A 203.0.113.9"])
      t.resolverRule("rr-1", "example.com", to: ["10.0.1.53"], by: "out", in: ["vpc-a"])
      t.resolverRule("rr-2", "acme.example.com", type: .system, in: ["vpc-a"])
    }
    expect(network, "e1 acme.example.com", "203.0.113.9")
    expect(network, "e1 b.example.com", "10.0.9.9")
  }

  static func endpoint(rule domain: String) -> Network {
    oneVPC(region: "eu-west-1") { t in
      t.target(["amazonaws.com": ["sqs.eu-west-1 A 10.0.9.9", "abc.execute-api.eu-west-1 A 10.0.9.8"]])
      t.interfaceEndpoint("vpce-1", in: ["a1": "10.0.1.20"], service: "com.amazonaws.eu-west-1.execute-api")
      t.privateDNS("vpce-1", names: ["execute-api.eu-west-1.amazonaws.com", "*.execute-api.eu-west-1.amazonaws.com"])
      t.resolverRule("rr-1", domain, to: ["10.0.1.53"], by: "out", in: ["vpc-a"])
    }
  }

  @Test("A4-8: an endpoint's private names are more specific than a rule for amazonaws.com")
  func endpointBeatsWiderRule() {
    let network = Self.endpoint(rule: "amazonaws.com")
    expect(network, "e1 abc.execute-api.eu-west-1.amazonaws.com", "10.0.1.20")
    expect(network, "e1 sqs.eu-west-1.amazonaws.com", "10.0.9.9")
  }

  @Test("A4-9: a rule of the same name beats an endpoint's private names")
  func ruleBeatsEndpoint() {
    let network = Self.endpoint(rule: "execute-api.eu-west-1.amazonaws.com")
    expect(network, "e1 abc.execute-api.eu-west-1.amazonaws.com", "10.0.9.8")
  }

  @Test("A4-10: a rule matches on the boundary of a label")
  func boundary() {
    let network = oneVPC { t in
      t.target(["acme.example.com": ["@ A 10.0.9.9", "b A 10.0.9.8"]])
      t.zone("Z2", "example.com", ["nadir A 203.0.113.1", "xacme A 203.0.113.2"])
      t.resolverRule("rr-1", "acme.example.com", to: ["10.0.1.53"], by: "out", in: ["vpc-a"])
    }
    expect(network, "e1 nadir.example.com", "203.0.113.1")
    expect(network, "e1 xacme.example.com", "203.0.113.2")
    expect(network, "e1 b.acme.example.com", "10.0.9.8")
  }

  @Test("CNAMEs lead out of a zone into whatever the same VPC knows, and loops end")
  func cnames() {
    let network = oneVPC { t in
      t.zone(
        "Z1", "corp.local", in: ["vpc-a"], ["a CNAME b.other.local", "x CNAME y.corp.local", "y CNAME x.corp.local"])
      t.zone("Z2", "other.local", in: ["vpc-a"], ["b A 10.0.0.1", "b AAAA 2001:db8:a:1::1"])
    }
    expect(network, "e1 a.corp.local", "10.0.0.1")
    expect(network, "e1 a.corp.local AAAA", "2001:db8:a:1::1")
    expect(network, "e1 x.corp.local", "SERVFAIL", code: "X_DNS_LOOP", at: "Z1")
  }
}
