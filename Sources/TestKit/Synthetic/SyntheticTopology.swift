import Addressing
import NetworkModel

/// Big topologies for benchmarks, the same for the same sizes: VPCs of three environments on one transit gateway,
/// security groups that refer to each other, network ACLs around the data subnets.
public struct SyntheticTopology {
  /// The usual sizes.
  public static let small = (interfaces: 1_000, vpcs: 20)
  public static let medium = (interfaces: 10_000, vpcs: 50)
  public static let large = (interfaces: 100_000, vpcs: 200)

  private static let zones = ["a", "b", "c"]
  private static let environments = ["shared", "production", "development"]

  private let interfacesPerVPC: Int
  private let vpcs: Int
  private var random = SplitMix64(seed: 20_261_124)
  private var topology = Topology()
  private var count = 0

  /// The topology with about `interfaces` network interfaces in `vpcs` VPCs, 1...256 of them.
  public static func make(interfaces: Int, vpcs: Int) -> Topology {
    var generator = SyntheticTopology(interfacesPerVPC: interfaces / vpcs, vpcs: vpcs)
    generator.makeTransitGateway()
    for number in 0..<vpcs { generator.makeVPC(number) }
    generator.makeTransitRoutes()
    generator.topology.visibility.wholeScopes = [Scope(account: "111111111111", region: "us-east-1")]
    return generator.topology
  }

  private init(interfacesPerVPC: Int, vpcs: Int) {
    self.interfacesPerVPC = interfacesPerVPC
    self.vpcs = vpcs
  }

  /// An id as AWS makes them, from a kind and numbers.
  private func id(_ kind: String, _ number: Int) -> String {
    let digits = String(number, radix: 16)
    return "\(kind)-0\(String(repeating: "0", count: 16 - digits.count))\(digits)"
  }

  private func identity(_ id: String, _ name: String? = nil) -> Identity {
    Identity(
      id, name: name, account: "111111111111", region: "us-east-1", tags: name.map { [Tag("Name", $0)] } ?? [])
  }

  /// The block of this length, `offset` addresses into the VPC's /20.
  private func block(_ vpc: Int, _ offset: Int, _ length: Int) -> Prefix {
    let base = IPAddress.ipv4(10, UInt8(vpc / 16), UInt8(vpc % 16 * 16), 0).value
    let address = IPAddress(family: .ipv4, value: base + UInt128(offset))
    return Prefix(address, length: length) ?? .all(.ipv4)
  }

  private mutating func makeVPC(_ number: Int) {
    let vpc = id("vpc", number)
    topology.vpcs.append(
      VPC(
        identity(vpc, "\(SyntheticTopology.environments[number % 3])-\(number)"), cidrBlocks: [block(number, 0, 20)],
        dhcpOptionsId: "dopt-00000000000000001", enableDnsSupport: true, enableDnsHostnames: true))
    var app: [String] = []
    var data: [String] = []
    var transit: [String] = []
    for (zone, letter) in SyntheticTopology.zones.enumerated() {
      for (tier, name) in ["app", "data"].enumerated() {
        let subnet = id("subnet", number * 16 + zone * 2 + tier)
        makeSubnet(subnet, vpc, block(number, (zone * 2 + tier) * 512, 23), letter, "\(name)-\(letter)")
        if tier == 0 { app.append(subnet) } else { data.append(subnet) }
      }
      let door = id("subnet", number * 16 + 6 + zone)
      makeSubnet(door, vpc, block(number, 3584 + zone * 16, 28), letter, "transit-\(letter)")
      transit.append(door)
    }
    makeTables(number, vpc, app: app, data: data)
    makeACLs(number, vpc, open: app + transit, data: data)
    makeGroups(number, vpc)
    makeAttachment(number, vpc, transit)
    for position in 0..<interfacesPerVPC { makeInterface(number, vpc, position, app: app, data: data) }
  }

