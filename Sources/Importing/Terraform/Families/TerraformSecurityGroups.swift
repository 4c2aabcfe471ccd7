import Addressing
import NetworkModel

extension TerraformResourceType {
  static let securityGroups: [TerraformResourceType] = [
    .resource("aws_security_group", TerraformReading.readSecurityGroup),
    .resource("aws_default_security_group", TerraformReading.readDefaultSecurityGroup),
    .part("aws_security_group_rule", TerraformReading.readSecurityGroupRule),
    .part("aws_vpc_security_group_ingress_rule", TerraformReading.readIngressRule),
    .part("aws_vpc_security_group_egress_rule", TerraformReading.readEgressRule),
    .part("aws_vpc_security_group_vpc_association", TerraformReading.readGroupVPCAssociation),
    .part("aws_network_interface_sg_attachment", TerraformReading.readGroupAttachment),
  ]
}

/// What resources of their own add to security groups.
struct SecurityGroupJoins {
  var rules: [(groupId: String, isEgress: Bool, rule: SecurityGroupRule)] = []
  var vpcs: [(groupId: String, vpcId: String)] = []
  var interfaces: [(groupId: String, interfaceId: String)] = []
}

extension TerraformReading {
  /// `aws_security_group`. Terraform takes away the outbound rule that AWS gives a new group.
  func readSecurityGroup(_ block: TerraformBlock) throws(JSONError) {
    let name = try block.text("name")
    try read(block, identity: identity(block, name: name), name: name)
  }

  /// `aws_default_security_group`: the group that AWS makes with a VPC, taken over. Only the rules that are written are
  /// left.
  func readDefaultSecurityGroup(_ block: TerraformBlock) throws(JSONError) {
    try read(block, identity: identity(block, name: "default"), name: "default")
  }

  private func read(_ block: TerraformBlock, identity: Identity, name: String?) throws(JSONError) {
    var group = SecurityGroup(identity, groupName: name, vpcId: try link(block, "vpc_id", .vpc) ?? "")
    for (attribute, list) in [("ingress", \SecurityGroup.ingress), ("egress", \SecurityGroup.egress)] {
      if block.lacks(attribute), block.sets(attribute) {
        group[keyPath: list].append(openRule(unknown(block, attribute), source(of: block.instance)))
      }
      for rule in try block.blocks(attribute) {
        group[keyPath: list] += try rules(rule, of: group.id, source(of: rule, attribute))
      }
    }
    topology.securityGroups.append(group)
  }

  /// `aws_security_group_rule`.
  func readSecurityGroupRule(_ block: TerraformBlock) throws(JSONError) {
    guard let group = try link(block, "security_group_id", .securityGroup) else { return }
    let isEgress = try block.text("type") == "egress"
    for rule in try rules(block, of: group, source(of: block.instance)) {
      joins.securityGroup.rules.append((group, isEgress, rule))
    }
  }

  /// `aws_vpc_security_group_ingress_rule`.
  func readIngressRule(_ block: TerraformBlock) throws(JSONError) { try readRule(block, isEgress: false) }

  /// `aws_vpc_security_group_egress_rule`.
  func readEgressRule(_ block: TerraformBlock) throws(JSONError) { try readRule(block, isEgress: true) }

  private func readRule(_ block: TerraformBlock, isEgress: Bool) throws(JSONError) {
    guard let group = try link(block, "security_group_id", .securityGroup) else { return }
    let source = source(of: block.instance)
    var rule = try template(block, protocol: "ip_protocol", source)
    rule.id = try block.text("security_group_rule_id")
    if let prefix = try peer(block, prefix: "cidr_ipv4") {
      rule.peer = prefix
    } else if let prefix = try peer(block, prefix: "cidr_ipv6") {
      rule.peer = prefix
    } else if let list = try link(block, "prefix_list_id", .prefixList) {
      rule.peer = .prefixList(list)
    } else if let other = try link(block, "referenced_security_group_id", .securityGroup) {
      rule.peer = reference(other)
    }
    if let open = openPorts(block, protocol: "ip_protocol") { rule = openRule(open, source) }
    joins.securityGroup.rules.append((group, isEgress, rule))
  }

