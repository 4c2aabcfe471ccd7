import Addressing
import NetworkModel

/// A question of one packet, ready to be followed.
public struct NaiveQuestion: Sendable, Hashable {
  public var from: NaiveEnd
  public var to: NaiveEnd
  public var packet: NaivePacket
  /// Whether `to` was asked for by its public address.
  public var publicly: Bool
  /// What is asked over the connection.
  public var request: NaiveRequest?

  public init(
    from: NaiveEnd, to: NaiveEnd, packet: NaivePacket, publicly: Bool = false, request: NaiveRequest? = nil
  ) {
    self.from = from
    self.to = to
    self.packet = packet
    self.publicly = publicly
    self.request = request
  }
}

extension NaiveTwin {
  /// Follows the packet of a question.
  public func follow(_ question: NaiveQuestion) -> [NaiveOutcome] {
    follow(question.packet, from: question.from, to: question.to, request: question.request)
  }

  /// Asks in words: `ask("e1", "e2", "tcp 443")`.
  ///
  /// - Parameters:
  ///   - from: an interface's id, a site's address as `site/address`, or an address of the internet.
  ///   - to: the same; with `!` at the end the public address of an interface.
  ///   - service: `tcp 443`, `icmp 8/0`, `icmpv6 128/0`, `gre`.
  public func ask(
    _ from: String, _ to: String, _ service: String = "tcp 443", sourcePort: UInt16 = 50000,
    family: AddressFamily = .ipv4, request: NaiveRequest? = nil
  ) -> [NaiveOutcome] {
    var words = service.split(separator: " ")[...]
    let parsed = Shorthand.Service(&words)
    guard let proto = parsed.ipProtocol else { Shorthand.refuse("a service", service) }
    let (fromEnd, source) = end(from, family)
    let (toEnd, destination) = end(to, family)
    let ports: (UInt16, UInt16)
    if proto.isICMP {
      ports = (UInt16(parsed.icmpType ?? 8), UInt16(parsed.icmpCode ?? 0))
    } else {
      ports = proto.hasPorts ? (sourcePort, parsed.portRange?.lower ?? 443) : (0, 0)
    }
    let packet = NaivePacket(source, destination, proto, ports.0, ports.1)
    return follow(packet, from: fromEnd, to: toEnd, request: request)
  }

  private func end(_ text: String, _ family: AddressFamily) -> (NaiveEnd, IPAddress) {
    let name = text.hasSuffix("!") ? String(text.dropLast()) : text
    if let number = index(name, in: topology.networkInterfaces) {
      let interface = topology.networkInterfaces[number]
      let address =
        text.hasSuffix("!")
        ? interface.publicAddresses.first?.publicAddress : interface.privateAddresses.first { $0.family == family }
      guard let address else { Shorthand.refuse("an interface with such an address", text) }
      return (.interface(number), address)
    }
    let parts = text.split(separator: "/")
    if parts.count == 2, let number = index(String(parts[0]), in: topology.sites) {
      return (.site(number), Shorthand.address(String(parts[1])))
    }
    let address = Shorthand.address(text)
    let space = AddressSpace.publicAddresses(address.family)
    return (space.contains(address.value) ? .internet : .nobody, address)
  }
}

extension [NaiveOutcome] {
  /// The outcomes in one line, for tests: `delivered`, `blocked CODE @ component`, `reply blocked …`, `unknown …`.
  public var summary: String {
    let texts = map { outcome in
      switch outcome.result {
      case .delivered: "delivered"
      case .blocked(let blocker):
        (blocker.isReply ? "reply " : "") + "blocked \(blocker.codes.first ?? "?")"
          + (blocker.components.first.map { " @ \($0)" } ?? "")
      case .unknown(let reason): "unknown \(reason)"
      }
    }
    return Set(texts).sorted().joined(separator: " | ")
  }
}
