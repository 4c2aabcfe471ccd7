import NetworkModel
import Reachability
import TestKit
import Testing

/// Calls where the two ends do not have the same address families (DEC-3, NL A12 and B1, AG 3.4, DNS-8 and row 19).
@Suite("Calls over IPv4 and IPv6")
struct AddressFamilyTests {
  /// `vpc-a` with `e1` of both families, `e4` and `e6` of one, and `server` of both, whose group has these rules.
  private func network(
    admits ingress: [String] = ["tcp 80 from 0.0.0.0/0", "tcp 80 from ::/0"],
    _ more: (inout TopologyBuilder) -> Void = { _ in }
  ) -> Network {
    world { t in
      t.families()
      t.securityGroup("sg-s", in: "vpc-a", ingress: ingress)
      t.interface("server", in: "s1", "10.0.9.10", "2001:db8:a:9::10", groups: ["sg-s"])
      t.zone(
        "Z1", "example.com", in: ["vpc-a"],
        [
          "both A 10.0.9.10", "both AAAA 2001:db8:a:9::10", "four A 10.0.9.10", "six AAAA 2001:db8:a:9::10",
          "none TXT \"x\"",
        ])
      more(&t)
    }
  }

  private static let both = "http://both.example.com/"
  private static let only4 = ["tcp 80 from 0.0.0.0/0"]
  private static let only6 = ["tcp 80 from ::/0"]

  // MARK: A name with both types

  @Test("DEC-3: the answers of both families are ways", arguments: ["e1", "e4", "e6"])
  func bothPass(client: String) throws {
    #expect(try network().call(Self.both, from: client).verdict == .reachable)
  }

  @Test("DEC-3: one that fails makes it partial for a client of both families", arguments: [only4, only6])
  func oneFails(_ ingress: [String]) throws {
    let network = network(admits: ingress)
    let answer = try network.call(Self.both, from: "e1")
    #expect(answer.verdict == .partial, "\(answer.summary)")
    #expect(answer.codes == ["ENI_SG_RULES_MISMATCH"])
    #expect(answer.blockers[0].component.id == "sg-s")
    #expect(answer.blockers[0].traffic.contains(ingress == Self.only4 ? "2001:db8:a:9::10" : "10.0.9.10"))
    let (open, shut) = ingress == Self.only4 ? ("e4", "e6") : ("e6", "e4")
    #expect(try network.call(Self.both, from: open).verdict == .reachable)
    let refused = try network.call(Self.both, from: shut)
    #expect(refused.verdict == .unreachable && refused.codes == ["ENI_SG_RULES_MISMATCH"])
  }

  @Test("where both fail it is unreachable")
  func bothFail() throws {
    let answer = try network(admits: ["tcp 22 from 0.0.0.0/0"]).call(Self.both, from: "e1")
    #expect(answer.verdict == .unreachable)
    #expect(Set(answer.codes) == ["ENI_SG_RULES_MISMATCH"])
  }

  @Test("an address that calls is of its own family, whatever else its interface has")
  func fromAddress() throws {
    let network = network(admits: Self.only6)
    let answer = try network.call(Self.both, from: "10.0.1.10")
    #expect(answer.verdict == .unreachable, "\(answer.summary)")
    #expect(answer.codes == ["ENI_SG_RULES_MISMATCH"])
    #expect(try network.call(Self.both, from: "2001:db8:a:1::10").verdict == .reachable)
  }

  // MARK: A name with one type

  @Test("a name of one type is enough for who has the family, nothing for who has not", arguments: ["four", "six"])
  func oneType(name: String) throws {
    let url = "http://\(name).example.com/"
    let (has, lacks) = name == "four" ? ("e4", "e6") : ("e6", "e4")
    #expect(try network().call(url, from: "e1").verdict == .reachable)
    #expect(try network().call(url, from: has).verdict == .reachable)
    let answer = try network().call(url, from: lacks)
    #expect(answer.verdict == .unreachable)
    #expect(answer.codes == ["X_DNS_NODATA"])
    #expect(answer.symptom == "the name has no address of this type (NODATA)")
  }

  @Test("a name without an address needs one of one family")
  func neitherType() throws {
    let answer = try network().call("http://none.example.com/", from: "e1")
    #expect(answer.verdict == .unreachable)
    #expect(answer.codes == ["X_DNS_NODATA"], "\(answer.blockers.map(\.message))")
  }

