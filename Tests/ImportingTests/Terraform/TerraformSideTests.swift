import NetworkModel
import Reachability
import Testing

@testable import Importing

@Suite struct TerraformSideTests {
  static let plan = "\(terraformFixtures)/change/plan.json"

  @Test("before is the state, after what is planned")
  func sides() throws {
    let before = try Importer.load([Self.plan], LoadOptions(side: .before)).topology
    let after = try Importer.load([Self.plan], LoadOptions(side: .after)).topology
    let state = try load("\(terraformFixtures)/change/state.json").topology
    #expect(try before.answer("web-1", "db-1", port: "5432").verdict == .reachable)
    #expect(try after.answer("web-1", "db-1", port: "5432").verdict == .unreachable)
    #expect(try after.answer("web-1", "db-1", port: "5433").verdict == .reachable)
    #expect(before.components.map(\.id) == state.components.map(\.id))
    #expect(after.instances.map(\.id).contains("aws_instance.batch"))
    #expect(!before.instances.map(\.id).contains("aws_instance.batch"))
  }

  @Test("changes can be made one by one")
  func applied() throws {
    let rule = "aws_vpc_security_group_ingress_rule.db_from_web"
    func verdict(_ applied: Set<String>) throws -> Verdict {
      try Importer.load([Self.plan], LoadOptions(applied: applied)).topology.answer("web-1", "db-1", port: "5432")
        .verdict
    }
    #expect(try verdict([]) == .reachable)
    #expect(try verdict([rule]) == .unreachable)
    #expect(try verdict(["aws_network_acl.db"]) == .unreachable, "the ACL lets nothing out without its rule")
    #expect(try verdict(["aws_network_acl.db", "aws_network_acl_rule.db_out"]) == .reachable)
  }

  @Test func changes() throws {
    let changes = try load(Self.plan).changes
    #expect(
      changes.map { "\($0.address) \($0.word)" } == [
        "aws_instance.batch created", "aws_instance.db changed", "aws_instance.web changed",
        "aws_network_acl.db created", "aws_network_acl_rule.db_out created",
        "aws_vpc_security_group_ingress_rule.db_from_web changed",
      ])
  }
}
