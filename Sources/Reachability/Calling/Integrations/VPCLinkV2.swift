import Addressing
import NetworkModel

// VPC links V2: API Gateway sends from interfaces of its own in the link's subnets, like anything else there
// (AG 6.1, PI-5 to PI-9, DEC-5, C-1).
// https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-vpc-links-v2.html

extension Follower {
  mutating func connectFromInterfaces(of link: Int, _ work: Integrating, _ journey: Journey) {
    guard let target = work.isREST ? work.integration.target : work.integration.uri else {
      return refuse(
        journey, work, .integrationUnsupported,
        "the integration of \(work.title) names no load balancer for VPC link \(topology.vpcLinks[link].identity.label)"
      )
    }
    if target.contains(":servicediscovery:") { return discover(target, work, journey) }
    let place = listener(called: target)
    let types: [LoadBalancer.LoadBalancerType] = [.application, .network]
    guard let balancer = usable(place.balancer, called: target, types, of: link, work, journey) else { return }
    var journey = journey
    guard let (port, request) = backend(balancer, place, work, &journey) else { return }
    open(from: link, to: balancer, port, request, work, journey)
  }

  /// Cloud Map says which instances there are, of HTTP APIs only.
  private mutating func discover(_ service: String, _ work: Integrating, _ journey: Journey) {
    if work.isREST {
      return refuse(
        journey, work, .integrationUnsupported, rule: service,
        "the integration of \(work.title) names a Cloud Map service, which only HTTP APIs can use")
    }
    stop(journey) {
      $0.assume(
        .unknownDestination, service, decides: true,
        "the instances of \(service) are not in the input; `servicediscovery list-instances` would show them")
    }
  }

  // MARK: The load balancer

  /// What a target means.
  struct LinkTarget {
    var balancer: Int?
    /// The listener's port, where it is a listener.
    var port: UInt16?
    /// Whether it is a listener, be it known or not.
    var isListener = false
  }

  /// A load balancer, or a listener of one, by its ARN or id (C-1).
  private func listener(called target: String) -> LinkTarget {
    if let balancer = loadBalancer(called: target) { return LinkTarget(balancer: balancer) }
    for (position, balancer) in topology.loadBalancers.enumerated() {
      if let listener = balancer.listeners?.first(where: { $0.arn == target }) {
        return LinkTarget(balancer: position, port: listener.port, isListener: true)
      }
    }
    // The ARN of a listener holds that of its load balancer.
    let own = target.replacing(":listener/", with: ":loadbalancer/", maxReplacements: 1)
    let end = own.lastIndex(of: "/") ?? own.endIndex
    return LinkTarget(balancer: loadBalancer(called: String(own[..<end])), isListener: true)
  }

  /// The port and the request for a load balancer; where they are not to be told, that is noted.
  private mutating func backend(
    _ balancer: Int, _ place: LinkTarget, _ work: Integrating, _ journey: inout Journey
  ) -> (UInt16, HTTPRequest)? {
    let resource = topology.loadBalancers[balancer]
    if place.isListener, place.port == nil {
      guard resource.listeners != nil else {
        stop(journey) {
          $0.assume(
            .unknownResource, resource.id, decides: true,
            "the listeners of load balancer \(resource.identity.label) are not in the input; "
              + "`elbv2 describe-listeners` would show them")
        }
        return nil
      }
      refuse(
        journey, work, .elbv2ListenersMismatch, at: .loadBalancer(balancer),
        rule: work.isREST ? work.integration.target : work.integration.uri, symptom: work.lost,
        "load balancer \(resource.identity.label) has no such listener")
      return nil
    }
    guard work.isREST else { return place.port.map { ($0, work.request(toListenerOf: resource.dnsName)) } }
    guard let url = work.url else {
      refuse(
        journey, work, .integrationUnsupported, rule: work.integration.uri,
        "the integration of \(work.title) has no URL that can be called")
      return nil
    }
    let path = work.stagePath
    let own = work.noteOpenPath(url, &journey.branch)
    // AWS does not say what becomes of a path in `uri` that is another than the one that is asked for.
    let isOwn = own == "/" || own == work.call.request.path || work.integration.overridesPath
    let others = isOwn ? [] : ["/\(work.call.stage)\(own)"]
    let request = work.request(to: url, path: path, others: others)
    if let port = place.port, port != url.port {
      journey.branch.assume(
        .integrationUnsupported, work.api.id, decides: false,
        "the integration of \(work.title) names a listener on port \(port) and a URL with port \(url.port); the listener is "
          + "taken to be asked")
    }
    return (place.port ?? url.port, request)
  }

  // MARK: The connection

  /// Each interface of the link to each node of the load balancer is a way.
  private mutating func open(
    from link: Int, to balancer: Int, _ port: UInt16, _ request: HTTPRequest, _ work: Integrating, _ journey: Journey
  ) {
    let resource = topology.vpcLinks[link]
    let isImplied = resource.networkInterfaceIds.isEmpty
    let senders = resource.senderIds.compactMap { network.index.interfaces[$0] }
    var journey = journey
    if senders.isEmpty {
      return stop(journey) {
        $0.assume(
          .unknownResource, resource.id, decides: true,
          "neither the interfaces nor the subnets of VPC link \(resource.identity.label) are in the input; "
            + "`ec2 describe-subnets` would show them")
      }
    }
    if isImplied {
      journey.branch.assume(
        .unknownResource, resource.id, decides: false,
        "the interfaces of VPC link \(resource.identity.label) are not in the input; one in each of its subnets is taken to "
          + "send from an address that is free there")
    }
    for sender in senders {
      for node in network.fronts.nodes[balancer] {
        open(from: sender, to: node, port, request, link, work, journey)
      }
    }
  }

  private mutating func open(
    from sender: Int, to node: Int, _ port: UInt16, _ request: HTTPRequest, _ link: Int, _ work: Integrating,
    _ journey: Journey
  ) {
    func address(of interface: Int, _ family: AddressFamily) -> IPAddress? {
      topology.networkInterfaces[interface].privateAddresses.first { $0.family == family }
    }
    let pairs = AddressFamily.allCases.compactMap { family in
      address(of: sender, family).flatMap { from in address(of: node, family).map { (from: from, to: $0) } }
    }
    guard let pair = pairs.first else {
      return refuse(
        journey, work, .noPath, at: .vpcLink(link), symptom: work.lost,
        "interface \(topology.networkInterfaces[sender].identity.label) of the VPC link and the load balancer have no address "
          + "of one family")
    }
    var walker = walker(
      Pair(
        from: .interface(sender, address: pair.from, publicly: false),
        to: .interface(node, address: pair.to, publicly: false)), request)
    var box = TrafficBox(
      source: AddressRange(pair.from), destination: AddressRange(pair.to), firstProtocol: IPProtocol.tcp.rawValue,
      lastProtocol: IPProtocol.tcp.rawValue)
    box.sourcePorts = PortRange(1024, 65535)
    box.destinationPorts = PortRange(port)
    var branch = Branch(traffic: TrafficSet(pair.from.family, box))
    branch.hop(.vpcLink(link), .forwarded, .text("V2 from \(topology.networkInterfaces[sender].identity.label)"))
    walker.open(from: sender, branch)
    goOn(from: walker, journey.connections, openedBy: work.opener)
  }
}
