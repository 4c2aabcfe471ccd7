/// The two families of internet addresses. Everything in canreach works on one family at a time.
public enum AddressFamily: UInt8, Sendable, Hashable, Comparable, CaseIterable {
  case ipv4 = 4
  case ipv6 = 6

  /// The number of bits of an address: 32 or 128.
  public var bitWidth: Int { self == .ipv4 ? 32 : 128 }

  /// The greatest address of the family, as a number.
  public var maximumValue: UInt128 { self == .ipv4 ? UInt128(UInt32.max) : .max }

  public static func < (left: AddressFamily, right: AddressFamily) -> Bool { left.rawValue < right.rawValue }
}
