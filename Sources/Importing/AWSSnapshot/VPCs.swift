import Addressing
import NetworkModel

/// `enableDnsSupport` and `enableDnsHostnames`, each from a call of its own.
struct VPCAttributes {
  var enableDnsSupport: Bool?
  var enableDnsHostnames: Bool?
}

extension ScopeReading {
  /// `ec2 describe-vpcs`. Blocks that are being taken away or have failed do not count.
  func readVPC(_ record: JSONValue) throws(JSONError) {
    let id = try record.id("VpcId")
    var blocks: [Prefix] = []
    if let primary = try record.prefix("CidrBlock") { blocks.append(primary) }
    for association in try record.elements("CidrBlockAssociationSet") {
      guard try Self.isAssociated(association, "CidrBlockState") else { continue }
      if let block = try association.prefix("CidrBlock"), !blocks.contains(block) { blocks.append(block) }
    }
    for association in try record.elements("Ipv6CidrBlockAssociationSet") {
      guard try Self.isAssociated(association, "Ipv6CidrBlockState") else { continue }
      if let block = try association.prefix("Ipv6CidrBlock"), !blocks.contains(block) { blocks.append(block) }
    }
    topology.vpcs.append(
      VPC(
        try identity(id, record, owner: record.optionalId("OwnerId")), cidrBlocks: blocks,
        dhcpOptionsId: try record.optionalId("DhcpOptionsId"), isDefault: try record.boolean("IsDefault") ?? false))
  }

  /// `ec2 describe-vpc-attribute`: one attribute of one VPC.
  func readVPCAttribute(_ document: JSONValue) throws(JSONError) {
    let id = try document.optionalId("VpcId") ?? parameter ?? ""
    if let support = document.value("EnableDnsSupport") {
      joins.vpcAttributes[id, default: VPCAttributes()].enableDnsSupport = try support.boolean("Value")
    }
    if let hostnames = document.value("EnableDnsHostnames") {
      joins.vpcAttributes[id, default: VPCAttributes()].enableDnsHostnames = try hostnames.boolean("Value")
    }
  }

  func finishVPCs() {
    for index in topology.vpcs.indices {
      guard let attributes = joins.vpcAttributes[topology.vpcs[index].id] else { continue }
      topology.vpcs[index].enableDnsSupport = attributes.enableDnsSupport
      topology.vpcs[index].enableDnsHostnames = attributes.enableDnsHostnames
    }
  }

  /// `ec2 describe-subnets`. `OwnerId` is the account that shares the subnet.
  func readSubnet(_ record: JSONValue) throws(JSONError) {
    let id = try record.id("SubnetId")
    var blocks: [Prefix] = []
    if let block = try record.prefix("CidrBlock") { blocks.append(block) }
    for association in try record.elements("Ipv6CidrBlockAssociationSet") {
      guard try Self.isAssociated(association, "Ipv6CidrBlockState") else { continue }
      if let block = try association.prefix("Ipv6CidrBlock") { blocks.append(block) }
    }
    topology.subnets.append(
      Subnet(
        try identity(id, record, owner: record.optionalId("OwnerId"), arn: record.text("SubnetArn")),
        vpcId: try record.id("VpcId"), cidrBlocks: blocks,
        availabilityZone: try record.optionalId("AvailabilityZone") ?? "",
        availabilityZoneId: try record.optionalId("AvailabilityZoneId"),
        mapPublicIpOnLaunch: try record.boolean("MapPublicIpOnLaunch") ?? false,
        enableDns64: try record.boolean("EnableDns64")))
  }

  /// `ec2 describe-dhcp-options`.
  func readDHCPOptions(_ record: JSONValue) throws(JSONError) {
    let id = try record.id("DhcpOptionsId")
    var servers: [String] = []
    var domain: String?
    for configuration in try record.elements("DhcpConfigurations") {
      let values = try configuration.ids("Values", each: "Value")
      switch try configuration.text("Key") {
      case "domain-name-servers": servers = values
      case "domain-name": domain = values.first
      default: break
      }
    }
    topology.dhcpOptions.append(
      DHCPOptions(
        try identity(id, record, owner: record.optionalId("OwnerId")), domainNameServers: servers, domainName: domain))
  }

  private static func isAssociated(_ association: JSONValue, _ key: StaticString) throws(JSONError) -> Bool {
    switch try association.value(key)?.text("State") {
    case nil, "associated", "associating": true
    default: false
    }
  }
}
