import Addressing
import NetworkModel

// TLS where a request comes to a load balancer: it ends at HTTPS, TLS and SSL listeners, is unknown to HTTP listeners,
// and passes all others (names-and-load-balancers D, AG 6.2).
// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-listeners.html

extension Listener {
  enum Speech {
    case tls, http
    /// The bytes go to a target as they are.
    case passes
  }

  var speech: Speech {
    switch `protocol`.uppercased() {
    case "HTTPS", "TLS", "SSL": .tls
    case "HTTP": .http
    default: .passes
    }
  }
}

extension Follower {
  /// A journey to a listener, with what becomes of TLS there.
  func shakingHands(_ listener: Listener, _ front: Front, _ journey: Journey) -> Journey {
    guard let request = journey.request else { return journey }
    var journey = journey
    let component = ComponentReference.loadBalancer(front.loadBalancer)
    switch listener.speech {
    case .passes: break
    case .tls:
      shakeHands(with: server(listener, of: component), at: component, rule: listener.text, front.arrived, &journey)
    case .http:
      if request.isTLS {
        journey.branch.refuseTLS(
          component, front.arrived, rule: listener.text,
          "listener \(listener.text) of \(network.component(component).label) speaks HTTP without TLS, and the client opens "
            + "TLS")
      }
    }
    return journey
  }

  /// The one who opened the last connection shakes hands with what answers, or asks it without TLS. What comes of that
  /// stands behind the last hop forward.
  ///
  /// - Parameter rule: the listener, where one answers.
  func shakeHands(
    with server: TLSServer, at component: ComponentReference, rule: String? = nil, _ arrived: TrafficSet,
    _ journey: inout Journey
  ) {
    guard let request = journey.request else { return }
    guard request.isTLS else {
      return journey.branch.blockAtFront(
        .tlsPlaintext, component, arrived, rule: rule.map { .text($0) } ?? .none, symptom: Symptom.plaintext,
        "\(server.name) speaks TLS, and the request comes without it")
    }
    let handshake = server.shakeHands(with: request.tlsClient, serverName: request.serverName)
    for refusal in handshake.refusals {
      journey.branch.blockAtFront(
        refusal.code, component, arrived, near: refusal.near, symptom: refusal.symptom, refusal.message)
    }
    let id = network.component(component).id
    for doubt in handshake.doubts {
      journey.branch.assume(doubt.code, doubt.component ?? id, decides: doubt.decides, doubt.message)
    }
    if let evidence = handshake.evidence {
      journey.branch.hopAtFront(component, .allowed, .text(evidence), arrived)
    }
  }

  /// What a listener shows of itself.
  private func server(_ listener: Listener, of component: ComponentReference) -> TLSServer {
    func shown(_ arn: String) -> ShownCertificate {
      network.index.certificates[arn].map { ShownCertificate(topology.certificates[$0]) }
        ?? ShownCertificate(unseen: arn)
    }
    return TLSServer(
      standard: listener.certificateArn.map(shown),
      others: (listener.additionalCertificateArns ?? []).filter { $0 != listener.certificateArn }.map(shown),
      hasAllOthers: listener.additionalCertificateArns != nil,
      versions: TLSPolicy.versions(ofListenerPolicy: listener.sslPolicy, shown: topology.sslPolicies),
      verifiesClients: listener.mutualAuthentication == "verify",
      name: "listener \(listener.text) of \(network.component(component).label)")
  }
}

extension Branch {
  /// Notes that TLS comes to what does not speak it.
  ///
  /// - Parameter rule: the listener, where one answers.
  mutating func refuseTLS(
    _ component: ComponentReference, _ arrived: TrafficSet, rule: String? = nil, _ message: String
  ) {
    blockAtFront(
      .tlsPlaintext, component, arrived, rule: rule.map { .text($0) } ?? .none, symptom: Symptom.handshake, message)
  }
}
