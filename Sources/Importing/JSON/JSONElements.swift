import CSimdjson

/// The elements of a list, in their order.
struct JSONElements: Sequence, IteratorProtocol {
  private let raw: UnsafePointer<CanreachJSON>
  /// The next element; 0 behind the last.
  private var next_: UInt32

  /// No elements.
  init(noneOf raw: UnsafePointer<CanreachJSON>) {
    self.raw = raw
    next_ = 0
  }

  /// INVARIANT: `list` is a list of a checked document.
  init(list: JSONValue) {
    raw = list.raw
    next_ = list.token + 1
    if JSONElements.byte(raw, next_) == UInt8(ascii: "]") { next_ = 0 }
  }

  mutating func next() -> JSONValue? {
    guard next_ != 0 else { return nil }
    let value = JSONValue(raw, next_)
    skip(to: value.end)
    return value
  }

  /// The next element, without looking for its end; ``skip(to:)`` must follow.
  var peek: JSONValue? { next_ == 0 ? nil : JSONValue(raw, next_) }

  /// Goes on behind the element that ends before the token `end`.
  mutating func skip(to end: UInt32) {
    next_ = JSONElements.byte(raw, end) == UInt8(ascii: ",") ? end + 1 : 0
  }

  private static func byte(_ raw: UnsafePointer<CanreachJSON>, _ token: UInt32) -> UInt8 {
    token < raw.pointee.count ? raw.pointee.bytes[Int(raw.pointee.tokens[Int(token)])] : 0
  }
}

extension JSONValue {
  /// The elements of a list.
  func elements() throws(JSONError) -> JSONElements {
    guard kind == .array else { throw unexpected("a list") }
    return JSONElements(list: self)
  }

  /// The fields of an object, in their order; none if this is no object.
  var fields: [(key: String, value: JSONValue)] {
    guard kind == .object else { return [] }
    var fields: [(key: String, value: JSONValue)] = []
    var token = self.token + 1
    let end = self.end
    while token + 2 < end {
      let key = JSONValue(raw, token)
      guard let name = try? key.string() else { break }
      let value = JSONValue(raw, token + 2)
      fields.append((name, value))
      token = value.end + 1
    }
    return fields
  }
}
