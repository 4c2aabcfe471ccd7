import NetworkModel
import Reachability
import TestKit
import Testing

/// Every code of the stage `dns`: a topology that gives it, with what would remove it, and its twin one change away.
@Suite("Codes of names")
struct NameCodeTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var code: String
    /// A word of the sentence that would remove it.
    var remedy: String
    var question = "e1 app.example.com"
    var write: @Sendable (inout TopologyBuilder, _ isMended: Bool) -> Void

    var testDescription: String { code }
  }

  static let cases = [
    Case(code: "X_DNS_DISABLED", remedy: "enableDnsSupport") { t, isMended in
      t.topology.vpcs[0].enableDnsSupport = isMended
      t.zone("Z1", "example.com", in: ["vpc-a"], ["app A 10.0.0.1"])
    },
    Case(code: "X_DNS_NO_SERVER", remedy: "DHCP option set") { t, isMended in
      if !isMended { t.topology.vpcs[0].dhcpOptionsId = "default" }
      t.zone("Z1", "example.com", in: ["vpc-a"], ["app A 10.0.0.1"])
    },
    Case(code: "X_DNS_VPC_PLUS_TWO_OUTSIDE", remedy: "inbound Resolver endpoint") { t, isMended in
      t.vpc("vpc-b", "10.5.0.0/16")
      t.dns("vpc-b")
      t.topology.dhcpOptions[0].domainNameServers = [isMended ? "10.0.0.2" : "10.5.0.2"]
      t.zone("Z1", "example.com", in: ["vpc-a", "vpc-b"], ["app A 10.0.0.1"])
    },
    Case(code: "X_DNS_NXDOMAIN", remedy: "add a record") { t, isMended in
      t.zone("Z1", "example.com", in: ["vpc-a"], [isMended ? "app A 10.0.0.1" : "other A 10.0.0.1"])
    },
    Case(code: "X_DNS_NODATA", remedy: "add a record") { t, isMended in
      t.zone("Z1", "example.com", in: ["vpc-a"], [isMended ? "app A 10.0.0.1" : "app AAAA 2001:db8::1"])
    },
    Case(code: "X_DNS_PUBLIC_ANSWER", remedy: "associate") { t, isMended in
      t.zone("Z1", "example.com", in: isMended ? ["vpc-a"] : [], ["app A 10.0.0.1"])
    },
    Case(code: "X_DNS_SHADOWED", remedy: "take the VPC off the zone") { t, isMended in
      t.zone("Z1", "example.com", in: isMended ? [] : ["vpc-a"])
      t.zone("Z2", "example.com", ["app A 203.0.113.1"])
    },
    Case(code: "X_DNS_LOOP", remedy: "does not come back") { t, isMended in
      t.zone(
        "Z1", "example.com", in: ["vpc-a"],
        ["app CNAME b.example.com", isMended ? "b A 10.0.0.1" : "b CNAME app.example.com"])
    },
    Case(code: "X_DNS_DELEGATION", remedy: "DELEGATE rule") { t, isMended in
      t.target(["app.example.com": ["@ A 10.0.0.1"]])
      t.zone("Z1", "example.com", in: ["vpc-a"], ["app NS ns.app.example.com", "ns.app A 10.0.1.53"])
      if isMended { t.resolverRule("rr-1", "example.com", type: .delegate, by: "out", in: ["vpc-a"]) }
    },
    Case(code: "X_DNS_FIREWALL", remedy: "allow the name") { t, isMended in
      t.zone("Z1", "example.com", in: ["vpc-a"], ["app A 10.0.0.1"])
      t.dnsFirewall(
        "rslvr-frg-1", in: ["vpc-a": 1],
        [.init("all", priority: 1, action: isMended ? .alert : .blockWithNXDOMAIN, domains: ["*"])])
    },
  ]

  @Test("gives the code alone, and says what would remove it", arguments: cases)
  func gives(_ example: Case) throws {
    let resolution = resolve(oneVPC { example.write(&$0, false) }, example.question)
    #expect(resolution.verdict == .unreachable, "\(resolution.digest)")
    #expect(resolution.answers.flatMap(\.blockers).map(\.code.rawValue) == [example.code], "\(resolution.digest)")
    let change = try #require(resolution.fixes.first?.changes.first)
    #expect(change.summary.contains(example.remedy), "\(change.summary)")
    #expect(resolution.symptom != nil)
  }

  @Test("one change away the name resolves", arguments: cases)
  func mended(_ example: Case) {
    let resolution = resolve(oneVPC { example.write(&$0, true) }, example.question)
    #expect(resolution.verdict == .reachable, "\(resolution.digest)")
    #expect(resolution.fixes.isEmpty)
  }

  @Test("every code of the stage is here")
  func coverage() {
    #expect(
      Set(Self.cases.map(\.code)) == Set(Code.all.filter { $0.stage == .dns && $0.isBlocker }.map(\.code.rawValue)))
  }
}
