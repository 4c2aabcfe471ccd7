import NetworkModel
import Reachability
import TestKit
import Testing

/// Aliases, health, and the records that routing policies choose.
/// https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/health-checks-how-route-53-chooses-records.html
@Suite("Vectors: names, B1 to B3")
struct RecordVectorTests {
  static func group(
    region: String = "us-east-1", _ records: String...,
    checks: [String: Bool?] = ["ok": true, "bad": false, "open": nil]
  ) -> Network {
    oneVPC(region: region) { t in
      for (id, status) in checks.sorted(by: { $0.key < $1.key }) {
        t.healthCheck(id, status.map { $0 ? .healthy : .unhealthy })
      }
      t.zone("Z1", "example.com", in: ["vpc-a"], records)
    }
  }

  static func balancer(
    _ records: [String], targets: [String]?, network isNetwork: Bool = false, addresses: String = "10.0.1.30",
    attributes: [String: String] = [:]
  ) -> Network {
    oneVPC { t in
      t.subnet("a2", in: "vpc-a", "10.0.2.0/24", zone: "az2")
      t.interface("i1", in: "a1", "10.0.1.40")
      t.instance("i-1", interfaces: ["i1"])
      t.targetGroup("tg-1", in: "vpc-a", isNetwork ? "TCP" : "HTTP", targets: targets)
      if isNetwork {
        t.networkLoadBalancer(
          "lb", in: ["a1": addresses, "a2": "10.0.2.30"], listeners: [.listen("TCP:80", to: "tg-1")],
          attributes: attributes)
      } else {
        t.applicationLoadBalancer("lb", in: ["a1": addresses], listeners: [.listen("HTTP:80", to: "tg-1")])
      }
      t.zone("Z1", "example.com", in: ["vpc-a"], records)
    }
  }

  @Test("B1-1: an alias answers its own type alone")
  func aliasType() {
    let network = Self.balancer(
      ["api A alias dualstack.lb.elb.example"], targets: ["i-1"], addresses: "10.0.1.30 2001:db8:a:1::30")
    expect(network, "e1 api.example.com", "10.0.1.30")
    expect(network, "e1 api.example.com AAAA", "NODATA", code: "X_DNS_NODATA", at: "Z1")
    let both = Self.balancer(
      ["api A alias lb.elb.example", "api AAAA alias lb.elb.example"], targets: ["i-1"],
      addresses: "10.0.1.30 2001:db8:a:1::30")
    expect(both, "e1 api.example.com AAAA", "2001:db8:a:1::30")
  }

  @Test("B1-2: a CNAME to an endpoint's name leads to its interfaces")
  func cnameToEndpoint() {
    let network = oneVPC { t in
      t.interfaceEndpoint("vpce-1", in: ["a1": "10.0.1.20"], service: "com.amazonaws.us-east-1.execute-api")
      t.zone("Z1", "example.com", in: ["vpc-a"], ["api CNAME vpce-1-x.execute-api.us-east-1.vpce.amazonaws.com"])
    }
    let resolution = expect(network, "e1 api.example.com", "10.0.1.20")
    #expect(resolution.answers[0].names.count == 2)
  }

  @Test("B1-3: an alias to a record of another type")
  func aliasToCNAME() {
    let network = Self.group("@ A alias x.example.com", "x CNAME y.example.org")
    expect(network, "e1 example.com", "NODATA", code: "X_DNS_NODATA", at: "Z1")
    expect(Self.group("@ A alias x.example.com", "x A 10.0.0.1"), "e1 example.com", "10.0.0.1")
  }

  @Test("B2-8: calculated, inverted and disabled checks")
  func checks() {
    func answer(_ write: (inout TopologyBuilder) -> Void) -> Resolution {
      resolve(
        oneVPC { t in
          t.healthCheck("ok", .healthy)
          t.healthCheck("bad", .unhealthy)
          t.healthCheck("off", .unhealthy, isDisabled: true)
          write(&t)
          t.zone("Z1", "example.com", in: ["vpc-a"], ["a A 10.0.0.1 primary check=x", "a A 10.0.0.2 secondary"])
        }, "e1 a.example.com")
    }
    func first(_ type: Route53HealthCheck.CheckType, inverted: Bool = false) -> String {
      answer { $0.healthCheck("x", nil, type: type, isInverted: inverted) }.answers[0].short
    }
    #expect(first(.calculated(children: ["ok", "bad"], threshold: 1)) == "10.0.0.1")
    #expect(first(.calculated(children: ["ok", "bad"], threshold: 2)) == "10.0.0.2")
    #expect(first(.calculated(children: ["ok", "off"], threshold: 2)) == "10.0.0.1")
    #expect(first(.calculated(children: ["bad"], threshold: 0)) == "10.0.0.1")
    #expect(first(.calculated(children: ["ok"], threshold: 2)) == "10.0.0.2")
    #expect(first(.calculated(children: ["ok"], threshold: 1), inverted: true) == "10.0.0.2")
    #expect(answer { $0.healthCheck("x", .unhealthy, isDisabled: true) }.answers[0].short == "10.0.0.1")
  }

