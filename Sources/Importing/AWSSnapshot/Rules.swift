import Addressing

/// What the rules of network ACLs and security groups have in common.
enum Rules {
  /// A protocol's name or number; nil for all (`-1`).
  static func ipProtocol(_ value: JSONValue) throws(JSONError) -> IPProtocol? {
    let text = value.kind == .number ? "\(try value.integer())" : try value.interned()
    if text == "-1" || text == "all" { return nil }
    guard let ipProtocol = IPProtocol(text) else {
      throw JSONError(token: value.token, message: "expected a protocol's name or number, found `\(text)`")
    }
    return ipProtocol
  }

  /// A closed range of ports; nil for all of them, which AWS writes as -1 or not at all.
  static func portRange(
    _ record: JSONValue, _ fromKey: StaticString, _ toKey: StaticString
  ) throws(JSONError) -> PortRange? {
    guard let from = try record.integer(fromKey), let to = try record.integer(toKey), from != -1 else { return nil }
    guard let lower = UInt16(exactly: from), let upper = UInt16(exactly: to), lower <= upper else {
      throw JSONError(token: record.token, message: "expected ports, 0 to 65535, found `\(from)` to `\(to)`")
    }
    return lower == 0 && upper == .max ? nil : PortRange(lower, upper)
  }

  /// An ICMP type or code; nil for any (-1).
  static func icmpNumber(_ record: JSONValue, _ key: StaticString) throws(JSONError) -> UInt8? {
    guard let number = try record.integer(key), number != -1 else { return nil }
    guard let value = UInt8(exactly: number) else {
      throw JSONError(token: record.token, message: "expected an ICMP type or code, -1 to 255, found `\(number)`")
    }
    return value
  }
}
