import Addressing
import NetworkModel

extension SnapshotWriter {
  func tags(_ identity: Identity) -> PrettyJSON {
    .array(identity.tags.map { .record(["Key": .string($0.key), "Value": .string($0.value)]) })
  }

  private func first(_ blocks: [Prefix], _ family: AddressFamily) -> PrettyJSON? {
    blocks.first { $0.family == family }.map { .string($0.description) }
  }

  private func associations(_ blocks: [Prefix], _ family: AddressFamily, _ key: String, _ id: String) -> PrettyJSON {
    .array(
      blocks.filter { $0.family == family }.enumerated().map { index, block in
        .record([
          "AssociationId": .string("\(id)-cidr-assoc-\(index)"), key: .string(block.description),
          "\(key)State": .record(["State": .string("associated")]),
        ])
      })
  }

  func record(_ vpc: VPC) -> PrettyJSON {
    .record([
      "OwnerId": .string(vpc.identity.account), "InstanceTenancy": .string("default"),
      "Ipv6CidrBlockAssociationSet": associations(vpc.cidrBlocks, .ipv6, "Ipv6CidrBlock", vpc.id),
      "CidrBlockAssociationSet": associations(vpc.cidrBlocks, .ipv4, "CidrBlock", vpc.id),
      "IsDefault": .bool(vpc.isDefault), "Tags": tags(vpc.identity), "VpcId": .string(vpc.id),
      "State": .string("available"), "CidrBlock": first(vpc.cidrBlocks, .ipv4),
      "DhcpOptionsId": .string(vpc.dhcpOptionsId ?? "default"),
    ])
  }

  func record(_ subnet: Subnet) -> PrettyJSON {
    .record([
      "AvailabilityZoneId": subnet.availabilityZoneId.map { .string($0) }, "OwnerId": .string(subnet.identity.account),
      "AssignIpv6AddressOnCreation": .bool(false),
      "Ipv6CidrBlockAssociationSet": associations(subnet.cidrBlocks, .ipv6, "Ipv6CidrBlock", subnet.id),
      "Tags": tags(subnet.identity),
      "SubnetArn": .string(
        "arn:aws:ec2:\(subnet.identity.region):\(subnet.identity.account):subnet/\(subnet.id)"),
      "Ipv6Native": .bool(false), "SubnetId": .string(subnet.id), "State": .string("available"),
      "VpcId": .string(subnet.vpcId), "CidrBlock": first(subnet.cidrBlocks, .ipv4),
      "AvailableIpAddressCount": .number(250), "AvailabilityZone": .string(subnet.availabilityZone),
      "DefaultForAz": .bool(false), "MapPublicIpOnLaunch": .bool(subnet.mapPublicIpOnLaunch),
    ])
  }

  func record(_ table: RouteTable) -> PrettyJSON {
    func association(_ suffix: String, isMain: Bool, _ key: String, _ id: String?) -> PrettyJSON {
      .record([
        "Main": .bool(isMain), "RouteTableAssociationId": .string("rtbassoc-\(table.id)-\(suffix)"),
        "RouteTableId": .string(table.id), key: id.map { .string($0) },
        "AssociationState": .record(["State": .string("associated")]),
      ])
    }
    var associations = table.isMain ? [association("main", isMain: true, "SubnetId", nil)] : []
    associations += table.subnetIds.map { association($0, isMain: false, "SubnetId", $0) }
    associations += table.gatewayIds.map { association($0, isMain: false, "GatewayId", $0) }
    return .record([
      "Associations": .array(associations),
      "PropagatingVgws": .array(table.propagatingVpnGatewayIds.map { .record(["GatewayId": .string($0)]) }),
      "RouteTableId": .string(table.id), "Routes": .array(table.routes.map { record($0) }),
      "Tags": tags(table.identity), "VpcId": .string(table.vpcId), "OwnerId": .string(table.identity.account),
    ])
  }

  private func record(_ route: Route) -> PrettyJSON {
    let destination: (String, String) =
      switch route.destination {
      case .prefix(let prefix) where prefix.family == .ipv6: ("DestinationIpv6CidrBlock", prefix.description)
      case .prefix(let prefix): ("DestinationCidrBlock", prefix.description)
      case .prefixList(let id): ("DestinationPrefixListId", id)
      }
    let key =
      switch route.target {
      case .egressOnlyInternetGateway: "EgressOnlyInternetGatewayId"
      case .natGateway: "NatGatewayId"
      case .networkInterface: "NetworkInterfaceId"
      case .instance: "InstanceId"
      case .vpcPeeringConnection: "VpcPeeringConnectionId"
      case .transitGateway: "TransitGatewayId"
      case .carrierGateway: "CarrierGatewayId"
      case .localGateway: "LocalGatewayId"
      case .coreNetwork: "CoreNetworkArn"
      default: "GatewayId"
      }
    return .object([
      (destination.0, .string(destination.1)), (key, .string(route.target.id)),
      ("Origin", .string(route.origin.rawValue)), ("State", .string(route.state.rawValue)),
    ])
  }

  func record(_ acl: NetworkACL) -> PrettyJSON {
    .record([
      "Associations": .array(
        acl.subnetIds.map {
          .record([
            "NetworkAclAssociationId": .string("aclassoc-\($0)"), "NetworkAclId": .string(acl.id),
            "SubnetId": .string($0),
          ])
        }), "Entries": .array(acl.entries.map { record($0) }), "IsDefault": .bool(acl.isDefault),
      "NetworkAclId": .string(acl.id), "Tags": tags(acl.identity), "VpcId": .string(acl.vpcId),
      "OwnerId": .string(acl.identity.account),
    ])
  }

  private func record(_ entry: NetworkACLEntry) -> PrettyJSON {
    let isIPv6 = entry.cidrBlock.family == .ipv6
    let isICMP = entry.ipProtocol?.isICMP ?? false
    let ports = entry.ipProtocol?.hasPorts == true ? entry.portRange ?? .all : nil
    return .record([
      isIPv6 ? "Ipv6CidrBlock" : "CidrBlock": .string(entry.cidrBlock.description), "Egress": .bool(entry.isEgress),
      "IcmpTypeCode": isICMP
        ? .record([
          "Code": .number(entry.icmpCode.map { Int($0) } ?? -1), "Type": .number(entry.icmpType.map { Int($0) } ?? -1),
        ]) : nil,
      "PortRange": ports.map { .record(["From": .number(Int($0.lower)), "To": .number(Int($0.upper))]) },
      "Protocol": .string(entry.ipProtocol.map { "\($0.rawValue)" } ?? "-1"),
      "RuleAction": .string(entry.action.rawValue), "RuleNumber": .number(entry.ruleNumber),
    ])
  }
}
