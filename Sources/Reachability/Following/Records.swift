import Addressing
import NetworkModel

/// A component of the network by its kind and its position in the topology.
struct ComponentReference: Sendable, Hashable {
  var kind: ResourceKind
  var position: Int

  static let internet = ComponentReference(kind: .internet, position: 0)

  static func interface(_ position: Int) -> ComponentReference { .init(kind: .networkInterface, position: position) }
  static func instance(_ position: Int) -> ComponentReference { .init(kind: .instance, position: position) }
  static func vpc(_ position: Int) -> ComponentReference { .init(kind: .vpc, position: position) }
  static func subnet(_ position: Int) -> ComponentReference { .init(kind: .subnet, position: position) }
  static func routeTable(_ position: Int) -> ComponentReference { .init(kind: .routeTable, position: position) }
  static func acl(_ position: Int) -> ComponentReference { .init(kind: .networkAcl, position: position) }
  /// `position` is a place in ``Network/groups``.
  static func group(_ position: Int) -> ComponentReference { .init(kind: .securityGroup, position: position) }
  static func attachment(_ position: Int) -> ComponentReference {
    .init(kind: .transitGatewayAttachment, position: position)
  }
  static func transitGateway(_ position: Int) -> ComponentReference {
    .init(kind: .transitGateway, position: position)
  }
  static func transitGatewayTable(_ position: Int) -> ComponentReference {
    .init(kind: .transitGatewayRouteTable, position: position)
  }
  static func internetGateway(_ position: Int) -> ComponentReference {
    .init(kind: .internetGateway, position: position)
  }
  static func egressOnly(_ position: Int) -> ComponentReference {
    .init(kind: .egressOnlyInternetGateway, position: position)
  }
  static func natGateway(_ position: Int) -> ComponentReference { .init(kind: .natGateway, position: position) }
  static func peering(_ position: Int) -> ComponentReference { .init(kind: .vpcPeeringConnection, position: position) }
  static func vpnGateway(_ position: Int) -> ComponentReference { .init(kind: .vpnGateway, position: position) }
  static func vpn(_ position: Int) -> ComponentReference { .init(kind: .vpnConnection, position: position) }
  static func virtualInterface(_ position: Int) -> ComponentReference {
    .init(kind: .virtualInterface, position: position)
  }
  static func directConnectGateway(_ position: Int) -> ComponentReference {
    .init(kind: .directConnectGateway, position: position)
  }
  static func site(_ position: Int) -> ComponentReference { .init(kind: .site, position: position) }
  static func endpoint(_ position: Int) -> ComponentReference { .init(kind: .vpcEndpoint, position: position) }
  static func firewall(_ position: Int) -> ComponentReference { .init(kind: .firewall, position: position) }
  static func endpointService(_ position: Int) -> ComponentReference {
    .init(kind: .vpcEndpointService, position: position)
  }
  static func loadBalancer(_ position: Int) -> ComponentReference { .init(kind: .loadBalancer, position: position) }
  static func targetGroup(_ position: Int) -> ComponentReference { .init(kind: .targetGroup, position: position) }
  static func resourceConfiguration(_ position: Int) -> ComponentReference {
    .init(kind: .resourceConfiguration, position: position)
  }
  static func domainName(_ position: Int) -> ComponentReference { .init(kind: .domainName, position: position) }
  static func vpcLink(_ position: Int) -> ComponentReference { .init(kind: .vpcLink, position: position) }
  static func function(_ position: Int) -> ComponentReference { .init(kind: .function, position: position) }
}

/// The rule that decided, by where it stands; its text is made when an answer is written.
enum RuleReference: Sendable, Hashable {
  case none
  case route(table: Int, Int)
  case aclEntry(acl: Int, Int)
  /// The implicit last entry of a network ACL.
  case aclDefault
  case groupRule(group: Int, Blocker.Direction, Int)
  case transitGatewayRoute(table: Int, Int)
  case siteRoute(site: Int, Int)
  case siteFirewall(site: Int, Int)
  case text(String)
}

/// A hop as it is kept while following.
struct HopRecord: Sendable {
  var component: ComponentReference
  var decision: Hop.Decision
  var rule: RuleReference
  var traffic: TrafficSet
  var code: Code?
  var direction: Blocker.Direction?
}

/// A blocker as it is kept while following.
struct BlockerRecord: Sendable {
  var code: Code
  var component: ComponentReference
  var rule: RuleReference
  var direction: Blocker.Direction?
  var way: Blocker.Way
  var traffic: TrafficSet
  var message: String
  var near: [NearMiss]
  /// How many hops of the same way came before it.
  var place: Int
  /// The gateway or attachment that would lead on, for the blockers of tables; the load balancer that asks a security
  /// group of what comes through PrivateLink; for a function's policy the ARN of who would call.
  var towards: String?
  /// What the request or its answer would have to have.
  var missing: String?
  /// Where the rule is written, where the reference does not tell.
  var source: SourceLocation?
  /// What the sender sees; nil for packets that are lost in silence.
  var symptom: String?
  /// The ends of the connection that is refused, where it is another than the one that is followed.
  var pair: Pair?
  /// A security group of the load balancer that sends the packets, where a rule that refers to it would count.
  var senderGroup: Int?

  /// Whether both are the same thing to change.
  func isSame(as other: BlockerRecord) -> Bool {
    code == other.code && component == other.component && rule == other.rule && direction == other.direction
      && way == other.way
  }
}
