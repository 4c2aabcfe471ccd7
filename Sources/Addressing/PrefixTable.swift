/// Longest-prefix matching over one family, flattened to sorted disjoint ranges.
///
/// Each range carries the candidates of the longest prefix that covers it, in the order they were given; the choice
/// between candidates of one prefix is the caller's.
///
/// - Complexity: a lookup is O(log *n*); building is O(*n* log *n* · depth).
public struct PrefixTable: Sendable {
  /// The first address of each range, ascending; a range ends where the next begins.
  @usableFromInline let starts: [UInt128]
  /// For each range, the slot into `candidates`, or -1 where no prefix covers it.
  @usableFromInline let slots: [Int32]
  /// For each slot, the entries with that longest prefix: positions in the sequence the table was made from.
  @usableFromInline let candidates: [[Int32]]
  @usableFromInline let end: UInt128

  /// - Parameter entries: prefixes of `family`; prefixes of the other family are left out.
  public init(_ family: AddressFamily, _ entries: some Sequence<Prefix>) {
    var slotOfPrefix: [Prefix: Int32] = [:]
    var candidates: [[Int32]] = []
    for (index, prefix) in entries.enumerated() where prefix.family == family {
      if let slot = slotOfPrefix[prefix] {
        candidates[Int(slot)].append(Int32(index))
      } else {
        slotOfPrefix[prefix] = Int32(candidates.count)
        candidates.append([Int32(index)])
      }
    }
    var starts: [UInt128] = [0]
    var slots: [Int32] = [-1]
    func begin(_ start: UInt128, _ slot: Int32) {
      if starts[starts.count - 1] == start {
        slots[slots.count - 1] = slot
      } else if slots[slots.count - 1] != slot {
        starts.append(start)
        slots.append(slot)
      }
    }
    // Prefixes nest or are disjoint, so a sweep with a stack of the open ones is enough.
    var open: [(upper: UInt128, slot: Int32)] = []
    func close(before start: UInt128) {
      while let top = open.last, top.upper < start {
        open.removeLast()
        begin(top.upper + 1, open.last?.slot ?? -1)
      }
    }
    for (prefix, slot) in slotOfPrefix.sorted(by: { $0.key < $1.key }) {
      close(before: prefix.range.lower)
      begin(prefix.range.lower, slot)
      open.append((prefix.range.upper, slot))
    }
    while let top = open.popLast(), top.upper < family.maximumValue {
      begin(top.upper + 1, open.last?.slot ?? -1)
    }
    self.starts = starts
    self.slots = slots
    self.candidates = candidates
    self.end = family.maximumValue
  }

  @usableFromInline
  func position(_ value: UInt128) -> Int {
    var low = 0
    var high = starts.count
    while low + 1 < high {
      let middle = (low + high) / 2
      if starts[middle] <= value { low = middle } else { high = middle }
    }
    return low
  }

  /// The entries whose prefix is the longest that covers `value`; empty if none does.
  public func longest(_ value: UInt128) -> [Int32] {
    let slot = slots[position(value)]
    return slot < 0 ? [] : candidates[Int(slot)]
  }

  /// Calls `body` with each part of `range` that has one longest prefix, in ascending order.
  public func forEach(in range: AddressRange, _ body: (AddressRange, [Int32]) -> Void) {
    var index = position(range.lower)
    var lower = range.lower
    while true {
      let last = index + 1 < starts.count ? starts[index + 1] - 1 : end
      let upper = min(last, range.upper)
      body(AddressRange(lower, upper), slots[index] < 0 ? [] : candidates[Int(slots[index])])
      if upper == range.upper { return }
      lower = upper + 1
      index += 1
    }
  }
}
