import Addressing
import NetworkModel

// Health checks: what the input says of a target, and whether the check could pass at all
// (names-and-load-balancers C0).
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html

extension Follower {
  /// Sets the state of a target, from the input where it says one, else by following its health check.
  ///
  /// - Parameter sendsProxyHeader: whether the check begins with the header of proxy protocol v2.
  func judgeHealth(
    of member: inout Member, _ check: HealthCheck?, _ loadBalancer: Int, node: Int, sendsProxyHeader: Bool = false
  ) {
    let type = topology.loadBalancers[loadBalancer].type
    if check?.isEnabled ?? true { member.failure = failure(of: check, member, node, sendsProxyHeader) }
    switch member.target.health {
    case nil: member.state = member.failure == nil ? .healthy : .unhealthy
    case "healthy"?: member.state = .healthy
    case "unhealthy"?: member.state = .unhealthy
    case "draining"?, "unhealthy.draining"?: member.state = .draining
    case "unused"?: member.state = .unused
    // Checks that are switched off are normal for an Application Load Balancer.
    case "unavailable"? where type == .application: member.state = .healthy
    default: member.state = .open
    }
  }

  /// What refuses the health check of a target, if anything certainly does.
  private func failure(
    of check: HealthCheck?, _ member: Member, _ node: Int, _ sendsProxyHeader: Bool
  ) -> BlockerRecord? {
    guard let port = check?.port ?? member.port else { return nil }
    for end in member.ends {
      guard
        let address = topology.networkInterfaces[node].privateAddresses.first(where: { $0.family == end.family })
      else { continue }
      if let answer = wrongAnswer(of: end, port, check, sendsProxyHeader) { return answer }
      var walker = Walker(
        network, Pair(from: .interface(node, address: address, publicly: false), to: end),
        Asked(ports: PortRange(port)))
      var box = TrafficBox.everything(end.family)
      box.firstProtocol = IPProtocol.tcp.rawValue
      box.lastProtocol = IPProtocol.tcp.rawValue
      box.source = AddressRange(address)
      box.sourcePorts = PortRange(1024, 65535)
      box.destinationPorts = PortRange(port)
      switch end {
      case .interface(_, let target, _), .nobody(let target, _): box.destination = AddressRange(target)
      case .site(_, _, let ranges), .internet(_, let ranges):
        guard let range = ranges.ranges.first else { continue }
        box.destination = range
      }
      walker.nesting = nesting
      walker.open(from: node, Branch(traffic: TrafficSet(end.family, box)))
      if walker.leaves.verdict == .unreachable {
        return walker.leaves.first?.branch.blockers.first
      }
    }
    return nil
  }

  /// What a check that gets through is told by something whose answers are known, where the check does not like it.
  private func wrongAnswer(
    of end: End, _ port: UInt16, _ check: HealthCheck?, _ sendsProxyHeader: Bool
  ) -> BlockerRecord? {
    guard let check, check.protocol.hasPrefix("HTTP"), case .interface(let interface, _, _) = end else { return nil }
    func wrong(_ code: Code, _ component: ComponentReference, _ message: String) -> BlockerRecord {
      BlockerRecord(
        code: code, component: component, rule: .none, way: .forward, traffic: TrafficSet(end.family),
        message: message, near: [], place: 0)
    }
    if sendsProxyHeader, let stranger = strangerToProxyHeader(end, port) {
      return wrong(
        .targetProxyProtocol, .interface(interface),
        "the check begins with the header of proxy protocol v2, which \(stranger.name) does not read")
    }
    guard let endpoint = network.index.endpointOfInterface[interface],
      topology.vpcEndpoints[endpoint].apiRegion != nil
    else { return nil }
    // API Gateway answers health checks at `/ping` and `/sping`, elsewhere with 403, and always by TLS (MR-4, DEC-7).
    if check.protocol != "HTTPS" {
      return wrong(.tlsPlaintext, .endpoint(endpoint), "API Gateway speaks TLS, and the check plain HTTP")
    }
    let status = check.statusOfAPIGateway
    if check.accepts(status) { return nil }
    return wrong(
      .httpNoApi, .endpoint(endpoint),
      "API Gateway answers \(status) at \(check.path ?? "/"), and the check wants "
        + "\(check.matcher ?? "200"): its own path for health checks is `/ping`")
  }

  /// Names targets whose health check cannot pass.
  func noteUnhealthy(_ members: [Member], _ group: TargetGroup, _ branch: inout Branch) {
    for member in members {
      guard let failure = member.failure, member.state != .unused, member.state != .draining else { continue }
      let what = member.state == .unhealthy ? "is unhealthy" : "is \(member.target.health ?? "healthy") in the input"
      branch.assume(
        failure.code, group.id, decides: false,
        "target \(member.name) of \(group.identity.label) \(what): its health check cannot pass: \(failure.message)"
      )
    }
  }
}

extension HealthCheck {
  /// What API Gateway answers an HTTP check: it has two paths for health checks of its own (AG MR-4).
  package var statusOfAPIGateway: Int {
    ["/ping", "/sping"].contains((path ?? "/").split(separator: "?").first ?? "") ? 200 : 403
  }

  /// Whether the matcher takes an HTTP status: `200`, `200,301`, `200-399`.
  package func accepts(_ status: Int) -> Bool {
    (matcher ?? "200").split(separator: ",").contains { part in
      let bounds = part.split(separator: "-").compactMap { Int($0.filter { !$0.isWhitespace }) }
      return bounds.count == 2 ? bounds[0] <= status && status <= bounds[1] : bounds.first == status
    }
  }
}
