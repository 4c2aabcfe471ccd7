import NetworkModel
import Testing

@testable import Importing

@Suite struct TerraformSourcesTests {
  @Test func blocks() {
    let text = """
      # resource "aws_vpc" "comment" {}
      /* resource "aws_vpc" "comment" {
      } */
      resource "aws_security_group" "db" {
        name = "db" // {
        description = "a brace } and \\"quotes\\""
        ingress {
          from_port = 443
          cidr_blocks = ["10.0.0.0/16"]
        }
        dynamic "ingress" {
          for_each = { a = 1 }
          content {
            from_port = 22
          }
        }
        tags = merge(local.tags, {
          Name = "${var.name}-${"x"}"
        })
        egress = [{
          from_port = 0
        }]
      }
      data "aws_vpc" "this" {}
      locals {
        vpc_id = try(aws_vpc_ipv4_cidr_block_association.this[0].vpc_id, aws_vpc.this[0].id, "")
        name   = "${module.app["a"].name}-x"
        text   = <<-EOT
          resource "aws_vpc" "text" {
        EOT
        last = var.last
      }
      """
    let blocks = HCLScanner.blocks(text, file: "main.tf")
    #expect(
      blocks.map { "\($0.address):\($0.line)" } == [
        "aws_security_group.db:4", "data.aws_vpc.this:24", "local.vpc_id:26", "local.name:27", "local.text:28",
        "local.last:31",
      ])
    #expect(blocks[0].blocks.map { "\($0.name):\($0.line)" } == ["ingress:7", "ingress:11", "egress:20"])
    #expect(blocks[0].blocks[0].literals == ["from_port": "443"])
    #expect(
      blocks[2].references == [
        "aws_vpc_ipv4_cidr_block_association.this[0].vpc_id", "aws_vpc_ipv4_cidr_block_association.this[0]",
        "aws_vpc_ipv4_cidr_block_association.this", "aws_vpc.this[0].id", "aws_vpc.this[0]", "aws_vpc.this",
      ])
    #expect(blocks[3].references.first == "module.app[\"a\"].name")
    #expect(blocks[5].references == ["var.last"])
  }

  @Test("resources of modules are found in their folders, rules in their blocks")
  func places() throws {
    let folder = "\(terraformFixtures)/public-module"
    let loaded = try Importer.load(["\(folder)/plan.json"], LoadOptions(sourceRoot: folder))
    func place(_ source: NetworkModel.SourceLocation?) -> String? {
      source.map { "\($0.file.replacing(folder + "/", with: "")):\($0.line) \($0.address ?? "")" }
    }
    let topology = loaded.topology
    #expect(place(topology.vpcs.first?.identity.source) == "modules/vpc/main.tf:19 module.vpc.aws_vpc.this[0]")
    let db = try #require(topology.securityGroups[id: "aws_security_group.db"])
    #expect(place(db.identity.source) == "main.tf:61 aws_security_group.db")
    #expect(db.ingress.map { $0.source?.line } == [73, 65, 65])
    let web = try #require(
      topology.securityGroups[id: #"module.service["web"].module.security_group.aws_security_group.this"#])
    #expect(
      place(web.ingress.first?.source)
        == #"modules/service/modules/security-group/main.tf:10 module.service["web"].module.security_group.aws_vpc_security_group_ingress_rule.this["service"]"#
    )
  }

  @Test("without sources the address and the plan's line are what there is")
  func none() throws {
    let source = try load("\(terraformFixtures)/plans/01-basic.json").topology.vpcs.first?.identity.source
    #expect(source?.address == "aws_vpc.main")
    #expect(source?.file.hasSuffix("01-basic.json") == true)
    #expect(source?.line == 1)
  }
}
