import Addressing
import NetworkModel

extension TerraformResourceType {
  static let networkInterfaces: [TerraformResourceType] = [
    .resource("aws_instance", data: true, TerraformReading.readInstance),
    .resource("aws_network_interface", data: true, TerraformReading.readNetworkInterface),
    .part("aws_network_interface_attachment", TerraformReading.readAttachment),
    .part("aws_eip", TerraformReading.readElasticIP),
    .part("aws_eip_association", TerraformReading.readElasticIPAssociation),
    .resource("aws_ec2_instance_connect_endpoint", TerraformReading.readInstanceConnectEndpoint),
    .resource("aws_efs_mount_target", TerraformReading.readMountTarget),
  ]
}

/// What is still to be found out about network interfaces once everything has been read.
struct AddressJoins {
  /// Subnets that give every new interface an IPv6 address.
  var ipv6Subnets: Set<String> = []
  /// Interfaces without a group of their own: the default group of their VPC counts.
  var withoutGroup: Set<String> = []
  /// The attribute that will hold an interface's address, where it is not known yet.
  var open: [String: String] = [:]
  /// Interfaces that are to have an IPv6 address, or a public one, that is not known yet.
  var needsIPv6: Set<String> = []
  var needsPublic: Set<String> = []
  /// Interfaces that get a public address if their subnet says so.
  var publicIfSubnet: Set<String> = []
  /// Instances by the interfaces that they use.
  var attachments: [(interfaceId: String, instanceId: String)] = []
  /// Elastic addresses: which resource, its public address where it is known, and what it is bound to.
  var elastic: [String: Elastic] = [:]
  var elasticBindings: [(elasticId: String, target: String, privateAddress: IPAddress?)] = []
  /// The interfaces of Resolver's endpoints, by the endpoint.
  var resolverInterfaces: [String: [String]] = [:]

  struct Elastic {
    var address: IPAddress?
  }
}

extension TerraformReading {
  /// `aws_instance`: with its primary interface, which AWS makes unless it is given one.
  func readInstance(_ block: TerraformBlock) throws(JSONError) {
    let identity = try identity(block)
    topology.instances.append(Instance(identity, state: try block.text("instance_state") ?? "running"))
    let given = try block.blocks("network_interface") + block.blocks("primary_network_interface")
    if !given.isEmpty {
      for interface in given {
        if let id = try link(interface, "network_interface_id", .networkInterface) {
          joins.addresses.attachments.append((id, identity.id))
        }
      }
      return
    }
    let known = try block.text("primary_network_interface_id", or: "network_interface_id")
    let id = known ?? "\(identity.id).primary_network_interface_id"
    let own = synthesized(id, for: identity, "AWS makes the primary interface with the instance")
    let subnet = try subnet(block)
    var interface = NetworkInterface(own, vpcId: "", subnetId: subnet, privateAddresses: [], instanceId: identity.id)
    interface.sourceDestCheck = try block.boolean("source_dest_check") ?? true
    interface.groupIds = try groups(block, "vpc_security_group_ids", of: id)
    if interface.groupIds.isEmpty, try !block.blocks("launch_template").isEmpty {
      interface.groupIds = [unknown(block, "vpc_security_group_ids")]
    }
    try addAddresses(
      block, single: ["private_ip"], lists: ["secondary_private_ips", "ipv6_addresses"], to: &interface,
      open: "private_ip")
    if let text = try block.text("public_ip"), let address = IPAddress(text),
      let primary = interface.privateAddresses.first(where: { $0.family == .ipv4 })
    {
      interface.publicAddresses = [PublicAddress(address, for: primary)]
    } else if block.lacks("public_ip") {
      switch try block.boolean("associate_public_ip_address") {
      case true?: joins.addresses.needsPublic.insert(id)
      case nil: joins.addresses.publicIfSubnet.insert(id)
      case false?: break
      }
    }
    topology.networkInterfaces.append(interface)
  }

  /// The groups that an attribute names. Without it AWS takes the default group of the VPC (SG 3.1.9).
  func groups(_ block: TerraformBlock, _ attribute: String, of id: String) throws(JSONError) -> [String] {
    let groups = try links(block, attribute, .securityGroup)
    if groups.isEmpty, block.lacks(attribute) { joins.addresses.withoutGroup.insert(id) }
    return groups
  }

