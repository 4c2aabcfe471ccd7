import Addressing
import NetworkModel

extension TopologyFileContext {
  /// Reads the groups of a VPC; the group `default` is there, written or not (SG 3.1.1).
  func readSecurityGroups(_ scope: VPCScope) {
    var hasDefault = false
    each(scope.fields, "securityGroups", .securityGroup, in: scope.name) { symbol, pair in
      if symbol.name == "default" { hasDefault = true }
      if let group = securityGroup(symbol, pair, scope) { topology.securityGroups.append(group) }
    }
    guard !hasDefault, let symbol = symbols.named("default", .securityGroup, in: scope.name) else { return }
    topology.securityGroups.append(
      SecurityGroup(
        identity(symbol, nil), groupName: "default", vpcId: scope.vpc.id, ingress: [fromItself(symbol)],
        egress: everywhere(scope, symbol)))
  }

  private func securityGroup(_ symbol: Symbol, _ pair: YAMLPair, _ scope: VPCScope) -> SecurityGroup? {
    var group = SecurityGroup(
      identity(symbol, nil), groupName: symbol.name, vpcId: scope.vpc.id,
      ingress: symbol.name == "default" ? [fromItself(symbol)] : [], egress: everywhere(scope, symbol))
    if let items = pair.value.items {
      // A list of rules alone: `from` makes an ingress rule, `to` an egress rule.
      let outgoing = items.filter { isEgress($0) }
      let incoming = items.filter { !isEgress($0) }
      if !incoming.isEmpty || symbol.name != "default" {
        group.ingress = incoming.flatMap { rules($0, isEgress: false, symbol, scope) }
      }
      if !outgoing.isEmpty { group.egress = outgoing.flatMap { rules($0, isEgress: true, symbol, scope) } }
      return group
    }
    guard let fields = Fields(pair.value, .securityGroup, at: pair.place, in: self) else { return nil }
    group.identity = identity(symbol, fields)
    if fields.has("ingress") {
      group.ingress = fields.items("ingress").flatMap { rules($0, isEgress: false, symbol, scope) }
    }
    if fields.has("egress") {
      group.egress = fields.items("egress").flatMap { rules($0, isEgress: true, symbol, scope) }
    }
    group.associatedVpcIds = resolve(fields.texts("vpcAssociations"), [.vpc]).map(\.id)
    return group
  }

  private func isEgress(_ node: YAMLNode) -> Bool {
    if node.pairs != nil { return node["to"] != nil }
    return node.text.map { RuleText($0).to != nil } ?? false
  }

  private func fromItself(_ symbol: Symbol) -> SecurityGroupRule {
    SecurityGroupRule(peer: .securityGroup(SecurityGroupReference(symbol.id)), source: source(symbol.place))
  }

  private func everywhere(_ scope: VPCScope, _ symbol: Symbol) -> [SecurityGroupRule] {
    let families: [AddressFamily] = scope.hasIPv6 ? [.ipv4, .ipv6] : [.ipv4]
    return families.map { SecurityGroupRule(peer: .prefix(.all($0)), source: source(symbol.place)) }
  }

  private func rules(_ node: YAMLNode, isEgress: Bool, _ group: Symbol, _ scope: VPCScope) -> [SecurityGroupRule] {
    var matches: [RuleTraffic] = []
    var peers: [Located<String>] = []
    var id: String?
    let word = isEgress ? "to" : "from"
    if node.pairs != nil {
      guard let fields = Fields(node, .securityGroupRule, at: node.place, in: self) else { return [] }
      guard !fields.has(isEgress ? "from" : "to") else {
        wrongDirection(node.place, isEgress)
        return []
      }
      if !fields.has(word) { fields.missing(word, "a block, a prefix list, a group or `self`") }
      matches = traffic(fields).map { [$0] } ?? []
      peers = fields.texts(word)
      id = fields.text("id")?.value
    } else {
      guard let text = text(node, of: "a rule") else { return [] }
      let rule = RuleText(text.value)
      guard (isEgress ? rule.from : rule.to) == nil else {
        wrongDirection(node.place, isEgress)
        return []
      }
      guard let written = isEgress ? rule.to : rule.from, !written.contains("") else {
        error(
          node.place, "the rule `\(text.value.shortened)` does not say \(isEgress ? "to whom" : "from whom")",
          remedy: "end it with `\(word)` and a block, a prefix list, a group or `self`")
        return []
      }
      matches = traffic(rule.words, at: node.place)
      peers = written.map { Located(value: $0, place: node.place) }
    }
    let found = peers.compactMap { peer($0, group, scope) }
    return matches.flatMap { match in
      found.map { peer in
        SecurityGroupRule(
          id: id, ipProtocol: match.ipProtocol, portRange: match.portRange, icmpType: match.icmpType,
          icmpCode: match.icmpCode, peer: peer, source: source(node.place))
      }
    }
  }

  private func wrongDirection(_ place: Place, _ isEgress: Bool) {
    error(
      place, isEgress ? "an egress rule has `to`, found `from`" : "an ingress rule has `from`, found `to`",
      remedy: "move it to `\(isEgress ? "ingress" : "egress")`, or change the word")
  }

  private func peer(_ word: Located<String>, _ group: Symbol, _ scope: VPCScope) -> SecurityGroupRule.Peer? {
    if word.value == "self" { return .securityGroup(SecurityGroupReference(group.id)) }
    if looksLikeAddress(word.value) { return prefix(word).map { .prefix($0.value) } }
    if let list = awsPrefixList(word.value, region: scope.symbol.region) { return .prefixList(list.id) }
    guard let symbol = resolve(word, [.securityGroup, .prefixList], in: scope.name, isBound: false) else { return nil }
    if symbol.kind == .prefixList { return .prefixList(symbol.id) }
    var reference = SecurityGroupReference(symbol.id)
    if symbol.account != group.account { reference.account = symbol.account }
    if let container = symbol.container, container != scope.name, let other = vpcs[container],
      let peering = peering(scope.vpc.id, other.id)
    {
      reference.vpcPeeringConnectionId = peering.id
      reference.peeringStatus = peering.status
    }
    return .securityGroup(reference)
  }

  /// Whether a word is meant as an address or a block, right or wrong: digits and dots, or colons, with a length.
  func looksLikeAddress(_ word: String) -> Bool {
    let address = word.split(separator: "/", omittingEmptySubsequences: false)[0]
    let isIPv4 = address.contains(".") && address.allSatisfy { $0.isNumber || $0 == "." }
    let isIPv6 = address.contains(":") && address.allSatisfy { $0.isHexDigit || $0 == ":" || $0 == "." }
    return isIPv4 || isIPv6
  }
}
