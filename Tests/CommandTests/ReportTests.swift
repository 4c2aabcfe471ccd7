import Reachability
import Reports
import Testing

@Suite("an answer as text and as JSON")
struct ReportTests {
  @Test("the whole text of an answer that blocks")
  func blockedText() {
    let expected = """
      ✗ unreachable
      web-1 cannot reach db-1 on tcp/5432: two things block it.
      What the client sees: the connection times out.

      The way
        ✓ route table rtb-0a1b: forwarded by 10.0.0.0/16 → local
        ✗ security group db (sg-0db), inbound: blocked, see 1 below
            (from here on the way is shown as if it had passed)

      The way back
        ✗ network ACL acl-0db, leaving subnet: blocked, see 2 below

      What blocks it
        1. ENI_SG_RULES_MISMATCH at security group db (sg-0db), inbound
           no ingress rule of db (sg-0db) allows tcp 5432 from 10.0.1.10
           refuses: tcp 10.0.1.10:32768-61000 → 10.0.2.20:5432
           nearly: tcp 5433 10.0.0.0/16: the traffic goes to port 5432, not 5433
           written at shop.canreach.yaml:21
        2. SUBNET_ACL_RESTRICTION
           at network ACL acl-0db, leaving subnet, on the way back
           the network ACL denies the reply
           rule: #100 deny tcp 1024-65535 0.0.0.0/0
           refuses: tcp 10.0.2.20:5432 → 10.0.1.10:32768-61000

      What would open it
        - add an ingress rule to db (sg-0db) that allows tcp 5432 from 10.0.1.10/32
        - remove rule #100 of acl-0db

      What this rests on
        - i-0db: a process is taken to listen (X_TARGET_NOT_LISTENING)

      """
    let text = TextReport().text(AnswerFixture.blocked())
    #expect(text == expected)
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 })
  }

  @Test("colour adds nothing but colour")
  func color() {
    let colored = TextReport(isColored: true).text(AnswerFixture.blocked())
    var plain = ""
    var isEscape = false
    for character in colored {
      if character == "\u{1B}" { isEscape = true } else if !isEscape { plain.append(character) }
      if isEscape && character == "m" { isEscape = false }
    }
    #expect(plain == TextReport().text(AnswerFixture.blocked()))
    #expect(colored.hasPrefix("\u{1B}[1;31m✗ unreachable\u{1B}[0m\n"))
  }

  @Test("a way back on which nothing blocks is one line, or whole with --verbose")
  func wayBack() {
    var answer = AnswerFixture.plain(.reachable)
    let hop = Hop(component: AnswerFixture.networkACL, decision: .allowed, rule: "#100 allow all", traffic: "tcp a → b")
    answer.legs = [Leg(from: "a", to: "b", verdict: .reachable, forward: [hop], return: [hop, hop])]
    #expect(
      TextReport().text(answer) == """
        ✓ reachable
        web-1 to db-1: reachable.

        The way
          ✓ network ACL acl-0db: allowed by #100 allow all

        The way back: 2 hops, nothing on it blocks.

        """)
    let verbose = TextReport(isVerbose: true).text(answer)
    #expect(
      verbose.contains("The way back\n  ✓ network ACL acl-0db: allowed by #100 allow all\n      tcp a → b\n"))
  }

  @Test("several pairs are counted")
  func pairs() {
    var answer = AnswerFixture.plain(.partial)
    answer.pairs = PairCounts(asked: 6, reachable: 4, unreachable: 2)
    #expect(
      TextReport().text(answer) == """
        ! partial
        web-1 to db-1: partial.

        6 pairs were asked: 4 reachable, 2 unreachable. One of them is shown.

        """)
    #expect(TextReport().text(AnswerFixture.plain(.undetermined)).hasPrefix("? undetermined\n"))
  }

  @Test("the whole JSON of an answer that blocks, every key of the contract in its order")
  func blockedJSON() {
    #expect(
      JSONReport.json(AnswerFixture.blocked()).line
        == [
          ##"{"canreach": 1, "query": {"from": "web-1", "to": "db-1", "protocol": "tcp", "port": "5432"}, "##,
          ##""verdict": "unreachable", "summary": "web-1 cannot reach db-1 on tcp/5432: two things block it.", "##,
          ##""symptom": "the connection times out", "##,
          ##""legs": [{"from": "eni-0web", "to": "eni-0db", "verdict": "unreachable", "forward": ["##,
          ##"{"component": "rtb-0a1b", "kind": "routeTable", "name": null, "account": "111111111111", "##,
          ##""region": "us-east-1", "decision": "forwarded", "rule": "10.0.0.0/16 → local", "##,
          ##""traffic": "tcp 10.0.1.10:32768-61000 → 10.0.2.20:5432", "code": null}, "##,
          ##"{"component": "sg-0db", "kind": "securityGroup", "name": "db", "account": "111111111111", "##,
          ##""region": "us-east-1", "decision": "blocked", "rule": null, "##,
          ##""traffic": "tcp 10.0.1.10:32768-61000 → 10.0.2.20:5432", "code": "ENI_SG_RULES_MISMATCH"}], "##,
          ##""return": [{"component": "acl-0db", "kind": "networkAcl", "name": null, "account": "111111111111", "##,
          ##""region": "us-east-1", "decision": "blocked", "rule": "#100 deny tcp 1024-65535 0.0.0.0/0", "##,
          ##""traffic": "tcp 10.0.2.20:5432 → 10.0.1.10:32768-61000", "code": "SUBNET_ACL_RESTRICTION"}]}], "##,
          ##""blockers": [{"code": "ENI_SG_RULES_MISMATCH", "component": "sg-0db", "kind": "securityGroup", "##,
          ##""rule": null, "direction": "ingress", "way": "forward", "stage": "network", "leg": 0, "##,
          ##""traffic": "tcp 10.0.1.10:32768-61000 → 10.0.2.20:5432", "##,
          ##""message": "no ingress rule of db (sg-0db) allows tcp 5432 from 10.0.1.10", "##,
          ##""near": [{"component": "sg-0db", "rule": "tcp 5433 10.0.0.0/16", "field": "port", "##,
          ##""message": "the traffic goes to port 5432, not 5433"}], "awsCode": "ENI_SG_RULES_MISMATCH", "##,
          ##""source": {"file": "shop.canreach.yaml", "line": 21}}, "##,
          ##"{"code": "SUBNET_ACL_RESTRICTION", "component": "acl-0db", "kind": "networkAcl", "##,
          ##""rule": "#100 deny tcp 1024-65535 0.0.0.0/0", "direction": "egress", "way": "return", "##,
          ##""stage": "network", "leg": 0, "traffic": "tcp 10.0.2.20:5432 → 10.0.1.10:32768-61000", "##,
          ##""message": "the network ACL denies the reply", "near": [], "awsCode": "SUBNET_ACL_RESTRICTION"}], "##,
          ##""assumptions": [{"code": "X_TARGET_NOT_LISTENING", "component": "i-0db", "##,
          ##""message": "a process is taken to listen", "decides": false}], "##,
          ##""fixes": [{"changes": [{"component": "sg-0db", "##,
          ##""summary": "add an ingress rule to db (sg-0db) that allows tcp 5432 from 10.0.1.10/32", "##,
          ##""cli": null, "terraform": null}, {"component": "acl-0db", "summary": "remove rule #100 of acl-0db", "##,
          ##""cli": null, "terraform": null}], "verified": false, "opens": null}], "##,
          ##""pairs": {"asked": 1, "reachable": 0, "unreachable": 1, "partial": 0, "undetermined": 0}}"##,
        ].joined())
  }

  @Test("what has nothing to say is null or empty")
  func emptyJSON() {
    #expect(
      JSONReport.json(AnswerFixture.plain(.reachable)).document == """
        {
          "canreach": 1,
          "query": {
            "from": "web-1",
            "to": "db-1",
            "protocol": "tcp",
            "port": "any"
          },
          "verdict": "reachable",
          "summary": "web-1 to db-1: reachable.",
          "symptom": null,
          "legs": [],
          "blockers": [],
          "assumptions": [],
          "fixes": [],
          "pairs": {
            "asked": 1,
            "reachable": 1,
            "unreachable": 0,
            "partial": 0,
            "undetermined": 0
          }
        }

        """)
  }
}
