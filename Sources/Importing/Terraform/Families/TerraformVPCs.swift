import Addressing
import NetworkModel

extension TerraformResourceType {
  static let vpcs: [TerraformResourceType] = [
    .resource("aws_vpc", data: true, TerraformReading.readVPC),
    .resource("aws_default_vpc", TerraformReading.readVPC),
    .part("aws_vpc_ipv4_cidr_block_association", TerraformReading.readVPCBlock),
    .part("aws_vpc_ipv6_cidr_block_association", TerraformReading.readVPCBlock),
    .resource("aws_subnet", data: true, TerraformReading.readSubnet),
    .resource("aws_default_subnet", TerraformReading.readSubnet),
    .resource("aws_vpc_dhcp_options", data: true, TerraformReading.readDHCPOptions),
    .resource("aws_default_vpc_dhcp_options", TerraformReading.readDHCPOptions),
    .part("aws_vpc_dhcp_options_association", TerraformReading.readDHCPOptionsAssociation),
  ]
}

/// What resources of their own add to VPCs and subnets.
struct VPCJoins {
  var blocks: [(vpcId: String, block: Prefix)] = []
  var dhcpOptions: [String: String] = [:]
  /// VPCs that Terraform makes, whose default group, ACL and main table AWS makes with them.
  var managed: [ManagedVPC] = []
  var dataVPCs: [Scope] = []
}

/// A VPC that Terraform makes.
struct ManagedVPC {
  var id: String
  var defaultGroupId: String
  var defaultACLId: String
  var defaultTableId: String
  var mainTableId: String
  /// Whether the VPC exists already.
  var exists: Bool
}

extension TerraformReading {
  /// `aws_vpc`. The blocks that AWS picks (`assign_generated_ipv6_cidr_block`, a pool of IPAM) are not known before.
  func readVPC(_ block: TerraformBlock) throws(JSONError) {
    let place = block.instance
    var blocks: [Prefix] = []
    func add(_ text: String?) {
      if let prefix = text.flatMap({ Prefix($0) }), !blocks.contains(prefix) { blocks.append(prefix) }
    }
    add(try block.text("cidr_block"))
    for association in try block.blocks("cidr_block_associations") { add(try association.text("cidr_block")) }
    add(try block.text("ipv6_cidr_block"))
    let identity = try identity(block)
    let isDefault = resources.instances[place].type == "aws_default_vpc"
    topology.vpcs.append(
      VPC(
        identity, cidrBlocks: blocks, dhcpOptionsId: try block.text("dhcp_options_id"),
        enableDnsSupport: try dnsSetting(block, "enable_dns_support", standard: true),
        enableDnsHostnames: try dnsSetting(block, "enable_dns_hostnames", standard: isDefault),
        isDefault: isDefault))
    if resources.instances[place].isData {
      return joins.vpc.dataVPCs.append(Scope(account: identity.account, region: identity.region))
    }
    func made(_ attribute: String) throws(JSONError) -> String {
      if let id = try block.text(attribute) { return id }
      return id(of: place, attribute)
    }
    let table = try made("default_route_table_id")
    joins.vpc.managed.append(
      ManagedVPC(
        id: identity.id, defaultGroupId: try made("default_security_group_id"),
        defaultACLId: try made("default_network_acl_id"), defaultTableId: table,
        mainTableId: try block.text("main_route_table_id") ?? table, exists: try block.text("id") != nil))
  }

  /// What AWS gives a VPC that is made now, where the configuration does not set it (NL A2).
  private func dnsSetting(_ block: TerraformBlock, _ attribute: String, standard: Bool) throws(JSONError) -> Bool? {
    if let set = try block.boolean(attribute) { return set }
    return resources.isCreated(block.instance) && !block.sets(attribute) ? standard : nil
  }

  /// `aws_vpc_ipv4_cidr_block_association` and its like for IPv6.
  func readVPCBlock(_ block: TerraformBlock) throws(JSONError) {
    guard let vpc = try link(block, "vpc_id", .vpc),
      let prefix = try block.text("cidr_block", or: "ipv6_cidr_block").flatMap({ Prefix($0) })
    else { return }
    joins.vpc.blocks.append((vpc, prefix))
  }

  /// `aws_subnet`.
  func readSubnet(_ block: TerraformBlock) throws(JSONError) {
    var blocks: [Prefix] = []
    if let prefix = try block.text("cidr_block").flatMap({ Prefix($0) }) { blocks.append(prefix) }
    if let prefix = try block.text("ipv6_cidr_block").flatMap({ Prefix($0) }) { blocks.append(prefix) }
    let identity = try identity(block)
    topology.subnets.append(
      Subnet(
        identity, vpcId: try link(block, "vpc_id", .vpc) ?? "", cidrBlocks: blocks,
        availabilityZone: try block.text("availability_zone") ?? "",
        availabilityZoneId: try block.text("availability_zone_id"),
        mapPublicIpOnLaunch: try block.boolean("map_public_ip_on_launch") ?? false,
        enableDns64: try block.boolean("enable_dns64") ?? false))
    if try block.boolean("assign_ipv6_address_on_creation") ?? false { joins.addresses.ipv6Subnets.insert(identity.id) }
  }

  /// `aws_vpc_dhcp_options`.
  func readDHCPOptions(_ block: TerraformBlock) throws(JSONError) {
    topology.dhcpOptions.append(
      DHCPOptions(
        try identity(block), domainNameServers: try block.texts("domain_name_servers"),
        domainName: try block.text("domain_name")))
  }

  /// `aws_vpc_dhcp_options_association`.
  func readDHCPOptionsAssociation(_ block: TerraformBlock) throws(JSONError) {
    guard let vpc = try link(block, "vpc_id", .vpc), let options = try link(block, "dhcp_options_id", .dhcpOptions)
    else { return }
    joins.vpc.dhcpOptions[vpc] = options
  }

  func finishVPCs() {
    for (vpc, block) in joins.vpc.blocks {
      guard let index = topology.vpcs.firstIndex(where: { $0.id == vpc }) else {
        joins.additions.vpcBlocks.append((vpc, block))
        continue
      }
      if !topology.vpcs[index].cidrBlocks.contains(block) { topology.vpcs[index].cidrBlocks.append(block) }
    }
    for index in topology.vpcs.indices {
      topology.vpcs[index].cidrBlocks =
        topology.vpcs[index].cidrBlocks.filter { $0.family == .ipv4 }
        + topology.vpcs[index].cidrBlocks.filter { $0.family == .ipv6 }
      if let options = joins.vpc.dhcpOptions[topology.vpcs[index].id] { topology.vpcs[index].dhcpOptionsId = options }
    }
  }
}