  /// The addresses that are known; that there will be one is noted where none is.
  func addAddresses(
    _ block: TerraformBlock, single: [String], lists: [String], to interface: inout NetworkInterface, open: String
  ) throws(JSONError) {
    func add(_ text: String?) {
      guard let address = text.flatMap({ IPAddress($0) }), !interface.privateAddresses.contains(address) else { return }
      interface.privateAddresses.append(address)
    }
    for attribute in single { add(try block.text(attribute)) }
    for attribute in lists { for text in try block.texts(attribute) { add(text) } }
    if !interface.privateAddresses.contains(where: { $0.family == .ipv4 }) {
      joins.addresses.open[interface.id] = unknownName(block, open)
    }
    let count = try block.integer("ipv6_address_count") ?? 0
    if !interface.privateAddresses.contains(where: { $0.family == .ipv6 }), block.lacks("ipv6_addresses"), count > 0 {
      joins.addresses.needsIPv6.insert(interface.id)
    }
  }

  /// `aws_network_interface`.
  func readNetworkInterface(_ block: TerraformBlock) throws(JSONError) {
    let identity = try identity(block)
    let subnet = try subnet(block)
    let type = try block.text("interface_type").map { NetworkInterface.InterfaceType(rawValue: $0) ?? .other }
    var interface = NetworkInterface(
      identity, interfaceType: type ?? .interface, vpcId: "", subnetId: subnet, privateAddresses: [],
      status: "available", interfaceDescription: try block.text("description") ?? "")
    interface.sourceDestCheck = try block.boolean("source_dest_check") ?? true
    interface.groupIds = try groups(block, "security_groups", of: identity.id)
    try addAddresses(
      block, single: ["private_ip"], lists: ["private_ip_list", "private_ips", "ipv6_address_list", "ipv6_addresses"],
      to: &interface, open: "private_ips")
    for attribute in ["ipv4_prefixes", "ipv6_prefixes"] {
      interface.delegatedPrefixes += try block.texts(attribute).compactMap { Prefix($0) }
    }
    for attachment in try block.blocks("attachment") {
      if let instance = try link(attachment, "instance", .instance, or: "instance_id", .instance) {
        joins.addresses.attachments.append((identity.id, instance))
      }
    }
    topology.networkInterfaces.append(interface)
  }

  /// `aws_network_interface_attachment`.
  func readAttachment(_ block: TerraformBlock) throws(JSONError) {
    guard let interface = try link(block, "network_interface_id", .networkInterface),
      let instance = try link(block, "instance_id", .instance)
    else { return }
    joins.addresses.attachments.append((interface, instance))
  }

  /// `aws_eip`: an Elastic IP address, and what it is bound to.
  func readElasticIP(_ block: TerraformBlock) throws(JSONError) {
    let id = id(of: block.instance)
    let elastic = AddressJoins.Elastic(address: try block.text("public_ip").flatMap { IPAddress($0) })
    joins.addresses.elastic[id] = elastic
    try bind(id, block, interface: "network_interface", instance: "instance", address: "associate_with_private_ip")
  }

  /// `aws_eip_association`.
  func readElasticIPAssociation(_ block: TerraformBlock) throws(JSONError) {
    guard let elastic = try link(block, "allocation_id", .elasticIP) else { return }
    try bind(
      elastic, block, interface: "network_interface_id", instance: "instance_id", address: "private_ip_address")
  }

  private func bind(
    _ elastic: String, _ block: TerraformBlock, interface: String, instance: String, address: String
  ) throws(JSONError) {
    guard let target = try link(block, interface, .networkInterface, or: instance, .instance) else { return }
    joins.addresses.elasticBindings.append((elastic, target, try block.text(address).flatMap { IPAddress($0) }))
  }

  /// `aws_ec2_instance_connect_endpoint`: its interface.
  func readInstanceConnectEndpoint(_ block: TerraformBlock) throws(JSONError) {
    var interface = NetworkInterface(
      try identity(block), interfaceType: .instanceConnectEndpoint, vpcId: "",
      subnetId: try subnet(block), privateAddresses: [],
      requesterManaged: true)
    interface.groupIds = try groups(block, "security_group_ids", of: interface.id)
    joins.addresses.open[interface.id] = unknownName(block, "network_interface_ids")
    topology.networkInterfaces.append(interface)
  }

  /// `aws_efs_mount_target`: its interface.
  func readMountTarget(_ block: TerraformBlock) throws(JSONError) {
    var interface = NetworkInterface(
      try identity(block), interfaceType: .efs, vpcId: "",
      subnetId: try subnet(block), privateAddresses: [],
      requesterManaged: true, interfaceDescription: "EFS mount target")
    if let id = try block.text("network_interface_id") { interface.identity.id = id }
    interface.groupIds = try groups(block, "security_groups", of: interface.id)
    try addAddresses(block, single: ["ip_address"], lists: [], to: &interface, open: "ip_address")
    topology.networkInterfaces.append(interface)
  }
}
