import Addressing
import NetworkModel
import TestKit

@testable import Reachability

/// A firewall that is asked packet by packet, written from AWS's pages and not from the engine: where it is not known
/// whether a rule matches, the connection is followed both ways.
struct NaiveFirewall {
  struct Packet: Hashable, CustomStringConvertible {
    var source: UInt128
    var destination: UInt128
    var proto: UInt8
    var sourcePort: UInt16
    var destinationPort: UInt16

    var reply: Packet {
      proto == 1
        ? Packet(source: destination, destination: source, proto: 1, sourcePort: 0, destinationPort: 0)
        : Packet(
          source: destination, destination: source, proto: proto, sourcePort: destinationPort,
          destinationPort: sourcePort)
    }

    var description: String { "\(proto) \(source):\(sourcePort) -> \(destination):\(destinationPort)" }
  }

  /// Addresses or ports with a few that are taken out; empty for any.
  struct Choice {
    var named: [ClosedRange<UInt128>] = []
    var negated: [ClosedRange<UInt128>] = []

    var isAny: Bool { named.isEmpty && negated.isEmpty }

    func holds(_ value: UInt128) -> Bool {
      (named.isEmpty || named.contains { $0.contains(value) }) && !negated.contains { $0.contains(value) }
    }

    func text(_ item: (ClosedRange<UInt128>) -> String) -> String {
      if isAny { return "any" }
      return "[" + (named.map(item) + negated.map { "!" + item($0) }).joined(separator: ",") + "]"
    }
  }

  enum Extra: Equatable {
    case none, flags, content
    case serverName(String)
  }

  struct Rule {
    var action: String
    var proto: String
    var source = Choice()
    var destination = Choice()
    var sourcePort = Choice()
    var destinationPort = Choice()
    var isMirrored = false
    var toServer: Bool?
    var established: Bool?
    var extra = Extra.none
    var priority: Int?

    var options: [(String, String)] {
      var flow: [String] = []
      if let toServer { flow.append(toServer ? "to_server" : "to_client") }
      if let established { flow.append(established ? "established" : "not_established") }
      var options = flow.isEmpty ? [] : [("flow", flow.joined(separator: ","))]
      switch extra {
      case .none: break
      case .flags: options.append(("flags", "S"))
      case .content: options.append(("content", "\"evil\""))
      case .serverName(let name):
        options += [("tls.sni", ""), ("content", "\"\(name)\""), ("endswith", "")]
      }
      if let priority { options.append(("priority", String(priority))) }
      return options
    }

    private func address(_ range: ClosedRange<UInt128>) -> String {
      let low = IPAddress(family: .ipv4, value: range.lowerBound)
      let high = IPAddress(family: .ipv4, value: range.upperBound)
      return range.count == 1 ? "\(low)" : "\(low)-\(high)"
    }

    private func port(_ range: ClosedRange<UInt128>) -> String { "\(range.lowerBound):\(range.upperBound)" }

    /// The rule in Suricata's language.
    var text: String {
      let head =
        "\(action) \(proto) \(source.text(address)) \(sourcePort.text(port)) \(isMirrored ? "<>" : "->") "
        + "\(destination.text(address)) \(destinationPort.text(port))"
      return head + " (" + options.map { $1.isEmpty ? "\($0); " : "\($0):\($1); " }.joined() + "sid:1;)"
    }

    /// The same as a standard rule.
    var standard: FirewallRuleGroup.StatefulRule {
      FirewallRuleGroup.StatefulRule(
        action: action.uppercased(), protocol: proto.uppercased(), source: source.text(address),
        sourcePort: sourcePort.text(port), destination: destination.text(address),
        destinationPort: destinationPort.text(port), direction: isMirrored ? "ANY" : "FORWARD",
        options: options.map { .init($0, $1.isEmpty ? [] : $1.split(separator: ",").map(String.init)) })
    }

    func isAbout(_ packet: Packet) -> Bool {
      switch proto {
      case "ip": break
      case "tcp", "tls": if packet.proto != 6 { return false }
      case "udp": if packet.proto != 17 { return false }
      default: if packet.proto != 1 { return false }
      }
      func fits(_ packet: Packet) -> Bool {
        guard source.holds(packet.source), destination.holds(packet.destination) else { return false }
        if sourcePort.isAny, destinationPort.isAny { return true }
        if proto == "icmp" { return false }
        return packet.proto != 1 && sourcePort.holds(UInt128(packet.sourcePort))
          && destinationPort.holds(UInt128(packet.destinationPort))
      }
      var other = packet
      swap(&other.source, &other.destination)
      swap(&other.sourcePort, &other.destinationPort)
      return fits(packet) || (isMirrored && fits(other))
    }
  }

  var stateless: [FirewallRuleGroup.StatelessRule]
  var statelessDefault: String
  /// In the order of their groups.
  var rules: [Rule]
  var isStrict: Bool
  var otherwise: String?
  var serverName: String?
  var hasRequest: Bool

  // MARK: One course of things

  enum Ending: Hashable { case passes, blocked, oneSided, unknown }

  /// Which of the matches that are not known take place.
  struct Choices {
    var made: [String: Bool] = [:]
    var open: String?

    mutating func take(_ key: String) -> Bool {
      if let made = made[key] { return made }
      open = open ?? key
      return false
    }
  }

