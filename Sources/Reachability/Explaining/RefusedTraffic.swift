import Addressing

/// Refused packets as a rule would name them, read back from the text of a blocker. Only what is one protocol, one
/// sender and one receiver of IPv4 has such a rule.
struct RefusedTraffic {
  /// The protocol's name, or nil for any.
  var `protocol`: String?
  var source: String
  var destination: String
  /// The destination ports; nil for any, or where the protocol has none.
  var ports: String?

  init?(_ text: String) {
    let halves = text.components(" → ")
    guard halves.count == 2, !text.contains("; ") else { return nil }
    let words = halves[0].split(separator: " ")
    guard words.count >= 2, let sender = words.last else { return nil }
    let name = words.dropLast().joined(separator: " ")
    `protocol` = name == "any protocol" ? nil : name
    let sending = RefusedTraffic.end(String(sender))
    let receiving = RefusedTraffic.end(halves[1])
    guard let sending, let receiving else { return nil }
    source = sending.addresses
    destination = receiving.addresses
    ports = receiving.ports
  }

  /// Splits `10.0.1.10:443`. An IPv6 address cannot be told from its port.
  private static func end(_ text: String) -> (addresses: String, ports: String?)? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    guard parts.count <= 2, let addresses = parts.first else { return nil }
    return (block(addresses), parts.count == 2 ? parts[1] : nil)
  }

  private static func block(_ text: String) -> String {
    if text == "any" { return "0.0.0.0/0" }
    return IPAddress(text) == nil ? text : "\(text)/32"
  }

  /// `tcp 5432 from 10.0.1.10/32`, or `to` the receiver.
  func permission(from isFrom: Bool) -> String {
    let what = `protocol`.map { name in ports.map { "\(name) \($0)" } ?? name } ?? "everything"
    return isFrom ? "\(what) from \(source)" : "\(what) to \(destination)"
  }
}

extension String {
  /// The parts between `separator`.
  fileprivate func components(_ separator: String) -> [String] {
    var parts: [String] = []
    var rest = self[...]
    while let range = rest.firstRange(of: separator) {
      parts.append(String(rest[..<range.lowerBound]))
      rest = rest[range.upperBound...]
    }
    return parts + [String(rest)]
  }
}
