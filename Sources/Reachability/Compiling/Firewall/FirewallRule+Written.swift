import Addressing
import NetworkModel

// Rules as they are written, compiled.

extension FirewallRule {
  /// A stateless rule. Ports count for TCP and UDP only, flags for TCP only: one that has flags is in doubt for TCP and
  /// certain for all else.
  /// https://docs.aws.amazon.com/network-firewall/latest/APIReference/API_MatchAttributes.html
  static func rules(_ rule: FirewallRuleGroup.StatelessRule, _ component: ComponentReference) -> [FirewallRule] {
    let action = FirewallCompiler.action(rule.actions)
    let all: [ClosedRange<UInt8>] = [0...5, 6...6, 7...16, 17...17, 18...UInt8.max]
    let protocols = rule.protocols.isEmpty ? all : Set(rule.protocols).sorted().map { $0...$0 }
    func part(_ protocols: [ClosedRange<UInt8>], _ doubt: FirewallDoubt?) -> FirewallRule {
      let services = protocols.map { range in
        let hasPorts = range == 6...6 || range == 17...17
        return FiveTuple.Service(
          protocols: range, sourcePorts: hasPorts ? disjoint(rule.sourcePorts) : [.all],
          destinationPorts: hasPorts ? disjoint(rule.destinationPorts) : [.all])
      }
      return FirewallRule(
        ruling: FirewallRuling(
          action: action?.action ?? .open, component: component, text: text(of: rule), doubt: doubt),
        fields: FiveTuple(
          services: services, sources: DualStackRanges(anyOr: rule.sources),
          destinations: DualStackRanges(anyOr: rule.destinations)), condition: FirewallCondition(doubt: doubt))
    }
    if action == nil { return [part(protocols, .actions)] }
    if !rule.hasTCPFlags { return [part(protocols, nil)] }
    return [part(protocols.filter { $0 == 6...6 }, .flags), part(protocols.filter { $0 != 6...6 }, nil)]
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
}
