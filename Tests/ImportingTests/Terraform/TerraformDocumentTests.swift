import NetworkModel
import Testing

@testable import Importing

/// What is no plan and no state of a format that is known is refused with a word about what it is.
@Suite struct TerraformDocumentTests {
  private func failure(_ text: String) throws -> String? {
    let folder = try TemporaryFolder()
    let path = try folder.write("plan.json", text)
    guard let failure = ImportingTests.failure(path) else { return nil }
    #expect(failure.status == 65)
    return failure.diagnostics.map { $0.description.replacing(path, with: "plan.json") }.joined(separator: "\n")
  }

  @Test func truncated() throws {
    var plan = PlanText()
    plan.add("aws_vpc", "main", ["cidr_block": "10.0.0.0/16"])
    let folder = try TemporaryFolder()
    let whole = try String(contentsOfFile: plan.write("whole.json", in: folder), encoding: .utf8)
    let message = try failure(String(whole.prefix(whole.count / 2)))
    #expect(message?.hasPrefix("plan.json:1:") == true)
    #expect(message?.contains("expected the end of") == true || message?.contains("ends too early") == true)
  }

  @Test(
    "versions",
    arguments: [
      (
        "2.0",
        "plan.json:1: error: the plan has format 2.0, this version reads 1.x (at $.format_version); a newer version of canreach may read it"
      ),
      (
        "0.2",
        "plan.json:1: error: the plan has format 0.2, this version reads 1.x (at $.format_version); write it with Terraform 1.0 or later"
      ),
    ])
  func version(_ version: String, _ expected: String) throws {
    let message = try failure(
      #"{"format_version": "\#(version)", "terraform_version": "1.11.4", "planned_values": {}}"#)
    #expect(message == expected)
    #expect(
      try failure(#"{"format_version": "1.99", "terraform_version": "9.0", "planned_values": {}}"#) == nil,
      "a later 1.x only adds keys")
  }

  @Test func withoutVersion() throws {
    let message = try failure(#"{"terraform_version": "1.11.4", "values": {}}"#)
    #expect(message?.contains("expected `format_version`, found nothing") == true)
  }

  @Test("what else Terraform writes is told apart")
  func relatives() throws {
    #expect(
      try failure(#"{"version": 4, "serial": 1, "lineage": "x", "resources": []}"#)?.contains(
        "found a state file as Terraform keeps it") == true)
    #expect(
      try failure(#"{"@level": "info", "@message": "Terraform 1.11.4"}"#)?.contains(
        "found the log of `terraform plan -json`")
        == true)
    #expect(try failure(#"{"format_version": "1.0"}"#)?.contains("it is empty, or planning failed") == true)
    #expect(
      try failure(#"{"name": "something else"}"#)
        == "plan.json:1: error: expected a Terraform plan or state (`terraform show -json`), found other JSON (at $)")
  }

  @Test("a list where a module has to be names the place")
  func misshapen() throws {
    let message = try failure(
      #"{"format_version": "1.2", "terraform_version": "1.11.4", "planned_values": {"root_module": {"resources": {}}}}"#
    )
    #expect(
      message == "plan.json:1: error: expected a list, found an object (at $.planned_values.root_module.resources)")
  }

  @Test("a plan that failed is read as far as it goes, with a warning")
  func errored() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(
      "plan.json",
      #"{"format_version": "1.2", "terraform_version": "1.11.4", "planned_values": {"root_module": {}}, "errored": true}"#
    )
    #expect(try load(path).warnings.map(\.message) == ["planning ended with an error, so the plan may lack resources"])
  }
}
