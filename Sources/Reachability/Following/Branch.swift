import Addressing
import NetworkModel

/// Packets on their way, with everything that happened to them: one branch of the search.
struct Branch: Sendable {
  /// The packets as they are now.
  var traffic: TrafficSet
  var way: Blocker.Way = .forward
  /// The interface whose security groups a reference may mean: the one that sent the packets.
  var origin: Int?
  var identity: SenderIdentity = .preserved
  /// The zone the packets are in, or were last; -1 outside zones.
  var zone = -1
  var hops: [HopRecord] = []
  /// Where `hops` of the way back begin.
  var returnStart: Int?
  var blockers: [BlockerRecord] = []
  var assumptions: [Assumption] = []
  /// What the forward packets left behind in stateful components, for the replies.
  var memory: [FlowMemory] = []
  /// What the connection came to, where that opens another one.
  var front: Front?
  var resource: ResourceFront?
  var api: APIArrival?
  /// Where a listener sends the request instead.
  var redirect: String?
  /// Set where a load balancer keeps the client's address.
  var preservation: Preservation?
  /// Places with tables that the packets of this way have been looked up in.
  var visits: [Visit] = []

  struct Visit: Sendable {
    var table: ComponentReference
    var traffic: TrafficSet
  }

  /// The family of the packets as they are now.
  var family: AddressFamily { traffic.family }

  /// The one destination of the packets, if they have but one.
  var destination: IPAddress? {
    guard let first = traffic.boxes.first?.destination.single,
      traffic.boxes.allSatisfy({ $0.destination.single == first })
    else { return nil }
    return IPAddress(family: traffic.family, value: first)
  }

  /// The one source of the packets, if they have but one.
  var source: IPAddress? {
    guard let first = traffic.boxes.first?.source.single, traffic.boxes.allSatisfy({ $0.source.single == first })
    else { return nil }
    return IPAddress(family: traffic.family, value: first)
  }

  /// Notes that a component let the packets pass.
  mutating func hop(
    _ component: ComponentReference, _ decision: Hop.Decision, _ rule: RuleReference = .none, code: Code? = nil,
    direction: Blocker.Direction? = nil
  ) {
    hops.append(
      HopRecord(
        component: component, decision: decision, rule: rule, traffic: traffic, code: code, direction: direction))
  }

  /// Notes that a component refuses the packets; they go on as if it had not.
  mutating func block(
    _ code: Code, _ component: ComponentReference, _ rule: RuleReference,
    direction: Blocker.Direction? = nil, near: [NearMiss] = [], towards: String? = nil, source: SourceLocation? = nil,
    symptom: String? = nil, _ message: String
  ) {
    let record = BlockerRecord(
      code: code, component: component, rule: rule, direction: direction, way: way, traffic: traffic,
      message: message, near: near, place: hops.count - (returnStart ?? 0), towards: towards, source: source,
      symptom: symptom)
    hops.append(
      HopRecord(
        component: component, decision: .blocked, rule: rule, traffic: traffic, code: code, direction: direction))
    // Meeting the same refusal twice on one way is one thing to change.
    if !blockers.contains(where: { $0.isSame(as: record) }) { blockers.append(record) }
  }

  /// The same without a rule that decided.
  mutating func block(
    _ code: Code, _ component: ComponentReference, direction: Blocker.Direction? = nil, near: [NearMiss] = [],
    towards: String? = nil, source: SourceLocation? = nil, symptom: String? = nil, _ message: String
  ) {
    block(
      code, component, .none, direction: direction, near: near, towards: towards, source: source, symptom: symptom,
      message)
  }

  /// Notes what refuses packets of another connection that these depend on, such as the tunnel that carries them.
  mutating func adopt(_ record: BlockerRecord, of pair: Pair, _ message: String) {
    var own = record
    own.pair = pair
    own.way = way
    own.message = message
    own.place = hops.count - (returnStart ?? 0)
    hops.append(
      HopRecord(
        component: own.component, decision: .blocked, rule: own.rule, traffic: own.traffic, code: own.code,
        direction: own.direction))
    if !blockers.contains(where: { $0.isSame(as: own) }) { blockers.append(own) }
  }

  /// The branch that goes on through `id` in place of the blackhole that refused it last.
  func leading(to id: String) -> Branch {
    guard let code = blockers.last?.code, code == .badStateRoute || code == .tgwRtbBadStateRoute else { return self }
    var branch = self
    branch.blockers[blockers.count - 1].towards = id
    return branch
  }

  /// Notes something that the input does not show.
  mutating func assume(_ code: Code, _ component: String, decides: Bool, _ message: String) {
    let assumption = Assumption(code: code.rawValue, component: component, message: message, decides: decides)
    if !assumptions.contains(assumption) { assumptions.append(assumption) }
  }

  /// The packets lose the identity of their sender: references to its groups no longer match. What no setting can
  /// bring back outweighs what is only switched off.
  mutating func lose(_ identity: SenderIdentity) {
    switch self.identity {
    case .unsupported:
      if case .unseen = identity { return }
      self.identity = identity
    case .preserved, .unseen: self.identity = identity
    case .lost, .stripped: return
    }
  }
}

/// Whether a rule that refers to a security group of the sender can still match (SG 3.2).
enum SenderIdentity: Sendable, Hashable {
  case preserved
  /// A way on which AWS does not offer references: a plain mismatch.
  case lost
  /// A hop on the way strips the identity.
  case stripped(by: ComponentReference)
  /// The input does not show whether the transit gateway has referencing switched on.
  case unseen(transitGateway: String)
  /// The transit gateway or an attachment has referencing switched off.
  case unsupported(by: ComponentReference)
}

/// What a stateful component remembers of the forward packets.
enum FlowMemory: Sendable {
  /// A NAT gateway, with the packets before it translated them.
  case natGateway(Int, before: TrafficSet, origin: Int?, undone: Bool)
  case internetGateway(Int)
  case egressOnly(Int)
  case carrierGateway(Int)
  /// A peering, crossed out of this VPC.
  case peering(Int, fromVPC: Int)
  /// A Gateway Load Balancer or firewall endpoint.
  case inspection(endpoint: Int)
  /// What the rules of the firewall behind an endpoint know of the connection.
  case firewall(endpoint: Int, FirewallEngine.Flow)
  /// An instance that forwards.
  case appliance(interface: Int)
  /// The zone that an attachment in appliance mode chose.
  case applianceZone(attachment: Int, zone: Int)
  /// A gateway endpoint.
  case gatewayEndpoint(Int)
}