  @Test("B3-1: weights share out what is healthy")
  func weighted() {
    let resolution = expect(
      Self.group("a A 10.0.0.1 w=10 check=ok", "a A 10.0.0.2 w=20", "a A 10.0.0.3 w=20 check=bad"), "e1 a.example.com",
      "10.0.0.1", "10.0.0.2")
    #expect(resolution.answers.map { $0.share?.description } == ["1 of 3", "2 of 3"])
    #expect(resolution.verdict == .reachable)
  }

  @Test("B3-2: weight 0 answers where nothing heavier is healthy")
  func weightZero() {
    expect(
      Self.group("a A 10.0.0.1 w=0 check=ok", "a A 10.0.0.2 w=10 check=bad", "a A 10.0.0.3 w=5 check=bad"),
      "e1 a.example.com", "10.0.0.1")
    expect(Self.group("a A 10.0.0.1 w=0", "a A 10.0.0.2 w=10"), "e1 a.example.com", "10.0.0.2")
  }

  @Test("B3-3: where nothing is healthy everything counts as healthy")
  func lastResort() {
    expect(
      Self.group("a A 10.0.0.1 w=0 check=bad", "a A 10.0.0.2 w=10 check=bad"), "e1 a.example.com", "10.0.0.2")
  }

  @Test("B3-4: all weights 0 share equally")
  func allZero() {
    let resolution = expect(
      Self.group("a A 10.0.0.1 w=0", "a A 10.0.0.2 w=0"), "e1 a.example.com", "10.0.0.1", "10.0.0.2")
    #expect(resolution.answers.map { $0.share?.description } == ["1 of 2", "1 of 2"])
  }

  @Test("B3-5, B3-6: failover")
  func failover() {
    expect(
      Self.group("a A 10.0.0.1 primary check=bad", "a A 10.0.0.2 secondary"), "e1 a.example.com", "10.0.0.2")
    expect(
      Self.group("a A 10.0.0.1 primary check=bad", "a A 10.0.0.2 secondary check=bad"), "e1 a.example.com", "10.0.0.1")
    expect(
      Self.group("a A 10.0.0.1 primary check=ok", "a A 10.0.0.2 secondary check=bad"), "e1 a.example.com", "10.0.0.1")
  }

  @Test("DEC-2: a primary of unknown health answers, the secondary is shown")
  func unknownPrimary() {
    let resolution = expect(
      Self.group("a A 10.0.0.1 primary check=open", "a A 10.0.0.2 secondary"), "e1 a.example.com", "10.0.0.1")
    #expect(resolution.verdict == .reachable)
    #expect(resolution.answers.map(\.standing) == [.possible, .standby])
    expect(
      Self.group("a A 10.0.0.1 w=1 check=open", "a A 10.0.0.2 w=1 check=open"), "e1 a.example.com", "10.0.0.1",
      "10.0.0.2")
  }

  @Test("B3-7: a load balancer without a target fails over")
  func aliasFailover() {
    let records = ["api A alias! lb.elb.example primary", "api A 10.0.0.2 secondary"]
    expect(Self.balancer(records, targets: []), "e1 api.example.com", "10.0.0.2")
    expect(Self.balancer(records, targets: ["i-1/unhealthy"]), "e1 api.example.com", "10.0.0.2")
    expect(Self.balancer(records, targets: ["i-1"]), "e1 api.example.com", "10.0.1.30")
  }

