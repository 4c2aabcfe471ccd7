import NetworkModel
import Testing

@Suite("Where policies are written") struct PolicySourceTests {
  @Test("a statement by its number, and the policy where statements have no lines")
  func statements() {
    let lines = [7, 12].map { SourceLocation(file: "a.yaml", line: $0) }
    let source = PolicySource(SourceLocation(file: "a.yaml", line: 5), statements: lines)
    #expect([1, 2, 3].map { source.place(ofStatement: $0).line } == [7, 12, 5])
    #expect(PolicySource(lines[0]).place(ofStatement: 1).line == 7)
  }
}
