import Addressing
import NetworkModel

extension Topology {
  /// The topology in few lines, for the message of a failed test.
  public var compact: String {
    var lines: [String] = []
    for vpc in vpcs {
      lines.append("vpc \(vpc.id) \(list(vpc.cidrBlocks)) \(vpc.identity.account) \(vpc.identity.region)")
    }
    for subnet in subnets {
      lines.append("subnet \(subnet.id) in \(subnet.vpcId) \(list(subnet.cidrBlocks)) \(subnet.availabilityZone)")
    }
    for table in routeTables { lines.append(text(of: table)) }
    for prefixList in prefixLists { lines.append("prefix list \(prefixList.id) \(list(prefixList.entries ?? []))") }
    for acl in networkACLs {
      let entries = acl.entries.map { text(of: $0) }.joined(separator: "; ")
      lines.append(
        "acl \(acl.id) \(acl.isDefault ? "default " : "")of \(acl.subnetIds.joined(separator: ",")): \(entries)")
    }
    for group in securityGroups {
      let ingress = group.ingress.map { text(of: $0, "from") }.joined(separator: "; ")
      let egress = group.egress.map { text(of: $0, "to") }.joined(separator: "; ")
      lines.append("group \(group.id) in: \(ingress) | out: \(egress)")
    }
    for interface in networkInterfaces { lines.append(text(of: interface)) }
    lines += instances.filter { $0.state != "running" }.map { "instance \($0.id) \($0.state)" }
    lines += gatewayLines + transitLines + siteLines + loadBalancerLines
    return lines.joined(separator: "\n")
  }

  private func list(_ prefixes: [Prefix]) -> String { prefixes.map(\.description).joined(separator: ",") }

  private func text(of table: RouteTable) -> String {
    let routes = table.routes.map { route in
      let destination =
        switch route.destination {
        case .prefix(let prefix): prefix.description
        case .prefixList(let id): id
        }
      return "\(destination)→\(route.target.id)" + (route.state == .blackhole ? "(blackhole)" : "")
        + (route.origin.isPropagated ? "(propagated)" : "")
    }
    let of = (table.isMain ? ["main of \(table.vpcId)"] : []) + table.subnetIds + table.gatewayIds
    return "table \(table.id) [\(of.joined(separator: ","))] \(routes.joined(separator: "; "))"
  }

  private func service(_ proto: IPProtocol?, _ ports: PortRange?, _ type: UInt8?, _ code: UInt8?) -> String {
    var text = proto.map(\.description) ?? "all"
    if let ports { text += " \(ports)" }
    if let type { text += " \(type)/\(code.map { "\($0)" } ?? "any")" }
    return text
  }

  private func text(of entry: NetworkACLEntry) -> String {
    "\(entry.isEgress ? "out" : "in") \(entry.ruleNumber) \(entry.action) "
      + "\(service(entry.ipProtocol, entry.portRange, entry.icmpType, entry.icmpCode)) \(entry.cidrBlock)"
  }

  private func text(of rule: SecurityGroupRule, _ word: String) -> String {
    let peer =
      switch rule.peer {
      case .prefix(let prefix): prefix.description
      case .prefixList(let id): id
      case .securityGroup(let reference): reference.groupId
      }
    return "\(service(rule.ipProtocol, rule.portRange, rule.icmpType, rule.icmpCode)) \(word) \(peer)"
  }

  private func text(of interface: NetworkInterface) -> String {
    var text = "interface \(interface.id) in \(interface.subnetId) "
    text += interface.privateAddresses.map(\.description).joined(separator: ",")
    for address in interface.publicAddresses { text += " public \(address.publicAddress)" }
    if !interface.groupIds.isEmpty { text += " groups \(interface.groupIds.joined(separator: ","))" }
    if interface.interfaceType != .interface { text += " \(interface.interfaceType.rawValue)" }
    if let id = interface.instanceId { text += " of \(id)" }
    if !interface.sourceDestCheck { text += " forwards" }
    if interface.denyAllIgwTraffic { text += " denyAllIgwTraffic" }
    if interface.status != "in-use" { text += " \(interface.status)" }
    return text
  }

