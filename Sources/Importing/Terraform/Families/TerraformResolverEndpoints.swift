import Addressing
import NetworkModel

extension TerraformResourceType {
  static let resolverEndpoints: [TerraformResourceType] = [
    .part("aws_route53_resolver_endpoint", TerraformReading.readResolverEndpoint)
  ]
}

extension TerraformReading {
  /// `aws_route53_resolver_endpoint`: its interfaces. Which names it resolves is not modelled yet.
  func readResolverEndpoint(_ block: TerraformBlock) throws(JSONError) {
    let identity = try identity(block, name: block.text("name"))
    let groups = try links(block, "security_group_ids", .securityGroup)
    for place in try block.blocks("ip_address") {
      let subnet = try subnet(place)
      let id = "\(identity.id)/\(subnet)"
      var interface = NetworkInterface(
        synthesized(id, for: identity, "AWS makes an interface for each address of the resolver endpoint"), vpcId: "",
        subnetId: subnet, privateAddresses: [], groupIds: groups, requesterManaged: true,
        interfaceDescription: "Route 53 Resolver: \(identity.id)")
      if let address = try place.text("ip").flatMap({ IPAddress($0) }) {
        interface.privateAddresses = [address]
      } else {
        joins.addresses.open[id] = unknownName(place, "ip")
      }
      topology.networkInterfaces.append(interface)
    }
  }
}
