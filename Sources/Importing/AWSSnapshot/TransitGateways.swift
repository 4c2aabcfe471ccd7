import Addressing
import NetworkModel

/// What several calls say about transit gateways, by attachment or route table.
struct TransitGatewayJoins {
  /// Attachments in the order of their first mention, and what each is.
  var attachmentOrder: [String] = []
  var attachments: [String: TransitGatewayAttachment] = [:]
  /// Both sides of each peering attachment.
  var peerings: [String: TransitGatewayPeering] = [:]
  /// The attachment that carries a Connect attachment.
  var transports: [String: String] = [:]
  /// The route table that an attachment is associated with.
  var associations: [String: String] = [:]
  var propagations: [String: [String]] = [:]
  var searchedRoutes: [String: [TransitGatewayRoute]] = [:]
  var staticRoutes: [String: [TransitGatewayRoute]] = [:]
}

/// A peering attachment as `describe-transit-gateway-peering-attachments` shows it.
struct TransitGatewayPeering {
  /// One of the two gateways.
  struct Side {
    var transitGatewayId: String
    var account: String
    var region: String
  }

  var identity: Identity
  var requester: Side
  var accepter: Side
  var state: String
}

extension ScopeReading {
  /// `ec2 describe-transit-gateways`.
  func readTransitGateway(_ record: JSONValue) throws(JSONError) {
    let id = try record.id("TransitGatewayId")
    let options = record.value("Options")
    topology.transitGateways.append(
      TransitGateway(
        try identity(id, record, owner: record.optionalId("OwnerId"), arn: record.text("TransitGatewayArn")),
        state: try record.text("State") ?? "available",
        securityGroupReferencingSupport: try options?.text("SecurityGroupReferencingSupport") == "enable",
        vpnEcmpSupport: try options?.text("VpnEcmpSupport") != "disable",
        defaultAssociationRouteTableId: try options?.optionalId("AssociationDefaultRouteTableId"),
        defaultPropagationRouteTableId: try options?.optionalId("PropagationDefaultRouteTableId")))
  }

  /// `ec2 describe-transit-gateway-route-tables`.
  func readTransitGatewayRouteTable(_ record: JSONValue) throws(JSONError) {
    let id = try record.id("TransitGatewayRouteTableId")
    topology.transitGatewayRouteTables.append(
      TransitGatewayRouteTable(
        try identity(id, record), transitGatewayId: try record.id("TransitGatewayId"),
        state: try record.text("State") ?? "available", routes: nil))
  }

  /// `ec2 search-transit-gateway-routes`. A table that is shown in part is not shown: what is missing may decide.
  func readTransitGatewayRoutes(_ document: JSONValue) throws(JSONError) {
    guard let table = parameter else { return }
    if try document.boolean("AdditionalRoutesAvailable") ?? false {
      warn("the table has more routes than the call returned, so its routes count as not visible", at: document)
      return
    }
    joins.transitGateway.searchedRoutes[table] = try routes(document)
  }

  /// Batfish's `TransitGatewayStaticRoutes`: the static routes of one table.
  func readTransitGatewayStaticRoutes(_ record: JSONValue) throws(JSONError) {
    let table = try record.id("TransitGatewayRouteTableId")
    joins.transitGateway.staticRoutes[table] = try routes(record)
    noteRead(table)
  }

  private func routes(_ document: JSONValue) throws(JSONError) -> [TransitGatewayRoute] {
    var routes: [TransitGatewayRoute] = []
    for record in try document.elements("Routes") {
      let destination: TransitGatewayRoute.Destination
      if let list = try record.optionalId("PrefixListId") {
        destination = .prefixList(list)
      } else {
        destination = .prefix(try record.required("DestinationCidrBlock").prefix())
      }
      let state = try record.text("State") ?? "active"
      guard let parsed = TransitGatewayRoute.State(rawValue: state) else {
        throw JSONError(token: record.token, message: "expected a route's state that is known, found `\(state)`")
      }
      routes.append(
        TransitGatewayRoute(
          destination, type: try record.text("Type") == "propagated" ? .propagated : .static, state: parsed,
          attachmentIds: try record.ids("TransitGatewayAttachments", each: "TransitGatewayAttachmentId"),
          source: source(record)))
    }
    return routes
  }

  /// `ec2 get-transit-gateway-route-table-associations`, or Batfish's records of the same.
  func readTransitGatewayAssociations(_ document: JSONValue) throws(JSONError) {
    guard let table = try document.optionalId("TransitGatewayRouteTableId") ?? parameter else { return }
    for association in try document.elements("Associations") {
      guard let attachment = try association.optionalId("TransitGatewayAttachmentId") else { continue }
      if try association.text("State") ?? "associated" == "associated" {
        joins.transitGateway.associations[attachment] = table
      }
    }
  }

  /// `ec2 get-transit-gateway-route-table-propagations`, or Batfish's `TransitGatewayPropagations`.
  func readTransitGatewayPropagations(_ document: JSONValue) throws(JSONError) {
    guard let table = try document.optionalId("TransitGatewayRouteTableId") ?? parameter else { return }
    var attachments: [String] = []
    for propagation in try document.elements("TransitGatewayRouteTablePropagations") {
      guard let attachment = try propagation.optionalId("TransitGatewayAttachmentId"),
        try propagation.text("State") ?? "enabled" == "enabled"
      else { continue }
      attachments.append(attachment)
    }
    joins.transitGateway.propagations[table] = attachments
  }
}
