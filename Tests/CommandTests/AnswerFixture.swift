import NetworkModel
import Reachability

/// Answers to test reports with.
enum AnswerFixture {
  /// An answer of which nothing is known but its verdict.
  static func plain(_ verdict: Verdict, _ query: Query = Query(from: "web-1", to: "db-1")) -> Answer {
    var pairs = PairCounts()
    pairs.count(verdict)
    return Answer(
      query: query, verdict: verdict, summary: "web-1 to db-1: \(verdict.rawValue).", symptom: nil, legs: [],
      blockers: [], assumptions: [], fixes: [], pairs: pairs)
  }

  static let securityGroup = Component(
    "sg-0db", kind: .securityGroup, name: "db", account: "111111111111", region: "us-east-1",
    source: SourceLocation(file: "shop.canreach.yaml", line: 21))
  static let networkACL = Component("acl-0db", kind: .networkAcl, account: "111111111111", region: "us-east-1")

  /// Two things block, one on the way and one on the way back.
  static func blocked(_ query: Query = Query(from: "web-1", to: "db-1", port: "5432")) -> Answer {
    let request = "tcp 10.0.1.10:32768-61000 → 10.0.2.20:5432"
    let reply = "tcp 10.0.2.20:5432 → 10.0.1.10:32768-61000"
    let table = Component("rtb-0a1b", kind: .routeTable, account: "111111111111", region: "us-east-1")
    let leg = Leg(
      from: "eni-0web", to: "eni-0db", verdict: .unreachable,
      forward: [
        Hop(component: table, decision: .forwarded, rule: "10.0.0.0/16 → local", traffic: request),
        Hop(
          component: securityGroup, decision: .blocked, rule: nil, traffic: request, code: "ENI_SG_RULES_MISMATCH",
          direction: .ingress),
      ],
      return: [
        Hop(
          component: networkACL, decision: .blocked, rule: "#100 deny tcp 1024-65535 0.0.0.0/0", traffic: reply,
          code: "SUBNET_ACL_RESTRICTION", direction: .egress)
      ])
    let blockers = [
      Blocker(
        code: .eniSgRulesMismatch, component: securityGroup, rule: nil, direction: .ingress, way: .forward,
        traffic: request, message: "no ingress rule of db (sg-0db) allows tcp 5432 from 10.0.1.10",
        near: [
          NearMiss(
            component: "sg-0db", rule: "tcp 5433 10.0.0.0/16", field: "port",
            message: "the traffic goes to port 5432, not 5433")
        ]),
      Blocker(
        code: .subnetAclRestriction, component: networkACL, rule: "#100 deny tcp 1024-65535 0.0.0.0/0",
        direction: .egress, way: .return, traffic: reply, message: "the network ACL denies the reply"),
    ]
    return Answer(
      query: query, verdict: .unreachable, summary: "web-1 cannot reach db-1 on tcp/5432: two things block it.",
      symptom: "the connection times out", legs: [leg], blockers: blockers,
      assumptions: [
        Assumption(
          code: "X_TARGET_NOT_LISTENING", component: "i-0db", message: "a process is taken to listen", decides: false)
      ],
      fixes: [
        Fix(changes: [
          Fix.Change(
            component: "sg-0db", summary: "add an ingress rule to db (sg-0db) that allows tcp 5432 from 10.0.1.10/32"),
          Fix.Change(component: "acl-0db", summary: "remove rule #100 of acl-0db"),
        ])
      ],
      pairs: PairCounts(asked: 1, unreachable: 1))
  }
}
