import Foundation
import Synchronization
import Testing

@testable import canreach

/// `check --side both` on a plan that moves a rule's port, makes an ACL and an instance, and changes tags.
@Suite struct BothSidesTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Fixtures/terraform/change").path

  private func run(_ arguments: String...) -> (status: Int32, output: String, errors: String) {
    let output = Mutex("")
    let errors = Mutex("")
    var context = CommandContext.standard
    context.standardOutput = { text throws(StreamError) in output.withLock { $0 += text } }
    context.standardError = { text throws(StreamError) in errors.withLock { $0 += text } }
    let all = ["check", "-t", "\(Self.folder)/plan.json", "--source-root", Self.folder, "--side", "both"] + arguments
    let status = Canreach.execute(all, in: context)
    return (status.rawValue, output.withLock { $0 }, errors.withLock { $0 })
  }

  @Test("the change that turns the answer, and where it is written")
  func turned() {
    let ran = run("web-1", "db-1:5432")
    #expect(ran.status == 1)
    #expect(ran.output.hasPrefix("Before the plan is applied\n\n✓ reachable\n"))
    #expect(ran.output.contains("After the plan is applied\n\n✗ unreachable\n"))
    #expect(
      ran.output.hasSuffix(
        """
        What in the plan turns one into the other
          - aws_vpc_security_group_ingress_rule.db_from_web is changed (\(Self.folder)/network.tf:51)

        """))
  }

  @Test func same() {
    let ran = run("web-1", "db-1:22")
    #expect(ran.status == 1)
    #expect(ran.output.hasSuffix("  nothing: both answers say the same\n"))
  }

  @Test("an end that is created has no answer before")
  func created() {
    let ran = run("aws_instance.batch", "db-1:5433", "--format", "json")
    #expect(ran.status == 0)
    let object = try? JSONSerialization.jsonObject(with: Data(ran.output.utf8)) as? [String: Any]
    #expect((object?["before"] as? [String: Any])?["error"] != nil)
    #expect((object?["after"] as? [String: Any])?["verdict"] as? String == "reachable")
    let changes = object?["changes"] as? [[String: Any]]
    #expect(changes?.map { $0["address"] as? String } == ["aws_instance.batch"])
    #expect((changes?.first?["source"] as? [String: Any])?["line"] as? Int == 75)
  }

  @Test("without a plan there is no side before", arguments: ["before", "both"])
  func noPlan(_ side: String) {
    let expected = Ran(
      status: 64, output: "",
      errors: "error: only a Terraform plan has a side before it is applied, and no input is one\n")
    #expect(CommandFixture().run("check web-1 reachable --side \(side)") == expected)
  }

  @Test func usage() {
    #expect(run("web-1", "db-1:22", "--batch", "x").status == 64)
    var context = CommandContext.standard
    context.standardError = { _ throws(StreamError) in }
    for verb in [["list"], ["coverage"], ["lint"], ["draw"], ["resolve", "a", "b"]] {
      #expect(Canreach.execute(verb + ["-t", "x", "--side", "both"], in: context).rawValue == 64)
    }
  }
}
