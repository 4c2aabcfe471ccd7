import CSimdjson

/// Makes one `String` of equal texts, so that an id that a hundred thousand records name is kept once.
final class StringInterner {
  private let table = canreach_interner_make()
  private var strings: [String] = []

  deinit { canreach_interner_free(table) }

  func string(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
    guard let start = bytes.baseAddress, !bytes.isEmpty else { return "" }
    let number = Int(canreach_intern(table, start, bytes.count))
    if number < strings.count { return strings[number] }
    let string = String(decoding: bytes, as: UTF8.self)
    if number == strings.count { strings.append(string) }
    return string
  }
}
