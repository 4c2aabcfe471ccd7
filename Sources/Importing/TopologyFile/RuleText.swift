import Addressing
import NetworkModel

/// What a rule matches, beside its peer.
struct RuleTraffic {
  /// Nil for all protocols.
  var ipProtocol: IPProtocol?
  var portRange: PortRange?
  var icmpType: UInt8?
  var icmpCode: UInt8?
}

/// The short form of a rule, cut into its parts: `tcp 443 from 10.0.0.0/8, app`.
struct RuleText {
  /// The words before `from` or `to`.
  var words: [String]
  /// What stands after `from`, cut at the commas; nil without it.
  var from: [String]?
  var to: [String]?

  init(_ text: String) {
    var words: [String] = []
    var peers: [String: String] = [:]
    var current: String?
    for word in text.split(whereSeparator: \.isWhitespace).map(String.init) {
      if word == "from" || word == "to", peers[word] == nil {
        current = word
        peers[word] = ""
      } else if let key = current {
        peers[key, default: ""] += (peers[key] == "" ? "" : " ") + word
      } else {
        words.append(word)
      }
    }
    self.words = words
    func items(_ key: String) -> [String]? {
      peers[key].map { text in
        text.split(separator: ",", omittingEmptySubsequences: false).map {
          String($0.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
        }
      }
    }
    from = items("from")
    to = items("to")
  }
}

extension TopologyFileContext {
  private static let protocolNames = ["all", "tcp", "udp", "icmp", "icmpv6", "gre", "esp", "ah", "sctp"]

  /// `.some(nil)` for all protocols, nil for what is none.
  private func ipProtocol(_ word: Located<String>) -> IPProtocol?? {
    if ["all", "any", "-1"].contains(word.value.lowercased()) { return .some(nil) }
    if let known = IPProtocol(word.value) { return known }
    error(
      word.place, "`\(word.value.shortened)` is not a protocol",
      remedy: Nearest.question(word.value, among: TopologyFileContext.protocolNames)
        ?? "write `tcp`, `udp`, `icmp`, `icmpv6`, `all` or a number from 0 to 255")
    return nil
  }

  private func isAny(_ word: String) -> Bool { word == "any" || word == "all" || word == "-1" }

  /// What `tcp 80,443`, `icmp 8/0` or `all` match: a list of ports is several matches.
  func traffic(_ words: [String], at place: Place) -> [RuleTraffic] {
    guard let first = words.first else {
      error(
        place, "the rule names no protocol", remedy: "write `tcp`, `udp`, `icmp`, `icmpv6`, `all` or a number first")
      return []
    }
    guard let ipProtocol = ipProtocol(Located(value: first, place: place)) else { return [] }
    guard words.count > 1 else { return [RuleTraffic(ipProtocol: ipProtocol)] }
    guard words.count == 2 else {
      error(
        place, "`\(words[2].shortened)` after the ports is not understood", remedy: "write `from` or `to` before it")
      return []
    }
    let word = words[1]
    if isAny(word) { return [RuleTraffic(ipProtocol: ipProtocol)] }
    guard let ipProtocol, ipProtocol.hasPorts || ipProtocol.isICMP else {
      error(place, "`\(first)` has no ports, found `\(word.shortened)`", remedy: "write `from` or `to` before a peer")
      return []
    }
    if ipProtocol.isICMP {
      let parts = word.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
      let numbers = parts.map { isAny($0) ? .some(nil) : UInt8($0).map(Optional.some) }
      guard parts.count <= 2, let type = numbers[0], let code = parts.count == 2 ? numbers[1] : .some(nil) else {
        error(
          place, "`\(word.shortened)` is not an ICMP type", remedy: "write a type, or a type and a code: `8`, `3/4`")
        return []
      }
      return [RuleTraffic(ipProtocol: ipProtocol, icmpType: type, icmpCode: code)]
    }
    var result: [RuleTraffic] = []
    for part in word.split(separator: ",", omittingEmptySubsequences: false) {
      guard let ports = portRange(Located(value: String(part), place: place)) else { return [] }
      result.append(RuleTraffic(ipProtocol: ipProtocol, portRange: ports))
    }
    return result
  }

  func portRange(_ text: Located<String>) -> PortRange? {
    if let ports = PortRange(text.value) { return ports }
    error(
      text.place, "`\(text.value.shortened)` is not a port",
      remedy: "write a port or a range of ports, the smaller first: `443`, `8000-8999`")
    return nil
  }

  /// The same from the keys `protocol`, `ports`, `icmpType` and `icmpCode`.
  func traffic(_ fields: Fields) -> RuleTraffic? {
    var traffic = RuleTraffic()
    if let word = fields.text("protocol") {
      guard let ipProtocol = ipProtocol(word) else { return nil }
      traffic.ipProtocol = ipProtocol
    }
    if fields.shape.keys.contains(where: { $0.name == "ports" }), let text = fields.text("ports"), !isAny(text.value) {
      guard traffic.ipProtocol?.hasPorts == true else {
        error(text.place, "`ports` are of `tcp` and `udp` only", remedy: "write `protocol: tcp` or `protocol: udp`")
        return nil
      }
      guard let ports = portRange(text) else { return nil }
      traffic.portRange = ports
    }
    guard fields.shape.keys.contains(where: { $0.name == "icmpType" }) else { return traffic }
    for key in ["icmpType", "icmpCode"] where fields.has(key) {
      guard let number = fields.integer(key, in: -1...255) else { return nil }
      guard traffic.ipProtocol?.isICMP == true else {
        error(number.place, "`\(key)` is of `icmp` and `icmpv6` only")
        return nil
      }
      let value = number.value < 0 ? nil : UInt8(number.value)
      if key == "icmpType" { traffic.icmpType = value } else { traffic.icmpCode = value }
    }
    return traffic
  }
}
