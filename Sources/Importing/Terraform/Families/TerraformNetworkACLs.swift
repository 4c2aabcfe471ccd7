import Addressing
import NetworkModel

extension TerraformResourceType {
  static let networkACLs: [TerraformResourceType] = [
    .resource("aws_network_acl", TerraformReading.readNetworkACL),
    .resource("aws_default_network_acl", TerraformReading.readDefaultNetworkACL),
    .part("aws_network_acl_rule", TerraformReading.readNetworkACLRule),
    .part("aws_network_acl_association", TerraformReading.readNetworkACLAssociation),
  ]
}

/// What resources of their own add to network ACLs.
struct NetworkACLJoins {
  var entries: [(aclId: String, entry: NetworkACLEntry)] = []
  var associations: [(aclId: String, subnetId: String)] = []
  /// ACLs of which not every rule is known yet, with the attribute.
  var open: [String: String] = [:]
}

extension TerraformReading {
  /// `aws_network_acl`.
  func readNetworkACL(_ block: TerraformBlock) throws(JSONError) {
    try read(block, isDefault: false)
  }

  /// `aws_default_network_acl`: the ACL that AWS makes with a VPC, taken over. Only the rules that are written are left.
  func readDefaultNetworkACL(_ block: TerraformBlock) throws(JSONError) {
    try read(block, isDefault: true)
  }

  private func read(_ block: TerraformBlock, isDefault: Bool) throws(JSONError) {
    let acl = NetworkACL(
      try identity(block), vpcId: try link(block, "vpc_id", .vpc) ?? "", isDefault: isDefault,
      subnetIds: try links(block, "subnet_ids", .subnet))
    var entries: [NetworkACLEntry] = []
    for (name, isEgress) in [("ingress", false), ("egress", true)] {
      if block.lacks(name), block.sets(name) { joins.networkACL.open[acl.id] = unknown(block, name) }
      for rule in try block.blocks(name) {
        if let entry = try entry(
          rule, acl: acl.id, number: "rule_no", action: "action", isEgress: isEgress, source: source(of: rule, name))
        {
          entries.append(entry)
        }
      }
    }
    topology.networkACLs.append(
      NetworkACL(
        acl.identity, vpcId: acl.vpcId, isDefault: isDefault, subnetIds: acl.subnetIds, entries: entries))
  }

  /// `aws_network_acl_rule`.
  func readNetworkACLRule(_ block: TerraformBlock) throws(JSONError) {
    guard let acl = try link(block, "network_acl_id", .networkACL) else { return }
    let entry = try entry(
      block, acl: acl, number: "rule_number", action: "rule_action", isEgress: block.boolean("egress") ?? false,
      source: source(of: block.instance))
    if let entry { joins.networkACL.entries.append((acl, entry)) }
  }

  /// `aws_network_acl_association`.
  func readNetworkACLAssociation(_ block: TerraformBlock) throws(JSONError) {
    guard let acl = try link(block, "network_acl_id", .networkACL), let subnet = try link(block, "subnet_id", .subnet)
    else { return }
    joins.networkACL.associations.append((acl, subnet))
  }

  /// A rule; nil where something of it is not known yet, which leaves the whole ACL open.
  private func entry(
    _ block: TerraformBlock, acl: String, number: String, action: String, isEgress: Bool, source: SourceLocation
  ) throws(JSONError) -> NetworkACLEntry? {
    let names = [number, action, "protocol", "cidr_block", "ipv6_cidr_block", "from_port", "to_port"]
    if let missing = names.first(where: { block.lacks($0) && block.sets($0) }) {
      joins.networkACL.open[acl] = unknown(block, missing)
      return nil
    }
    for attribute in ["cidr_block", "ipv6_cidr_block"] {
      guard let text = try block.text(attribute), Prefix(text) == nil else { continue }
      joins.networkACL.open[acl] = misshapen(block, attribute, text)
      return nil
    }
    guard let ruleNumber = try block.integer(number),
      let parsed = try block.text(action).flatMap({ NetworkACLEntry.Action(rawValue: $0.lowercased()) }),
      let prefix = try block.text("cidr_block", or: "ipv6_cidr_block").flatMap({ Prefix($0) })
    else {
      throw JSONError(token: block.values?.token ?? 0, message: "expected a number, an action and an address block")
    }
    let ports = try ports(block, protocol: "protocol")
    var entry = NetworkACLEntry(
      ruleNumber, isEgress: isEgress, parsed, ipProtocol: ports.ipProtocol, cidrBlock: prefix,
      portRange: ports.portRange, source: source)
    if ports.ipProtocol?.isICMP ?? false {
      entry.icmpType = try block.integer("icmp_type").flatMap { UInt8(exactly: $0) }
      entry.icmpCode = try block.integer("icmp_code").flatMap { UInt8(exactly: $0) }
    }
    return entry
  }

