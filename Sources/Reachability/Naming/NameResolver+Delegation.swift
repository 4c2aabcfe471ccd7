import Addressing
import NetworkModel

// Zones that hand names to other name servers, and DELEGATE rules (NL A6, step 4).
// https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/outbound-delegation-tutorial.html

extension NameResolver {
  /// A zone hands a name to other name servers (NL A6, step 4).
  func delegate(
    _ cut: DomainName, _ servers: [DomainName], _ zone: CompiledZone, _ asker: Asker, _ trail: Trail
  ) -> [Trail] {
    var trail = trail
    let text = "\(cut) NS \(servers.map(\.description).joined(separator: ", "))"
    if zone.isPublic {
      trail.hop(zone.component, .forwarded, text)
      return [answerElsewhere(trail)]
    }
    switch asker {
    case .vpc(let vpc, _):
      for server in servers {
        guard let rule = delegateRule(for: server, vpc) else { continue }
        trail.hop(zone.component, .forwarded, text)
        return delegate(to: server, by: rule, zone, asker, text, trail)
      }
      return [
        trail.refused(
          .dnsDelegation, zone.component, text, as: .servFail,
          "zone \(zone.domain) delegates \(cut) to \(servers.map(\.description).joined(separator: ", ")), and no DELEGATE rule "
            + "of \(topology.vpcs[vpc].identity.label) covers such a name server")
      ]
    case .server(let server):
      trail.hop(zone.component, .forwarded, text)
      let addresses = servers.flatMap { glue($0, zone) }
      if addresses.isEmpty { return [noAddress(servers, zone, text, trail)] }
      return askInOrder(addresses, from: ends(of: server), failing: .servFail, trail)
    case .nobody:
      return [
        trail.unknown(zone.component.id, "\(cut) is delegated to \(text), whose records are not in the input")
      ]
    }
  }

  private func delegateRule(for server: DomainName, _ vpc: Int) -> Int? {
    index.vpcs[vpc].rules.map(\.position).first { position in
      let rule = topology.resolverRules[position]
      return rule.ruleType == .delegate && server.isWithin(rule.domainName)
    }
  }

  private func delegate(
    to server: DomainName, by rule: Int, _ zone: CompiledZone, _ asker: Asker, _ text: String, _ trail: Trail
  ) -> [Trail] {
    var trail = trail
    trail.hop(component(.resolverRule, rule), .forwarded, "\(topology.resolverRules[rule].domainName) DELEGATE")
    var addresses = glue(server, zone)
    if addresses.isEmpty, !server.isWithin(zone.domain) {
      // Its name is looked up like any other, with a rule or a zone of its own.
      guard trail.visits.insert(.nameServer(server)).inserted else { return [noAddress([server], zone, text, trail)] }
      var lookUp = Trail(server, .a)
      lookUp.visits = trail.visits
      let found = ask(asker, lookUp)
      addresses = found.filter { $0.failure == nil }.flatMap(\.addresses).compactMap(\.address)
    }
    if addresses.isEmpty { return [noAddress([server], zone, text, trail)] }
    return send(by: rule, to: addresses.map { ResolverRule.Target($0) }, trail)
  }

  private func glue(_ server: DomainName, _ zone: CompiledZone) -> [IPAddress] {
    [.a, .aaaa].flatMap { zone.records(server, $0) }.flatMap(\.values).compactMap { IPAddress($0) }
  }

  private func noAddress(_ servers: [DomainName], _ zone: CompiledZone, _ text: String, _ trail: Trail) -> Trail {
    trail.refused(
      .dnsDelegation, zone.component, text, as: .servFail,
      "the address of name server \(servers.map(\.description).joined(separator: ", ")) is not known: zone \(zone.domain) has "
        + "no record for it, and no rule and no zone leads to one")
  }
}
