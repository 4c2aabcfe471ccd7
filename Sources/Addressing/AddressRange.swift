/// A closed range of addresses of one family, as numbers. The family is kept by whoever holds the range.
public struct AddressRange: Sendable, Hashable {
  public var lower: UInt128
  public var upper: UInt128

  /// The addresses from `lower` to `upper`, both included. `lower` must not be greater.
  @inlinable
  public init(_ lower: UInt128, _ upper: UInt128) {
    self.lower = lower
    self.upper = upper
  }

  @inlinable
  public init(_ address: IPAddress) {
    self.init(address.value, address.value)
  }

  /// Every address of the family.
  public static func all(_ family: AddressFamily) -> AddressRange { AddressRange(0, family.maximumValue) }

  /// The one address of the range, if it has but one.
  @inlinable public var single: UInt128? { lower == upper ? lower : nil }

  @inlinable public func contains(_ value: UInt128) -> Bool { lower <= value && value <= upper }
  @inlinable public func contains(_ other: AddressRange) -> Bool { lower <= other.lower && other.upper <= upper }
  @inlinable public func overlaps(_ other: AddressRange) -> Bool { lower <= other.upper && other.lower <= upper }

  @inlinable
  public func intersection(_ other: AddressRange) -> AddressRange? {
    let low = max(lower, other.lower)
    let high = min(upper, other.upper)
    return low <= high ? AddressRange(low, high) : nil
  }

  /// What is left of the range without `other`: none, one or two ranges, in order.
  public func subtracting(_ other: AddressRange) -> [AddressRange] {
    guard overlaps(other) else { return [self] }
    var rest: [AddressRange] = []
    if lower < other.lower { rest.append(AddressRange(lower, other.lower - 1)) }
    if other.upper < upper { rest.append(AddressRange(other.upper + 1, upper)) }
    return rest
  }

  /// A prefix where the range is one, an address where it has but one, `any` for a whole family, else `low-high`.
  public func text(_ family: AddressFamily) -> String {
    if self == .all(family) { return "any" }
    let low = IPAddress(family: family, value: lower)
    if lower == upper { return low.description }
    let size = upper &- lower &+ 1
    if size != 0, size & (size - 1) == 0, lower & (size - 1) == 0 {
      return "\(low)/\(family.bitWidth - size.trailingZeroBitCount)"
    }
    return "\(low)-\(IPAddress(family: family, value: upper))"
  }
}

/// Sorted disjoint ranges of addresses of one family, neighbours merged.
public struct AddressRanges: Sendable, Hashable {
  public private(set) var ranges: [AddressRange]

  public init() { ranges = [] }

  /// The union of `ranges`, in any order and overlapping as they may be.
  public init(_ ranges: some Sequence<AddressRange>) {
    var merged: [AddressRange] = []
    for range in ranges.sorted(by: { ($0.lower, $0.upper) < ($1.lower, $1.upper) }) {
      if let last = merged.last, last.upper == .max || range.lower <= last.upper + 1 {
        merged[merged.count - 1].upper = max(last.upper, range.upper)
      } else {
        merged.append(range)
      }
    }
    self.ranges = merged
  }

  public var isEmpty: Bool { ranges.isEmpty }

  /// - Complexity: O(log *n*).
  public func contains(_ value: UInt128) -> Bool {
    var low = 0
    var high = ranges.count
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].upper < value { low = middle + 1 } else { high = middle }
    }
    return low < ranges.count && ranges[low].lower <= value
  }

  public func subtracting(_ other: AddressRanges) -> AddressRanges {
    var rest = ranges
    for range in other.ranges { rest = rest.flatMap { $0.subtracting(range) } }
    return AddressRanges(rest)
  }

  public func intersection(_ other: AddressRanges) -> AddressRanges {
    AddressRanges(ranges.flatMap { mine in other.ranges.compactMap { mine.intersection($0) } })
  }
}
