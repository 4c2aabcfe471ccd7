import Addressing
import NetworkModel

// TLS where the last connection of a request ends: at a host, an endpoint of a service, a site, the internet. What a
// process speaks no configuration of AWS says (names-and-load-balancers D, step 5).

extension Follower {
  /// A journey at its end, with what becomes of TLS there.
  func shakingHandsAtEnd(_ journey: Journey) -> Journey {
    let connection = journey.connections[journey.connections.count - 1]
    let branch = connection.leaf.branch
    // Where nothing takes the connection, nobody shakes hands.
    guard let request = connection.request, !connection.leaf.isLost, !branch.isWithoutListener else { return journey }
    guard let arrived = branch.hops[..<(branch.returnStart ?? branch.hops.count)].last?.traffic else { return journey }
    var journey = journey
    if case .interface(let interface, _, _) = connection.pair.to {
      if let endpoint = network.index.endpointOfInterface[interface] {
        if !request.isTLS { refusePlaintext(at: endpoint, arrived, &journey) }
      } else if let port = arrived.boxes.first?.destinationPorts.lower,
        let spoken = topology.networkInterfaces[interface].spokenProtocols[port]
      {
        shakeHands(withHost: interface, spoken, on: port, arrived, &journey)
        return journey
      }
    }
    assumeCertificate(of: connection.pair.to, request, &journey)
    return journey
  }

  private func shakeHands(
    withHost interface: Int, _ spoken: SpokenProtocol, on port: UInt16, _ arrived: TrafficSet, _ journey: inout Journey
  ) {
    let instance = Int(network.interfaces[interface].instance)
    let component: ComponentReference = instance >= 0 ? .instance(instance) : .interface(interface)
    let name = "port \(port) of \(network.component(component).label)"
    switch spoken {
    case .plaintext:
      if journey.request?.isTLS == true {
        journey.branch.refuseTLS(component, arrived, "\(name) speaks without TLS, and the client opens TLS")
      }
    case .tls(let id):
      let certificate = id.flatMap { network.index.certificates[$0] }.map { topology.certificates[$0] }
      let server = TLSServer(
        standard: certificate.map { ShownCertificate($0) }, versions: nil, isProcess: true, name: name)
      shakeHands(with: server, at: component, arrived, &journey)
    }
  }

  /// AWS's endpoints for API Gateway speak TLS only (AG 6.2, MR-3).
  private func refusePlaintext(at position: Int, _ arrived: TrafficSet, _ journey: inout Journey) {
    let endpoint = topology.vpcEndpoints[position]
    guard endpoint.apiRegion != nil else { return }
    journey.branch.blockAtFront(
      .tlsPlaintext, .endpoint(position), arrived, symptom: Symptom.reset,
      "API Gateway behind endpoint \(endpoint.identity.label) speaks TLS, and the request comes without it")
  }

  private func assumeCertificate(of end: End, _ request: HTTPRequest, _ journey: inout Journey) {
    guard request.isTLS, request.tlsClient.verification != .none else { return }
    let name = request.tlsClient.verifiedName ?? request.serverName ?? "the address"
    journey.branch.assume(
      .tlsNameMismatch, network.label(of: end), decides: false,
      "the certificate of \(network.title(of: end)) is not in the input; it is taken to cover \(name)")
  }
}

extension Branch {
  /// Whether a load balancer has no listener for the packets.
  fileprivate var isWithoutListener: Bool {
    let codes: Set<Code> = [
      .elbListenersMismatch, .elbListenerPortRestriction, .elbv2ListenersMismatch, .elbv2ListenerPortRestriction,
    ]
    return blockers.contains { codes.contains($0.code) }
  }
}

extension Network {
  /// How a client shakes hands.
  func tlsClient(of end: End) -> TLSClient {
    guard case .interface(let interface, _, _) = end,
      let abilities = topology.networkInterfaces[interface].tlsAbilities
    else { return TLSClient(verification: .ownAuthorities) }
    let verification: TLSClient.Verification =
      switch abilities.trustsPrivateAuthorities {
      case true?: .anyAuthority
      case false?: .full
      case nil: .ownAuthorities
      }
    return TLSClient(
      versions: abilities.versions ?? .tls12 ... .tls13, verification: verification,
      showsCertificate: abilities.showsCertificate)
  }
}
