import Addressing
import NetworkModel

/// What tells the rules of a security group apart: `describe-security-group-rules` gives them ids, by which
/// `describe-security-groups` does not name them.
struct SecurityGroupRuleKey: Hashable {
  var groupId: String
  var isEgress: Bool
  var ipProtocol: IPProtocol?
  var portRange: PortRange?
  var icmpType: UInt8?
  var icmpCode: UInt8?
  /// The prefix, or the id of the prefix list or group.
  var peer: String
}

extension ScopeReading {
  /// `ec2 describe-security-groups`. A permission that names several peers is several rules.
  func readSecurityGroup(_ record: JSONValue) throws(JSONError) {
    let id = try record.id("GroupId")
    let groupName = try record.text("GroupName")
    var group = SecurityGroup(
      try identity(
        id, record, name: groupName, owner: record.optionalId("OwnerId"), arn: record.text("SecurityGroupArn")),
      groupName: groupName, vpcId: try record.optionalId("VpcId") ?? "")
    for permission in try record.elements("IpPermissions") { group.ingress += try rules(permission) }
    for permission in try record.elements("IpPermissionsEgress") { group.egress += try rules(permission) }
    topology.securityGroups.append(group)
  }

  private func rules(_ permission: JSONValue) throws(JSONError) -> [SecurityGroupRule] {
    let template = try protocolAndPorts(permission)
    var rules: [SecurityGroupRule] = []
    for range in try permission.elements("IpRanges") {
      rules.append(rule(template, .prefix(try range.required("CidrIp").prefix()), range))
    }
    for range in try permission.elements("Ipv6Ranges") {
      rules.append(rule(template, .prefix(try range.required("CidrIpv6").prefix()), range))
    }
    for list in try permission.elements("PrefixListIds") {
      rules.append(rule(template, .prefixList(try list.id("PrefixListId")), list))
    }
    for pair in try permission.elements("UserIdGroupPairs") {
      let reference = SecurityGroupReference(
        try pair.id("GroupId"), account: try pair.optionalId("UserId"),
        vpcPeeringConnectionId: try pair.optionalId("VpcPeeringConnectionId"),
        peeringStatus: try pair.optionalId("PeeringStatus"))
      rules.append(rule(template, .securityGroup(reference), pair))
    }
    return rules
  }

  private func rule(
    _ template: SecurityGroupRule, _ peer: SecurityGroupRule.Peer, _ record: JSONValue
  ) -> SecurityGroupRule {
    var rule = template
    rule.peer = peer
    rule.source = source(record)
    return rule
  }

  /// The protocol, and of TCP and UDP the ports, of ICMP the type (`FromPort`) and code (`ToPort`). The peer is still
  /// to be filled in.
  private func protocolAndPorts(_ record: JSONValue) throws(JSONError) -> SecurityGroupRule {
    var rule = SecurityGroupRule(
      ipProtocol: try Rules.ipProtocol(record.required("IpProtocol")), peer: .prefixList(""))
    if let ipProtocol = rule.ipProtocol, ipProtocol.hasPorts {
      rule.portRange = try Rules.portRange(record, "FromPort", "ToPort")
    } else if let ipProtocol = rule.ipProtocol, ipProtocol.isICMP {
      rule.icmpType = try Rules.icmpNumber(record, "FromPort")
      rule.icmpCode = try Rules.icmpNumber(record, "ToPort")
    }
    return rule
  }

  /// `ec2 describe-security-group-rules`: of each rule its id.
  func readSecurityGroupRule(_ record: JSONValue) throws(JSONError) {
    let rule = try protocolAndPorts(record)
    let peer: String
    if let prefix = try record.prefix("CidrIpv4", or: "CidrIpv6") {
      peer = prefix.description
    } else if let list = try record.optionalId("PrefixListId") {
      peer = list
    } else {
      peer = try record.value("ReferencedGroupInfo")?.id("GroupId") ?? ""
    }
    let key = SecurityGroupRuleKey(
      groupId: try record.id("GroupId"), isEgress: try record.boolean("IsEgress") ?? false,
      ipProtocol: rule.ipProtocol, portRange: rule.portRange, icmpType: rule.icmpType, icmpCode: rule.icmpCode,
      peer: peer)
    joins.securityGroupRuleIds[key, default: []].append(try record.id("SecurityGroupRuleId"))
  }

  /// `ec2 describe-security-group-vpc-associations`.
  func readSecurityGroupVPCAssociation(_ record: JSONValue) throws(JSONError) {
    let group = try record.id("GroupId")
    guard try record.text("State") == "associated" else { return }
    joins.associatedVpcIds[group, default: []].append(try record.id("VpcId"))
  }

  func finishSecurityGroups() {
    for index in topology.securityGroups.indices {
      let group = topology.securityGroups[index]
      topology.securityGroups[index].associatedVpcIds = (joins.associatedVpcIds[group.id] ?? []).filter {
        $0 != group.vpcId
      }
      guard !joins.securityGroupRuleIds.isEmpty else { continue }
      topology.securityGroups[index].ingress = named(group.ingress, of: group.id, isEgress: false)
      topology.securityGroups[index].egress = named(group.egress, of: group.id, isEgress: true)
    }
  }

  private func named(_ rules: [SecurityGroupRule], of groupId: String, isEgress: Bool) -> [SecurityGroupRule] {
    rules.map { rule in
      let peer =
        switch rule.peer {
        case .prefix(let prefix): prefix.description
        case .prefixList(let id): id
        case .securityGroup(let reference): reference.groupId
        }
      let key = SecurityGroupRuleKey(
        groupId: groupId, isEgress: isEgress, ipProtocol: rule.ipProtocol, portRange: rule.portRange,
        icmpType: rule.icmpType, icmpCode: rule.icmpCode, peer: peer)
      guard let id = joins.securityGroupRuleIds[key]?.first else { return rule }
      var named = rule
      named.id = id
      return named
    }
  }
}
