import Addressing
import NetworkModel

extension SnapshotWriter {
  func record(_ gateway: InternetGateway) -> PrettyJSON {
    .record([
      "Attachments": .array(
        gateway.vpcId.map { [.record(["State": .string("available"), "VpcId": .string($0)])] } ?? []),
      "InternetGatewayId": .string(gateway.id), "OwnerId": .string(gateway.identity.account),
      "Tags": tags(gateway.identity),
    ])
  }

  private func switched(_ isOn: Bool) -> PrettyJSON { .string(isOn ? "enable" : "disable") }

  func record(_ gateway: TransitGateway) -> PrettyJSON {
    .record([
      "TransitGatewayId": .string(gateway.id), "State": .string(gateway.state),
      "OwnerId": .string(gateway.identity.account),
      "Options": .record([
        "DefaultRouteTableAssociation": .string("disable"), "DefaultRouteTablePropagation": .string("disable"),
        "VpnEcmpSupport": switched(gateway.vpnEcmpSupport),
        "SecurityGroupReferencingSupport": switched(gateway.securityGroupReferencingSupport),
      ]), "Tags": tags(gateway.identity),
    ])
  }

  func record(_ attachment: TransitGatewayAttachment) -> PrettyJSON {
    .record([
      "TransitGatewayAttachmentId": .string(attachment.id), "TransitGatewayId": .string(attachment.transitGatewayId),
      "TransitGatewayOwnerId": .string(attachment.identity.account),
      "ResourceOwnerId": .string(attachment.resourceOwner),
      "ResourceType": .string(attachment.resourceType.rawValue), "ResourceId": .string(attachment.resourceId),
      "State": .string(attachment.state),
      "Association": attachment.associatedRouteTableId.map {
        .record(["TransitGatewayRouteTableId": .string($0), "State": .string("associated")])
      }, "Tags": tags(attachment.identity),
    ])
  }

  func vpcRecord(_ attachment: TransitGatewayAttachment) -> PrettyJSON {
    .record([
      "TransitGatewayAttachmentId": .string(attachment.id), "TransitGatewayId": .string(attachment.transitGatewayId),
      "VpcId": .string(attachment.resourceId), "VpcOwnerId": .string(attachment.resourceOwner),
      "State": .string(attachment.state), "SubnetIds": .array(attachment.subnetIds.map { .string($0) }),
      "Options": .record([
        "DnsSupport": .string("enable"),
        "SecurityGroupReferencingSupport": switched(attachment.securityGroupReferencingSupport),
        "Ipv6Support": switched(attachment.ipv6Support),
        "ApplianceModeSupport": switched(attachment.applianceModeSupport),
      ]), "Tags": tags(attachment.identity),
    ])
  }

  func record(_ table: TransitGatewayRouteTable) -> PrettyJSON {
    .record([
      "TransitGatewayRouteTableId": .string(table.id), "TransitGatewayId": .string(table.transitGatewayId),
      "State": .string(table.state), "DefaultAssociationRouteTable": .bool(false),
      "DefaultPropagationRouteTable": .bool(false), "Tags": tags(table.identity),
    ])
  }

  func record(_ route: TransitGatewayRoute) -> PrettyJSON {
    let destination: (String, String) =
      switch route.destination {
      case .prefix(let prefix): ("DestinationCidrBlock", prefix.description)
      case .prefixList(let id): ("PrefixListId", id)
      }
    let attachments = route.attachmentIds.map { id in
      let attachment = topology.transitGatewayAttachments.first { $0.id == id }
      return PrettyJSON.record([
        "ResourceId": attachment.map { .string($0.resourceId) }, "TransitGatewayAttachmentId": .string(id),
        "ResourceType": attachment.map { .string($0.resourceType.rawValue) },
      ])
    }
    return .record([
      destination.0: .string(destination.1),
      "TransitGatewayAttachments": attachments.isEmpty ? nil : .array(attachments),
      "Type": .string(route.type.rawValue), "State": .string(route.state.rawValue),
    ])
  }

  /// An attachment as an association or a propagation of a table.
  func link(_ attachment: TransitGatewayAttachment, _ state: String) -> PrettyJSON {
    .record([
      "TransitGatewayAttachmentId": .string(attachment.id), "ResourceId": .string(attachment.resourceId),
      "ResourceType": .string(attachment.resourceType.rawValue), "State": .string(state),
    ])
  }
}
