import Addressing
import NetworkModel

// Rules as they are written, compiled.

extension FirewallRule {
  /// A stateless rule. Ports count for TCP and UDP only.
  /// https://docs.aws.amazon.com/network-firewall/latest/APIReference/API_MatchAttributes.html
  init(_ rule: FirewallRuleGroup.StatelessRule, _ component: ComponentReference) {
    let action = FirewallCompiler.action(rule.actions)
    ruling = FirewallRuling(
      action: action?.action ?? .open, component: component, text: FirewallRule.text(of: rule),
      doubt: action == nil ? .actions : rule.hasTCPFlags ? .flags : nil)
    let all: [ClosedRange<UInt8>] = [0...5, 6...6, 7...16, 17...17, 18...UInt8.max]
    let protocols = rule.protocols.isEmpty ? all : Set(rule.protocols).sorted().map { $0...$0 }
    fields = FiveTuple(
      services: protocols.map { range in
        let hasPorts = range == 6...6 || range == 17...17
        return FiveTuple.Service(
          protocols: range, sourcePorts: hasPorts ? FirewallRule.disjoint(rule.sourcePorts) : [.all],
          destinationPorts: hasPorts ? FirewallRule.disjoint(rule.destinationPorts) : [.all])
      }, sources: DualStackRanges(anyOr: rule.sources), destinations: DualStackRanges(anyOr: rule.destinations))
    condition.doubt = ruling.doubt
  }

  private static func disjoint(_ ports: [PortRange]) -> [PortRange] {
    if ports.isEmpty { return [.all] }
    return AddressRanges(ports.map { AddressRange(UInt128($0.lower), UInt128($0.upper)) }).ranges.map {
      PortRange(UInt16(clamping: $0.lower), UInt16(clamping: $0.upper))
    }
  }

  /// `#10 pass tcp 443 from 10.0.0.0/16 to any`.
  private static func text(of rule: FirewallRuleGroup.StatelessRule) -> String {
    func list(_ parts: [some CustomStringConvertible]) -> String {
      parts.isEmpty ? "any" : parts.map(\.description).joined(separator: ",")
    }
    let protocols = rule.protocols.map { IPProtocol(rawValue: $0).description }.joined(separator: ",")
    let actions = rule.actions.map { $0.hasPrefix("aws:") ? String($0.dropFirst(4)) : $0 }.joined(separator: ",")
    let source = list(rule.sources) + (rule.sourcePorts.isEmpty ? "" : " port \(list(rule.sourcePorts))")
    let ports = rule.destinationPorts.isEmpty ? "" : " \(list(rule.destinationPorts))"
    return "#\(rule.priority) \(actions) \(protocols.isEmpty ? "all" : protocols)\(ports) from \(source) "
      + "to \(list(rule.destinations))" + (rule.hasTCPFlags ? " with TCP flags" : "")
  }

  // MARK: Stateful rules

  /// A stateful rule; nil for one that only alerts, which decides nothing.
  init?(_ rule: SuricataRule, _ variables: FirewallVariables, _ component: ComponentReference) {
    let action: FirewallAction
    switch rule.action {
    case "pass": action = .pass
    case "drop": action = .drop
    case "reject": action = .reject
    case "alert": return nil
    default: action = .open
    }
    ruling = FirewallRuling(action: action, component: component, text: rule.text)
    var spoken = SuricataProtocol(rule.protocol)
    condition = FirewallCondition(rule.options, protocols: &spoken.numbers)
    if let application = spoken.application { condition.applications.append(.speaks(application, isNegated: false)) }
    if let unknown = spoken.unknown { condition.doubt(unknown) }
    if action == .open { condition.doubt = condition.doubt ?? .option(rule.action) }
    fields = FiveTuple(services: spoken.numbers.map { FiveTuple.Service(protocols: $0) })
    readEnds(rule, variables, spoken.family)
    ruling.doubt = condition.doubt
  }

  private mutating func readEnds(_ rule: SuricataRule, _ variables: FirewallVariables, _ family: AddressFamily?) {
    fields.isMirrored = rule.isMirrored
    if let sources = variables.addresses(rule.source), let destinations = variables.addresses(rule.destination) {
      fields.sources = sources
      fields.destinations = destinations
    } else {
      condition.doubt = .values(call: FirewallRule.call([rule.source, rule.destination]))
    }
    if family == .ipv4 { fields.sources.ipv6 = AddressRanges() }
    if family == .ipv6 { fields.sources.ipv4 = AddressRanges() }
    guard let sourcePorts = variables.ports(rule.sourcePort),
      let destinationPorts = variables.ports(rule.destinationPort)
    else {
      condition.doubt = condition.doubt ?? .values(call: FirewallRule.call([]))
      return
    }
    if sourcePorts == [.all], destinationPorts == [.all] { return }
    // Only what has ports has one of these.
    fields.services = fields.services.flatMap { service in
      [IPProtocol.tcp, .udp].map(\.rawValue).filter(service.protocols.contains).map {
        FiveTuple.Service(protocols: $0...$0, sourcePorts: sourcePorts, destinationPorts: destinationPorts)
      }
    }
  }

