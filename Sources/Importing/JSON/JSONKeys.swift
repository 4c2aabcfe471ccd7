import CSimdjson

/// A set of keys that ``JSONValue/gather(_:into:)`` looks for in one pass over an object, listed in the order in which
/// the input usually has them.
struct JSONKeys: @unchecked Sendable {
  // INVARIANT: never written after `init`, and points to literals only; lives as long as the program.
  private let keys: UnsafeMutablePointer<CanreachJSONKey>
  let count: Int

  init(_ names: StaticString...) {
    count = names.count
    keys = .allocate(capacity: names.count)
    for (index, name) in names.enumerated() {
      (keys + index).initialize(to: CanreachJSONKey(bytes: name.utf8Start, length: name.utf8CodeUnitCount))
    }
  }

  fileprivate func gather(_ value: JSONValue, into tokens: UnsafeMutablePointer<UInt32>) -> UInt32 {
    canreach_json_gather(value.raw, value.token, keys, count, tokens)
  }
}

/// The fields of an object that ``JSONKeys`` names, by their place there. Made once and filled for object after object;
/// no class, because references to it would be counted for every field that is read.
struct JSONFields {
  private let tokens: UnsafeMutablePointer<UInt32>
  private let keys: JSONKeys

  init(_ keys: JSONKeys) {
    self.keys = keys
    tokens = .allocate(capacity: keys.count)
    tokens.initialize(repeating: 0, count: keys.count)
  }

  /// Gives the memory back; nothing may be read from then on.
  func deallocate() { tokens.deallocate() }

  /// Finds the fields of `value`; returns the token after the object.
  ///
  /// - Throws: ``JSONError`` if the value is no object.
  @discardableResult
  func gather(_ value: JSONValue) throws(JSONError) -> UInt32 {
    guard value.kind == .object else { throw value.unexpected("an object") }
    return keys.gather(value, into: tokens)
  }

  /// The field at a place of the keys; nil if it is absent or null.
  @inline(__always)
  func value(_ place: Int, of object: JSONValue) -> JSONValue? {
    let token = tokens[place]
    guard token != 0 else { return nil }
    let value = JSONValue(object.raw, token)
    return value.isNull ? nil : value
  }
}
