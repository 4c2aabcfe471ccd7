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

  private func chain(_ blocked: [Int], _ verdict: Verdict = .unreachable) -> Answer {
    var answer = AnswerFixture.plain(verdict)
    let allow = Hop(component: AnswerFixture.networkACL, decision: .allowed, rule: "#1 allow all", traffic: "t")
    answer.legs = (1...3).map { number in
      Leg(from: "a\(number)", to: "b", verdict: verdict, forward: [allow], return: [], title: "a\(number) to b")
    }
    answer.legs[0].isLookup = true
    answer.blockers = blocked.map { leg in
      Blocker(
        code: .subnetAclRestriction, component: AnswerFixture.networkACL, rule: nil, direction: nil, way: .forward,
        leg: leg, traffic: "t", message: "m")
    }
    return answer
  }

  @Test("of several connections the head says which is blocked")
  func place() {
    let one = TextReport().text(chain([2]))
    #expect(one.hasPrefix("✗ unreachable\nweb-1 to db-1: unreachable.\nIt is blocked in connection 3 of 3, a3 to b.\n"))
    #expect(one.contains("\nConnection 1, DNS: a1 to b\n") && one.contains("\nConnection 2: a2 to b\n"))
    #expect(TextReport().text(chain([0, 2, 2])).contains("\nIt is blocked in connections 1 and 3 of 3.\n"))
    #expect(TextReport().text(chain([0, 1, 2])).contains("\nIt is blocked in connections 1, 2 and 3 of 3.\n"))
    #expect(TextReport().text(chain([1], .partial)).contains("\nThe rest is blocked in connection 2 of 3, a2 to b.\n"))
    #expect(!TextReport().text(chain([], .reachable)).contains("blocked"))
    #expect(!TextReport().text(AnswerFixture.blocked()).contains("is blocked in connection"))
  }

  @Test("leaving and entering by one rule of one network ACL is one line, with --verbose two")
  func networkACLs() {
    func hop(_ direction: Blocker.Direction, _ rule: String = "#1 allow all", id: String = "acl-1") -> Hop {
      Hop(
        component: Component(id, kind: .networkAcl), decision: .allowed, rule: rule, traffic: "t", direction: direction)
    }
    func lines(_ hops: [Hop], isVerbose: Bool = false) -> [Substring] {
      var answer = AnswerFixture.plain(.reachable)
      answer.legs = [Leg(from: "a", to: "b", verdict: .reachable, forward: hops, return: [])]
      return TextReport(isVerbose: isVerbose).text(answer).split(separator: "\n").filter { $0.contains("network ACL") }
    }
    #expect(
      lines([hop(.egress), hop(.ingress)]) == [
        "  ✓ network ACL acl-1, leaving and entering: allowed by #1 allow all"
      ])
    #expect(lines([hop(.egress), hop(.ingress)], isVerbose: true).count == 2)
    #expect(lines([hop(.egress), hop(.ingress, "#2 allow all")]).count == 2)
    #expect(lines([hop(.egress), hop(.ingress, id: "acl-2")]).count == 2)
    #expect(lines([hop(.ingress), hop(.egress)]).count == 2)
    #expect(lines([hop(.egress), hop(.ingress), hop(.egress), hop(.ingress)]).count == 2)
  }

  @Test("a request is refused as a request, a name is asked, and PrivateLink carries replies back")
  func refused() {
    var answer = chain([1])
    answer.blockers[0].request = "GET /orders"
    #expect(TextReport().text(answer).contains("\n     refuses: GET /orders\n"))
    answer.blockers[0].request = nil
    answer.blockers[0].stage = .dns
    answer.blockers[0].traffic = "A orders.example"
    #expect(TextReport().text(answer).contains("\n     asked: A orders.example\n"))
    answer.legs[1].forward[0].component = Component("link", kind: .vpcLink)
    #expect(TextReport().text(answer).contains("\n\nThe way back: PrivateLink carries the replies.\n"))
    answer.query.oneWay = true
    #expect(!TextReport().text(answer).contains("The way back"))
  }

  @Test("a private answer to a public name is what blocks the hop behind it")
  func shadow() {
    var answer = chain([])
    let api = Component("a1", kind: .restApi)
    answer.legs[1].forward.append(
      Hop(component: api, decision: .blocked, rule: "REGIONAL", traffic: "t", code: "X_HTTP_API_NOT_PRIVATE"))
    answer.blockers = [
      Blocker(
        code: .dnsShadowed, component: Component("vpce-1", kind: .vpcEndpoint), rule: nil, direction: nil,
        way: .forward, leg: 0, traffic: "A x", message: "m")
    ]
    #expect(TextReport().text(answer).contains("✗ REST API a1: blocked, see 1 below\n"))
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
