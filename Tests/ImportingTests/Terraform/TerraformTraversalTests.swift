import Testing

@testable import Importing

@Suite struct TerraformTraversalTests {
  @Test func steps() {
    let traversal = TerraformTraversal(#"module.app["a.b"].aws_subnet.this[2].id"#)
    #expect(
      traversal.steps == [
        .attribute("module"), .attribute("app"), .index(.text("a.b")), .attribute("aws_subnet"), .attribute("this"),
        .index(.number(2)), .attribute("id"),
      ])
    #expect(TerraformTraversal(#"aws_vpc.a["x\"]y"]"#).steps.last == .index(.text(#"x"]y"#)))
    #expect(TerraformTraversal("aws_vpc.main.id").names(2) == ["aws_vpc", "main"])
    #expect(TerraformTraversal("aws_vpc[0].id").names(2) == nil)
  }

  @Test("of a reference and its shorter forms only the longest was written")
  func written() {
    let written = TerraformTraversal.written([
      "aws_subnet.a[0].id", "aws_subnet.a[0]", "aws_subnet.a", "count.index", "aws_subnet.ab", "aws_vpc.v.id",
      "aws_vpc.v",
    ])
    #expect(
      written == ["aws_subnet.a[0].id", "count.index", "aws_subnet.ab", "aws_vpc.v.id"].map(TerraformTraversal.init))
  }

  @Test func keysInOrder() {
    #expect(
      [InstanceKey.text("b"), .number(10), .number(2), .text("a")].sorted() == [
        .number(2), .number(10), .text("a"), .text("b"),
      ])
  }
}
