/// A value of a policy document before it is understood: JSON, or another form with the same shape (YAML).
public struct PolicyNode: Sendable, Hashable {
  public indirect enum Value: Sendable, Hashable {
    /// In the order of the text; a key may wrongly occur twice.
    case object([Field])
    case list([PolicyNode])
    case string(String)
    /// As written.
    case number(String)
    case boolean(Bool)
    case null
  }

  public struct Field: Sendable, Hashable {
    public var key: String
    public var keyPosition: TextPosition?
    public var value: PolicyNode

    public init(_ key: String, at keyPosition: TextPosition? = nil, _ value: PolicyNode) {
      self.key = key
      self.keyPosition = keyPosition
      self.value = value
    }
  }

  public var value: Value
  public var position: TextPosition?

  public init(_ value: Value, at position: TextPosition? = nil) {
    self.value = value
    self.position = position
  }

  /// What kind of value it is, for messages.
  var kindName: String {
    switch value {
    case .object: "an object"
    case .list: "a list"
    case .string: "a string"
    case .number: "a number"
    case .boolean: "true or false"
    case .null: "null"
    }
  }
}