  /// A block of addresses, known or not; nil where the attribute is not set.
  private func peer(_ block: TerraformBlock, prefix attribute: String) throws(JSONError) -> SecurityGroupRule.Peer? {
    if let text = try block.text(attribute) {
      return Prefix(text).map { .prefix($0) } ?? .prefixList(misshapen(block, attribute, text))
    }
    return block.lacks(attribute) && block.sets(attribute) ? .prefixList(unknown(block, attribute)) : nil
  }

  /// The rules of a permission, one a peer. A list that is not known yet is one rule with an open peer.
  private func rules(
    _ block: TerraformBlock, of group: String, _ source: SourceLocation
  ) throws(JSONError) -> [SecurityGroupRule] {
    if let open = openPorts(block, protocol: "protocol") { return [openRule(open, source)] }
    let template = try template(block, protocol: "protocol", source)
    var rules: [SecurityGroupRule] = []
    func add(_ peer: SecurityGroupRule.Peer) {
      var rule = template
      rule.peer = peer
      rules.append(rule)
    }
    for attribute in ["cidr_blocks", "ipv6_cidr_blocks"] {
      for text in try block.texts(attribute) {
        add(Prefix(text).map { .prefix($0) } ?? .prefixList(misshapen(block, attribute, text)))
      }
      if block.lacksElements(of: attribute), block.sets(attribute) { add(.prefixList(unknown(block, attribute))) }
    }
    for list in try links(block, "prefix_list_ids", .prefixList) { add(.prefixList(list)) }
    for other in try links(block, "security_groups", .securityGroup) { add(reference(other)) }
    if let other = try link(block, "source_security_group_id", .securityGroup) { add(reference(other)) }
    if try block.boolean("self") ?? false { add(.securityGroup(SecurityGroupReference(group))) }
    return rules
  }

  /// A group that a rule refers to, `sg-0a1b` or `111111111111/sg-0a1b`; one that is not known yet leaves open what the
  /// rule lets pass.
  private func reference(_ id: String) -> SecurityGroupRule.Peer {
    if topology.visibility.unknownValues.contains(id) { return .prefixList(id) }
    let parts = id.split(separator: "/")
    if parts.count == 2, parts[1].hasPrefix("sg-") {
      return .securityGroup(SecurityGroupReference(String(parts[1]), account: String(parts[0])))
    }
    return .securityGroup(SecurityGroupReference(id))
  }

  /// The attribute of the protocol or the ports that is not known yet.
  private func openPorts(_ block: TerraformBlock, protocol name: String) -> String? {
    [name, "from_port", "to_port"].first { block.lacks($0) && block.sets($0) }.map { unknown(block, $0) }
  }

  /// A rule that may let anything pass.
  private func openRule(_ attribute: String, _ source: SourceLocation) -> SecurityGroupRule {
    SecurityGroupRule(peer: .prefixList(attribute), source: source)
  }

  private func template(
    _ block: TerraformBlock, protocol name: String, _ source: SourceLocation
  ) throws(JSONError) -> SecurityGroupRule {
    let ports = try ports(block, protocol: name)
    var rule = SecurityGroupRule(
      ipProtocol: ports.ipProtocol, portRange: ports.portRange, peer: .prefixList(""), source: source)
    if ports.ipProtocol?.isICMP ?? false {
      rule.icmpType = try block.integer("from_port").flatMap { UInt8(exactly: $0) }
      rule.icmpCode = try block.integer("to_port").flatMap { UInt8(exactly: $0) }
    }
    return rule
  }

