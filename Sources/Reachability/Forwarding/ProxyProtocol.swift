import NetworkModel

// Proxy protocol v2: a Network Load Balancer begins its connections to targets, and its health checks, with a header that
// says who the client is; what does not read it takes it for the client's own words (AG BE-7).
// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html

extension TargetGroup {
  /// Whether connections to the targets begin with the header.
  var sendsProxyHeader: Bool { attribute("proxy_protocol_v2.enabled") == "true" }
}

/// Something of AWS's that does not read the header.
struct ProxyHeaderStranger {
  var name: String
  /// What the client sees of it.
  var symptom: String
}

extension Follower {
  /// Who does not read the header at an end; nil where that is not known, or where it is passed on unread. AWS's services
  /// and the listeners of load balancers that look into the connection have no setting to read it. `INF`
  func strangerToProxyHeader(_ end: End, _ port: UInt16) -> ProxyHeaderStranger? {
    guard case .interface(let interface, _, _) = end else { return nil }
    if let endpoint = network.index.endpointOfInterface[interface] {
      let resource = topology.vpcEndpoints[endpoint]
      guard resource.endpointType == .interface, !resource.serviceName.contains(".vpce.") else { return nil }
      return ProxyHeaderStranger(
        name: "\(resource.serviceName) behind endpoint \(resource.identity.label)", symptom: Symptom.reset)
    }
    guard let position = network.fronts.loadBalancerOfNode[interface] else { return nil }
    let balancer = topology.loadBalancers[position]
    switch balancer.listeners?.first(where: { $0.port == port })?.protocol.uppercased() {
    case "HTTP"?:
      return ProxyHeaderStranger(
        name: "load balancer \(balancer.identity.label)", symptom: Symptom.fromLoadBalancer(400))
    case "HTTPS"?, "TLS"?, "SSL"?:
      return ProxyHeaderStranger(name: "load balancer \(balancer.identity.label)", symptom: Symptom.reset)
    default: return nil
    }
  }

  /// Notes what the header does at a target: a request is not understood where nobody reads it.
  func noteProxyHeader(to end: End, _ port: UInt16, of group: TargetGroup, _ front: Front, _ journey: inout Journey) {
    guard group.sendsProxyHeader, let position = network.fronts.targetGroups[group.id] else { return }
    let name = group.identity.label
    guard let stranger = strangerToProxyHeader(end, port) else {
      return journey.branch.assume(
        .targetProxyProtocol, group.id, decides: false,
        "what stands behind \(name) is taken to read the header of proxy protocol v2 that connections begin with")
    }
    let what = "\(name) sends the header of proxy protocol v2, which \(stranger.name) does not read"
    if journey.connections[journey.connections.count - 1].request == nil {
      return journey.branch.assume(
        .targetProxyProtocol, group.id, decides: false, "the connection opens, and what is said over it fails: \(what)")
    }
    journey.branch.blockAtFront(
      .targetProxyProtocol, .targetGroup(position), front.arrived, symptom: stranger.symptom, what)
  }
}
