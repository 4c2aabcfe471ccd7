import NetworkModel

// Components that the way has to pass, and such that it may not: `--via` and `--avoid`. Every possible way is asked by
// itself, over all of its connections.

/// A way that passes what it may not, or does not pass what it has to.
struct WayRefusal: Sendable, Hashable {
  /// What was asked for, by its id.
  var id: String
  /// The connection that passes it; the last one for what is not passed.
  var leg: Int
  var isMissing: Bool
}

extension Network {
  /// What refuses a way that would pass otherwise.
  func refusals(of journey: Journey, _ asked: Asked) -> [WayRefusal] {
    var forward: Set<String> = []
    var refusals: [WayRefusal] = []
    for (leg, connection) in journey.connections.enumerated() {
      let branch = connection.leaf.branch
      let there = passed(branch.hops[..<(branch.returnStart ?? branch.hops.count)])
      let back = asked.avoid.isEmpty ? [] : passed(branch.hops[(branch.returnStart ?? branch.hops.count)...])
      for id in asked.avoid where there.contains(id) || back.contains(id) {
        if !refusals.contains(where: { $0.id == id }) {
          refusals.append(WayRefusal(id: id, leg: leg, isMissing: false))
        }
      }
      forward.formUnion(there)
    }
    // Where the end of the way is not known, it may pass what is asked for yet.
    if journey.verdict == .undetermined { return refusals }
    let last = journey.connections.count - 1
    return asked.via.filter { !forward.contains($0) }.map { WayRefusal(id: $0, leg: last, isMissing: true) } + refusals
  }

  private func passed(_ hops: ArraySlice<HopRecord>) -> Set<String> {
    passed(Set(hops.map(\.component)).map { component($0) })
  }

  /// Components by their ids, and what they are a part of: a transit gateway is passed where one of its attachments or
  /// tables is; an instance, a load balancer or an endpoint where its interface is.
  private func passed(_ components: some Sequence<Component>) -> Set<String> {
    var passed: Set<String> = []
    for component in components {
      passed.insert(component.id)
      switch component.kind {
      case .transitGatewayAttachment:
        let own = topology.transitGatewayAttachments.first { $0.id == component.id }
        if let own { passed.insert(own.transitGatewayId) }
      case .transitGatewayRouteTable:
        let own = topology.transitGatewayRouteTables.first { $0.id == component.id }
        if let own { passed.insert(own.transitGatewayId) }
      case .networkInterface:
        guard let position = index.interfaces[component.id] else { continue }
        if let instance = topology.networkInterfaces[position].instanceId { passed.insert(instance) }
        if let balancer = fronts.loadBalancerOfNode[position] { passed.insert(topology.loadBalancers[balancer].id) }
        if let endpoint = index.endpointOfInterface[position] { passed.insert(topology.vpcEndpoints[endpoint].id) }
      default: continue
      }
    }
    return passed
  }

  /// A refusal as answers show it.
  func blocker(_ refusal: WayRefusal, of journey: Journey) -> Blocker {
    let traffic = journey.connections[refusal.leg].leaf.branch.hops.first.map { text(of: $0.traffic) }
    return blocker(refusal, traffic ?? "")
  }

  private func blocker(_ refusal: WayRefusal, _ traffic: String) -> Blocker {
    let places = endpoints.names[refusal.id].sorted()
    let place = places.first { topology.row($0).identity.id == refusal.id } ?? places.first
    let row = place.map { topology.row($0) }
    let component = row.map { Component($0.identity, kind: $0.kind) } ?? Component(refusal.id, kind: .address)
    let what = refusal.isMissing ? "the way does not pass" : "the way passes"
    return Blocker(
      code: .componentFilterRestriction, component: component, rule: nil, direction: nil, way: .forward,
      leg: refusal.leg, traffic: traffic, message: "\(what) \(component.label), and the question asks otherwise")
  }

  /// What is left of one way of a call if the connections that it shows, lookups and redirects included, have to pass
  /// `via` and may not pass `avoid`.
  func filtered(_ outcome: PairOutcome, via: [String], avoid: [String]) -> PairOutcome {
    if outcome.verdict == .unreachable || via.isEmpty && avoid.isEmpty { return outcome }
    let forward = passed(outcome.legs.flatMap(\.forward).map(\.component))
    let all = forward.union(passed(outcome.legs.flatMap(\.return).map(\.component)))
    let isOpen = outcome.verdict == .undetermined
    let refusals =
      via.filter { !isOpen && !forward.contains($0) }.map { WayRefusal(id: $0, leg: 0, isMissing: true) }
      + avoid.filter(all.contains).map { WayRefusal(id: $0, leg: 0, isMissing: false) }
    if refusals.isEmpty { return outcome }
    let traffic = outcome.legs.first?.forward.first?.traffic ?? ""
    var result = outcome
    result.verdict = .unreachable
    result.blockers += refusals.map { blocker($0, traffic) }
    return result
  }
}
