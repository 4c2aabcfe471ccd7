import NetworkModel

extension TerraformResourceType {
  static let blockPublicAccess: [TerraformResourceType] = [
    .resource("aws_vpc_block_public_access_options", TerraformReading.readBlockPublicAccess),
    .part("aws_vpc_block_public_access_exclusion", TerraformReading.readBlockPublicAccessExclusion),
  ]
}

extension TerraformReading {
  /// `aws_vpc_block_public_access_options`.
  func readBlockPublicAccess(_ block: TerraformBlock) throws(JSONError) {
    let mode = try block.text("internet_gateway_block_mode") ?? "off"
    guard let parsed = BlockPublicAccess.Mode(rawValue: mode) else {
      throw JSONError(token: block.values?.token ?? 0, message: "expected a mode, found `\(mode)`")
    }
    topology.blockPublicAccess.append(BlockPublicAccess(try identity(block), mode: parsed))
  }

  /// `aws_vpc_block_public_access_exclusion`.
  func readBlockPublicAccessExclusion(_ block: TerraformBlock) throws(JSONError) {
    guard
      let mode = try block.text("internet_gateway_exclusion_mode").flatMap({
        BlockPublicAccess.ExclusionMode(rawValue: $0)
      }), let id = try link(block, "vpc_id", .vpc, or: "subnet_id", .subnet)
    else { return }
    joins.exclusions.append((scopes.scope(of: block.instance), .init(resourceId: id, mode: mode)))
  }

  func finishBlockPublicAccess() {
    for (scope, exclusion) in joins.exclusions {
      for index in topology.blockPublicAccess.indices {
        let identity = topology.blockPublicAccess[index].identity
        if identity.account == scope.account, identity.region == scope.region {
          topology.blockPublicAccess[index].exclusions.append(exclusion)
        }
      }
    }
  }
}
