import Testing

@testable import Reachability

@Suite("What a message says before it explains itself")
struct MainClauseTests {
  @Test(
    "up to the first colon or semicolon with a blank behind it",
    arguments: [
      ("no inbound rule of security group db on db-1 allows it", nil),
      ("enableDnsSupport of shop is off: its resolver serves nobody", "enableDnsSupport of shop is off"),
      ("REST API a has no stage x; it has prod", "REST API a has no stage x"),
      ("listener TLS:443 of nlb speaks TLS, and the request comes without it", nil),
      (
        "it wants a token that matches `^a: b; c`, and this one does not: why",
        "it wants a token that matches `^a: b; c`, and this one does not"
      ),
      ("no route to 2001:db8::/32; none", "no route to 2001:db8::/32"), ("", nil),
    ] as [(String, String?)])
  func clause(_ message: String, _ clause: String?) {
    #expect(message.mainClause == clause ?? message)
  }

  @Test("what an open verdict depends on: one thing by what it is, several by their count")
  func unsettled() {
    func outcome(_ messages: String...) -> PairOutcome {
      PairOutcome(
        verdict: .undetermined,
        assumptions: messages.map { Assumption(code: "X", component: "c", message: $0, decides: true) }
          + [Assumption(code: "X", component: "c", message: "decides nothing", decides: false)])
    }
    #expect(outcome("a is not in the input; `x` would show it").unsettled == "a is not in the input")
    #expect(outcome("a", "a").unsettled == "a")
    #expect(outcome("a", "b").unsettled == "it depends on two things that are not settled")
    #expect(outcome().unsettled == nil)
  }
}
