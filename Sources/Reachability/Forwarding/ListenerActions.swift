import Addressing
import NetworkModel

// What a listener does with a connection or a request: forward, answer, redirect (names-and-load-balancers C1, C2).
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-listeners.html

extension Follower {
  /// Passes what came to a listener on.
  mutating func pass(_ front: Front, _ journey: Journey) {
    let balancer = topology.loadBalancers[front.loadBalancer]
    guard let listener = balancer.listeners?[front.listener] else { return stop(journey) { _ in } }
    let journey = shakingHands(listener, front, journey)
    switch balancer.type {
    case .classic: passToInstances(front, listener, journey)
    case .network, .gateway: take(listener.defaultActions, .text("default action"), front, journey)
    case .application:
      if let request = journey.request {
        judge(request, listener, front, journey)
      } else {
        passOverAllRules(listener, front, journey)
      }
    }
  }

  /// A connection without a request may get any of the rules: all that forward are ways.
  private mutating func passOverAllRules(_ listener: Listener, _ front: Front, _ journey: Journey) {
    let id = topology.loadBalancers[front.loadBalancer].id
    guard let rules = listener.rules else {
      return stop(journey) { $0.assume(.unknownResource, id, decides: true, Follower.unseenRules(listener)) }
    }
    var forwarding: [(actions: [Listener.Action], rule: RuleReference)] = []
    var answering: (actions: [Listener.Action], rule: RuleReference)?
    let all =
      rules.map { (actions: $0.actions, rule: RuleReference.text($0.text)) }
      + [(actions: listener.defaultActions, rule: RuleReference.text("default action"))]
    for entry in all {
      if case .forward(let groups)? = entry.actions.last {
        let isKnown = forwarding.contains { if case .forward(groups)? = $0.actions.last { true } else { false } }
        if !isKnown { forwarding.append(entry) }
      } else {
        answering = answering ?? entry
      }
    }
    guard let answering else { return forwarding.forEach { take($0.actions, $0.rule, front, journey) } }
    if forwarding.isEmpty { return take(answering.actions, answering.rule, front, journey) }
    var journey = journey
    journey.branch.assume(
      .httpAnsweredByLoadBalancer, id, decides: false,
      "which target a request gets depends on its host and path: the load balancer answers some itself")
    for entry in forwarding { take(entry.actions, entry.rule, front, journey) }
  }

  static func unseenRules(_ listener: Listener) -> String {
    "the rules of listener \(listener.text) are not in the input; `elbv2 describe-rules` would show them"
  }

  /// Takes the actions of a rule: what authenticates first, then the one that settles it.
  ///
  /// - Parameter rule: the rule that matched, as people read it.
  mutating func take(
    _ actions: [Listener.Action], _ rule: RuleReference, _ front: Front, _ journey: Journey
  ) {
    var journey = journey
    let component = ComponentReference.loadBalancer(front.loadBalancer)
    let name = topology.loadBalancers[front.loadBalancer].identity.label
    let id = topology.loadBalancers[front.loadBalancer].id
    for action in actions {
      switch action {
      case .authenticate(let kind):
        authenticate(by: kind, rule, front, &journey)
      case .forward(let groups):
        return forward(groups, rule, front, journey)
      case .fixedResponse(let status):
        return answer(status, "answers \(status) by itself", rule, component, front, journey)
      case .redirect(let status, _, let host, _, let path, _):
        if let request = journey.request {
          let port = topology.loadBalancers[front.loadBalancer].listeners?[front.listener].port ?? 0
          let url = action.location(for: request, port: port) ?? ""
          return stop(journey) {
            $0.hopAtFront(component, .answered, .text("HTTP \(status) to \(url)"), front.arrived)
            $0.redirect = url
          }
        }
        let place = [host, path].compactMap { $0 }.joined()
        return answer(
          status, "redirects" + (place.isEmpty ? "" : " to \(place)"), rule, component, front, journey)
      case .other(let kind):
        return stop(journey) {
          $0.assume(
            .unknownResource, id, decides: true, "what the action `\(kind)` of \(name) does is not known to canreach")
        }
      }
    }
    let symptom = network.symptomWithoutTarget(front)
    stop(journey) {
      $0.blockAtFront(
        .elbv2ListenerRequiresTgAccept, component, front.arrived, rule: rule,
        symptom: symptom, "the listener of \(name) forwards to no target group")
    }
  }

