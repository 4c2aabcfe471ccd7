import Foundation
import NetworkModel
import Testing

@testable import Importing

/// Plans that are odd, large or made to do harm: an answer or a word about what is wrong, never a crash or a guess.
@Suite struct TerraformHostileTests {
  private func read(_ json: [String: Any], _ options: LoadOptions = LoadOptions()) throws -> Loaded {
    let folder = try TemporaryFolder()
    let path = try folder.write("plan.json", JSONSerialization.data(withJSONObject: json))
    return try Importer.load([path], options)
  }

  private func document(_ root: [String: Any], _ others: [String: Any] = [:]) -> [String: Any] {
    let head: [String: Any] = [
      "format_version": "1.2", "terraform_version": "1.11.4", "planned_values": ["root_module": root],
    ]
    return head.merging(others) { $1 }
  }

  private func vpc(_ address: String, _ key: Any? = nil) -> [String: Any] {
    var record: [String: Any] = [
      "address": address, "mode": "managed", "type": "aws_vpc", "name": "main", "values": ["cidr_block": "10.0.0.0/16"],
    ]
    if let key { record["index"] = key }
    return record
  }

  @Test("modules a hundred deep")
  func deepModules() throws {
    var module: [String: Any] = [:]
    for depth in stride(from: 100, through: 1, by: -1) {
      let address = Array(repeating: "module.m", count: depth).joined(separator: ".")
      module = [
        "address": address, "resources": [vpc("\(address).aws_vpc.main")],
        "child_modules": module.isEmpty ? [] : [module],
      ]
    }
    let topology = try read(document(["child_modules": [module]])).topology
    #expect(topology.vpcs.count == 100)
  }

