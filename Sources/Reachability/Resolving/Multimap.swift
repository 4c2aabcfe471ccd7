/// Several values a key, kept in three flat arrays: one dictionary entry a key, whatever hangs on it.
struct Multimap<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  private var heads: [Key: Int32] = [:]
  private var values: [Value] = []
  /// For each value the one that was added before it under the same key, or -1.
  private var earlier: [Int32] = []

  init(minimumCapacity: Int = 0) {
    heads.reserveCapacity(minimumCapacity)
    values.reserveCapacity(minimumCapacity)
    earlier.reserveCapacity(minimumCapacity)
  }

  mutating func add(_ value: Value, for key: Key) {
    let slot = Int32(values.count)
    values.append(value)
    earlier.append(heads.updateValue(slot, forKey: key) ?? -1)
  }

  /// The values of the key, in the order they were added.
  subscript(key: Key) -> [Value] {
    guard var slot = heads[key] else { return [] }
    var found: [Value] = []
    while slot >= 0 {
      found.append(values[Int(slot)])
      slot = earlier[Int(slot)]
    }
    found.reverse()
    return found
  }
}