  @Test("a record that is not healthy is told, with what its target lacks")
  func outages() throws {
    func told(_ network: Network, _ name: String) throws -> [String] {
      let assumptions = try network.resolve(name, from: "e1").flatMap(\.answers).flatMap(\.assumptions)
      return assumptions.map(\.message).filter { $0.contains("is not healthy") }
    }
    let records = ["api A alias! lb.elb.example primary", "api A 10.0.0.2 secondary"]
    #expect(
      try told(Self.balancer(records, targets: ["i-1/unhealthy"]), "api.example.com") == [
        "the record api.example.com A alias of lb.elb.example, primary is not healthy: no target of lb is healthy"
      ])
    #expect(try told(Self.balancer(records, targets: ["i-1"]), "api.example.com") == [])
    #expect(
      try told(Self.group("a A 10.0.0.1 primary check=bad", "a A 10.0.0.2 secondary"), "a.example.com") == [
        "the record a.example.com A 10.0.0.1, primary is not healthy: its health check fails"
      ])
  }

  static func tree(evaluates: Bool) -> Network {
    let alias = evaluates ? "alias!" : "alias"
    return group(
      "a A \(alias) east.example.com region=us-east-1", "a A 10.0.0.9 region=ap-southeast-2 check=ok",
      "east A 10.0.0.1 w=1 check=bad", "east A 10.0.0.2 w=1 check=bad")
  }

  @Test("B3-8, B3-9: a branch is left where the alias looks at its target's health")
  func trees() {
    expect(Self.tree(evaluates: false), "e1 a.example.com", "10.0.0.1", "10.0.0.2")
    expect(Self.tree(evaluates: true), "e1 a.example.com", "10.0.0.9")
  }

  @Test("B3-10: no record for the place and no default")
  func geolocation() {
    let resolution = expect(
      Self.group("a A 10.0.0.1 geo=DE"), "e1 a.example.com", "NODATA", code: "X_DNS_NODATA", at: "Z1")
    #expect(resolution.answers[0].blockers[0].near.map(\.field) == ["location"])
    expect(Self.group(region: "eu-central-1", "a A 10.0.0.1 geo=DE"), "e1 a.example.com", "10.0.0.1")
    expect(
      Self.group("a A 10.0.0.1 geo=DE", "a A 10.0.0.2 continent=NA", "a A 10.0.0.3 geo=*"), "e1 a.example.com",
      "10.0.0.2")
    expect(
      Self.group("a A 10.0.0.2 continent=NA check=bad", "a A 10.0.0.3 geo=*"), "e1 a.example.com", "10.0.0.3")
  }

  @Test("B3-11: multivalue answers hold all, healthy ones first")
  func multivalue() {
    let bad = Self.group(
      "a A 10.0.0.1 multivalue check=bad", "a A 10.0.0.2 multivalue check=bad", "a A 10.0.0.3 multivalue check=bad")
    expect(bad, "e1 a.example.com", "10.0.0.1,10.0.0.2,10.0.0.3")
    expect(
      Self.group("a A 10.0.0.1 multivalue check=bad", "a A 10.0.0.2 multivalue check=ok"), "e1 a.example.com",
      "10.0.0.2")
    expect(Self.group("a A 10.0.0.1 10.0.0.2"), "e1 a.example.com", "10.0.0.1,10.0.0.2")
    expect(Self.group("a AAAA 2001:db8::1 2001:db8::2"), "e1 a.example.com AAAA", "2001:db8::1,2001:db8::2")
  }

  @Test("Latency: the own Region's record, else any")
  func latency() {
    let records = ["a A 10.0.0.1 region=us-east-1", "a A 10.0.0.2 region=eu-west-1"]
    expect(Self.group(records[0], records[1]), "e1 a.example.com", "10.0.0.1")
    expect(Self.group(region: "ap-south-1", records[0], records[1]), "e1 a.example.com", "10.0.0.1", "10.0.0.2")
  }

  @Test("C1-4: zones without a healthy target leave the load balancer's name")
  func withdrawnZone() {
    let records = ["api A alias lb.elb.example"]
    expect(Self.balancer(records, targets: ["i-1"], network: true), "e1 api.example.com", "10.0.1.30")
    expect(
      Self.balancer(
        records, targets: ["i-1"], network: true, attributes: ["load_balancing.cross_zone.enabled": "true"]),
      "e1 api.example.com", "10.0.1.30,10.0.2.30")
    // Where no zone has one, all stay.
    expect(Self.balancer(records, targets: ["i-1!"], network: true), "e1 api.example.com", "10.0.1.30,10.0.2.30")
  }
}