  /// A protocol, and of TCP and UDP the ports: -1 to -1 and 0 to 65535 are all of them.
  func ports(
    _ block: TerraformBlock, protocol name: String
  ) throws(JSONError) -> (ipProtocol: IPProtocol?, portRange: PortRange?) {
    var ipProtocol: IPProtocol?
    if let value = block.value(name) { ipProtocol = try Rules.ipProtocol(value) }
    guard let ipProtocol, ipProtocol.hasPorts, let from = try block.integer("from_port"),
      let to = try block.integer("to_port"), from != -1
    else { return (ipProtocol, nil) }
    guard let lower = UInt16(exactly: from), let upper = UInt16(exactly: to), lower <= upper else {
      throw JSONError(
        token: block.values?.token ?? 0, message: "expected ports, 0 to 65535, found `\(from)` to `\(to)`")
    }
    return (ipProtocol, lower == 0 && upper == .max ? nil : PortRange(lower, upper))
  }

  /// `aws_vpc_security_group_vpc_association`.
  func readGroupVPCAssociation(_ block: TerraformBlock) throws(JSONError) {
    guard let group = try link(block, "security_group_id", .securityGroup), let vpc = try link(block, "vpc_id", .vpc)
    else { return }
    joins.securityGroup.vpcs.append((group, vpc))
  }

  /// `aws_network_interface_sg_attachment`.
  func readGroupAttachment(_ block: TerraformBlock) throws(JSONError) {
    guard let group = try link(block, "security_group_id", .securityGroup),
      let interface = try link(block, "network_interface_id", .networkInterface)
    else { return }
    joins.securityGroup.interfaces.append((group, interface))
  }

  func finishSecurityGroups() {
    for vpc in joins.vpc.managed { addDefaultGroup(vpc) }
    let places = Dictionary(
      topology.securityGroups.indices.map { (topology.securityGroups[$0].id, $0) },
      uniquingKeysWith: { first, _ in first })
    for (group, isEgress, rule) in joins.securityGroup.rules {
      guard let place = places[group] else {
        joins.additions.groupRules.append((group, isEgress, rule))
        continue
      }
      let list = isEgress ? \SecurityGroup.egress : \SecurityGroup.ingress
      // A group that exists lists the rules that are resources of their own as well: those say where they are written.
      let same = topology.securityGroups[place][keyPath: list].firstIndex { Self.isSame($0, rule) }
      if let same {
        topology.securityGroups[place][keyPath: list][same] = rule
      } else {
        topology.securityGroups[place][keyPath: list].append(rule)
      }
    }
    for (group, vpc) in joins.securityGroup.vpcs {
      if let place = places[group] { topology.securityGroups[place].associatedVpcIds.append(vpc) }
    }
  }

  private static func isSame(_ left: SecurityGroupRule, _ right: SecurityGroupRule) -> Bool {
    left.ipProtocol == right.ipProtocol && left.portRange == right.portRange && left.icmpType == right.icmpType
      && left.icmpCode == right.icmpCode && left.peer == right.peer
  }

  /// A VPC's default group: its members reach each other, and everything outbound (SG 3.1.9).
  private func addDefaultGroup(_ vpc: ManagedVPC) {
    guard let owner = topology.vpcs.first(where: { $0.id == vpc.id })?.identity,
      !topology.securityGroups.contains(where: { $0.id == vpc.defaultGroupId })
    else { return }
    let identity = synthesized(
      vpc.defaultGroupId, for: owner, "AWS makes a default security group with each VPC", name: "default",
      isPresumed: true)
    topology.securityGroups.append(
      SecurityGroup(
        identity, groupName: "default", vpcId: vpc.id,
        ingress: [
          SecurityGroupRule(peer: .securityGroup(SecurityGroupReference(identity.id)), source: owner.source)
        ],
        egress: AddressFamily.allCases.map {
          SecurityGroupRule(peer: .prefix(Prefix.all($0)), source: owner.source)
        }))
  }
}
