/// A JSON value whose objects keep the order of their keys, so that the same value is always the same text.
public indirect enum JSON: Sendable, Hashable {
  case null
  case bool(Bool)
  case integer(Int)
  /// A number that is no integer, as it was written.
  case number(String)
  case string(String)
  case array([JSON])
  case object([Member])

  /// A key of an object, with its value.
  public struct Member: Sendable, Hashable {
    public var key: String
    public var value: JSON

    public init(_ key: String, _ value: JSON) {
      self.key = key
      self.value = value
    }
  }

  /// The text, or null.
  public init(_ text: String?) { self = text.map { .string($0) } ?? .null }

  /// The text, or null where it says nothing: the account of what is in none.
  init(known text: String) { self = text.isEmpty ? .null : .string(text) }

  /// The first value of the key; nil where this is no object or has no such key.
  public subscript(key: String) -> JSON? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.key == key }?.value
  }
}

extension JSON: ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral, ExpressibleByStringLiteral {
  public init(dictionaryLiteral elements: (String, JSON)...) {
    self = .object(elements.map { Member($0.0, $0.1) })
  }

  public init(arrayLiteral elements: JSON...) { self = .array(elements) }
  public init(stringLiteral value: String) { self = .string(value) }
}

extension JSON: ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral {
  public init(integerLiteral value: Int) { self = .integer(value) }
  public init(booleanLiteral value: Bool) { self = .bool(value) }
}

extension JSON {
  /// The value on one line, without a line break at its end.
  public var line: String {
    var writer = JSONWriter()
    writer.write(self, indent: nil)
    return writer.text
  }

  /// The value for people: two blanks a level, a line break at its end.
  public var document: String {
    var writer = JSONWriter()
    writer.write(self, indent: 0)
    return writer.text + "\n"
  }
}
