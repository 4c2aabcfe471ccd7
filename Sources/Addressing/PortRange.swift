/// A closed range of ports, 0...65535; for ICMP, of types or codes.
public struct PortRange: Sendable, Hashable {
  public var lower: UInt16
  public var upper: UInt16

  /// The ports from `lower` to `upper`, both included. `lower` must not be greater.
  @inlinable
  public init(_ lower: UInt16, _ upper: UInt16) {
    self.lower = lower
    self.upper = upper
  }

  @inlinable
  public init(_ port: UInt16) { self.init(port, port) }

  public static let all = PortRange(0, .max)

  @inlinable public func contains(_ port: UInt16) -> Bool { lower <= port && port <= upper }
  @inlinable public func contains(_ other: PortRange) -> Bool { lower <= other.lower && other.upper <= upper }

  @inlinable
  public func intersection(_ other: PortRange) -> PortRange? {
    let low = max(lower, other.lower)
    let high = min(upper, other.upper)
    return low <= high ? PortRange(low, high) : nil
  }

  /// Reads `443` or `8000-8999`. Returns nil for anything else, reversed ranges included.
  public init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard let lower = PortRange.number(parts[0]) else { return nil }
    switch parts.count {
    case 1: self.init(lower)
    case 2:
      guard let upper = PortRange.number(parts[1]), lower <= upper else { return nil }
      self.init(lower, upper)
    default: return nil
    }
  }

  private static func number(_ text: some StringProtocol) -> UInt16? {
    text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } ? UInt16(text) : nil
  }
}

extension PortRange: CustomStringConvertible {
  /// `443`, `8000-8999`, or `any`.
  public var description: String {
    if self == .all { return "any" }
    return lower == upper ? "\(lower)" : "\(lower)-\(upper)"
  }
}
