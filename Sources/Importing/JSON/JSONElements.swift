import CSimdjson

/// The elements of a list, in their order.
struct JSONElements: Sequence, IteratorProtocol {
  unowned(unsafe) private let document: JSONDocument
  /// The next element; 0 behind the last.
  private var next_: UInt32

  /// No elements.
  init(document: JSONDocument) {
    self.document = document
    next_ = 0
  }

  /// INVARIANT: `list` is a list of a checked document.
  init(list: JSONValue) {
    document = list.document
    next_ = list.token + 1
    if JSONElements.byte(document, next_) == UInt8(ascii: "]") { next_ = 0 }
  }

  mutating func next() -> JSONValue? {
    guard next_ != 0 else { return nil }
    let value = JSONValue(document: document, token: next_)
    skip(to: value.end)
    return value
  }

  /// The next element, without looking for its end; ``skip(to:)`` must follow.
  var peek: JSONValue? { next_ == 0 ? nil : JSONValue(document: document, token: next_) }

  /// Goes on behind the element that ends before the token `end`.
  mutating func skip(to end: UInt32) {
    next_ = JSONElements.byte(document, end) == UInt8(ascii: ",") ? end + 1 : 0
  }

  private static func byte(_ document: JSONDocument, _ token: UInt32) -> UInt8 {
    token < document.raw.pointee.count ? document.raw.pointee.bytes[Int(document.raw.pointee.tokens[Int(token)])] : 0
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
      let key = JSONValue(document: document, token: token)
      guard let name = try? key.string() else { break }
      let value = JSONValue(document: document, token: token + 2)
      fields.append((name, value))
      token = value.end + 1
    }
    return fields
  }
}