  @Test("modules deeper than a parser goes are refused with a word")
  func bottomless() throws {
    var text = #"{"resources": []}"#
    for _ in 0..<5000 { text = #"{"address": "module.m", "child_modules": [\#(text)]}"# }
    let folder = try TemporaryFolder()
    let path = try folder.write(
      "plan.json", #"{"format_version": "1.2", "terraform_version": "1", "planned_values": {"root_module": \#(text)}}"#)
    let refused = try #require(failure(path))
    #expect(refused.status == 65)
    #expect(refused.diagnostics.first?.message.isEmpty == false)
  }

  @Test(
    "keys of `for_each` may be any text",
    arguments: ["", " ", "a\"b", "a]b", "a[0]", "ä/€", "a.b", "a\\b", "line\nbreak", "${x}", "%{if}", "0", "\u{1}"])
  func keys(_ key: String) throws {
    let written = key.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
      .replacing("${", with: "$${").replacing("%{", with: "%%{")
    var plan = PlanText()
    for key in [key, "other"] {
      plan.add("aws_vpc", "main", key: key, ["cidr_block": "10.0.0.0/16"])
      plan.add(
        "aws_subnet", "own", key: key, ["cidr_block": "10.0.1.0/24"], unknown: ["id", "vpc_id"],
        references: ["vpc_id": ["aws_vpc.main", "each.key"]])
    }
    plan.add(
      "aws_subnet", "named", ["cidr_block": "10.0.2.0/24"], unknown: ["id", "vpc_id"],
      references: ["vpc_id": ["aws_vpc.main[\"\(written)\"].id", "aws_vpc.main[\"\(written)\"]", "aws_vpc.main"]])
    let topology = try plan.load().topology
    let vpc = try #require(topology.vpcs.first { $0.id != "aws_vpc.main[\"other\"]" }?.id)
    #expect(topology.subnets[id: "aws_subnet.named"]?.vpcId == vpc)
    #expect(topology.subnets.first { $0.id != "aws_subnet.named" && !$0.id.contains("other") }?.vpcId == vpc)
  }

  @Test("a key of a strange kind names its place")
  func strangeKey() throws {
    #expect {
      _ = try read(document(["resources": [vpc("aws_vpc.main", ["a": 1])]]))
    } throws: { error in
      (error as? LoadFailure)?.diagnostics.first?.description.contains(
        "$.planned_values.root_module.resources[0].index")
        ?? false
    }
  }

  @Test("what is left of a replaced resource does not speak for the new one")
  func deposed() throws {
    var plan = PlanText.network
    plan.addInstance("web", in: "a")
    var json = plan.json
    var changes = json["resource_changes"] as? [[String: Any]] ?? []
    changes.append([
      "address": "aws_instance.web", "type": "aws_instance", "deposed": "0a1b2c3d",
      "change": ["actions": ["delete"], "after_unknown": [String: Any]()],
    ])
    json["resource_changes"] = changes
    #expect(try read(json).topology.networkInterfaces.map(\.subnetId) == ["aws_subnet.a"])
  }

  @Test("a resource that is moved and whose change is not made is there as it was")
  func moved() throws {
    var plan = PlanText()
    plan.add("aws_vpc", "new", ["cidr_block": "10.1.0.0/16", "id": "vpc-1"], unknown: [])
    var json = plan.json
    var change = (json["resource_changes"] as? [[String: Any]] ?? [])[0]
    change["previous_address"] = "aws_vpc.old"
    change["change"] = ["actions": ["update"], "after_unknown": [String: Any]()]
    json["resource_changes"] = [change]
    json["prior_state"] = [
      "values": [
        "root_module": [
          "resources": [
            [
              "address": "aws_vpc.old", "mode": "managed", "type": "aws_vpc", "name": "old",
              "values": ["cidr_block": "10.0.0.0/16", "id": "vpc-1"],
            ]
          ]
        ]
      ]
    ]
    #expect(try read(json).topology.vpcs.flatMap(\.cidrBlocks).map(\.description) == ["10.1.0.0/16"])
    let none = try read(json, LoadOptions(applied: []))
    #expect(none.topology.vpcs.flatMap(\.cidrBlocks).map(\.description) == ["10.0.0.0/16"])
  }

  @Test("sensitive values that somebody masked are open, and say so")
  func masked() throws {
    var plan = PlanText.network
    plan.addInstance("web", in: "a")
    plan.addInstance("db", in: "b", group: "db")
    plan.add(
      "aws_security_group", "db",
      [
        "name": "db",
        "ingress": [
          ["from_port": 443, "to_port": 443, "protocol": "tcp", "cidr_blocks": ["(sensitive value)"], "self": false]
        ],
      ], unknown: ["id", "vpc_id"], references: ["vpc_id": ["aws_vpc.main.id", "aws_vpc.main"]])
    let loaded = try plan.load()
    let warning = try #require(loaded.warnings.first)
    #expect(
      warning.message == "`aws_security_group.db.ingress[0].cidr_blocks` is left open: expected a block of addresses, "
        + "found `(sensitive value)`")
    #expect(warning.remedy == "show the plan without masking its sensitive values")
    #expect(try loaded.topology.answer("aws_instance.web", "aws_instance.db").verdict == .undetermined)
    #expect(try loaded.topology.answer("aws_instance.web", "aws_instance.db", port: "22").verdict == .unreachable)
  }

  @Test("a list that is not known at all is not empty")
  func unknownList() throws {
    var plan = PlanText.network
    plan.addInstance("web", in: "a")
    plan.addInstance("db", in: "b", group: "db")
    plan.add(
      "aws_security_group", "db", ["name": "db"], unknown: ["id", "vpc_id", "ingress", "egress"],
      references: ["vpc_id": ["aws_vpc.main.id", "aws_vpc.main"], "ingress": ["local.rules"]])
    let topology = try plan.load().topology
    let answer = try topology.answer("aws_instance.web", "aws_instance.db")
    #expect(answer.verdict == .undetermined)
    #expect(answer.assumptions.contains { $0.decides && $0.message.contains("`aws_security_group.db.ingress`") })
    #expect(topology.securityGroups[id: "aws_security_group.db"]?.egress.isEmpty == true, "nobody sets it")
  }