  private mutating func makeSubnet(_ id: String, _ vpc: String, _ block: Prefix, _ zone: String, _ name: String) {
    topology.subnets.append(
      Subnet(
        identity(id, name), vpcId: vpc, cidrBlocks: [block], availabilityZone: "us-east-1\(zone)",
        availabilityZoneId: "use1-az\(zone == "a" ? 1 : zone == "b" ? 2 : 4)"))
  }

  private mutating func makeTables(_ number: Int, _ vpc: String, app: [String], data: [String]) {
    let local = Route(.prefix(block(number, 0, 20)), .local, origin: .createRouteTable)
    let ten = Prefix(IPAddress.ipv4(10, 0, 0, 0), length: 8) ?? .all(.ipv4)
    let toTransit = Route(.prefix(ten), .transitGateway(id("tgw", 1)))
    var way = Route(.prefix(.all(.ipv4)), .transitGateway(id("tgw", 1)))
    if number == 0 {
      let gateway = id("igw", 1)
      topology.internetGateways.append(InternetGateway(identity(gateway, "egress"), vpcId: vpc))
      way = Route(.prefix(.all(.ipv4)), .internetGateway(gateway))
    }
    topology.routeTables += [
      RouteTable(identity(id("rtb", number * 4), "main"), vpcId: vpc, isMain: true, routes: [local]),
      RouteTable(
        identity(id("rtb", number * 4 + 1), "app"), vpcId: vpc, subnetIds: app, routes: [local, toTransit, way]),
      RouteTable(identity(id("rtb", number * 4 + 2), "data"), vpcId: vpc, subnetIds: data, routes: [local, toTransit]),
    ]
  }

  private mutating func makeACLs(_ number: Int, _ vpc: String, open: [String], data: [String]) {
    let all = Prefix.all(.ipv4)
    let ten = Prefix(IPAddress.ipv4(10, 0, 0, 0), length: 8) ?? all
    topology.networkACLs += [
      NetworkACL(
        identity(id("acl", number * 2)), vpcId: vpc, isDefault: true, subnetIds: open,
        entries: [false, true].flatMap { isEgress in
          [
            NetworkACLEntry(100, isEgress: isEgress, .allow, cidrBlock: all),
            NetworkACLEntry(32767, isEgress: isEgress, .deny, cidrBlock: all),
          ]
        }),
      NetworkACL(
        identity(id("acl", number * 2 + 1), "data"), vpcId: vpc, subnetIds: data,
        entries: [
          NetworkACLEntry(
            90, isEgress: false, .deny, ipProtocol: .tcp, cidrBlock: block((number + 7) % vpcs, 0, 20),
            portRange: PortRange(22)),
          NetworkACLEntry(100, isEgress: false, .allow, ipProtocol: .tcp, cidrBlock: ten, portRange: PortRange(5432)),
          NetworkACLEntry(110, isEgress: false, .allow, ipProtocol: .tcp, cidrBlock: ten, portRange: PortRange(6379)),
          NetworkACLEntry(
            120, isEgress: false, .allow, ipProtocol: .tcp, cidrBlock: ten, portRange: PortRange(1024, 65535)),
          NetworkACLEntry(32767, isEgress: false, .deny, cidrBlock: all),
          NetworkACLEntry(
            100, isEgress: true, .allow, ipProtocol: .tcp, cidrBlock: ten, portRange: PortRange(1024, 65535)),
          NetworkACLEntry(110, isEgress: true, .allow, ipProtocol: .tcp, cidrBlock: all, portRange: PortRange(443)),
          NetworkACLEntry(32767, isEgress: true, .deny, cidrBlock: all),
        ]),
    ]
  }

  /// Groups of a VPC: load balancers, applications and data, then one for each 25 interfaces.
  private var groupsPerVPC: Int { 3 + max(1, interfacesPerVPC / 25) }

  private func group(_ vpc: Int, _ index: Int) -> String { id("sg", vpc * 256 + index) }