  private var gatewayLines: [String] {
    var lines = internetGateways.map { "igw \($0.id) of \($0.vpcId ?? "none")" }
    lines += egressOnlyInternetGateways.map { "eigw \($0.id) of \($0.vpcId ?? "none")" }
    lines += natGateways.map { gateway in
      let addresses = gateway.addresses.compactMap { $0.privateAddress?.description }.joined(separator: ",")
      return
        "nat \(gateway.id) in \(gateway.subnetId ?? "none") \(addresses) \(gateway.connectivityType) \(gateway.state)"
    }
    lines += vpcPeeringConnections.map { "peering \($0.id) \($0.requester.vpcId)-\($0.accepter.vpcId) \($0.status)" }
    lines += vpcEndpoints.map {
      "endpoint \($0.id) in \($0.vpcId) \($0.endpointType.rawValue) \($0.serviceName) \($0.state) "
        + $0.networkInterfaceIds.joined(separator: ",")
    }
    lines += blockPublicAccess.map { options in
      let exclusions = options.exclusions.map { "\($0.resourceId) \($0.mode.rawValue)" }.joined(separator: ",")
      return
        "block public access \(options.identity.account) \(options.identity.region) \(options.mode.rawValue) \(exclusions)"
    }
    return lines
  }

  private var transitLines: [String] {
    var lines = transitGateways.map { "tgw \($0.id) \($0.state) references \($0.securityGroupReferencingSupport)" }
    lines += transitGatewayAttachments.map { attachment in
      "attachment \(attachment.id) of \(attachment.transitGatewayId): \(attachment.resourceType.rawValue) "
        + "\(attachment.resourceId) [\(attachment.subnetIds.joined(separator: ","))] \(attachment.state) table "
        + "\(attachment.associatedRouteTableId ?? "none")\(attachment.ipv6Support ? " ipv6" : "")"
        + "\(attachment.applianceModeSupport ? " appliance" : "")"
        + "\(attachment.securityGroupReferencingSupport ? "" : " no references")"
    }
    lines += transitGatewayRouteTables.map { table in
      let routes = (table.routes ?? []).map { route in
        let destination =
          switch route.destination {
          case .prefix(let prefix): prefix.description
          case .prefixList(let id): id
          }
        return "\(destination)→\(route.attachmentIds.joined(separator: "+"))(\(route.type) \(route.state))"
      }
      return "tgw table \(table.id) of \(table.transitGatewayId): \(routes.joined(separator: "; "))"
    }
    return lines
  }

  private var siteLines: [String] {
    var lines = sites.map { site in
      let rules = site.firewall.map { rule in
        "\(rule.isInbound.map { $0 ? "in " : "out " } ?? "")\(rule.action) "
          + service(rule.ipProtocol, rule.portRange, nil, nil)
      }
      return "site \(site.id) \(list(site.prefixes)) \(site.isFirewallStateful ? "stateful" : "stateless") "
        + "firewall: \(rules.joined(separator: "; "))"
    }
    lines += vpnGateways.map { "vgw \($0.id) of \($0.vpcId ?? "none") \($0.state)" }
    lines += vpnConnections.map { vpn in
      let routes =
        vpn.staticRoutesOnly ? "static \(list(vpn.staticRoutes))" : "bgp \(list(vpn.advertisedPrefixes ?? []))"
      let site = customerGateways.first { $0.id == vpn.customerGatewayId }?.siteId ?? "unknown"
      return
        "vpn \(vpn.id) \(vpn.vpnGatewayId ?? vpn.transitGatewayId ?? "none") to \(site) \(routes) up \(vpn.tunnelsUp ?? [])"
    }
    lines += virtualInterfaces.map { interface in
      "vif \(interface.id) \(interface.type) \(interface.directConnectGatewayId ?? interface.vpnGatewayId ?? "none") to "
        + "\(interface.siteId ?? "unknown") \(list(interface.advertisedPrefixes ?? [])) \(interface.state)"
    }
    lines += directConnectGateways.map { gateway in
      let associations = gateway.associations.map { "\($0.gatewayId) allows \(list($0.allowedPrefixes))" }
      return "dxgw \(gateway.id): \(associations.joined(separator: "; "))"
    }
    return lines
  }
}
