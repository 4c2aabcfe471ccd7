import NetworkModel
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
    #expect(Reachability.Symptom.either(symptoms) == expected)
  }
}
