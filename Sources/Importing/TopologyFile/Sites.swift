import Addressing
import NetworkModel

extension TopologyFileContext {
  func readSite(_ symbol: Symbol, _ pair: YAMLPair) {
    if symbol.name == "internet" {
      error(
        pair.place, "a site cannot be called `internet`", remedy: "the word stands for the internet; choose another")
    }
    if pair.value.pairs == nil, !pair.value.isNull {
      if pair.value.items?.isEmpty == true { error(pair.place, "a site needs `prefixes`: the site's address blocks") }
      let prefixes = (pair.value.items ?? [pair.value]).compactMap { prefix($0)?.value }
      topology.sites.append(Site(identity(symbol, nil), prefixes: prefixes))
      return
    }
    guard let fields = Fields(pair.value, .site, at: pair.place, in: self) else { return }
    if !fields.has("prefixes") { fields.missing("prefixes", "the site's address blocks") }
    topology.sites.append(
      Site(
        identity(symbol, fields), prefixes: fields.prefixes("prefixes").map(\.value), routes: routes(fields),
        firewall: fields.items("firewall").flatMap { firewallRules($0) },
        isFirewallStateful: fields.boolean("isFirewallStateful") ?? true))
    readHosts(fields, of: symbol)
  }

  /// What has a name at the site.
  private func readHosts(_ fields: Fields, of site: Symbol) {
    let blocks = topology.sites.last?.prefixes ?? []
    each(fields, "hosts", .siteHost, in: site.name) { symbol, pair in
      let prefixes = (pair.value.items ?? [pair.value]).compactMap(prefix)
        .compactMap { within(blocks, $0.value, at: $0.place) }
      topology.siteHosts.append(SiteHost(identity(symbol, nil), siteId: site.id, prefixes: prefixes))
    }
  }

  private func within(_ blocks: [Prefix], _ prefix: Prefix, at place: Place) -> Prefix? {
    if blocks.contains(where: { $0.contains(prefix) }) { return prefix }
    error(
      place, "`\(prefix)` is not in the site, which has \(blocks.map(\.description).joined(separator: ", "))",
      remedy: "write addresses of the site, or add their block to its `prefixes`")
    return nil
  }

  /// A site's own routes; nil where none are written: then it knows what AWS advertises (6.2).
  private func routes(_ fields: Fields) -> [Site.Route]? {
    guard let node = fields.node("routes") else { return nil }
    if let pairs = node.pairs {
      return pairs.compactMap { pair in
        guard let destination = prefix(Located(value: pair.key, place: pair.place)) else { return nil }
        var word: Located<String>?
        if pair.value.pairs != nil {
          guard let fields = Fields(pair.value, .siteRoute, at: pair.place, in: self) else { return nil }
          word = fields.text("connection")
        } else if !pair.value.isNull, pair.value.text != "any" {
          word = text(pair.value, of: "the connection of `\(pair.key.shortened)`")
        }
        let connection = word.flatMap { resolve($0, [.vpnConnection, .virtualInterface]) }
        return Site.Route(destination.value, connectionId: connection?.id, source: source(pair.place))
      }
    }
    return fields.prefixes("routes").map { Site.Route($0.value, source: source($0.place)) }
  }

  /// A route through a connection that ends at another site leads nowhere.
  func checkSiteRoutes() {
    var siteOfConnection: [String: String] = [:]
    for interface in topology.virtualInterfaces { siteOfConnection[interface.id] = interface.siteId }
    for connection in topology.vpnConnections {
      siteOfConnection[connection.id] =
        topology.customerGateways.first { $0.id == connection.customerGatewayId }?.siteId
    }
    for site in topology.sites {
      for route in site.routes ?? [] {
        guard let id = route.connectionId, let place = route.source, siteOfConnection[id] != site.id else { continue }
        error(
          self.place(place),
          "the route of the site `\(site.identity.shortLabel)` to `\(route.destination)` leads through `\(id)`, which does not end there",
          remedy: "write `site: \(site.identity.shortLabel)` in that connection, or another connection")
      }
    }
  }

