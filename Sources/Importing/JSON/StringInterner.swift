import CSimdjson

/// Makes one `String` of equal texts, so that an id that a hundred thousand records name is kept once.
final class StringInterner {
  private let table = canreach_interner_make()
  // INVARIANT: the first `count` of `capacity` places hold strings. Not an array, whose checks would cost more than
  // the look-up itself.
  private var strings = UnsafeMutablePointer<String>.allocate(capacity: 1024)
  private var capacity = 1024
  private var count = 0

  deinit {
    canreach_interner_free(table)
    strings.deinitialize(count: count)
    strings.deallocate()
  }

  func string(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
    guard let start = bytes.baseAddress, !bytes.isEmpty else { return "" }
    let number = Int(canreach_intern(table, start, bytes.count))
    if number < count { return strings[number] }
    let string = String(decoding: bytes, as: UTF8.self)
    // Short of memory the table gives a number that is no next one: the text is then not kept.
    if number == count { keep(string) }
    return string
  }

  private func keep(_ string: String) {
    if count == capacity {
      let larger = UnsafeMutablePointer<String>.allocate(capacity: capacity * 2)
      larger.moveInitialize(from: strings, count: count)
      strings.deallocate()
      strings = larger
      capacity *= 2
    }
    (strings + count).initialize(to: string)
    count += 1
  }
}
