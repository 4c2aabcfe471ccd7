import Addressing
import NetworkModel

extension NaiveTwin {
  /// What ends a connection and opens others behind it.
  enum Front {
    case loadBalancer(Int)
    case endpoint(Int)
  }

  /// A connection as the node sees it that it has come to.
  struct Arrival {
    var packet: NaivePacket
    /// Where the connection began: a client, or the node of the load balancer before.
    var from: NaiveEnd
    var node: Int
    /// The fronts before this one.
    var fronts: [FrontVisit]
    var isPrivateLink = false
    /// PrivateLink's traffic into a load balancer that does not look at where it comes from.
    var isUnchecked = false

    var visit: FrontVisit { FrontVisit(interface: node, port: packet.destinationPort) }
  }

  /// The load balancer whose node the interface is, by the description that AWS gives it, or the endpoint.
  func front(at index: Int) -> Front? {
    let interface = topology.networkInterfaces[index]
    if let endpoint = topology.vpcEndpoints.firstIndex(where: { $0.networkInterfaceIds.contains(interface.id) }) {
      return .endpoint(endpoint)
    }
    guard interface.interfaceDescription.hasPrefix("ELB ") else { return nil }
    let name = String(interface.interfaceDescription.dropFirst(4))
    return topology.loadBalancers.firstIndex { balancer in
      let path =
        switch balancer.type {
        case .application: "app/"
        case .network: "net/"
        case .gateway: "gwy/"
        case .classic: ""
        }
      return name == path + balancer.id || balancer.id.hasSuffix(":loadbalancer/\(name)")
    }.map { .loadBalancer($0) }
  }

  /// The connection has come to a place and its replies get back. Where a front stands there, others begin.
  func goOn(from place: Place, _ walk: Walk, _ back: Walk) -> [NaiveOutcome] {
    guard case .interface(let index) = place, let front = front(at: index) else { return [delivered(to: place, back)] }
    let arrival = Arrival(packet: walk.packet, from: walk.from, node: index, fronts: walk.fronts)
    if walk.fronts.contains(arrival.visit) { return refused(["X_ROUTE_LOOP"], []) }
    let outcomes =
      switch front {
      case .loadBalancer(let number): balance(number, arrival)
      case .endpoint(let number): serve(number, arrival, back)
      }
    return outcomes.map { outcome in
      var outcome = outcome
      outcome.isNondeterministic = outcome.isNondeterministic || back.isNondeterministic
      return outcome
    }
  }

  func refused(_ codes: [String], _ components: [String]) -> [NaiveOutcome] {
    let blocker = NaiveBlocker(codes: codes, components: components, isReply: false, tables: [])
    return [NaiveOutcome(result: .blocked(blocker), isNondeterministic: false)]
  }

  func unknown(_ reason: String) -> [NaiveOutcome] {
    [NaiveOutcome(result: .unknown(reason), isNondeterministic: false)]
  }

  /// 8.3: from an endpoint's interface to the nodes of its service in the same zone.
  private func serve(_ number: Int, _ arrival: Arrival, _ back: Walk) -> [NaiveOutcome] {
    let endpoint = topology.vpcEndpoints[number]
    // A service of AWS, or of an account that the topology does not show.
    guard let service = topology.vpcEndpointServices.first(where: { $0.serviceName == endpoint.serviceName }) else {
      return [delivered(to: .interface(arrival.node), back)]
    }
    if service.state.lowercased() != "available" { return refused(["BAD_STATE"], [service.id, endpoint.id]) }
    if let state = service.connections?[endpoint.id], state != "available" {
      return refused(["BAD_STATE"], [endpoint.id, service.id])
    }
    let isHere = endpoint.identity.region == service.identity.region
    if !isHere, !service.supportedRegions.contains(endpoint.identity.region) {
      return refused(["X_ENDPOINT_REGION"], [endpoint.id])
    }
    guard let home = subnetIndex(topology.networkInterfaces[arrival.node].subnetId) else {
      return unknown("subnet not visible")
    }
    if isHere, !service.availabilityZones.isEmpty, !service.availabilityZones.contains(zone(of: home)) {
      return refused(["VPCE_SERVICE_NOT_INSTALLED_IN_AZ"], [endpoint.id])
    }
    var outcomes: [NaiveOutcome] = []
    var nodes = 0
    for arn in service.loadBalancerArns {
      guard let balancer = index(arn, in: topology.loadBalancers) else { return unknown("load balancer not visible") }
      for node in self.nodes(of: balancer) {
        guard let subnet = subnetIndex(topology.networkInterfaces[node].subnetId) else { continue }
        if isHere, zone(of: subnet) != zone(of: home) { continue }
        nodes += 1
        outcomes += enterByPrivateLink(balancer, node, arrival)
      }
    }
    return nodes == 0 ? refused(["VPCE_SERVICE_NOT_INSTALLED_IN_AZ"], [endpoint.id]) : outcomes
  }

  func nodes(of balancer: Int) -> [Int] {
    topology.networkInterfaces.indices.filter {
      if case .loadBalancer(let number) = front(at: $0) { return number == balancer }
      return false
    }
  }

  /// The load balancer's groups look at the consumer's own address, unless they do not look at all.
  private func enterByPrivateLink(_ balancer: Int, _ node: Int, _ arrival: Arrival) -> [NaiveOutcome] {
    let isChecked = topology.loadBalancers[balancer].enforcesGroupsOnPrivateLink != false
    let interface = topology.networkInterfaces[node]
    var next = arrival
    next.node = node
    next.fronts.append(arrival.visit)
    if arrival.fronts.contains(next.visit) { return refused(["X_ROUTE_LOOP"], []) }
    next.isPrivateLink = true
    next.isUnchecked = !isChecked
    if isChecked, !interface.groupIds.isEmpty {
      let rules = topology.securityGroups.filter { interface.groupIds.contains($0.id) }.flatMap(\.ingress)
      if !rules.contains(where: { fits($0, arrival.packet) && covers($0.peer, arrival.packet.source) }) {
        let code = rules.isEmpty ? "SG_HAS_NO_RULES" : "ENI_SG_RULES_MISMATCH"
        return refused([code, "SG_REFERENCES_NOT_PRESERVED"], interface.groupIds + [interface.id])
      }
    }
    return balance(balancer, next)
  }
}