  private mutating func makeGroups(_ number: Int, _ vpc: String) {
    func allow(_ port: UInt16, from peer: SecurityGroupRule.Peer) -> SecurityGroupRule {
      SecurityGroupRule(ipProtocol: .tcp, portRange: PortRange(port), peer: peer)
    }
    func refer(_ index: Int) -> SecurityGroupRule.Peer {
      .securityGroup(SecurityGroupReference(group(number, index), account: "111111111111"))
    }
    let everything = SecurityGroupRule(peer: .prefix(.all(.ipv4)))
    let ten = Prefix(IPAddress.ipv4(10, 0, 0, 0), length: 8) ?? .all(.ipv4)
    for index in 0..<groupsPerVPC {
      let ingress: [SecurityGroupRule]
      switch index {
      case 0: ingress = [allow(443, from: .prefix(ten)), allow(80, from: .prefix(ten))]
      case 1: ingress = [allow(8080, from: refer(0)), allow(22, from: .prefix(block(0, 0, 20)))]
      case 2: ingress = [allow(5432, from: refer(1)), allow(6379, from: refer(1))]
      default:
        let other = 3 + random.below(groupsPerVPC - 3)
        ingress = [
          allow(UInt16(9000 + index % 100), from: refer(other)),
          allow(9100, from: .prefix(block(random.below(vpcs), 0, 20))), allow(8443, from: refer(1)),
        ]
      }
      topology.securityGroups.append(
        SecurityGroup(
          identity(group(number, index), "group-\(number)-\(index)"), groupName: "group-\(number)-\(index)",
          vpcId: vpc, ingress: ingress, egress: [everything]))
    }
  }

  private mutating func makeInterface(_ vpc: Int, _ vpcId: String, _ position: Int, app: [String], data: [String]) {
    count += 1
    let isData = position % 4 == 3
    let zone = position % 3
    let subnet = isData ? data[zone] : app[zone]
    let first = block(vpc, (zone * 2 + (isData ? 1 : 0)) * 512, 23).address.value
    let address = IPAddress(family: .ipv4, value: first + 10 + UInt128(position / 3 % 490))
    let team = group(vpc, 3 + position / 25 % (groupsPerVPC - 3))
    let base = isData ? 2 : position % 10 == 0 ? 0 : 1
    let isInstance = position % 10 < 8
    let instance = isInstance ? id("i", count) : nil
    if let instance { topology.instances.append(Instance(identity(instance, "host-\(vpc)-\(position)"))) }
    topology.networkInterfaces.append(
      NetworkInterface(
        identity(id("eni", count)), interfaceType: isInstance ? .interface : position % 10 == 8 ? .lambda : .efs,
        vpcId: vpcId, subnetId: subnet, privateAddresses: [address], groupIds: [group(vpc, base), team],
        instanceId: instance, requesterManaged: !isInstance))
  }

  private mutating func makeTransitGateway() {
    topology.transitGateways.append(
      TransitGateway(identity(id("tgw", 1), "hub"), securityGroupReferencingSupport: true))
  }

  private mutating func makeAttachment(_ number: Int, _ vpc: String, _ subnets: [String]) {
    topology.transitGatewayAttachments.append(
      TransitGatewayAttachment(
        identity(id("tgw-attach", number), "vpc-\(number)"), transitGatewayId: id("tgw", 1), resourceType: .vpc,
        resourceId: vpc, resourceOwner: "111111111111", associatedRouteTableId: id("tgw-rtb", number % 3),
        subnetIds: subnets))
  }

  /// The shared table knows every VPC, the other two their own environment and the shared one.
  private mutating func makeTransitRoutes() {
    for (table, name) in SyntheticTopology.environments.enumerated() {
      let members = (0..<vpcs).filter { table == 0 || $0 % 3 == table || $0 % 3 == 0 }
      var routes = [TransitGatewayRoute(.prefix(.all(.ipv4)), attachmentIds: [id("tgw-attach", 0)])]
      routes += members.map {
        TransitGatewayRoute(.prefix(block($0, 0, 20)), type: .propagated, attachmentIds: [id("tgw-attach", $0)])
      }
      topology.transitGatewayRouteTables.append(
        TransitGatewayRouteTable(
          identity(id("tgw-rtb", table), name), transitGatewayId: id("tgw", 1), routes: routes,
          propagatingAttachmentIds: members.map { id("tgw-attach", $0) }))
    }
  }
}
