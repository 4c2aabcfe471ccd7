import Addressing
import NetworkModel

/// Reading the records of zones.
extension TopologyFileContext {
  /// The records under the names of a zone.
  func records(_ pairs: [YAMLPair], of zone: DomainName) -> [RecordSet] {
    pairs.flatMap { pair -> [RecordSet] in
      let name = TopologyFileContext.name(pair.key, in: zone)
      let items = pair.value.items ?? [pair.value]
      if items.contains(where: { $0.pairs != nil }) { return items.flatMap { longRecords($0, name, pair) } }
      let values = items.compactMap { text($0, of: "a value of `\(pair.key)`") }
      return addressRecords(values, name, pair.place)
    }
  }

  /// `@` is the apex; a name with a dot at its end is whole.
  private static func name(_ written: String, in zone: DomainName) -> DomainName {
    if written == "@" { return zone }
    if written.hasSuffix(".") { return DomainName(written) }
    let name = DomainName(written)
    return name.isWithin(zone) && !zone.text.isEmpty ? name : DomainName("\(written).\(zone.text)")
  }

  /// An A record of the IPv4 addresses, an AAAA record of the IPv6 addresses.
  private func addressRecords(_ values: [Located<String>], _ name: DomainName, _ place: Place) -> [RecordSet] {
    for value in values where IPAddress(value.value) == nil {
      error(
        value.place, "`\(value.value.shortened)` is not an address",
        remedy: "write `{cname: \(value.value.shortened)}` or `{alias: …}` for a name, `{type: …, value: …}` for others"
      )
    }
    return [RecordType.a, .aaaa].compactMap { type in
      let own = values.map(\.value).filter { text in
        IPAddress(text).map { ($0.family == .ipv4) == (type == .a) } ?? false
      }
      return own.isEmpty ? nil : RecordSet(name, type, values: own, source: source(place))
    }
  }

  private func longRecords(_ node: YAMLNode, _ name: DomainName, _ pair: YAMLPair) -> [RecordSet] {
    let place = node.place == pair.value.place ? pair.place : node.place
    guard let fields = Fields(node, .record, at: place, in: self) else { return [] }
    let ways = ["value", "cname", "ns", "alias"].filter { fields.has($0) }
    if ways.count != 1 {
      error(
        place, ways.isEmpty ? "the record has no value" : "the record has \(Fields.list(ways))",
        remedy: "write one of `value`, `cname`, `ns` and `alias`")
      return []
    }
    var found: [RecordSet]
    if let target = fields.text("cname") {
      found = [RecordSet(name, .cname, values: [target.value])]
    } else if fields.has("ns") {
      found = [RecordSet(name, .ns, values: fields.texts("ns").map(\.value))]
    } else if let target = fields.text("alias") {
      let alias = RecordSet.AliasTarget(
        aliasName(target), evaluateTargetHealth: fields.boolean("evaluateTargetHealth") ?? false)
      let types = fields.texts("type").map { RecordType(rawValue: $0.value) }
      found = (types.isEmpty ? [.a] : types).map { RecordSet(name, $0, alias: alias) }
    } else if let type = fields.texts("type").first {
      found = [RecordSet(name, RecordType(rawValue: type.value), values: fields.texts("value").map(\.value))]
    } else {
      found = addressRecords(fields.texts("value"), name, place)
    }
    let routing = routing(fields)
    let check = fields.text("healthCheck").flatMap { resolve($0, [.healthCheck]) }?.id
    for index in found.indices {
      found[index].routing = routing
      found[index].healthCheckId = check
      found[index].setIdentifier = routing == .simple ? nil : "\(place.line):\(place.column)"
      found[index].source = source(place)
    }
    return found
  }

  private enum FailoverWord: String { case primary, secondary }

  private func routing(_ fields: Fields) -> RecordSet.RoutingPolicy {
    if let weight = fields.integer("weight", in: 0...255) { return .weighted(weight.value) }
    if let role = fields.choice("failover", [FailoverWord.primary, .secondary]) {
      return .failover(role == .primary ? .primary : .secondary)
    }
    if let region = fields.text("latencyRegion") { return .latency(region: region.value) }
    if fields.has("country") || fields.has("continent") || fields.has("subdivision") {
      let country = fields.text("country")?.value
      return .geolocation(
        .init(
          continentCode: fields.text("continent")?.value, countryCode: country == "*" ? nil : country,
          subdivisionCode: fields.text("subdivision")?.value))
    }
    return fields.boolean("multivalue") ?? false ? .multivalue : .simple
  }

  /// The name of an endpoint or a load balancer of the file, or the name itself.
  private func aliasName(_ word: Located<String>) -> DomainName {
    let found = symbols.find(word.value, [.vpcEndpoint, .loadBalancer])
    guard !found.isEmpty, let symbol = resolve(word, [.vpcEndpoint, .loadBalancer], isBound: false) else {
      return DomainName(word.value)
    }
    if let endpoint = topology.vpcEndpoints.first(where: { $0.id == symbol.id && symbol.kind == .vpcEndpoint }) {
      return DomainName(endpoint.dnsNames.first ?? TopologyFileContext.publicName(of: endpoint, symbol.region))
    }
    guard let position = topology.loadBalancers.firstIndex(where: { $0.id == symbol.id }) else {
      return DomainName(word.value)
    }
    if topology.loadBalancers[position].dnsName.isEmpty {
      topology.loadBalancers[position].dnsName = "\(symbol.name).elb.\(symbol.region).amazonaws.com"
    }
    return DomainName(topology.loadBalancers[position].dnsName)
  }

  /// What AWS calls an endpoint in public DNS, without the part that it makes up.
  static func publicName(of endpoint: VPCEndpoint, _ region: String) -> String {
    let service = endpoint.serviceName.split(separator: ".").reversed().prefix { $0 != Substring(region) }
    return "\(endpoint.id).\(service.joined(separator: ".")).\(region).vpce.amazonaws.com"
  }
}