  /// Completes network ACLs; subnets without one of their own have the default one of their VPC (NACL 2.1.1).
  func finishNetworkACLs() {
    addDefaultACLs()
    let places = Dictionary(
      topology.networkACLs.indices.map { (topology.networkACLs[$0].id, $0) }, uniquingKeysWith: { first, _ in first })
    var added: [Int: [NetworkACLEntry]] = [:]
    for (acl, entry) in joins.networkACL.entries {
      if let place = places[acl] {
        added[place, default: []].append(entry)
      } else {
        joins.additions.aclEntries.append((acl, entry))
      }
    }
    for (place, entries) in added {
      let acl = topology.networkACLs[place]
      let known = Set(acl.entries.map { "\($0.isEgress) \($0.ruleNumber)" })
      let fresh = entries.filter { !known.contains("\($0.isEgress) \($0.ruleNumber)") }
      topology.networkACLs[place] = NetworkACL(
        acl.identity, vpcId: acl.vpcId, isDefault: acl.isDefault, subnetIds: acl.subnetIds,
        entries: acl.entries + fresh)
    }
    for (acl, subnet) in joins.networkACL.associations {
      if let place = places[acl] {
        topology.networkACLs[place].subnetIds.append(subnet)
      } else {
        joins.additions.subnetACLs.append((acl, subnet))
      }
    }
    associateDefaultACLs()
    for index in topology.networkACLs.indices {
      guard let attribute = joins.networkACL.open[topology.networkACLs[index].id] else { continue }
      for subnet in topology.networkACLs[index].subnetIds {
        topology.visibility.caveats[Caveat.Subject(subnet, .networkACL)] = Caveat(.hidden, Self.openText(attribute))
      }
    }
  }

  private func addDefaultACLs() {
    for vpc in joins.vpc.managed {
      guard let owner = topology.vpcs.first(where: { $0.id == vpc.id })?.identity else { continue }
      if let index = topology.networkACLs.firstIndex(where: { $0.id == vpc.defaultACLId }) {
        topology.networkACLs[index].vpcId = vpc.id
        topology.networkACLs[index].isDefault = true
        continue
      }
      let identity = synthesized(
        vpc.defaultACLId, for: owner, "AWS makes a default network ACL with each VPC",
        isPresumed: true)
      let entries = [false, true].flatMap { isEgress in
        AddressFamily.allCases.enumerated().map { index, family in
          NetworkACLEntry(
            100 + index, isEgress: isEgress, .allow, cidrBlock: Prefix.all(family), source: owner.source)
        }
      }
      topology.networkACLs.append(NetworkACL(identity, vpcId: vpc.id, isDefault: true, entries: entries))
    }
  }

  private func associateDefaultACLs() {
    let unplaced = topology.networkACLs.flatMap(\.subnetIds).filter { topology.visibility.unknownValues.contains($0) }
    let associated = Set(topology.networkACLs.flatMap(\.subnetIds))
    let defaults = Dictionary(
      topology.networkACLs.indices.filter { topology.networkACLs[$0].isDefault }
        .map { (topology.networkACLs[$0].vpcId, $0) }, uniquingKeysWith: { first, _ in first })
    for subnet in topology.subnets where !associated.contains(subnet.id) {
      guard let place = defaults[subnet.vpcId] else { continue }
      topology.networkACLs[place].subnetIds.append(subnet.id)
      if let attribute = unplaced.min() {
        topology.visibility.caveats[Caveat.Subject(subnet.id, .networkACL)] = Caveat(.hidden, Self.openText(attribute))
      }
    }
  }
}
