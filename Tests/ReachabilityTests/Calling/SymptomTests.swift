import Testing

@testable import Reachability

@Suite("what the client sees, of several ways")
struct SymptomTests {
  @Test(
    "each once, and none that another names beside its own",
    arguments: [
      ([], nil), (["a"], "a"), (["a", "b"], "a or b"), (["a", "a or b"], "a or b"), (["a or b", "b"], "a or b"),
      (["b", "a or b or c", "a"], "a or b or c"), (["a", "ab or c"], "a or ab or c"), (["a", "a"], "a"),
    ] as [([String], String?)])
  func either(_ symptoms: [String], _ expected: String?) {
    #expect(Symptom.either(symptoms) == expected)
  }

  @Test("blockers of several ways: by connection, forward before return, then in the order of the ways")
  func order() {
    func blocker(_ id: String, _ leg: Int, _ way: Blocker.Way) -> Blocker {
      var blocker = Blocker(
        code: .noPath, component: Component(id, kind: .address), rule: nil, direction: nil, way: way, traffic: "",
        message: "")
      blocker.leg = leg
      return blocker
    }
    func way(_ blockers: Blocker...) -> PairOutcome { PairOutcome(verdict: .unreachable, blockers: blockers) }
    let outcome = PairOutcome(ways: [
      way(blocker("a", 0, .forward), blocker("b", 0, .return), blocker("c", 1, .forward)),
      way(blocker("d", 0, .forward), blocker("e", 0, .return)),
    ])
    #expect(outcome.blockers.map(\.component.id) == ["a", "d", "b", "e", "c"])
  }
}
