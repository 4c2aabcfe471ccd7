import NetworkModel
import Reachability
import Testing

@testable import Importing

/// A plan in the manner of public modules: counted resources joined by `element()`, `try()` and locals, a module per
/// service with one inside, a data source that is read only while applying.
@Suite struct TerraformModuleTests {
  static let folder = "\(terraformFixtures)/public-module"

  @Test("it answers, with and without the files", arguments: [nil, folder])
  func answers(_ sources: String?) throws {
    let loaded = try Importer.load(["\(Self.folder)/plan.json"], LoadOptions(sourceRoot: sources))
    let topology = loaded.topology
    #expect(topology.coverage.unmodelled.map(\.component) == ["data.aws_vpc.looked_up"])
    let web = #"module.service["web"].aws_instance.this[0]"#
    let api = #"module.service["api"].aws_instance.this[1]"#
    #expect(try topology.answer(web, "aws_instance.db", port: "5432").verdict == .reachable)
    #expect(try topology.answer(web, "aws_instance.db", port: "5433").verdict == .unreachable)
    #expect(try topology.answer(web, api, port: "9090").verdict == .reachable)
    #expect(try topology.answer(web, api, port: "8080").verdict == .unreachable)
    #expect(try topology.answer(api, "internet").verdict == .reachable, "through the one NAT gateway")
    #expect(try topology.answer("internet", web, port: "8080").verdict == .unreachable)
    let open = try topology.answer(web, "aws_instance.db", port: "6432")
    #expect(open.verdict == .undetermined, "the block of the VPC is looked up while applying")
    #expect(
      open.assumptions.contains { $0.decides && $0.message.contains("aws_security_group.db.ingress[0].cidr_blocks") })
    let report = try topology.answer(web, "aws_instance.report", port: "5432")
    if sources == nil {
      #expect(report.verdict == .undetermined, "which element() is chosen is not in the plan")
      #expect(report.assumptions.contains { $0.decides && $0.message.contains("`aws_instance.report.subnet_id`") })
    } else {
      #expect(report.verdict == .reachable, "the file says which")
    }
  }

  @Test("files tell what locals are made of, so that less has to be taken for granted")
  func locals() throws {
    let without = try Importer.load(["\(Self.folder)/plan.json"])
    let with = try Importer.load(["\(Self.folder)/plan.json"], LoadOptions(sourceRoot: Self.folder))
    #expect(without.warnings.count == 1)
    #expect(without.warnings[0].message.contains("more are known only after apply"))
    #expect(with.warnings.map(\.message).allSatisfy { !$0.contains("more") })
    #expect(with.topology.subnets.map(\.vpcId) == without.topology.subnets.map(\.vpcId))
    #expect(Set(with.topology.subnets.map(\.vpcId)) == ["module.vpc.aws_vpc.this[0]"])
  }

  @Test("the region is a variable's value")
  func region() throws {
    let topology = try load("\(Self.folder)/plan.json").topology
    #expect(Set(topology.subnets.map(\.identity.region)) == ["eu-west-1"])
  }
}
