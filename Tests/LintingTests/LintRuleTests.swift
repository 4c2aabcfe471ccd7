import Linting
import Testing

@Suite("the table of lint rules") struct LintRuleTests {
  private static let numbers: [Int] = [
    Array(1...16), Array(20...32), Array(40...48), Array(50...57), Array(60...62), Array(70...83), Array(90...100),
    Array(110...118),
  ].flatMap { $0 }

  private static func id(_ number: Int) -> String { "AGW-\(number < 10 ? "00" : number < 100 ? "0" : "")\(number)" }

  @Test("the table has exactly these ids, in their order")
  func ids() {
    #expect(Self.numbers.count == 83)
    #expect(LintRule.all.map(\.id) == Self.numbers.map(Self.id))
  }

  @Test("errors and notes are these, all others warnings")
  func severities() {
    let errors: [Int] =
      [1, 2, 3, 6, 7, 8, 14, 16, 20, 23, 24, 26, 27, 28, 40, 43, 44, 50, 51, 52, 53, 56, 57, 60, 61]
      + [70, 71, 72, 73, 74, 77, 78, 81, 82, 90, 91, 92, 95, 115]
    #expect(LintRule.all.filter { $0.severity == .error }.map(\.id) == errors.map(Self.id))
    #expect(LintRule.all.filter { $0.severity == .note }.map(\.id) == ["AGW-029", "AGW-048"])
  }

  @Test("every rule says what, why and what to do, and where AWS says so")
  func words() {
    for rule in LintRule.all {
      #expect(rule.page?.hasPrefix("https://docs.aws.amazon.com/") == true, "\(rule.id)")
      for text in [rule.title, rule.why, rule.fix] {
        #expect(!text.isEmpty && !text.hasSuffix("."), "\(rule.id): \(text)")
      }
    }
    #expect(Set(LintRule.all.map(\.title)).count == 83)
    #expect(LintRule.named("agw-048") == LintRule.all.first { $0.id == "AGW-048" })
    #expect(LintRule.named("AGW-999") == nil)
  }
}
