import Foundation
import NetworkModel
import Reachability

@testable import Importing

let terraformFixtures = "\(fixtures)/terraform"

/// A plan that creates everything, written as Terraform writes one: of each resource its values, what is not known, and
/// its expressions.
struct PlanText {
  private var resources: [[String: Any]] = []
  private var changes: [[String: Any]] = []
  private var blocks: [String: [String: Any]] = [:]

  /// Adds an instance. `unknown` names attributes that are known only after apply; `references` say what they are made
  /// of.
  mutating func add(
    _ type: String, _ name: String, key: Any? = nil, _ values: [String: Any] = [:], unknown: [String] = ["id"],
    references: [String: Any] = [:], forEach: Any? = nil, isData: Bool = false
  ) {
    let block = "\(isData ? "data." : "")\(type).\(name)"
    var address = block
    if let key { address += key is Int ? "[\(key)]" : "[\"\(key)\"]" }
    var record: [String: Any] = [
      "address": address, "mode": isData ? "data" : "managed", "type": type, "name": name, "values": values,
    ]
    if let key { record["index"] = key }
    resources.append(record)
    changes.append([
      "address": address, "type": type,
      "change": [
        "actions": ["create"],
        "after_unknown": Dictionary(uniqueKeysWithValues: unknown.map { ($0, true) }),
      ],
    ])
    var expressions: [String: Any] = [:]
    for (attribute, written) in references {
      expressions[attribute] = (written as? [String]).map { ["references": $0] as [String: Any] } ?? written
    }
    blocks[block] = [
      "address": block, "type": type, "name": name, "provider_config_key": "aws", "expressions": expressions,
    ]
    if let forEach { blocks[block]?["for_each_expression"] = forEach }
  }

  /// Marks something inside an attribute as not known.
  mutating func mark(_ address: String, _ attribute: String, _ mark: Any) {
    for index in changes.indices where changes[index]["address"] as? String == address {
      var change = changes[index]["change"] as? [String: Any] ?? [:]
      var unknown = change["after_unknown"] as? [String: Any] ?? [:]
      unknown[attribute] = mark
      change["after_unknown"] = unknown
      changes[index]["change"] = change
    }
  }

  var json: [String: Any] {
    [
      "format_version": "1.2", "terraform_version": "1.11.4",
      "planned_values": ["root_module": ["resources": resources]], "resource_changes": changes,
      "configuration": [
        "provider_config": [
          "aws": [
            "expressions": [
              "region": ["constant_value": "us-east-1"],
              "assume_role": [["role_arn": ["constant_value": "arn:aws:iam::111111111111:role/x"]]],
            ]
          ]
        ],
        "root_module": ["resources": blocks.keys.sorted().map { blocks[$0]! }],
      ],
    ]
  }

  func load(_ options: LoadOptions = LoadOptions()) throws -> Loaded {
    let folder = try TemporaryFolder()
    return try Importer.load([try write("plan.json", in: folder)], options)
  }

  func write(_ name: String, in folder: TemporaryFolder) throws -> String {
    try folder.write(name, JSONSerialization.data(withJSONObject: json))
  }

  /// A VPC with two subnets, `a` 10.0.1.0/24 and `b` 10.0.2.0/24, and a group `open` that lets everything out and 443 in.
  static var network: PlanText {
    var plan = PlanText()
    plan.add(
      "aws_vpc", "main", ["cidr_block": "10.0.0.0/16", "enable_dns_support": true, "enable_dns_hostnames": true])
    for (index, name) in ["a", "b"].enumerated() {
      plan.add(
        "aws_subnet", name, ["cidr_block": "10.0.\(index + 1).0/24", "availability_zone": "us-east-1\(name)"],
        unknown: ["id", "vpc_id"], references: ["vpc_id": ["aws_vpc.main.id", "aws_vpc.main"]])
    }
    let anywhere: [String: Any] = [
      "from_port": 0, "to_port": 0, "protocol": "-1", "cidr_blocks": ["0.0.0.0/0"], "self": false,
    ]
    let web: [String: Any] = [
      "from_port": 443, "to_port": 443, "protocol": "tcp", "cidr_blocks": ["10.0.0.0/16"], "self": false,
    ]
    plan.add(
      "aws_security_group", "open", ["name": "open", "ingress": [web], "egress": [anywhere]],
      unknown: ["id", "vpc_id"], references: ["vpc_id": ["aws_vpc.main.id", "aws_vpc.main"]])
    return plan
  }

  /// Adds an instance in a subnet, with the group `open`.
  mutating func addInstance(_ name: String, in subnet: String, group: String = "open", address: String? = nil) {
    add(
      "aws_instance", name, address.map { ["private_ip": $0] } ?? [:],
      unknown: ["id", "subnet_id", "vpc_security_group_ids"] + (address == nil ? ["private_ip"] : []),
      references: [
        "subnet_id": ["aws_subnet.\(subnet).id", "aws_subnet.\(subnet)"],
        "vpc_security_group_ids": ["aws_security_group.\(group).id", "aws_security_group.\(group)"],
      ])
  }
}

extension Topology {
  func answer(_ from: String, _ to: String, port: String = "443") throws -> Answer {
    try Network(self).answer(Query(from: from, to: to, protocol: "tcp", port: port))
  }
}
