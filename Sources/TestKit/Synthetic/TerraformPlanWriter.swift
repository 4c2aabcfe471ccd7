/// Writes a plan as `terraform show -json` does, of a root module that creates VPCs of a hundred resources each.
public struct TerraformPlanWriter {
  private var planned: [String] = []
  private var changes: [String] = []

  /// - Parameter resources: how many; a multiple of 100.
  public init(resources: Int) {
    for vpc in 0..<resources / 100 {
      add("aws_vpc", "main", vpc, #""cidr_block": "10.\#(vpc % 256).0.0/16", "enable_dns_support": true"#)
      add("aws_internet_gateway", "main", vpc, #""tags": null"#, unknown: ["vpc_id"])
      for index in 0..<8 {
        let block = #""cidr_block": "10.\#(vpc % 256).\#(index).0/24", "availability_zone": "us-east-1a""#
        add("aws_subnet", "s\(index)", vpc, block, unknown: ["vpc_id"])
        add("aws_route_table_association", "s\(index)", vpc, "", unknown: ["subnet_id", "route_table_id"])
        add(
          "aws_security_group", "s\(index)", vpc, #""name": "s\#(index)", "ingress": [], "egress": []"#,
          unknown: ["vpc_id"])
        for port in [443, 5432] {
          let rule = #""cidr_ipv4": "10.0.0.0/8", "from_port": \#(port), "to_port": \#(port), "ip_protocol": "tcp""#
          add("aws_vpc_security_group_ingress_rule", "s\(index)_\(port)", vpc, rule, unknown: ["security_group_id"])
        }
      }
      for index in 0..<4 {
        add("aws_route_table", "t\(index)", vpc, #""tags": null"#, unknown: ["vpc_id"])
        add(
          "aws_route", "t\(index)", vpc, #""destination_cidr_block": "0.0.0.0/0", "nat_gateway_id": null"#,
          unknown: ["route_table_id", "gateway_id"])
      }
      for index in 0..<50 {
        let values = #""ami": "ami-12345678", "instance_type": "t3.micro", "source_dest_check": true, "tags": null"#
        add("aws_instance", "w\(index)", vpc, values, unknown: ["subnet_id", "vpc_security_group_ids", "private_ip"])
      }
    }
  }

  private mutating func add(_ type: String, _ name: String, _ index: Int, _ values: String, unknown: [String] = []) {
    let address = #"\#(type).\#(name)[\#(index)]"#
    planned.append(
      #"{"address": "\#(address)", "mode": "managed", "type": "\#(type)", "name": "\#(name)", "index": \#(index), "#
        + #""values": {\#(values)}, "sensitive_values": {}}"#)
    let marks = (["id"] + unknown).map { #""\#($0)": true"# }.joined(separator: ", ")
    changes.append(
      #"{"address": "\#(address)", "type": "\#(type)", "change": {"actions": ["create"], "after": {\#(values)}, "#
        + #""after_unknown": {\#(marks)}}}"#)
  }

  /// The references that the attributes of each block hold; `count.index` pairs them.
  private static let links: [String: [(attribute: String, target: String)]] = [
    "aws_internet_gateway": [("vpc_id", "aws_vpc.main")], "aws_subnet": [("vpc_id", "aws_vpc.main")],
    "aws_route_table": [("vpc_id", "aws_vpc.main")], "aws_security_group": [("vpc_id", "aws_vpc.main")],
    "aws_route_table_association": [("subnet_id", "aws_subnet.s"), ("route_table_id", "aws_route_table.t")],
    "aws_vpc_security_group_ingress_rule": [("security_group_id", "aws_security_group.s")],
    "aws_route": [("route_table_id", "aws_route_table.t"), ("gateway_id", "aws_internet_gateway.main")],
    "aws_instance": [("subnet_id", "aws_subnet.s"), ("vpc_security_group_ids", "aws_security_group.s")],
  ]

  private func block(_ type: String, _ name: String, _ number: Int) -> String {
    let expressions = (Self.links[type] ?? []).map { attribute, target in
      let whole =
        target.hasSuffix(".s") ? "\(target)\(number % 8)" : target.hasSuffix(".t") ? "\(target)\(number % 4)" : target
      return #""\#(attribute)": {"references": ["\#(whole)", "count.index"]}"#
    }
    return #"{"address": "\#(type).\#(name)", "type": "\#(type)", "name": "\#(name)", "provider_config_key": "aws", "#
      + #""expressions": {\#(expressions.joined(separator: ", "))}}"#
  }

  /// The whole document.
  public var text: String {
    var blocks = [block("aws_vpc", "main", 0), block("aws_internet_gateway", "main", 0)]
    for index in 0..<8 {
      blocks += ["aws_subnet", "aws_route_table_association", "aws_security_group"].map {
        block($0, "s\(index)", index)
      }
      blocks += [443, 5432].map { block("aws_vpc_security_group_ingress_rule", "s\(index)_\($0)", index) }
    }
    for index in 0..<4 { blocks += ["aws_route_table", "aws_route"].map { block($0, "t\(index)", index) } }
    for index in 0..<50 { blocks.append(block("aws_instance", "w\(index)", index)) }
    return
      #"{"format_version": "1.2", "terraform_version": "1.11.4", "planned_values": {"root_module": {"resources": ["#
      + planned.joined(separator: ", ") + #"]}}, "resource_changes": ["# + changes.joined(separator: ", ")
      + #"], "configuration": {"provider_config": {"aws": {"expressions": {"region": {"constant_value": "us-east-1"}}}}, "#
      + #""root_module": {"resources": ["# + blocks.joined(separator: ", ") + "]}}}"
  }
}
