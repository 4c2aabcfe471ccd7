import Addressing
import NetworkModel

/// Writes a topology in few words: what AWS defaults is defaulted, ids are the names given.
///
/// What is not mentioned stands in no way: a subnet without a route table gets the VPC's main one with the local
/// routes only, a subnet without a network ACL one that allows everything, an interface without groups a group that
/// allows everything. Shorthands that do not parse stop the test.
public struct TopologyBuilder {
  /// What has been written so far. Free to be changed for what the builder has no word for.
  public var topology = Topology()
  /// The account of what follows.
  public var account = "111111111111"
  /// The Region of what follows.
  public var region = "us-east-1"

  var scopes: Set<Scope> = []
  /// Subnets of the tables and ACLs, and groups of interfaces, that were left to the defaults.
  var openInterfaces: [Int] = []
  /// Propagations into transit gateway route tables whose routes are made at the end.
  var propagations: [(table: Int, attachment: String)] = []

  public init() {}

  /// The topology with the defaults filled in and every scope whole.
  public func build() -> Topology {
    var whole = self
    whole.addMainTables()
    whole.addLocalRoutes()
    whole.addDefaultACLs()
    whole.addOpenGroups()
    whole.addPropagatedRoutes()
    whole.topology.visibility.wholeScopes.formUnion(whole.scopes)
    whole.topology.visibility.wholeScopes.formUnion(whole.scopes.map { Scope(account: $0.account, region: "") })
    return whole.topology
  }

  mutating func identity(_ id: String) -> Identity {
    scopes.insert(Scope(account: account, region: region))
    return Identity(id, account: account, region: region)
  }

  /// The identity of something in a VPC, or in none: it has the VPC's account and Region.
  mutating func identity(_ id: String, inVPC vpc: String?) -> Identity {
    guard let vpc else { return identity(id) }
    let owner = self[vpc: vpc].identity
    return Identity(id, account: owner.account, region: owner.region)
  }

  subscript(vpc id: String) -> VPC {
    guard let vpc = topology.vpcs.first(where: { $0.id == id }) else { missing("VPC", id) }
    return vpc
  }

  subscript(subnet id: String) -> Subnet {
    guard let subnet = topology.subnets.first(where: { $0.id == id }) else { missing("subnet", id) }
    return subnet
  }

  private mutating func addMainTables() {
    for vpc in topology.vpcs where !topology.routeTables.contains(where: { $0.vpcId == vpc.id && $0.isMain }) {
      let explicit = Set(topology.routeTables.flatMap(\.subnetIds))
      let needed = topology.subnets.contains { $0.vpcId == vpc.id && !explicit.contains($0.id) }
      if needed {
        let main = RouteTable(identity("rtb-main-\(vpc.id)", inVPC: vpc.id), vpcId: vpc.id, isMain: true)
        topology.routeTables.append(main)
      }
    }
  }

  private mutating func addLocalRoutes() {
    for index in topology.routeTables.indices {
      let table = topology.routeTables[index]
      let missing = self[vpc: table.vpcId].cidrBlocks.filter { block in
        !table.routes.contains { $0.destination == .prefix(block) && $0.origin == .createRouteTable }
      }
      // A replaced local route is written like any other, to the whole block.
      let local = missing.filter { block in !table.routes.contains { $0.destination == .prefix(block) } }.map {
        Route(.prefix($0), .local, origin: .createRouteTable)
      }
      topology.routeTables[index].routes = local + table.routes
    }
  }

  private mutating func addDefaultACLs() {
    let covered = Set(topology.networkACLs.flatMap(\.subnetIds))
    for vpc in topology.vpcs {
      let bare = topology.subnets.filter { $0.vpcId == vpc.id && !covered.contains($0.id) }.map(\.id)
      if bare.isEmpty { continue }
      if let index = topology.networkACLs.firstIndex(where: { $0.vpcId == vpc.id && $0.isDefault }) {
        topology.networkACLs[index].subnetIds += bare
        continue
      }
      networkACL(
        "acl-open-\(vpc.id)", in: vpc.id, subnets: bare,
        [
          "in 100 allow all 0.0.0.0/0", "in 101 allow all ::/0", "out 100 allow all 0.0.0.0/0",
          "out 101 allow all ::/0",
        ], isDefault: true)
    }
  }

  private mutating func addOpenGroups() {
    for index in openInterfaces {
      let vpc = topology.networkInterfaces[index].vpcId
      let id = "sg-open-\(vpc)"
      if !topology.securityGroups.contains(where: { $0.id == id }) {
        securityGroup(
          id, in: vpc, ingress: ["all from 0.0.0.0/0", "all from ::/0"], egress: ["all to 0.0.0.0/0", "all to ::/0"])
      }
      topology.networkInterfaces[index].groupIds = [id]
    }
  }
}

func missing(_ kind: String, _ id: String) -> Never {
  preconditionFailure("the topology of this test has no \(kind) `\(id)` (yet)")
}