  @Test("an address of a family that the client lacks")
  func literal() throws {
    #expect(try network().call("http://[2001:db8:a:9::10]/", from: "e6").verdict == .reachable)
    #expect(try network().call("http://10.0.9.10/", from: "e4").verdict == .reachable)
    #expect(try network().call("http://10.0.9.10/", from: "e6").codes == ["NO_PATH"])
    #expect(try network().call("http://[2001:db8:a:9::10]/", from: "e4").codes == ["NO_PATH"])
  }

  // MARK: Load balancers

  private func balanced(admits ingress: [String], _ records: String...) -> Network {
    world { t in
      t.families()
      t.securityGroup("sg-alb", in: "vpc-a", ingress: ingress)
      t.interface("target", in: "s4", "10.0.4.80")
      t.applicationLoadBalancer(
        "alb", in: ["s1": "10.0.9.6 2001:db8:a:9::6"], groups: ["sg-alb"], listeners: [.listen("HTTP:80", to: "tg")])
      t.targetGroup("tg", in: "vpc-a", type: "ip", "HTTP", 80, targets: ["10.0.4.80/healthy"])
      t.zone("Z1", "example.com", in: ["vpc-a"], records)
    }
  }

  @Test("B1-1: the alias of a dual-stack load balancer for one type has no other")
  func aliasOfOneType() throws {
    let url = "http://api.example.com/"
    let single = balanced(admits: Self.only4 + Self.only6, "api A alias dualstack.alb.elb.example")
    #expect(try single.call(url, from: "e1").verdict == .reachable)
    #expect(try single.call(url, from: "e6").codes == ["X_DNS_NODATA"])
    let double = balanced(
      admits: Self.only4 + Self.only6, "api A alias dualstack.alb.elb.example",
      "api AAAA alias dualstack.alb.elb.example")
    for client in ["e1", "e4", "e6"] {
      let answer = try double.call(url, from: client)
      #expect(answer.verdict == .reachable, "\(client): \(answer.summary)")
      #expect(answer.legs.last?.to == "target")
    }
    let half = balanced(
      admits: Self.only4, "api A alias dualstack.alb.elb.example", "api AAAA alias dualstack.alb.elb.example")
    #expect(try half.call(url, from: "e1").verdict == .partial)
    #expect(try half.call(url, from: "e6").codes == ["ENI_SG_RULES_MISMATCH"])
  }

  @Test("the load balancer's own name has what its nodes have", arguments: ["e1", "e4", "e6"])
  func ownName(client: String) throws {
    let network = balanced(admits: Self.only4 + Self.only6)
    #expect(try network.call("http://alb.elb.example/", from: client).verdict == .reachable)
  }

  // MARK: Private APIs

  private static let api = PrivateAPIFixture.name("a") + "/prod/x"

  private func privateAPI(
    _ policy: String = PrivateAPIFixture.everyone, types: String? = nil,
    addresses: String = "10.0.9.50 2001:db8:a:9::50", _ more: (inout TopologyBuilder) -> Void = { _ in }
  ) -> Network {
    world { t in
      t.families()
      t.interfaceEndpoint("vpce-1", in: ["s1": addresses], service: "com.amazonaws.us-east-1.execute-api")
      t.privateDNS("vpce-1", recordType: types)
      t.apiA(policy)
      more(&t)
    }
  }

