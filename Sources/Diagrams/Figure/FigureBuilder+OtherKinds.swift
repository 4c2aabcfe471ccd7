import Addressing
import NetworkModel

/// Kinds of resources that the model has and nothing else here knows, with what their properties tell of their place:
/// so that a new kind is drawn without a change here.
struct OtherResource {
  var identity: Identity
  var kind: ResourceKind
  private(set) var vpcId: String?
  private(set) var siteId: String?
  private(set) var subnetIds: [String] = []
  private(set) var networkInterfaceIds: [String] = []
  private(set) var addresses: Set<IPAddress> = []

  var isInVPC: Bool { vpcId != nil || !subnetIds.isEmpty || !networkInterfaceIds.isEmpty }

  private init(_ resource: any Resource) {
    identity = resource.identity
    kind = type(of: resource).kind
    for property in Mirror(reflecting: resource).children {
      switch property.label {
      case "vpcId": vpcId = property.value as? String
      case "siteId": siteId = property.value as? String
      case "subnetIds": subnetIds = property.value as? [String] ?? []
      case "networkInterfaceIds": networkInterfaceIds = property.value as? [String] ?? []
      case "addresses": addresses = Set(property.value as? [IPAddress] ?? [])
      default: break
      }
    }
  }

  /// The types that have a place of their own, or are configuration and no place at all.
  private static let known: [any Resource.Type] = [
    VPC.self, Subnet.self, RouteTable.self, NetworkACL.self, SecurityGroup.self, PrefixList.self, DHCPOptions.self,
    NetworkInterface.self, Instance.self, InternetGateway.self, EgressOnlyInternetGateway.self, CarrierGateway.self,
    NATGateway.self, VPCPeeringConnection.self, TransitGateway.self, TransitGatewayAttachment.self,
    TransitGatewayRouteTable.self, CoreNetwork.self, VPNGateway.self, CustomerGateway.self, VPNConnection.self,
    VirtualInterface.self, DirectConnectGateway.self, VPCEndpoint.self, VPCEndpointService.self, LoadBalancer.self,
    TargetGroup.self, NetworkFirewall.self, FirewallPolicy.self, FirewallRuleGroup.self, BlockPublicAccess.self,
    ManagedResource.self, Site.self, SiteHost.self, RestAPI.self, HTTPAPI.self, APIDomainName.self, VPCLink.self,
    UsagePlan.self,
    APIKey.self, UserPool.self, HostedZone.self,
  ]

  /// Words that end the name of a kind that only configures something else.
  private static let configuration = [
    "policy", "rule", "ruleset", "recordset", "table", "association", "certificate", "permission", "deployment",
    "stage", "listener", "group", "options", "mapping", "method", "integration", "authorizer", "entry", "check",
    "profile",
  ]

  /// All of a topology, in its order.
  static func all(of topology: Topology) -> [OtherResource] {
    Mirror(reflecting: topology).children.flatMap { child -> [OtherResource] in
      guard let resources = child.value as? [any Resource], let first = resources.first else { return [] }
      let word = type(of: first).kind.rawValue.lowercased()
      if known.contains(where: { $0 == type(of: first) }) || configuration.contains(where: word.hasSuffix) { return [] }
      return resources.map(OtherResource.init)
    }
  }
}

extension FigureBuilder {
  /// Those that are in no VPC: in their site, else in their Region.
  mutating func addOtherKinds() {
    for resource in OtherResource.all(of: topology) where !resource.isInVPC {
      let site = resource.siteId.flatMap { id in
        figure.groups.firstIndex { $0.component == Figure.ComponentKey(kind: .site, id: id) }
      }
      let group = site ?? scopeGroup(of: resource.identity)
      add(resource.identity, resource.kind, in: group)
    }
  }
}
