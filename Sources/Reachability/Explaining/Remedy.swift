import NetworkModel

/// The change that removes a blocker, as a sentence.
struct Remedy {
  var blocker: Blocker

  init(_ blocker: Blocker) { self.blocker = blocker }

  /// What to change; nil where no change of the configuration helps.
  var sentence: String? {
    if blocker.code == .componentFilterRestriction { return nil }
    return ofFilter ?? ofRoute ?? ofTransitGateway ?? ofGateway ?? ofIntegration ?? ofEndpoint ?? ofLoadBalancer
      ?? ofTLS ?? ofName ?? ofAPI
      ?? "change \(component) so that it lets \(blocker.traffic) pass"
  }

  /// The component; one of a topology file, whose name may stand for several, with its kind.
  var component: String { blocker.component.title }

  private var traffic: RefusedTraffic? { blocker.refused }

  /// The receiver of the refused packets, as a route's destination names it.
  var destination: String { traffic?.destinationText ?? "the destination of \(blocker.traffic)" }

  /// The receiver as an end.
  var receiver: String { traffic?.receiverText ?? destination }

  /// The network of the receiver, for a route to all of it; the receiver where that is not known.
  var network: String { traffic?.routeDestination ?? destination }

  /// The sender of the refused packets.
  var sender: String { traffic?.senderText ?? "the source of \(blocker.traffic)" }

  /// Whether the route that decided is the one to change.
  var isOwnRoute: Bool { traffic.map { $0.hasOwnRoute && $0.destinationNetwork == nil } ?? false }

  /// ` through pcx-1`, where what would lead on is known.
  var through: String { blocker.towards.map { " through \($0)" } ?? "" }

  /// `the route R of rtb-…`.
  private var route: String {
    blocker.rule.map { "the route `\($0)` of \(component)" } ?? "the route of \(component)"
  }

  // MARK: Rules

  /// `an ingress rule`, `an egress rule`.
  private var aRule: String {
    blocker.direction.map { $0 == .ingress ? "an ingress rule" : "an egress rule" } ?? "a rule"
  }

  /// What a rule has to allow.
  private var permission: String {
    traffic?.permission(from: blocker.direction != .egress) ?? blocker.traffic
  }

  private var ofFilter: String? {
    switch blocker.code {
    case .eniSgRulesMismatch where enforcing != nil, .sgHasNoRules where enforcing != nil: return ofEnforcement
    case .eniSgRulesMismatch, .sgHasNoRules:
      let group = blocker.component.kind == .securityGroup ? component : "a security group of \(component)"
      return "add \(aRule) to \(group) that allows \(permission)"
    case .sgReferencesNotPreserved:
      return "add \(aRule) to \(component) that allows \(permission) by address: the reference to a security group "
        + "is lost on the way"
    case .sgReferencingSupport:
      return "turn security group referencing on for \(component), or allow \(permission) by address"
    case .subnetAclRestriction, .elbAclRestriction:
      guard let rule = blocker.rule, rule.hasPrefix("#"), let number = Int(rule.dropFirst().prefix { $0.isNumber })
      else {
        return "add \(aRule) to \(component) that allows \(permission)"
      }
      return
        "add \(aRule) with a number below \(number) to \(component) that allows \(permission), or remove rule #\(number)"
    case .firewallRulesRestriction:
      guard blocker.component.kind == .ruleGroup, let rule = blocker.rule else {
        return "add a rule to a rule group of \(component) that passes \(blocker.traffic)"
      }
      return "add a rule to \(component) that passes \(blocker.traffic) before `\(rule)` decides, or change that"
    case .onpremFirewall:
      return "add a rule to the firewall of \(component) that allows \(blocker.traffic)"
    case .protocolRestriction where blocker.component.kind == .targetGroup:
      return "set the port of \(component) to 443"
    case .protocolRestriction where [.vpcEndpoint, .internet].contains(blocker.component.kind):
      return "ask \(component) by a protocol and a port that its service has, such as tcp 443"
    case .protocolRestriction, .vpceGatewayProtocolRestriction:
      return "take another way than \(component), which does not carry this protocol"
    default:
      return nil
    }
  }

  // MARK: Routes

  private var ofRoute: String? {
    switch blocker.code {
    case .noRouteToDestination where isOwnRoute:
      return "point \(route) to \(blocker.towards ?? "a target that leads there") instead"
    case .noRouteToDestination:
      return "add a route to \(component) for \(network)"
        + (blocker.towards == nil ? ", once something attached to its VPC leads there" : through)
    case .cannotRoute, .vpcLocalRouteCidrRestriction:
      return "add a route to \(component) for \(network)\(through): none of its routes covers it"
    case .badStateRoute:
      return "replace \(route), whose target does not exist any more, by one"
        + (blocker.towards == nil ? " to a target that does" : through)
    case .moreSpecificRoute:
      return "remove \(route), or add one for \(network)\(through), which is more specific"
    case .higherPriorityRoute:
      return "remove \(route), which outranks the one that leads there"
    case .ingressRtbTrafficRedirection:
      return "remove \(route), which sends the traffic to another appliance on its way in than on its way out"
    case .ingressRtbNoPublicIp:
      return "give the appliance that \(component) leads to a public address, or remove the route"
    case .disconnectedVpcs:
      return "connect the networks of \(component) by a peering or a transit gateway, with routes on both sides"
    case .routeLoop:
      return "change \(route) so that the traffic does not come back to the same place"
    case .misdirectedReply:
      return "add a route to \(component) for \(network) that leads back to the sender's own network"
    case .asymmetricStateful:
      return "change the routes of \(component) so that both directions pass the same device"
    case .edgeToEdge where blocker.component.kind == .networkInterface:
      return "ask for what is behind \(component): nothing can connect to a gateway's own interface"
    case .edgeToEdge:
      return "connect \(sender) to where \(receiver) is by a transit gateway: \(component) does not pass traffic "
        + "from one gateway on to another"
    case .onpremNoRoute:
      return "add a route for \(network) to \(component), or advertise the prefix to it"
    default:
      return nil
    }
  }
}
