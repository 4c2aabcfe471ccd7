/// An IP protocol number, 0...255 (IANA's registry).
public struct IPProtocol: RawRepresentable, Sendable, Hashable, Comparable {
  public let rawValue: UInt8

  public init(rawValue: UInt8) { self.rawValue = rawValue }

  public static let icmp = IPProtocol(rawValue: 1)
  public static let tcp = IPProtocol(rawValue: 6)
  public static let udp = IPProtocol(rawValue: 17)
  public static let icmpv6 = IPProtocol(rawValue: 58)

  /// Whether packets carry a source and a destination port that AWS's rules can match.
  public var hasPorts: Bool { self == .tcp || self == .udp }

  /// Whether packets carry an ICMP type and code.
  public var isICMP: Bool { self == .icmp || self == .icmpv6 }

  private static let names: [(IPProtocol, String)] = [
    (icmp, "icmp"), (tcp, "tcp"), (udp, "udp"), (icmpv6, "icmpv6"),
    (IPProtocol(rawValue: 47), "gre"), (IPProtocol(rawValue: 50), "esp"), (IPProtocol(rawValue: 51), "ah"),
    (IPProtocol(rawValue: 132), "sctp"),
  ]

  /// Reads a name (`tcp`, `udp`, `icmp`, `icmpv6`, `gre`, `esp`, `ah`, `sctp`) or a number 0...255.
  public init?(_ text: some StringProtocol) {
    let lowered = text.lowercased()
    if let known = IPProtocol.names.first(where: { $0.1 == lowered }) {
      self = known.0
    } else if lowered.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
      let number = UInt8(lowered)
    {
      self.init(rawValue: number)
    } else {
      return nil
    }
  }

  public static func < (left: IPProtocol, right: IPProtocol) -> Bool { left.rawValue < right.rawValue }
}

extension IPProtocol: CustomStringConvertible {
  /// The name, or `protocol N`.
  public var description: String {
    IPProtocol.names.first { $0.0 == self }?.1 ?? "protocol \(rawValue)"
  }
}
