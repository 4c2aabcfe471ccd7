/// An address prefix (CIDR block): the addresses that begin with the same `length` bits.
public struct Prefix: Sendable, Hashable, Comparable {
  /// The first address of the block: bits after `length` are zero.
  public let address: IPAddress
  /// The number of leading bits that count, 0...32 or 0...128.
  public let length: Int

  /// The block of this length around `address`; bits after `length` are cleared.
  ///
  /// Returns nil if the length is out of the family's range.
  public init?(_ address: IPAddress, length: Int) {
    guard 0...address.family.bitWidth ~= length else { return nil }
    let mask = Prefix.hostMask(address.family, length)
    self.address = IPAddress(family: address.family, value: address.value & ~mask)
    self.length = length
  }

  /// Reads `10.0.0.0/16` or `2001:db8::/32`; an address alone is the block of that one address.
  ///
  /// Bits after the length are cleared, as AWS does. Returns nil for anything else.
  public init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard let address = IPAddress(parts[0]) else { return nil }
    switch parts.count {
    case 1:
      self.init(address, length: address.family.bitWidth)
    case 2:
      let digits = parts[1].utf8
      guard digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
        digits.count == 1 || digits.first != UInt8(ascii: "0"), let length = Int(parts[1])
      else { return nil }
      self.init(address, length: length)
    default:
      return nil
    }
  }

  /// Every address of the family.
  public static func all(_ family: AddressFamily) -> Prefix {
    Prefix(IPAddress(family: family, value: 0), length: 0) ?? Prefix(unchecked: family)
  }

  private init(unchecked family: AddressFamily) {
    address = IPAddress(family: family, value: 0)
    length = 0
  }

  private static func hostMask(_ family: AddressFamily, _ length: Int) -> UInt128 {
    length == 0 ? family.maximumValue : family.maximumValue >> UInt128(length)
  }

  public var family: AddressFamily { address.family }

  /// The addresses of the block as a closed range.
  public var range: AddressRange {
    AddressRange(address.value, address.value | Prefix.hostMask(family, length))
  }

  public func contains(_ other: IPAddress) -> Bool { other.family == family && range.contains(other.value) }
  public func contains(_ other: Prefix) -> Bool { other.family == family && range.contains(other.range) }
  public func overlaps(_ other: Prefix) -> Bool { other.family == family && range.overlaps(other.range) }

  public static func < (left: Prefix, right: Prefix) -> Bool {
    left.address == right.address ? left.length < right.length : left.address < right.address
  }
}

extension Prefix: CustomStringConvertible {
  public var description: String { "\(address)/\(length)" }
}
