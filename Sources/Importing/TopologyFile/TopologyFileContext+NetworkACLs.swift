import Addressing
import NetworkModel

extension TopologyFileContext {
  /// Reads the ACLs of a VPC; its default ACL is there, written or not, and lets everything pass (NACL 2.1.1).
  func readNetworkACLs(_ scope: VPCScope) {
    var acls: [(acl: NetworkACL, symbol: Symbol)] = []
    each(scope.fields, "networkAcls", .networkAcl, in: scope.name) { symbol, pair in
      guard let fields = Fields(pair.value, .networkACL, at: pair.place, in: self) else { return }
      let isDefault = fields.boolean("isDefault") ?? (symbol.name == "default-acl")
      for subnet in subnets(fields, "subnets", in: scope.name) {
        associate(subnet.id, subnet.name, with: symbol, at: subnet.place)
      }
      var entries: [NetworkACLEntry] = []
      for (key, isEgress) in [("ingress", false), ("egress", true)] {
        if fields.has(key) {
          entries += self.entries(fields.items(key), isEgress: isEgress)
        } else if isDefault {
          entries += everything(isEgress: isEgress, symbol)
        }
      }
      let acl = NetworkACL(identity(symbol, fields), vpcId: scope.vpc.id, isDefault: isDefault, entries: entries)
      if isDefault, let other = acls.first(where: { $0.acl.isDefault }) {
        error(pair.place, "a VPC has one default network ACL, `\(other.symbol.name)` already is")
      }
      acls.append((acl, symbol))
    }
    if !acls.contains(where: { $0.acl.isDefault }),
      let symbol = symbols.named("default-acl", .networkAcl, in: scope.name)
    {
      let entries = everything(isEgress: false, symbol) + everything(isEgress: true, symbol)
      acls.append((NetworkACL(identity(symbol, nil), vpcId: scope.vpc.id, isDefault: true, entries: entries), symbol))
    }
    for (acl, symbol) in acls {
      var acl = acl
      acl.subnetIds = associatedSubnetIds(symbol, in: scope.vpc.id)
      if acl.isDefault {
        acl.subnetIds += topology.subnets.filter {
          $0.vpcId == scope.vpc.id && associations[Association(subnetId: $0.id, kind: .networkAcl)] == nil
        }.map(\.id)
      }
      topology.networkACLs.append(acl)
    }
  }

  /// The subnets that a key names, each with the place where it does.
  func subnets(_ fields: Fields, _ key: String, in vpc: String) -> [(id: String, name: String, place: Place)] {
    fields.texts(key).compactMap { word in
      resolve(word, [.subnet], in: vpc).map { ($0.id, $0.name, word.place) }
    }
  }

  private func everything(isEgress: Bool, _ symbol: Symbol) -> [NetworkACLEntry] {
    [(100, AddressFamily.ipv4), (101, .ipv6)].map { number, family in
      NetworkACLEntry(number, isEgress: isEgress, .allow, cidrBlock: .all(family), source: source(symbol.place))
    }
  }

  private func entries(_ items: [YAMLNode], isEgress: Bool) -> [NetworkACLEntry] {
    var numbers: [Int: Place] = [:]
    var entries: [NetworkACLEntry] = []
    for item in items {
      guard let entry = item.pairs == nil ? shortEntry(item, isEgress) : longEntry(item, isEgress) else { continue }
      if let other = numbers.updateValue(item.place, forKey: entry.ruleNumber) {
        error(
          item.place, "the rule number \(entry.ruleNumber) is already taken at line \(other.line)",
          remedy: "AWS tries the rules in the order of their numbers; give one another")
      }
      entries.append(entry)
    }
    return entries
  }

  private func shortEntry(_ node: YAMLNode, _ isEgress: Bool) -> NetworkACLEntry? {
    guard let text = text(node, of: "an entry") else { return nil }
    let rule = RuleText(text.value)
    let example = isEgress ? "`100 allow tcp 443 to 0.0.0.0/0`" : "`100 allow tcp 443 from 0.0.0.0/0`"
    guard let first = rule.words.first, let number = Int(first), 1...32766 ~= number else {
      error(
        node.place, "`\(text.value.shortened)` does not begin with a rule number from 1 to 32766",
        remedy: "write it like \(example)")
      return nil
    }
    guard rule.words.count > 1, let action = NetworkACLEntry.Action(rawValue: rule.words[1]) else {
      error(node.place, "the entry \(number) says neither `allow` nor `deny`", remedy: "write it like \(example)")
      return nil
    }
    guard (isEgress ? rule.from : rule.to) == nil else {
      error(
        node.place, isEgress ? "an egress entry has `to`, found `from`" : "an ingress entry has `from`, found `to`",
        remedy: "move it to `\(isEgress ? "ingress" : "egress")`, or change the word")
      return nil
    }
    guard let peers = isEgress ? rule.to : rule.from, peers.count == 1 else {
      error(node.place, "the entry \(number) needs one address block", remedy: "write it like \(example)")
      return nil
    }
    let matches = traffic(Array(rule.words.dropFirst(2)), at: node.place)
    guard let match = matches.first, let block = aclBlock(Located(value: peers[0], place: node.place)) else {
      return nil
    }
    guard matches.count == 1 else {
      error(node.place, "the entry \(number) has several ports, expected one range", remedy: "write an entry for each")
      return nil
    }
    return NetworkACLEntry(
      number, isEgress: isEgress, action, ipProtocol: match.ipProtocol, cidrBlock: block, portRange: match.portRange,
      icmpType: match.icmpType, icmpCode: match.icmpCode, source: source(node.place))
  }

  private func aclBlock(_ word: Located<String>) -> Prefix? {
    if looksLikeAddress(word.value) || word.value.contains("/") { return prefix(word)?.value }
    error(
      word.place,
      "`\(word.value.shortened)` is not an address block: a network ACL knows no groups and no prefix lists",
      remedy: "write it like `10.0.0.0/16`")
    return nil
  }

  private func longEntry(_ node: YAMLNode, _ isEgress: Bool) -> NetworkACLEntry? {
    guard let fields = Fields(node, .networkACLEntry, at: node.place, in: self) else { return nil }
    for (key, what) in [("ruleNumber", "1 to 32766"), ("action", "allow or deny"), ("cidr", "an address block")]
    where !fields.has(key) { fields.missing(key, what) }
    let number = fields.integer("ruleNumber", in: 1...32766)
    let action = fields.choice("action", [NetworkACLEntry.Action.allow, .deny])
    let block = fields.text("cidr").flatMap { aclBlock($0) }
    guard let number, let action, let block, let match = traffic(fields) else { return nil }
    return NetworkACLEntry(
      number.value, isEgress: isEgress, action, ipProtocol: match.ipProtocol, cidrBlock: block,
      portRange: match.portRange, icmpType: match.icmpType, icmpCode: match.icmpCode, source: source(node.place))
  }
}
