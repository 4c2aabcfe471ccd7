import Addressing

/// One packet. Of ICMP and ICMPv6, `sourcePort` is the type and `destinationPort` the code.
public struct NaivePacket: Sendable, Hashable, CustomStringConvertible {
  public var source: IPAddress
  public var destination: IPAddress
  public var ipProtocol: IPProtocol
  public var sourcePort: UInt16
  public var destinationPort: UInt16

  public init(
    _ source: IPAddress, _ destination: IPAddress, _ ipProtocol: IPProtocol, _ sourcePort: UInt16,
    _ destinationPort: UInt16
  ) {
    self.source = source
    self.destination = destination
    self.ipProtocol = ipProtocol
    self.sourcePort = sourcePort
    self.destinationPort = destinationPort
  }

  public var family: AddressFamily { destination.family }

  /// The reply that a connection needs; nil for ICMP other than an echo request, which is not answered.
  public var reply: NaivePacket? {
    guard ipProtocol.isICMP else {
      return NaivePacket(destination, source, ipProtocol, destinationPort, sourcePort)
    }
    switch (ipProtocol, sourcePort) {
    case (.icmp, 8): return NaivePacket(destination, source, ipProtocol, 0, 0)
    case (.icmpv6, 128): return NaivePacket(destination, source, ipProtocol, 129, 0)
    default: return nil
    }
  }

  public var description: String {
    "\(ipProtocol) \(source) port \(sourcePort) → \(destination) port \(destinationPort)"
  }
}

/// Where a packet begins or is meant to end. Numbers are positions in the arrays of the topology.
public enum NaiveEnd: Sendable, Hashable {
  case interface(Int)
  case site(Int)
  case internet
  /// Nothing of the topology.
  case nobody
}

/// What stopped a packet, first on its way.
public struct NaiveBlocker: Sendable, Hashable {
  /// The code, then others that the rules allow for the same cause; empty if they name none.
  public var codes: [String]
  /// The component, then others that the rules allow; empty if they name none.
  public var components: [String]
  public var isReply: Bool
  /// The route tables that chose the way of this packet so far: the rules' exception in 0.4 blames one of them.
  public var tables: [String]
  /// The connection that was stopped: 0 is the question's, those that load balancers open count on.
  public var leg: Int
}

/// What becomes of a packet and its reply.
public enum NaiveResult: Sendable, Hashable {
  case delivered(to: String)
  case blocked(NaiveBlocker)
  /// The rules do not say, or the topology does not show it.
  case unknown(String)
}

/// One of the ways that a packet can take.
public struct NaiveOutcome: Sendable, Hashable {
  public var result: NaiveResult
  /// Whether AWS chooses between routes in a way that it does not document (RT 1.1.6).
  public var isNondeterministic: Bool
}
