/// Resources that are another resource's other name.
extension TerraformReading {
  /// What a resource takes over that AWS makes with a VPC: the attribute of the VPC that names it.
  private static let takenOver: [String: (attribute: String, link: TerraformLink)] = [
    "aws_default_network_acl": ("default_network_acl_id", .networkACL),
    "aws_default_route_table": ("default_route_table_id", .routeTable),
  ]

  /// Accepters are the other side of what they accept, and have its id.
  private static let accepters: [String: (attribute: String, link: TerraformLink)] = [
    "aws_vpc_peering_connection_accepter": ("vpc_peering_connection_id", .peering),
    "aws_ec2_transit_gateway_peering_attachment_accepter":
      ("transit_gateway_attachment_id", .transitGatewayAttachment),
    "aws_ec2_transit_gateway_vpc_attachment_accepter":
      ("transit_gateway_attachment_id", .transitGatewayAttachment),
  ]

  /// Notes them before anything refers to them.
  func noteAliases() throws(JSONError) {
    for place in resources.instances.indices {
      let record = resources.instances[place]
      let block = TerraformBlock(place, record)
      guard try block.text("id") == nil else { continue }
      let own = reference(to: record.address)
      if record.type == "aws_default_security_group" {
        if let vpc = try link(block, "vpc_id", .vpc) { aliases["\(vpc).default_security_group_id"] = own }
      } else if let taken = Self.takenOver[record.type] {
        if let made = try link(block, taken.attribute, taken.link) { aliases[made] = own }
      } else if record.type == "aws_lambda_alias" {
        if let function = try aliasedFunction(block), let name = try block.text("name") {
          aliases[own] = "\(function):\(name)"
        }
      } else if let accepted = Self.accepters[record.type] {
        if let id = try link(block, accepted.attribute, accepted.link), id != own { aliases[own] = id }
      }
    }
  }

  /// What stands for the function of an alias, which may be named, or be another's.
  private func aliasedFunction(_ block: TerraformBlock) throws(JSONError) -> String? {
    guard let name = try block.text("function_name") else { return found(block, "function_name", .function) }
    if name.hasPrefix("arn:") { return name }
    let scope = scopes.scope(of: block.instance)
    let made = functions(named: name).filter { scopes.scope(of: $0) == scope }
    if made.count == 1 { return id(of: made[0]) }
    return "arn:\(ARN.partition(ofRegion: scope.region)):lambda:\(scope.region):\(scope.account):function:\(name)"
  }

  private func functions(named name: String) -> [Int] {
    resources.instances.indices.filter { place in
      let record = resources.instances[place]
      return record.type == "aws_lambda_function"
        && record.values?.value("function_name").flatMap(TerraformBlock.scalar) == name
    }
  }
}