  @Test("a plan that is not complete says so")
  func incomplete() throws {
    let warnings = try read(document([:], ["complete": false])).warnings
    #expect(
      warnings.map(\.message) == ["the plan is not complete, so it may lack resources: another one has to follow it"])
    #expect(warnings.first?.remedy?.contains("-target") == true)
    #expect(try read(document([:], ["complete": true])).warnings.isEmpty)
  }

  @Test("OpenTofu writes the same, with its own registry; what it encrypts is told")
  func openTofu() throws {
    var record = vpc("aws_vpc.main")
    record["provider_name"] = "registry.opentofu.org/hashicorp/aws"
    #expect(try read(document(["resources": [record]], ["terraform_version": "1.9.0"])).topology.vpcs.count == 1)
    let folder = try TemporaryFolder()
    let path = try folder.write("state.json", #"{"serial": 1, "encrypted_data": "x", "encryption_version": "v0"}"#)
    #expect(failure(path)?.diagnostics.first?.message.contains("OpenTofu encrypted") == true)
  }

  @Test("locals that double themselves come to an end")
  func doubling() throws {
    let folder = try TemporaryFolder()
    var text = "locals {\n  l0 = [aws_vpc.main.id]\n"
    for index in 1..<60 { text += "  l\(index) = concat(local.l\(index - 1), local.l\(index - 1))\n" }
    text += "  loop = local.loop\n}\n"
    text += "resource \"aws_subnet\" \"s\" {\n  vpc_id = local.l59[0]\n}\n"
    text += "resource \"aws_subnet\" \"t\" {\n  vpc_id = local.loop\n}\n"
    try folder.write("main.tf", text)
    var plan = PlanText()
    plan.add("aws_vpc", "main", ["cidr_block": "10.0.0.0/16"])
    plan.add("aws_vpc", "other", ["cidr_block": "10.1.0.0/16"])
    for (name, local) in [("s", "local.l59[0]"), ("t", "local.loop")] {
      plan.add(
        "aws_subnet", name, ["cidr_block": "10.0.1.0/24"], unknown: ["id", "vpc_id"],
        references: ["vpc_id": [local, String(local.prefix { $0 != "[" })]])
    }
    let topology = try plan.load(LoadOptions(sourceRoot: folder.path)).topology
    #expect(topology.subnets[id: "aws_subnet.t"]?.vpcId == "aws_subnet.t.vpc_id")
    #expect(topology.subnets.count == 2)
  }

  @Test("values of another kind than the provider's leave one resource out, with its place")
  func strangeValues() throws {
    let values: [Any] = [["a": 1], [1, 2], 5, true, NSNull(), ["x", ["y"]]]
    for value in values {
      var json = PlanText.network.json
      var planned = json["planned_values"] as? [String: Any] ?? [:]
      var root = planned["root_module"] as? [String: Any] ?? [:]
      var resources = root["resources"] as? [[String: Any]] ?? []
      for type in [
        "aws_instance", "aws_lb", "aws_security_group", "aws_api_gateway_rest_api", "aws_route_table",
        "aws_vpc_endpoint",
      ] {
        for attribute in [
          "id", "subnet_id", "ingress", "route", "policy", "subnets", "name", "tags", "endpoint_configuration",
        ] {
          resources.append([
            "address": "\(type).\(attribute)", "mode": "managed", "type": type, "name": attribute,
            "values": [attribute: value],
          ])
        }
      }
      root["resources"] = resources
      planned["root_module"] = root
      json["planned_values"] = planned
      let loaded = try read(json)
      #expect(loaded.topology.vpcs.count == 1)
      for warning in loaded.warnings where warning.message.contains("is left out") {
        #expect(warning.line != nil && warning.message.contains("expected"), "\(warning)")
      }
    }
  }
}