  /// The call that shows what the ends of a rule stand for.
  private static func call(_ ends: [String]) -> String {
    let text = ends.joined()
    if text.contains("@") { return "ec2 get-managed-prefix-list-entries" }
    return text.contains("HOME_NET") || text.contains("EXTERNAL_NET")
      ? "ec2 describe-vpcs" : "network-firewall describe-rule-group"
  }

  // MARK: Domain lists

  /// The rules that AWS makes of a domain list (NFW 9.2.6): under action order an allow list denies what it does not
  /// name, under strict order it does not.
  /// https://docs.aws.amazon.com/network-firewall/latest/developerguide/stateful-rule-groups-domain-names.html
  static func rules(
    _ list: FirewallRuleGroup.DomainList, isStrict: Bool, _ variables: FirewallVariables,
    _ component: ComponentReference
  ) -> [FirewallRule] {
    let patterns = list.targets.map { target in
      let hasDot = target.hasPrefix(".")
      return NameTest.Pattern(text: target.lowercased(), isAtStart: !hasDot, isAtEnd: true, hasDotBefore: hasDot)
    }
    let shown = list.targets.prefix(3).joined(separator: ", ") + (list.targets.count > 3 ? " …" : "")
    var fields: [(NameTest.Field, String)] = []
    if list.matchesTLS { fields.append((.serverName, "TLS_SNI")) }
    if list.matchesHTTP { fields.append((.host, "HTTP_HOST")) }
    var rules: [FirewallRule] = []
    func add(_ action: FirewallAction, _ field: NameTest.Field, _ text: String, named: Bool) {
      var rule = FirewallRule(
        ruling: FirewallRuling(action: action, component: component, text: "\(list.action) \(text)"),
        fields: FiveTuple(services: [FiveTuple.Service(protocols: 6...6)]))
      rule.condition.isToServer = true
      rule.condition.isEstablished = true
      rule.condition.priority = 1
      rule.condition.applicationDoubt = .domainList
      rule.condition.applications.append(.speaks(field == .serverName ? "tls" : "http", isNegated: false))
      if named { rule.condition.applications.append(.names(NameTest(field: field, patterns: patterns))) }
      if let home = variables.addresses("$HOME_NET"), let external = variables.addresses("$EXTERNAL_NET") {
        rule.fields.sources = home
        rule.fields.destinations = external
      } else {
        rule.condition.doubt = .values(call: "ec2 describe-vpcs")
      }
      rules.append(rule)
    }
    for (field, name) in fields {
      switch list.action {
      case "ALLOWLIST": add(.pass, field, "\(name) \(shown)", named: true)
      case "DENYLIST": add(.drop, field, "\(name) \(shown)", named: true)
      case "REJECTLIST": add(.reject, field, "\(name) \(shown)", named: true)
      default: continue
      }
    }
    guard list.action == "ALLOWLIST", !isStrict else { return rules }
    for (field, name) in fields { add(.drop, field, "\(name): any name but \(shown)", named: false) }
    return rules
  }
}

/// The protocol of a rule's header.
struct SuricataProtocol {
  var numbers: [ClosedRange<UInt8>]
  /// What has to be spoken over it.
  var application: String?
  var family: AddressFamily?
  /// A name that is not known here.
  var unknown: String?

  private static let overTCP: Set = [
    "http", "http1", "http2", "tls", "ftp", "ftp-data", "smb", "ssh", "smtp", "imap", "pop3", "msn", "rdp", "pgsql",
    "mqtt", "rfb", "telnet", "modbus", "dnp3", "websocket", "ldap",
  ]
  private static let overBoth: Set = ["dns", "dcerpc", "krb5", "nfs", "sip", "enip"]
  private static let overUDP: Set = ["ntp", "dhcp", "tftp", "ike", "ikev2", "snmp", "quic"]

  init(_ name: String) {
    let every: [ClosedRange<UInt8>] = [0...UInt8.max]
    switch name {
    case "ip", "pkthdr": numbers = every
    case "ip4", "ipv4": (numbers, family) = (every, .ipv4)
    case "ip6", "ipv6": (numbers, family) = (every, .ipv6)
    case "tcp", "tcp-pkt": numbers = [6...6]
    case "udp": numbers = [17...17]
    case "icmp": numbers = [1...1, 58...58]
    case "icmpv4": numbers = [1...1]
    case "icmpv6": numbers = [58...58]
    case "ssl": (numbers, application) = ([6...6], "tls")
    case _ where SuricataProtocol.overTCP.contains(name): (numbers, application) = ([6...6], name)
    case _ where SuricataProtocol.overBoth.contains(name): (numbers, application) = ([6...6, 17...17], name)
    case _ where SuricataProtocol.overUDP.contains(name): (numbers, application) = ([17...17], name)
    default: (numbers, unknown) = (every, name)
    }
  }
}
