import Addressing

/// Refused packets as a rule would name them, read back from the text of a blocker. Only what is one protocol, one
/// sender and one receiver of IPv4 has such a rule.
struct RefusedTraffic: Equatable {
  /// The protocol's name, or nil for any.
  var `protocol`: String?
  var source: String
  var destination: String
  /// The destination ports; nil for any, or where the protocol has none.
  var ports: String?
  private var sourcePorts: String?

  /// Reads parts joined by `; ` that differ in their ports only.
  init?(_ text: String) {
    let parts = text.components("; ").map { RefusedTraffic(part: $0) }
    guard let first = parts.first, var whole = first else { return nil }
    for part in parts.dropFirst() {
      guard var part, let ports = part.ports, let before = whole.ports else { return nil }
      part.ports = before
      guard part == whole else { return nil }
      whole.ports = "\(before) and \(ports)"
    }
    self = whole
  }

  private init?(part text: String) {
    let halves = text.components(" → ")
    guard halves.count == 2 else { return nil }
    let words = halves[0].split(separator: " ")
    guard words.count >= 2, let sender = words.last else { return nil }
    let name = words.dropLast().joined(separator: " ")
    `protocol` = name == "any protocol" ? nil : name
    guard let sending = RefusedTraffic.end(String(sender)), let receiving = RefusedTraffic.end(halves[1]) else {
      return nil
    }
    source = sending.addresses
    destination = receiving.addresses
    ports = receiving.ports
    sourcePorts = sending.ports
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
