import Addressing
import NetworkModel

/// What one input adds to resources of another: a Terraform plan that puts a route into a table which it does not make.
struct TopologyAdditions {
  var vpcBlocks: [(vpcId: String, block: Prefix)] = []
  var routes: [(tableId: String, route: Route)] = []
  var subnetTables: [(tableId: String, subnetId: String)] = []
  var groupRules: [(groupId: String, isEgress: Bool, rule: SecurityGroupRule)] = []
  var aclEntries: [(aclId: String, entry: NetworkACLEntry)] = []
  var subnetACLs: [(aclId: String, subnetId: String)] = []
  var transitRoutes: [(tableId: String, route: TransitGatewayRoute)] = []
  var transitAssociations: [(tableId: String, attachmentId: String)] = []
  var transitPropagations: [(tableId: String, attachmentId: String)] = []
  var functionStatements: [FunctionStatement] = []
  var records: [(zoneId: String, record: RecordSet)] = []
  var zoneVPCs: [(zoneId: String, vpcId: String)] = []
  var restAPIs: [RestAPIAddition] = []
  var httpAPIs: [HTTPAPIAddition] = []

  /// Puts everything where it belongs, as far as it is there. What is written last replaces what was there of the same
  /// destination or number.
  func apply(to topology: inout Topology) {
    func change<Value: Resource>(
      _ list: WritableKeyPath<Topology, [Value]>, _ id: String, _ body: (inout Value) -> Void
    ) {
      for index in topology[keyPath: list].indices where topology[keyPath: list][index].id == id {
        body(&topology[keyPath: list][index])
      }
    }
    for (id, block) in vpcBlocks {
      change(\.vpcs, id) { if !$0.cidrBlocks.contains(block) { $0.cidrBlocks.append(block) } }
    }
    for (id, route) in routes {
      change(\.routeTables, id) { table in
        table.routes.removeAll { $0.destination == route.destination && !$0.origin.isPropagated }
        table.routes.append(route)
      }
    }
    for (table, subnet) in subnetTables {
      guard topology.routeTables.contains(where: { $0.id == table }) else {
        let subject = Caveat.Subject(subnet, .routeTable)
        topology.visibility.caveats[subject] = Caveat(.hidden, "route table \(table) of the subnet is not in the input")
        continue
      }
      for index in topology.routeTables.indices { topology.routeTables[index].subnetIds.removeAll { $0 == subnet } }
      change(\.routeTables, table) { $0.subnetIds.append(subnet) }
    }
    for (id, isEgress, rule) in groupRules {
      let list = isEgress ? \SecurityGroup.egress : \SecurityGroup.ingress
      change(\.securityGroups, id) { if !$0[keyPath: list].contains(rule) { $0[keyPath: list].append(rule) } }
    }
    for (id, entry) in aclEntries {
      change(\.networkACLs, id) { acl in
        let others = acl.entries.filter { $0.isEgress != entry.isEgress || $0.ruleNumber != entry.ruleNumber }
        acl = NetworkACL(
          acl.identity, vpcId: acl.vpcId, isDefault: acl.isDefault, subnetIds: acl.subnetIds, entries: others + [entry])
      }
    }
    for (acl, subnet) in subnetACLs {
      guard topology.networkACLs.contains(where: { $0.id == acl }) else {
        let subject = Caveat.Subject(subnet, .networkACL)
        topology.visibility.caveats[subject] = Caveat(.hidden, "network ACL \(acl) of the subnet is not in the input")
        continue
      }
      for index in topology.networkACLs.indices { topology.networkACLs[index].subnetIds.removeAll { $0 == subnet } }
      change(\.networkACLs, acl) { $0.subnetIds.append(subnet) }
    }
    for (id, route) in transitRoutes {
      change(\.transitGatewayRouteTables, id) { table in
        var routes = table.routes ?? []
        routes.removeAll { $0.destination == route.destination && $0.type == .static }
        if table.routes != nil { table.routes = routes + [route] }
      }
    }
    for (table, attachment) in transitAssociations {
      change(\.transitGatewayAttachments, attachment) { $0.associatedRouteTableId = table }
    }
    for (table, attachment) in transitPropagations {
      change(\.transitGatewayRouteTables, table) {
        if !$0.propagatingAttachmentIds.contains(attachment) { $0.propagatingAttachmentIds.append(attachment) }
      }
    }
    for (zone, vpc) in zoneVPCs {
      change(\.hostedZones, zone) { if !$0.vpcIds.contains(vpc) { $0.vpcIds.append(vpc) } }
    }
    for (id, record) in records {
      change(\.hostedZones, id) { zone in
        var record = record
        record.name = record.name.whole(in: zone.domainName)
        zone.recordSets?.removeAll {
          $0.name == record.name && $0.type == record.type && $0.setIdentifier == record.setIdentifier
        }
        zone.recordSets?.append(record)
      }
    }
    for addition in restAPIs { change(\.restAPIs, addition.apiId, addition.apply) }
    for addition in httpAPIs { change(\.httpAPIs, addition.apiId, addition.apply) }
    for addition in functionStatements {
      guard let place = addition.place(in: topology.managedResources) else { continue }
      let function = topology.managedResources[place]
      topology.managedResources[place].policyDocument = addition.added(
        to: function.policyDocument, of: function.id)
    }
  }
}
