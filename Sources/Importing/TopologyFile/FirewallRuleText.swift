import Addressing
import NetworkModel

/// The short form of a firewall's rule, cut into its parts: `10 pass tcp 443 from 10.0.0.0/8 to any`.
struct FirewallRuleText {
  enum Action: String {
    case pass, drop, forward, reject, alert

    static let stateless: [Action] = [.forward, .pass, .drop]
    static let stateful: [Action] = [.pass, .drop, .reject, .alert]

    var statelessAction: String { self == .forward ? "aws:forward_to_sfe" : "aws:\(rawValue)" }
  }

  /// Addresses with the ports beside them; empty lists mean any.
  struct Peer {
    var addresses: [String] = []
    var ports: [String] = []
  }

  var priority: Int?
  var action: String
  var ipProtocol: String
  /// What follows the protocol: the ports of the destination.
  var ports: [String]
  var from: Peer
  var to: Peer
  /// Words that have no place.
  var rest: [String]

  init(_ text: String) {
    let rule = RuleText(text)
    var words = rule.words[...]
    if let first = words.first, let number = Int(first) {
      priority = number
      words = words.dropFirst()
    }
    action = words.popFirst() ?? ""
    ipProtocol = words.popFirst()?.lowercased() ?? ""
    ports = FirewallRuleText.items(words.popFirst() ?? "any")
    rest = Array(words)
    from = FirewallRuleText.peer(rule.from)
    to = FirewallRuleText.peer(rule.to)
  }

  /// `10.0.0.0/8, 10.9.0.0/16 port 80,443`.
  private static func peer(_ items: [String]?) -> Peer {
    guard let items else { return Peer() }
    let words = items.joined(separator: ",").split(separator: " ", omittingEmptySubsequences: true).map(String.init)
    guard let place = words.firstIndex(of: "port") else { return Peer(addresses: self.items(words.joined())) }
    return Peer(
      addresses: self.items(words[..<place].joined()), ports: self.items(words[(place + 1)...].joined()))
  }

  private static func items(_ text: String) -> [String] {
    ["any", "all"].contains(text.lowercased())
      ? [] : text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
  }
}

extension TopologyFileContext {
  private static let statefulProtocols = [
    "ip", "tcp", "udp", "icmp", "http", "tls", "dns", "ssh", "smtp", "ftp", "smb", "dcerpc",
  ]

  /// `10 pass tcp 443 from 10.0.0.0/16 to any`; without a number the rule follows the one before.
  func statelessRule(_ word: Located<String>, after last: Int) -> FirewallRuleGroup.StatelessRule? {
    guard let text = ruleText(word, FirewallRuleText.Action.stateless) else { return nil }
    guard let action = FirewallRuleText.Action(rawValue: text.action), (1...65535).contains(text.priority ?? last + 1)
    else {
      error(word.place, "the priority of a stateless rule is a number from 1 to 65535")
      return nil
    }
    var protocols: [UInt8] = []
    if !["all", "any", "ip"].contains(text.ipProtocol) {
      guard let known = IPProtocol(text.ipProtocol) else {
        error(
          word.place, "`\(text.ipProtocol.shortened)` is not a protocol",
          remedy: "write `tcp`, `udp`, `icmp`, `all` or a number from 0 to 255")
        return nil
      }
      protocols = [known.rawValue]
    }
    let hasPorts = text.ipProtocol == "tcp" || text.ipProtocol == "udp"
    let destinationPorts = text.ports + text.to.ports
    guard hasPorts || (destinationPorts + text.from.ports).isEmpty else {
      error(word.place, "`\(text.ipProtocol)` has no ports", remedy: "write `tcp` or `udp`")
      return nil
    }
    func ports(_ words: [String]) -> [PortRange] {
      words.compactMap { portRange(Located(value: $0, place: word.place)) }
    }
    func blocks(_ words: [String]) -> [Prefix] {
      words.compactMap { prefix(Located(value: $0, place: word.place))?.value }
    }
    return FirewallRuleGroup.StatelessRule(
      priority: text.priority ?? last + 1, sources: blocks(text.from.addresses),
      destinations: blocks(text.to.addresses), sourcePorts: ports(text.from.ports),
      destinationPorts: ports(destinationPorts), protocols: protocols, actions: [action.statelessAction])
  }

  /// `pass tcp 443 from 10.0.0.0/16, $WEB to any`.
  func statefulRule(_ word: Located<String>, sid: Int) -> FirewallRuleGroup.StatefulRule? {
    guard let text = ruleText(word, FirewallRuleText.Action.stateful) else { return nil }
    if text.priority != nil {
      error(word.place, "a stateful rule has no number", remedy: "in strict order the rules stand in theirs")
      return nil
    }
    let proto = ["all", "any"].contains(text.ipProtocol) ? "ip" : text.ipProtocol
    guard Self.statefulProtocols.contains(proto) else {
      error(
        word.place, "`\(text.ipProtocol.shortened)` is not a protocol of stateful rules",
        remedy: Nearest.question(proto, among: Self.statefulProtocols)
          ?? "they are \(Fields.list(Self.statefulProtocols))")
      return nil
    }
    func ports(_ words: [String]) -> String {
      joined(
        words.compactMap { item in
          if item.hasPrefix("$") { return item }
          return portRange(Located(value: item, place: word.place)).map {
            $0.lower == $0.upper ? "\($0.lower)" : "\($0.lower):\($0.upper)"
          }
        })
    }
    func addresses(_ words: [String]) -> String {
      joined(
        words.compactMap { item in
          let bare = item.hasPrefix("!") ? String(item.dropFirst()) : item
          if bare.hasPrefix("$") { return item }
          return prefix(Located(value: bare, place: word.place)).map { "\(item.hasPrefix("!") ? "!" : "")\($0.value)" }
        })
    }
    return FirewallRuleGroup.StatefulRule(
      action: text.action.uppercased(), protocol: proto.uppercased(), source: addresses(text.from.addresses),
      sourcePort: ports(text.from.ports), destination: addresses(text.to.addresses),
      destinationPort: ports(text.ports + text.to.ports), options: [.init("sid", ["\(sid)"])])
  }

  /// One item, or several as AWS writes a list; `ANY` for none.
  private func joined(_ items: [String]) -> String {
    items.count > 1 ? "[\(items.joined(separator: ","))]" : items.first ?? "ANY"
  }

  private func ruleText(_ word: Located<String>, _ actions: [FirewallRuleText.Action]) -> FirewallRuleText? {
    let text = FirewallRuleText(word.value)
    let words = actions.map(\.rawValue)
    if !words.contains(text.action) {
      error(
        word.place, "`\(text.action.shortened)` is not what a rule does, expected one of \(Fields.list(words))",
        remedy: Nearest.question(text.action, among: words))
      return nil
    }
    if text.ipProtocol.isEmpty {
      error(word.place, "the rule names no protocol", remedy: "write `all` for every one")
      return nil
    }
    if let extra = text.rest.first {
      error(
        word.place, "`\(extra.shortened)` after the ports is not understood", remedy: "write `from` or `to` before it")
      return nil
    }
    return text
  }
}
