import Addressing
import CSimdjson

/// The fields of an object. A field that is `null` counts as absent; text that is empty counts as absent where the
/// field is an id or an option, as AWS and its emulators write either.
extension JSONValue {
  /// The value of a field; nil if it is absent or null, or if this is no object.
  @inline(__always)
  func value(_ key: StaticString) -> JSONValue? {
    guard kind == .object else { return nil }
    let found = canreach_json_find(raw, token, key.utf8Start, key.utf8CodeUnitCount)
    guard found != 0 else { return nil }
    let value = JSONValue(raw, found)
    return value.isNull ? nil : value
  }

  func required(_ key: StaticString) throws(JSONError) -> JSONValue {
    if let value = value(key) { return value }
    guard kind == .object else { throw unexpected("an object") }
    throw JSONError(token: token, message: "expected `\(key)`, found nothing")
  }

  /// An object that must be there.
  func object(_ key: StaticString) throws(JSONError) -> JSONValue {
    let value = try required(key)
    guard value.kind == .object else { throw value.unexpected("an object") }
    return value
  }

  /// Text that must be there, perhaps empty.
  func string(_ key: StaticString) throws(JSONError) -> String { try required(key).string() }

  /// Text that may be absent; empty text is absent.
  func text(_ key: StaticString) throws(JSONError) -> String? {
    guard let text = try value(key)?.string(), !text.isEmpty else { return nil }
    return text
  }

  /// An id that must be there.
  func id(_ key: StaticString) throws(JSONError) -> String {
    let value = try required(key)
    let id = try value.interned()
    if id.isEmpty { throw JSONError(token: value.token, message: "expected an id, found empty text") }
    return id
  }

  /// An id that may be absent.
  func optionalId(_ key: StaticString) throws(JSONError) -> String? {
    guard let id = try value(key)?.interned(), !id.isEmpty else { return nil }
    return id
  }

  func boolean(_ key: StaticString) throws(JSONError) -> Bool? { try value(key)?.boolean() }

  func integer(_ key: StaticString) throws(JSONError) -> Int? { try value(key)?.integer() }

  /// A moment that may be absent, in seconds since 1970.
  func seconds(_ key: StaticString) throws(JSONError) -> Int? { try value(key)?.seconds() }

  /// A port that may be absent.
  func port(_ key: StaticString) throws(JSONError) -> UInt16? {
    guard let value = value(key) else { return nil }
    let number = try value.integer()
    guard let port = UInt16(exactly: number) else {
      throw JSONError(token: value.token, message: "expected a port, 0 to 65535, found `\(number)`")
    }
    return port
  }

  func prefix(_ key: StaticString) throws(JSONError) -> Prefix? {
    guard let value = value(key) else { return nil }
    return value.isEmptyText ? nil : try value.prefix()
  }

  /// The first of two fields that is there.
  func prefix(_ key: StaticString, or other: StaticString) throws(JSONError) -> Prefix? {
    if let prefix = try prefix(key) { return prefix }
    return try prefix(other)
  }

  func address(_ key: StaticString) throws(JSONError) -> IPAddress? {
    guard let value = value(key) else { return nil }
    return value.isEmptyText ? nil : try value.address()
  }

  /// The elements of a list; none if the field is absent.
  func elements(_ key: StaticString) throws(JSONError) -> JSONElements {
    guard let value = value(key) else { return JSONElements(noneOf: raw) }
    return try value.elements()
  }

  /// The texts of a list of strings.
  func ids(_ key: StaticString) throws(JSONError) -> [String] {
    var ids: [String] = []
    for element in try elements(key) { ids.append(try element.interned()) }
    return ids
  }

  /// A field of each object of a list; objects without the field are passed over.
  func ids(_ key: StaticString, each field: StaticString) throws(JSONError) -> [String] {
    var ids: [String] = []
    for element in try elements(key) {
      if let id = try element.optionalId(field) { ids.append(id) }
    }
    return ids
  }

  /// A field of each object of a list, as prefixes.
  func prefixes(_ key: StaticString, each field: StaticString) throws(JSONError) -> [Prefix] {
    var prefixes: [Prefix] = []
    for element in try elements(key) {
      if let prefix = try element.prefix(field) { prefixes.append(prefix) }
    }
    return prefixes
  }
}

/// Addresses.
extension JSONValue {
  func prefix() throws(JSONError) -> Prefix {
    let text = try string()
    guard let prefix = Prefix(text) else {
      throw JSONError(token: token, message: "expected an address block such as 10.0.0.0/16, found `\(text)`")
    }
    return prefix
  }

  func address() throws(JSONError) -> IPAddress {
    if let value = try ipv4() { return IPAddress(family: .ipv4, value: UInt128(value)) }
    let text = try string()
    guard let address = IPAddress(text) else {
      throw JSONError(token: token, message: "expected an IP address, found `\(text)`")
    }
    return address
  }
}