  /// A caller that does not prove who it is gets an answer of the load balancer (C2 step 5). Whether a proof is good no
  /// configuration says.
  private func authenticate(by kind: String, _ rule: RuleReference, _ front: Front, _ journey: inout Journey) {
    let balancer = topology.loadBalancers[front.loadBalancer].identity
    let header = kind == "jwt-validation" ? "authorization" : "cookie"
    guard let request = journey.request, request.values(of: header).isEmpty else {
      return journey.branch.assume(
        .unknownResource, balancer.id, decides: false,
        "the caller is taken to pass `\(kind)` at \(balancer.label); without it the load balancer answers by itself")
    }
    journey.branch.blockAtFront(
      .httpAnsweredByLoadBalancer, .loadBalancer(front.loadBalancer), front.arrived, rule: rule,
      symptom: Symptom.fromLoadBalancer(kind == "jwt-validation" ? 401 : 302),
      "load balancer \(balancer.label) asks the caller to prove who it is (`\(kind)`), and the request has no \(header) header"
    )
  }

  /// The load balancer answers itself: no target is asked (C2 step 5). A 2xx is an answer all the same where a request
  /// is asked for, not where its targets are.
  private mutating func answer(
    _ status: Int, _ what: String, _ rule: RuleReference, _ component: ComponentReference, _ front: Front,
    _ journey: Journey
  ) {
    let name = network.component(component).label
    if journey.request != nil, (200..<300).contains(status) {
      return stop(journey) { $0.hopAtFront(component, .answered, .text("HTTP \(status)"), front.arrived) }
    }
    stop(journey) {
      $0.blockAtFront(
        .httpAnsweredByLoadBalancer, component, front.arrived, rule: rule, symptom: Symptom.fromLoadBalancer(status),
        "load balancer \(name) \(what), so no target is asked")
    }
  }

  private mutating func forward(
    _ groups: [Listener.WeightedTargetGroup], _ rule: RuleReference, _ front: Front, _ journey: Journey
  ) {
    let component = ComponentReference.loadBalancer(front.loadBalancer)
    let balancer = topology.loadBalancers[front.loadBalancer].identity
    let open = groups.filter { $0.weight > 0 }
    if groups.isEmpty {
      let symptom = network.symptomWithoutTarget(front)
      return stop(journey) {
        $0.blockAtFront(
          .elbv2ListenerRequiresTgAccept, component, front.arrived, rule: rule,
          symptom: symptom, "the listener of \(balancer.label) forwards to no target group")
      }
    }
    if open.isEmpty {
      return stop(journey) {
        $0.assume(
          .elbv2ListenerRequiresTgAccept, balancer.id, decides: true,
          "every target group of the rule has weight 0, and AWS does not say what becomes of the traffic then")
      }
    }
    for group in open {
      guard let position = network.fronts.targetGroups[group.arn] else {
        stop(journey) {
          $0.assume(
            .unknownResource, group.arn, decides: true,
            "target group \(group.arn) is not in the input; `elbv2 describe-target-groups` would show it")
        }
        continue
      }
      passToGroup(position, rule, front, journey)
    }
  }
}

extension Network {
  /// What the client sees where a listener has no target for it (C1 step 6: which of the two is not documented).
  func symptomWithoutTarget(_ front: Front) -> String {
    if speaksHTTP(front) { return Symptom.fromLoadBalancer(503) }
    return front.arrived.boxes.contains { $0.singleProtocol == .tcp } ? Symptom.timeoutOrReset : Symptom.timeout
  }
}