  @Test("DNS-8: the endpoint's record type says which families its names have")
  func recordTypes() throws {
    func codes(_ type: String?, _ client: String) throws -> [String] {
      try privateAPI(types: type).call(Self.api, from: client).codes
    }
    for client in ["e1", "e4", "e6"] {
      #expect(try privateAPI(types: "dualstack").call(Self.api, from: client).verdict == .reachable, "\(client)")
    }
    for client in ["e1", "e4"] { #expect(try codes("ipv4", client) == []) }
    #expect(try codes("ipv4", "e6") == ["X_DNS_NODATA"])
    for client in ["e1", "e6"] { #expect(try codes("ipv6", client) == []) }
    #expect(try codes("ipv6", "e4") == ["X_DNS_NODATA"])
  }

  @Test("row 19: an endpoint of one family has no address for a client of the other")
  func endpointOfOneFamily() throws {
    let four = privateAPI(addresses: "10.0.9.50")
    #expect(try four.call(Self.api, from: "e1").verdict == .reachable)
    #expect(try four.call(Self.api, from: "e6").codes == ["X_DNS_NODATA"])
    let six = privateAPI(addresses: "2001:db8:a:9::50")
    #expect(try six.call(Self.api, from: "e1").verdict == .reachable)
    #expect(try six.call(Self.api, from: "e4").codes == ["X_DNS_NODATA"])
  }

  @Test("AG 3.4: a list of IPv4 addresses never matches a caller with an IPv6 one")
  func policyOfOneFamily() throws {
    typealias Fixture = PrivateAPIFixture
    func allowed(_ addresses: String) -> Network {
      privateAPI(Fixture.policy(Fixture.allow("{\"IpAddress\":{\"aws:VpcSourceIp\":[\(addresses)]}}")))
    }
    let four = allowed("\"10.0.0.0/8\"")
    #expect(try four.call(Self.api, from: "e4").verdict == .reachable)
    #expect(try four.call(Self.api, from: "e6").codes == ["X_POLICY_RESOURCE"])
    let mixed = try four.call(Self.api, from: "e1")
    #expect(mixed.verdict == .partial && mixed.codes == ["X_POLICY_RESOURCE"])
    let both = allowed("\"10.0.0.0/8\",\"2001:db8:a::/56\"")
    for client in ["e1", "e4", "e6"] { #expect(try both.call(Self.api, from: client).verdict == .reachable) }
    let denied = try privateAPI(Fixture.p4ByVPCSource).call(Self.api, from: "e6")
    #expect(denied.codes == ["X_POLICY_RESOURCE"])
    #expect(denied.symptom?.hasSuffix("with an explicit deny") == true)
  }

  @Test("B1, DNS-8: an own name for the endpoint needs an alias of each type, and AWS's pages differ on AAAA")
  func ownName() throws {
    let target = "vpce-1-x.execute-api.us-east-1.vpce.amazonaws.com"
    func network(_ records: String...) -> Network {
      privateAPI { t in
        t.certificate("cert", "api.corp.example")
        t.domainName(
          "api.corp.example", certificate: "cert", policy: PrivateAPIFixture.everyone, mappings: ["": "a/prod"])
        t.association("api.corp.example", "vpce-1")
        t.zone("corp", "corp.example", in: ["vpc-a"], records)
      }
    }
    let url = "https://api.corp.example/x"
    let single = network("api A alias \(target)")
    #expect(try single.call(url, from: "e1").verdict == .reachable)
    #expect(try single.call(url, from: "e6").codes == ["X_DNS_NODATA"])
    let double = network("api A alias \(target)", "api AAAA alias \(target)")
    #expect(try double.call(url, from: "e4").verdict == .reachable)
    #expect(try double.call(url, from: "e6").verdict == .undetermined)
    #expect(try double.call(url, from: "e1").verdict == .undetermined)
  }

  @Test("DNS-7: the public answer of both families is one thing in the way")
  func publicAnswer() throws {
    let network = privateAPI { t in
      t.vpc("vpc-out", "10.7.0.0/16", "2001:db8:7::/56")
      t.dns("vpc-out")
      t.subnet("out", in: "vpc-out", "10.7.1.0/24", "2001:db8:7:1::/64")
      t.interface("outside", in: "out", "10.7.1.10", "2001:db8:7:1::10")
    }
    let answer = try network.call(Self.api, from: "outside")
    #expect(answer.verdict == .unreachable)
    #expect(answer.codes == ["X_DNS_PUBLIC_ANSWER"])
  }
}

extension TopologyBuilder {
  /// `vpc-a` of both families, with its DNS attributes: `e1` of both in `s0`, `e4` of IPv4 in `s4`, `e6` of IPv6 in the
  /// IPv6-only `s6`, and `s1` for what they call.
  mutating func families() {
    vpc("vpc-a", "10.0.0.0/16", "2001:db8:a::/56")
    dns("vpc-a")
    subnet("s0", in: "vpc-a", "10.0.1.0/24", "2001:db8:a:1::/64")
    subnet("s1", in: "vpc-a", "10.0.9.0/24", "2001:db8:a:9::/64")
    subnet("s4", in: "vpc-a", "10.0.4.0/24")
    subnet("s6", in: "vpc-a", "2001:db8:a:6::/64")
    interface("e1", in: "s0", "10.0.1.10", "2001:db8:a:1::10")
    interface("e4", in: "s4", "10.0.4.10")
    interface("e6", in: "s6", "2001:db8:a:6::10")
  }
}