  /// All that may come of a connection whose first packet is given.
  func endings(_ packet: Packet) -> Set<Ending> {
    var endings: Set<Ending> = []
    var waiting = [Choices()]
    while var choices = waiting.popLast() {
      let ending = run(packet, &choices)
      if let key = choices.open {
        for value in [false, true] { waiting.append(Choices(made: choices.made.merging([key: value]) { $1 })) }
      } else {
        endings.insert(ending)
      }
    }
    return endings
  }

  private func run(_ packet: Packet, _ choices: inout Choices) -> Ending {
    var passedAt: Int?
    var isUnknown = false
    let there = statelessAction(packet, "there", &choices)
    if there == "aws:drop" { return .blocked }
    let isSeen = there == "aws:forward_to_sfe"
    let isTCP = packet.proto == 6
    if isSeen {
      course: for moment in isTCP ? [0, 1, 2] : [0, 2] {
        let isAnswer = moment == 1
        switch decide(isAnswer ? packet.reply : packet, moment, isTCP, "there", &choices) {
        case "pass":
          passedAt = moment
          break course
        case "drop":
          if isAnswer { break course }
          return .blocked
        case "unknown":
          isUnknown = true
          passedAt = moment
          break course
        default: continue
        }
      }
    }
    switch (statelessAction(packet.reply, "back", &choices), isSeen) {
    case ("aws:drop", _): return .blocked
    case ("aws:pass", true): return isTCP ? .oneSided : isUnknown ? .unknown : .passes
    case ("aws:pass", false): return .passes
    case (_, false):
      if isTCP { return .oneSided }
      for moment in [0, 2] {
        switch decide(packet.reply, moment, false, "new", &choices) {
        case "pass": return .passes
        case "drop": return .blocked
        case "unknown": return .unknown
        default: continue
        }
      }
      return .passes
    case (_, true):
      for moment in isTCP ? [1, 3] : [1] where passedAt.map({ moment < $0 }) ?? true {
        switch decide(packet.reply, moment, isTCP, isTCP && moment == 1 ? "there" : "back", &choices) {
        case "pass": return isUnknown ? .unknown : .passes
        case "drop": return .blocked
        default: continue
        }
      }
      return isUnknown ? .unknown : .passes
    }
  }

  private func statelessAction(_ packet: Packet, _ way: String, _ choices: inout Choices) -> String {
    for (index, rule) in stateless.enumerated().sorted(by: {
      ($0.element.priority, $0.offset) < ($1.element.priority, $1.offset)
    }) {
      func holds(_ prefixes: [Prefix], _ value: UInt128) -> Bool {
        prefixes.isEmpty || prefixes.contains { $0.range.contains(value) }
      }
      func holds(_ ports: [PortRange], _ value: UInt16) -> Bool {
        ports.isEmpty || packet.proto == 1 || ports.contains { $0.contains(value) }
      }
      guard rule.protocols.isEmpty || rule.protocols.contains(packet.proto), holds(rule.sources, packet.source),
        holds(rule.destinations, packet.destination), holds(rule.sourcePorts, packet.sourcePort),
        holds(rule.destinationPorts, packet.destinationPort)
      else { continue }
      if rule.hasTCPFlags, packet.proto == 6, !choices.take("flags \(index) \(way)") { continue }
      return rule.actions[0]
    }
    return statelessDefault
  }

  /// What the stateful rules do with a packet of a connection: 0 opens, 1 answers, 2 and 3 are what follows.
  private func decide(
    _ packet: Packet, _ moment: Int, _ isTCP: Bool, _ way: String, _ choices: inout Choices
  ) -> String {
    let isToServer = moment == 0 || moment == 2
    let isEstablished = isTCP ? moment >= 2 : moment >= 1
    let hasData = !isTCP || moment >= 2
    let ranks = ["pass": 0, "drop": 1, "reject": 2]
    let ordered = rules.enumerated().sorted { left, right in
      if isStrict { return left.offset < right.offset }
      return (ranks[left.element.action] ?? 3, left.offset) < (ranks[right.element.action] ?? 3, right.offset)
    }
    for (index, rule) in ordered where rule.action != "alert" && rule.isAbout(packet) {
      if let toServer = rule.toServer, toServer != isToServer { continue }
      if let established = rule.established, established != isEstablished { continue }
      var isSure = isTCP || moment < 2
      switch rule.extra {
      case .none: break
      case .flags: isSure = false
      case .content:
        if !hasData { continue }
        isSure = false
      case .serverName(let name):
        if !hasData || (hasRequest && isTCP && (serverName?.hasSuffix(name) != true || !isToServer)) { continue }
        if !hasRequest || !isTCP { isSure = false }
      }
      if rule.proto == "tls" {
        if !hasData || (hasRequest && serverName == nil) { continue }
        if !hasRequest { isSure = false }
      }
      if !isSure, !choices.take("rule \(index) \(moment) \(way)") { continue }
      return rule.action == "reject" ? "drop" : rule.action
    }
    switch isStrict ? otherwise : nil {
    case "aws:drop_strict"?: return "drop"
    case "aws:drop_established"?: return !isTCP || moment == 2 ? "drop" : "on"
    case "aws:drop_established_app_layer"?:
      if isTCP { return moment == 2 ? "drop" : "on" }
      return isToServer ? "unknown" : "on"
    default: return "on"
    }
  }
}
