import Foundation
import Testing

@testable import canreach

/// `test --source-root`: an annotation stands where Terraform's files say what has to change.
@Suite struct TestSourceTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Fixtures/terraform/change").path

  private func annotation(_ options: String...) -> String {
    let captured = Captured()
    var context = CommandContext.standard
    context.standardOutput = { text throws(StreamError) in captured.add(text) }
    context.standardError = { text throws(StreamError) in }
    let suite = "\(Self.folder)/suite.yaml"
    #expect(Canreach.execute(["test", "--format", "github", suite] + options, in: context) == .notSo)
    return captured.text
  }

  @Test("in the file of the resource that has to change, or at the expectation where it is not known")
  func place() {
    let known = annotation("--source-root", Self.folder)
    #expect(
      known.hasPrefix("::error file=\(Self.folder)/network.tf,line=45,title=the web server reaches the database::"))
    #expect(known.contains("%0AENI_SG_RULES_MISMATCH at security group db (sg-0aaaaaaaaaaaaaaa2), inbound: "))
    #expect(annotation().hasPrefix("::error file=\(Self.folder)/suite.yaml,line=4,col=5,"))
  }
}
