import NetworkModel
import Reachability
import TestKit
import Testing

/// Names with several answers: the one that is shown says what came of the others (NL B3, DEC-2).
@Suite("Calls: the other answers to a name")
struct OtherAnswersTests {
  /// `client`, and `i-1` (10.0.11.10) and `i-2` (10.0.12.10) that speak plain HTTP, in the zone `example.com`. With
  /// `second`, `i-2` admits nobody.
  private func network(_ records: String..., shutsSecond: Bool = false) -> Network {
    world { t in
      t.shop(second: shutsSecond ? ["sg-shut"] : nil)
      t.securityGroup("sg-shut", in: "vpc-a", ingress: ["tcp 22 from 0.0.0.0/0"])
      t.dns("vpc-a")
      t.healthCheck("ok", .healthy)
      t.healthCheck("bad", .unhealthy)
      t.healthCheck("open", nil)
      t.zone("zone", "example.com", in: ["vpc-a"], records)
    }
  }

  /// What is said, at the record that is shown, of the others.
  private func told(_ answer: Answer) -> [String] {
    answer.legs.flatMap(\.forward).compactMap(\.rule).compactMap { rule in
      rule.firstRange(of: "also: ").map { String(rule[$0.lowerBound...]) }
    }
  }

  private func ask(_ network: Network, avoid: [String] = []) throws -> Answer {
    try network.answer(Query(from: "client", to: "http://api.example.com/", avoid: avoid))
  }

  @Test("by weight: each other record, and whether it passes")
  func weighted() throws {
    let both = try ask(network("api A 10.0.11.10 w=90", "api A 10.0.12.10 w=10"))
    #expect(both.verdict == .reachable)
    #expect(told(both) == ["also: 10.0.12.10 (weight 10), passes"])
    #expect(
      both.legs.first?.forward.last?.rule
        == "api.example.com A 10.0.11.10, weight 90; also: 10.0.12.10 (weight 10), passes")

    let one = try ask(network("api A 10.0.11.10 w=90", "api A 10.0.12.10 w=10", shutsSecond: true))
    #expect(one.verdict == .partial)
    #expect(told(one) == ["also: 10.0.11.10 (weight 90), passes"], "the one that does not pass is shown")
  }

  @Test("one record, or one that answers alone, has no others")
  func alone() throws {
    #expect(try told(ask(network("api A 10.0.11.10"))).isEmpty)
    #expect(try told(ask(network("api A 10.0.11.10 w=90", "api A 10.0.12.10 w=0"))).isEmpty)
    #expect(try told(ask(network("api A 10.0.11.10 region=us-west-2", "api A 10.0.12.10 region=us-east-1"))).isEmpty)
  }

  @Test("failover: the secondary is on standby, and counts for nothing", arguments: ["ok", "open"])
  func standby(_ check: String) throws {
    let answer = try ask(
      network("api A 10.0.11.10 primary check=\(check)", "api A 10.0.12.10 secondary", shutsSecond: true))
    #expect(answer.verdict == .reachable)
    #expect(answer.blockers.isEmpty)
    #expect(answer.symptom == nil)
    #expect(told(answer) == ["also: 10.0.12.10 (secondary, on standby), does not pass"])
  }

  @Test("failover: where the primary has failed, the secondary is the answer")
  func failedOver() throws {
    let answer = try ask(network("api A 10.0.11.10 primary check=bad", "api A 10.0.12.10 secondary"))
    #expect(answer.legs.last?.to == "i-2")
    #expect(told(answer).isEmpty)
  }

  @Test("latency and places of which the nearest is not known")
  func places() throws {
    let answer = try ask(
      network("api A 10.0.11.10 region=ap-east-1", "api A 10.0.12.10 region=ap-south-1", shutsSecond: true))
    #expect(answer.verdict == .partial)
    #expect(told(answer) == ["also: 10.0.11.10 (for ap-east-1), passes"])
  }

  @Test("multivalue: each other address of the one answer")
  func multivalue() throws {
    let answer = try ask(network("api A 10.0.11.10 multivalue", "api A 10.0.12.10 multivalue", shutsSecond: true))
    #expect(answer.verdict == .partial)
    #expect(told(answer) == ["also: 10.0.11.10, passes"])
    let simple = try ask(network("api A 10.0.11.10 10.0.12.10"))
    #expect(simple.verdict == .reachable)
    #expect(told(simple).isEmpty, "one record")
  }

  @Test("records below records: each stands where its way parts from the one that is shown")
  func tree() throws {
    let answer = try ask(
      network(
        "api A alias east.example.com w=90", "api A 10.0.21.99 w=10", "east A 10.0.11.10 primary",
        "east A 10.0.12.10 secondary"))
    #expect(answer.verdict == .partial)
    #expect(
      told(answer) == [
        "also: 10.0.11.10 (weight 90, primary), passes; 10.0.12.10 (weight 90, secondary, on standby), passes"
      ])
    let way = try ask(
      network("api A alias east.example.com w=1", "east A 10.0.11.10 primary", "east A 10.0.12.10 secondary"))
    #expect(told(way) == ["also: 10.0.12.10 (secondary, on standby), passes"])
    #expect(way.legs[0].forward.last?.rule?.contains("also: ") == true)
  }

  @Test("what the question forbids does not pass")
  func avoided() throws {
    let network = network("api A 10.0.11.10 w=1", "api A 10.0.12.10 w=1")
    let answer = try ask(network, avoid: ["i-1"])
    #expect(answer.verdict == .partial)
    #expect(answer.legs.last?.to == "i-1")
    #expect(told(answer) == ["also: 10.0.12.10 (weight 1), passes"])
  }

  @Test("a resolution shows the secondary of a healthy primary too")
  func resolved() throws {
    let found = try network("api A 10.0.11.10 primary check=ok", "api A 10.0.12.10 secondary")
      .resolve("api.example.com", from: "client", types: [.a])
    #expect(found[0].answers.map(\.standing) == [.possible, .standby])
    #expect(found[0].answers.map(\.roles) == [["primary"], ["secondary"]])
    #expect(found[0].verdict == .reachable)
  }
}
