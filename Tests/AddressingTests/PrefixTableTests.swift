import Addressing
import TestKit
import Testing

struct PrefixTableTests {
  /// The positions of the longest prefixes that cover `value`, by trying them all.
  private func naive(_ value: UInt128, _ family: AddressFamily, _ prefixes: [Prefix]) -> [Int32] {
    let covering = prefixes.enumerated().filter { $0.element.contains(IPAddress(family: family, value: value)) }
    let longest = covering.map(\.element.length).max()
    return covering.filter { $0.element.length == longest }.map { Int32($0.offset) }
  }

  @Test("Every set of prefixes of eight addresses, at both ends of the space", arguments: AddressFamily.allCases)
  func exhaustive(_ family: AddressFamily) throws {
    for base in [0, family.maximumValue - 7] {
      let prefixes = try (0...3).flatMap { bits in
        try stride(from: 0, to: 8, by: 1 << bits).map {
          try #require(Prefix(IPAddress(family: family, value: base + UInt128($0)), length: family.bitWidth - bits))
        }
      }
      for mask in 0..<(1 << prefixes.count) where mask.nonzeroBitCount <= 4 || mask % 61 == 0 {
        let chosen = prefixes.indices.filter { mask & 1 << $0 != 0 }.map { prefixes[$0] }
        let table = PrefixTable(family, chosen)
        for value in 0..<8 where table.longest(base + UInt128(value)) != naive(base + UInt128(value), family, chosen) {
          Issue.record("\(chosen) at \(base + UInt128(value)): \(table.longest(base + UInt128(value)))")
        }
      }
    }
  }

  @Test("Random tables with duplicates, the other family and the default route", arguments: 0..<60)
  func random(_ seed: Int) throws {
    var random = SplitMix64(seed: UInt64(seed))
    let family: AddressFamily = seed % 2 == 0 ? .ipv4 : .ipv6
    let prefixes = try randomPrefixes(&random, family)
    let table = PrefixTable(family, prefixes)
    var probes: [UInt128] = [0, family.maximumValue]
    for prefix in prefixes where prefix.family == family {
      let range = prefix.range
      probes += [range.lower, range.upper, range.lower &- 1, range.upper &+ 1].filter { $0 <= family.maximumValue }
    }
    for probe in probes {
      #expect(table.longest(probe) == naive(probe, family, prefixes), "seed \(seed), \(probe)")
    }
    for _ in 0..<40 {
      let ends = [random.pick(probes), random.pick(probes)].sorted()
      checkParts(table, AddressRange(ends[0], ends[1]), family, prefixes, seed)
    }
    checkParts(table, .all(family), family, prefixes, seed)
  }

  /// The parts cover the range without gap or overlap, and each has the candidates of its both ends.
  private func checkParts(
    _ table: PrefixTable, _ range: AddressRange, _ family: AddressFamily, _ prefixes: [Prefix], _ seed: Int
  ) {
    var parts: [(AddressRange, [Int32])] = []
    table.forEach(in: range) { parts.append(($0, $1)) }
    #expect(parts.first?.0.lower == range.lower && parts.last?.0.upper == range.upper, "seed \(seed) \(range)")
    for (one, next) in zip(parts, parts.dropFirst()) {
      #expect(one.0.upper + 1 == next.0.lower && one.1 != next.1, "seed \(seed) \(range)")
    }
    for (part, found) in parts {
      #expect(part.lower <= part.upper)
      #expect(found == naive(part.lower, family, prefixes), "seed \(seed) \(part.text(family))")
      #expect(found == naive(part.upper, family, prefixes), "seed \(seed) \(part.text(family))")
    }
  }

  private func randomPrefixes(_ random: inout SplitMix64, _ family: AddressFamily) throws -> [Prefix] {
    var prefixes: [Prefix] = []
    for _ in 0..<(1 + random.below(24)) {
      let other: AddressFamily = family == .ipv4 ? .ipv6 : .ipv4
      let chosen = random.chance(10) ? other : family
      if let same = prefixes.last, random.chance(20) {
        prefixes.append(same)
        continue
      }
      let length = random.chance(10) ? random.pick([0, chosen.bitWidth]) : random.below(chosen.bitWidth + 1)
      // Few different bits, so that prefixes nest and touch.
      var value: UInt128 = 0
      for _ in 0..<3 { value |= 1 << UInt128(chosen.bitWidth - 1 - random.below(6)) }
      if random.chance(20) { value = chosen.maximumValue }
      prefixes.append(try #require(Prefix(IPAddress(family: chosen, value: value), length: length)))
    }
    return prefixes
  }

  @Test func emptyTableHasNothing() {
    let table = PrefixTable(.ipv6, [Prefix]())
    #expect(table.longest(0).isEmpty && table.longest(.max).isEmpty)
    var parts = 0
    table.forEach(in: .all(.ipv6)) { range, found in
      parts += 1
      #expect(range == .all(.ipv6) && found.isEmpty)
    }
    #expect(parts == 1)
  }
}
