import Addressing
import NetworkModel

// What the client sees of a refusal: packets that are lost in silence are a time-out, and what a load balancer does
// with a target's failure it says in its own words (names-and-load-balancers section C).
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html

/// The words for what a client sees.
enum Symptom {
  static let timeout = "the connection times out"
  /// The same of packets that open no connection: an echo request.
  static let noReply = "there is no reply"
  static let reset = "the connection is refused or reset"
  /// The handshake passes, what follows does not.
  static let hang = "the connection opens, then hangs"
  static let handshake = "the TLS handshake fails"
  /// The client does not trust what it is shown: no request is sent.
  static let certificate = "the client refuses the certificate"
  static let badRequest = "HTTP 400 from the server"
  /// A request without TLS at a port of TLS.
  static let plaintext = "\(badRequest), or \(reset)"
  /// Where AWS does not say which of the two it is.
  static let timeoutOrReset = "\(timeout) or \(reset)"

  static func fromLoadBalancer(_ status: Int) -> String { "HTTP \(status) from the load balancer" }

  /// Several as one text: each once, and none that another names beside its own; nil for none.
  static func either(_ symptoms: [String]) -> String? {
    let kept = symptoms.enumerated().filter { position, symptom in
      !symptoms.enumerated().contains { other, text in
        text == symptom ? other < position : " or \(text) or ".contains(" or \(symptom) or ")
      }
    }
    return kept.isEmpty ? nil : kept.map(\.element).joined(separator: " or ")
  }
}

extension Network {
  /// What the client sees of the ways that do not pass: of each the first thing in its way. Nil where none is blocked.
  func symptom(of ways: [Way]) -> String? {
    var seen: [String] = []
    for way in ways where way.refusals.isEmpty && way.verdict == .unreachable {
      if let text = symptom(of: way), !seen.contains(text) { seen.append(text) }
    }
    return Symptom.either(seen)
  }

  private func symptom(of way: Way) -> String? {
    var before: Lookup?
    for stretch in way.stretches {
      switch stretch {
      case .lookup(let lookup):
        if let symptom = lookup.symptom { return symptom }
        before = lookup
      case .journey(let journey, _):
        if journey.verdict == .unreachable { return before?.symptom(behind: journey) ?? symptom(of: journey) }
        before = nil
      }
    }
    return nil
  }

  private func symptom(of journey: Journey) -> String {
    guard let leg = journey.connections.firstIndex(where: { !$0.leaf.branch.blockers.isEmpty }),
      let first = journey.connections[leg].leaf.branch.blockers.min(by: { left, right in
        (left.way == .forward ? 0 : 1, left.place) < (right.way == .forward ? 0 : 1, right.place)
      })
    else { return Symptom.timeout }
    var own = first.symptom ?? (first.traffic.isOnlyICMP ? Symptom.noReply : Symptom.timeout)
    // Who speaks HTTP nearest before the failure answers for what is behind: a load balancer, or API Gateway.
    for (index, connection) in journey.connections[...leg].enumerated().reversed() {
      if index < leg, let front = connection.leaf.branch.front {
        if first.code.stage == .tls, endsConnection(front) {
          own = symptomOfBackendTLS(own, front)
          if speaksHTTP(front) { return own }
        }
        if speaksHTTP(front) {
          if [Symptom.timeout, Symptom.timeoutOrReset, Symptom.hang].contains(own) {
            return Symptom.fromLoadBalancer(504)
          }
          return own == Symptom.reset ? Symptom.fromLoadBalancer(502) : own
        }
      }
      if let opener = connection.opener { return symptom(of: opener, first, own) }
    }
    return own
  }

  /// What API Gateway makes of a backend that fails it: an answer over HTTP it passes on.
  private func symptom(of opener: Opener, _ first: BlockerRecord, _ own: String) -> String {
    if own == Symptom.plaintext { return "\(Symptom.badRequest) or \(opener.handshake)" }
    if own.hasPrefix("HTTP ") { return own }
    return first.code.stage == .tls && own != Symptom.reset ? opener.handshake : opener.lost
  }

  /// What a load balancer makes of a target with which it cannot speak; AWS's page gives 502 for a handshake that fails.
  private func symptomOfBackendTLS(_ own: String, _ front: Front) -> String {
    if own == Symptom.plaintext {
      return speaksHTTP(front) ? "\(Symptom.badRequest) or \(Symptom.fromLoadBalancer(502))" : own
    }
    return speaksHTTP(front) ? Symptom.fromLoadBalancer(502) : Symptom.reset
  }

  /// Whether a listener reads HTTP, so that its load balancer can answer by itself.
  func speaksHTTP(_ front: Front) -> Bool {
    let listener = topology.loadBalancers[front.loadBalancer].listeners?[front.listener]
    return listener?.protocol == "HTTP" || listener?.protocol == "HTTPS"
  }

  /// Whether the load balancer reads what comes to a listener, or ends its TLS, and sends it on in its own way.
  func endsConnection(_ front: Front) -> Bool {
    let listener = topology.loadBalancers[front.loadBalancer].listeners?[front.listener]
    return ["HTTP", "HTTPS", "TLS", "SSL"].contains(listener?.protocol.uppercased() ?? "")
  }
}

extension TrafficSet {
  fileprivate var isOnlyICMP: Bool {
    let numbers = [IPProtocol.icmp, .icmpv6].map(\.rawValue)
    return !boxes.isEmpty
      && boxes.allSatisfy { $0.firstProtocol == $0.lastProtocol && numbers.contains($0.firstProtocol) }
  }
}
