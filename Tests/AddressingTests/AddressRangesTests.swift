import Addressing
import TestKit
import Testing

struct AddressRangesTests {
  /// The universe of 9 values, seen at the bottom and at the top of both families.
  static let bases: [UInt128] = [0, UInt128(UInt32.max) - 8, UInt128.max - 8]

  @Test("Two ranges of a small universe behave as sets of numbers", arguments: bases)
  func exhaustive(_ base: UInt128) {
    let ranges = (0..<6).flatMap { low in (low..<6).map { (low, $0) } }
    for (a, b) in ranges {
      let left = AddressRange(base + UInt128(a), base + UInt128(b))
      for (c, d) in ranges {
        let right = AddressRange(base + UInt128(c), base + UInt128(d))
        let common = Set(a...b).intersection(c...d)
        #expect(left.overlaps(right) == !common.isEmpty)
        #expect(left.contains(right) == Set(a...b).isSuperset(of: c...d))
        #expect(left.intersection(right).map { values($0, base) } ?? [] == common)
        let rest = left.subtracting(right)
        #expect(Set(rest.flatMap { values($0, base) }) == Set(a...b).subtracting(c...d))
        #expect(rest.map(\.lower) == rest.map(\.lower).sorted())
      }
      #expect(left.single == (a == b ? left.lower : nil))
    }
  }

  @Test("Unions, differences and intersections of random unions are those of sets", arguments: bases)
  func random(_ base: UInt128) {
    var random = SplitMix64(seed: 21)
    for round in 0..<1500 {
      let (left, leftSet) = anyRanges(&random, base)
      let (right, rightSet) = anyRanges(&random, base)
      #expect(values(left, base) == leftSet, "round \(round)")
      #expect(values(left.subtracting(right), base) == leftSet.subtracting(rightSet), "round \(round)")
      #expect(values(left.intersection(right), base) == leftSet.intersection(rightSet), "round \(round)")
      #expect((left == right) == (leftSet == rightSet), "equal sets are equal values, round \(round)")
      for value in 0..<9 { #expect(left.contains(base + UInt128(value)) == leftSet.contains(value)) }
      for (one, next) in zip(left.ranges, left.ranges.dropFirst()) { #expect(one.upper + 1 < next.lower) }
    }
  }

  @Test func noRangesHoldNothing() {
    #expect(AddressRanges().isEmpty && !AddressRanges().contains(0))
    #expect(AddressRanges([AddressRange.all(.ipv6)]).subtracting(AddressRanges([AddressRange.all(.ipv6)])).isEmpty)
  }

  @Test(
    "A range is printed as a prefix where it is one",
    arguments: [
      ("10.0.0.0", "10.0.255.255", "10.0.0.0/16"), ("10.0.0.1", "10.0.0.1", "10.0.0.1"),
      ("0.0.0.0", "255.255.255.255", "any"),
      ("10.0.0.1", "10.0.0.2", "10.0.0.1-10.0.0.2"), ("0.0.0.0", "127.255.255.255", "0.0.0.0/1"),
      ("10.0.0.2", "10.0.0.5", "10.0.0.2-10.0.0.5"), ("255.255.255.254", "255.255.255.255", "255.255.255.254/31"),
      ("::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "any"),
      ("8000::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "8000::/1"),
      ("::1", "::2", "::1-::2"), ("2001:db8::", "2001:db8::ffff", "2001:db8::/112"),
    ])
  func text(_ low: String, _ high: String, _ printed: String) throws {
    let lower = try #require(IPAddress(low))
    let range = AddressRange(lower.value, try #require(IPAddress(high)).value)
    #expect(range.text(lower.family) == printed)
  }

  private func values(_ range: AddressRange, _ base: UInt128) -> Set<Int> {
    Set(Int(range.lower - base)...Int(range.upper - base))
  }

  private func values(_ ranges: AddressRanges, _ base: UInt128) -> Set<Int> {
    Set(ranges.ranges.flatMap { values($0, base) })
  }

  private func anyRanges(_ random: inout SplitMix64, _ base: UInt128) -> (AddressRanges, Set<Int>) {
    var parts: [AddressRange] = []
    var set: Set<Int> = []
    for _ in 0..<random.below(5) {
      let low = random.below(9)
      let high = low + random.below(9 - low)
      parts.append(AddressRange(base + UInt128(low), base + UInt128(high)))
      set.formUnion(low...high)
    }
    return (AddressRanges(parts), set)
  }
}
