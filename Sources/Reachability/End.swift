import Addressing

/// One end of a pair, after names are resolved: positions are indices into the arrays of the topology.
public enum End: Sendable, Hashable {
  /// A network interface, asked by one of its private addresses. `publicly`: its public address was asked for.
  case interface(Int, address: IPAddress, publicly: Bool)
  /// Addresses of an on-premises site, of one family.
  case site(Int, family: AddressFamily, AddressRanges)
  /// Addresses of the public internet, of one family.
  case internet(AddressFamily, AddressRanges)
  /// An address that nothing in the topology has: asked for in a VPC, or in none.
  case nobody(IPAddress, vpc: Int?)

  public var family: AddressFamily {
    switch self {
    case .interface(_, let address, _), .nobody(let address, _): address.family
    case .site(_, let family, _), .internet(let family, _): family
    }
  }
}

/// A question about two ends and the traffic between them, ready to be followed.
public struct Pair: Sendable, Hashable {
  public var from: End
  public var to: End

  public init(from: End, to: End) {
    self.from = from
    self.to = to
  }
}

/// The protocols and ports of a question.
public struct Asked: Sendable, Hashable {
  public enum Protocols: Sendable, Hashable {
    case any
    case one(IPProtocol)
  }

  public var protocols: Protocols
  /// Of TCP and UDP; ``PortRange/all`` without a port.
  public var ports: PortRange
  /// Nil for the client's ephemeral ports (NACL 2.1.7).
  public var sourcePorts: PortRange?
  public var oneWay: Bool
  /// What is asked over the connection, where the question is an HTTP request.
  public var request: HTTPRequest?
  /// The Region of API Gateway, where its public addresses are asked.
  var apiRegion: String?
  /// The ids of what every way has to pass, and of what none may.
  public var via: [String] = []
  public var avoid: [String] = []

  /// Whether ways are refused for what they pass.
  var isFiltered: Bool { !via.isEmpty || !avoid.isEmpty }

  public init(
    protocols: Protocols = .one(.tcp), ports: PortRange = .all, sourcePorts: PortRange? = nil, oneWay: Bool = false,
    request: HTTPRequest? = nil
  ) {
    self.protocols = protocols
    self.ports = ports
    self.sourcePorts = sourcePorts
    self.oneWay = oneWay
    self.request = request
  }
}
