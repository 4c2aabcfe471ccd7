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
  /// The ways, each with what the question forbids of it. One that does not pass by itself is not asked.
  func filtered(_ ways: [Way], via: [String], avoid: [String]) -> [Way] {
    if via.isEmpty && avoid.isEmpty { return ways }
    return ways.map { way in
      var way = way
      if way.verdict != .unreachable { way.refusals = refusals(of: way, via, avoid) }
      return way
    }
  }

  private func refusals(of way: Way, _ via: [String], _ avoid: [String]) -> [WayRefusal] {
    var forward: Set<String> = []
    var refusals: [WayRefusal] = []
    let passed = passed(way)
    for (leg, (there, back)) in passed.enumerated() {
      for id in avoid where there.contains(id) || back.contains(id) {
        if !refusals.contains(where: { $0.id == id }) {
          refusals.append(WayRefusal(id: id, leg: leg, isMissing: false))
        }
      }
      forward.formUnion(there)
    }
    // Where the end of the way is not known, it may pass what is asked for yet.
    if way.verdict == .undetermined { return refusals }
    let last = max(passed.count - 1, 0)
    return via.filter { !forward.contains($0) }.map { WayRefusal(id: $0, leg: last, isMissing: true) } + refusals
  }

  /// What each leg passes, there and back.
  private func passed(_ way: Way) -> [(there: Set<String>, back: Set<String>)] {
    way.stretches.flatMap { stretch in
      switch stretch {
      case .lookup(let lookup):
        lookup.legs.map { (passed($0.forward.map(\.component)), passed($0.return.map(\.component))) }
      case .journey(let journey, _):
        journey.connections.map { connection in
          let hops = connection.leaf.branch.hops
          let start = connection.leaf.branch.returnStart ?? hops.count
          return (passed(hops[..<start]), passed(hops[start...]))
        }
      }
    }
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
  func blocker(_ refusal: WayRefusal, of way: Way) -> Blocker {
    let places = endpoints.names[refusal.id].sorted()
    let place = places.first { topology.row($0).identity.id == refusal.id } ?? places.first
    let row = place.map { topology.row($0) }
    let component = row.map { Component($0.identity, kind: $0.kind) } ?? Component(refusal.id, kind: .address)
    let what = refusal.isMissing ? "the way does not pass" : "the way passes"
    return Blocker(
      code: .componentFilterRestriction, component: component, rule: nil, direction: nil, way: .forward,
      leg: refusal.leg, traffic: firstTraffic(leg: refusal.leg, of: way),
      message: "\(what) \(component.label), and the question asks otherwise")
  }

  /// What a leg sets out with.
  private func firstTraffic(leg: Int, of way: Way) -> String {
    let first = way.placed.last { $0.leg <= leg && $0.stretch.legCount > 0 }
    switch first?.stretch {
    case .lookup(let lookup)?: return lookup.legs[leg - (first?.leg ?? 0)].forward.first?.traffic ?? ""
    case .journey(let journey, _)?:
      let hop = journey.connections[leg - (first?.leg ?? 0)].leaf.branch.hops.first
      return hop.map { text(of: $0.traffic) } ?? ""
    case nil: return ""
    }
  }
}