  private func firewallRules(_ node: YAMLNode) -> [Site.FirewallRule] {
    if node.pairs != nil { return longFirewallRule(node).map { [$0] } ?? [] }
    guard let text = text(node, of: "a firewall rule") else { return [] }
    let rule = RuleText(text.value)
    var words = rule.words
    guard let first = words.first, let action = Site.FirewallRule.Action(rawValue: first) else {
      error(
        node.place, "the rule `\(text.value.shortened)` begins with neither `allow` nor `deny`",
        remedy: "write it like `allow in tcp 443 from 10.0.0.0/8`")
      return []
    }
    words.removeFirst()
    var isInbound: Bool?
    if let direction = words.first, direction == "in" || direction == "out" {
      isInbound = direction == "in"
      words.removeFirst()
    }
    let matches = traffic(words, at: node.place)
    let from = blocks(rule.from, at: node.place)
    let to = blocks(rule.to, at: node.place)
    return matches.flatMap { match in
      from.flatMap { source in
        to.map { destination in
          Site.FirewallRule(
            action, isInbound: isInbound, ipProtocol: match.ipProtocol, from: source, to: destination,
            portRange: match.portRange, source: self.source(node.place))
        }
      }
    }
  }

  /// The blocks after `from` or `to`; one nil, which stands for anywhere, where the word is absent.
  private func blocks(_ words: [String]?, at place: Place) -> [Prefix?] {
    guard let words else { return [nil] }
    return words.compactMap { prefix(Located(value: $0, place: place))?.value }
  }

  private func longFirewallRule(_ node: YAMLNode) -> Site.FirewallRule? {
    guard let fields = Fields(node, .siteFirewallRule, at: node.place, in: self) else { return nil }
    if !fields.has("action") { fields.missing("action", "allow or deny") }
    enum Direction: String {
      case inbound = "in"
      case outbound = "out"
    }
    let direction = fields.choice("direction", [Direction.inbound, .outbound])
    guard let action = fields.choice("action", [Site.FirewallRule.Action.allow, .deny]), let match = traffic(fields)
    else { return nil }
    return Site.FirewallRule(
      action, isInbound: direction.map { $0 == .inbound }, ipProtocol: match.ipProtocol,
      from: fields.prefixes("from").first?.value, to: fields.prefixes("to").first?.value, portRange: match.portRange,
      source: source(node.place))
  }

  func readBlockPublicAccess(_ file: Fields) {
    var seen: Set<Scope> = []
    for item in file.items("blockPublicAccess") {
      guard let fields = Fields(item, .blockPublicAccess, at: item.place, in: self) else { continue }
      if !fields.has("mode") { fields.missing("mode", "off, block-bidirectional or block-ingress") }
      let modes: [BlockPublicAccess.Mode] = [.off, .blockBidirectional, .blockIngress]
      let mode = fields.choice("mode", modes) ?? .off
      let scope = Scope(
        account: fields.text("account")?.value ?? account, region: fields.text("region")?.value ?? region)
      guard seen.insert(scope).inserted else {
        error(item.place, "Block Public Access of this account and Region is already written")
        continue
      }
      var exclusions: [BlockPublicAccess.Exclusion] = []
      for pair in fields.named("exclusions") {
        let word = Located(value: pair.key, place: pair.place)
        let found = resolve(word, [.vpc, .subnet])
        let modes: [BlockPublicAccess.ExclusionMode] = [.allowBidirectional, .allowEgress]
        guard let exclusion = modes.first(where: { $0.rawValue == pair.value.text }) else {
          error(
            pair.value.place, "the exclusion is \(pair.value.found), expected `allow-bidirectional` or `allow-egress`")
          continue
        }
        if let found { exclusions.append(.init(resourceId: found.id, mode: exclusion)) }
      }
      let symbol = Symbol(
        kind: .vpcBlockPublicAccessOptions, name: "block-public-access",
        id: fields.text("id")?.value ?? (seen.count == 1 ? "block-public-access" : "block-public-access/\(scope)"),
        container: nil, place: item.place, account: scope.account, region: scope.region)
      topology.blockPublicAccess.append(BlockPublicAccess(identity(symbol, fields), mode: mode, exclusions: exclusions))
    }
  }
}
