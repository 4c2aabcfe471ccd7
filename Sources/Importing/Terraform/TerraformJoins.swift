import Addressing
import NetworkModel

/// What resources of their own say of others, until every resource has been read.
struct TerraformJoins {
  var vpc = VPCJoins()
  var routeTable = RouteTableJoins()
  var networkACL = NetworkACLJoins()
  var securityGroup = SecurityGroupJoins()
  var addresses = AddressJoins()
  var gateway = GatewayJoins()
  var peering = PeeringJoins()
  var prefixListEntries: [(listId: String, entry: Prefix)] = []
  var transit = TransitJoins()
  var hybrid = HybridJoins()
  var endpoint = EndpointJoins()
  var exclusions: [(scope: Scope, exclusion: BlockPublicAccess.Exclusion)] = []
  var loadBalancer = TerraformLoadBalancerJoins()
  var managed = ManagedResourceJoins()
  var hostedZone = HostedZoneTerraformJoins()
  var resolver = ResolverTerraformJoins()
  var dnsFirewall = DNSFirewallTerraformJoins()
  var profile = ProfileTerraformJoins()
  var resourceConfiguration = ResourceConfigurationTerraformJoins()
  var userPoolDomains: [(poolId: String, domain: String)] = []
  var restAPI = RestAPITerraformJoins()
  var httpAPI = HTTPAPITerraformJoins()
  var apiDomainName = APIDomainNameTerraformJoins()
  var usagePlanKeys: [(planId: String, keyId: String)] = []
  var additions = TopologyAdditions()
}

extension TerraformReading {
  /// Completes the topology once every instance has been read.
  func finish() {
    finishVPCs()
    finishPrefixLists()
    finishHybrid()
    finishGateways()
    finishPeerings()
    finishSecurityGroups()
    finishEndpoints()
    finishRouteTables()
    finishNetworkACLs()
    finishTransitGateways()
    finishManagedResources()
    finishLoadBalancers()
    finishVPCLinks()
    finishResourceConfigurations()
    finishInterfaces()
    finishHostedZones()
    finishResolvers()
    finishDNSFirewalls()
    finishProfiles()
    finishRestAPIs()
    finishHTTPAPIs()
    finishAPIDomainNames()
    finishUsagePlans()
    finishUserPools()
    finishBlockPublicAccess()
    finishVisibility()
    placeByVPC()
    warnOfInferences()
  }

  /// What Terraform makes in an account and a Region is whole as far as gateways and attachments go, unless a VPC there
  /// is only looked up; of VPCs that are made now the interfaces are, too.
  private func finishVisibility() {
    let looked = Set(joins.vpc.dataVPCs)
    var whole: [Scope: Bool] = [:]
    for vpc in joins.vpc.managed {
      guard let identity = topology.vpcs.first(where: { $0.id == vpc.id })?.identity else { continue }
      let scope = Scope(account: identity.account, region: identity.region)
      whole[scope] = (whole[scope] ?? true) && !vpc.exists
    }
    for (scope, isFresh) in whole where !looked.contains(scope) {
      var calls = Self.calls
      if isFresh { calls.insert("ec2 describe-network-interfaces") }
      topology.visibility.readCalls[scope, default: []].formUnion(calls)
    }
    // A VPC that is made now has the zones that are made with it.
    for vpc in joins.vpc.managed where !vpc.exists {
      guard let identity = topology.vpcs.first(where: { $0.id == vpc.id })?.identity else { continue }
      topology.visibility.readCalls[Scope(account: identity.account, region: identity.region), default: []].insert(
        "route53 list-hosted-zones-by-vpc \(vpc.id)")
    }
    for options in topology.blockPublicAccess {
      let scope = Scope(account: options.identity.account, region: options.identity.region)
      topology.visibility.readCalls[scope, default: []].formUnion([
        "ec2 describe-vpc-block-public-access-options", "ec2 describe-vpc-block-public-access-exclusions",
      ])
    }
  }

  /// What the resources of one side tell as the calls of AWS would.
  private static let calls: Set<String> = [
    "ec2 describe-internet-gateways", "ec2 describe-egress-only-internet-gateways", "ec2 describe-carrier-gateways",
    "ec2 describe-nat-gateways", "ec2 describe-vpn-gateways", "ec2 describe-vpn-connections",
    "ec2 describe-vpc-peering-connections", "ec2 describe-transit-gateway-attachments", "ec2 describe-vpc-endpoints",
    "directconnect describe-direct-connect-gateway-associations",
  ]

  /// A state shows no provider: what lies in a VPC is the VPC's account's and Region's.
  private func placeByVPC() {
    let scopes = Dictionary(
      topology.vpcs.map { ($0.id, Scope(account: $0.identity.account, region: $0.identity.region)) },
      uniquingKeysWith: { first, _ in first })
    func place<Value: Resource>(_ list: WritableKeyPath<Topology, [Value]>, _ vpc: (Value) -> String?) {
      for index in topology[keyPath: list].indices where topology[keyPath: list][index].identity.arn == nil {
        guard let scope = vpc(topology[keyPath: list][index]).flatMap({ scopes[$0] }) else { continue }
        if !scope.account.isEmpty { topology[keyPath: list][index].identity.account = scope.account }
        if !scope.region.isEmpty { topology[keyPath: list][index].identity.region = scope.region }
      }
    }
    place(\.natGateways) { $0.vpcId }
    place(\.networkInterfaces) { $0.vpcId }
    place(\.internetGateways) { $0.vpcId }
    place(\.egressOnlyInternetGateways) { $0.vpcId }
    place(\.vpnGateways) { $0.vpcId }
    place(\.vpcEndpoints) { $0.vpcId }
  }

  private func warnOfInferences() {
    guard let first = inferences.first else { return }
    let more = inferences.count > 1 ? " and \(inferences.count - 1) more" : ""
    diagnostics.append(
      Diagnostic(
        .warning, file: file,
        message: "`\(first.attribute)`\(more) are known only after apply, and the plan does not show how they are "
          + "chosen: taken by the likeness of keys, the first to be `\(first.target)`",
        remedy: sources.areGiven
          ? nil : "`--source-root` with the module's folder lets canreach read how they are chosen"))
  }
}
