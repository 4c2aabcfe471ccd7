import Addressing
import NetworkModel

extension TopologyFileContext {
  /// Reads the prefix lists; one that names another takes over its entries.
  func readPrefixLists(_ file: Fields) {
    var written: [String: [Located<String>]] = [:]
    var order: [(symbol: Symbol, fields: Fields?)] = []
    each(file, "prefixLists", .prefixList) { symbol, pair in
      if pair.value.pairs != nil {
        guard let fields = Fields(pair.value, .prefixList, at: pair.place, in: self) else { return }
        if !fields.has("entries") { fields.missing("entries", "the blocks of the list") }
        written[symbol.name] = fields.texts("entries")
        order.append((symbol, fields))
      } else {
        written[symbol.name] = (pair.value.items ?? [pair.value]).compactMap {
          text($0, of: "an entry of `\(symbol.name)`")
        }
        order.append((symbol, nil))
      }
    }
    for (symbol, fields) in order {
      let entries = entries(of: symbol.name, written, path: [symbol.name])
      topology.prefixLists.append(PrefixList(identity(symbol, fields), entries: entries))
    }
  }

  private func entries(of name: String, _ written: [String: [Located<String>]], path: [String]) -> [Prefix] {
    var entries: [Prefix] = []
    for item in written[name] ?? [] {
      if let other = written[item.value] {
        if path.contains(item.value) {
          let cycle = (path + [item.value]).map { "`\($0)`" }.joined(separator: " takes over ")
          if path.first == item.value, path.min() == item.value {
            error(item.place, "a prefix list contains itself: \(cycle)")
          }
          continue
        }
        guard path.count < 32, !other.isEmpty else { continue }
        entries += self.entries(of: item.value, written, path: path + [item.value])
      } else if item.value.contains("/") || IPAddress(item.value) != nil {
        if let prefix = prefix(item) { entries.append(prefix.value) }
      } else {
        error(
          item.place, "`\(item.value.shortened)` is neither an address block nor a prefix list of the file",
          remedy: Nearest.question(item.value, among: written.keys.sorted()))
      }
    }
    var seen: Set<Prefix> = []
    return entries.filter { seen.insert($0).inserted }
  }

  /// The words that stand for AWS's own lists, with example blocks of those that AWS publishes.
  static let awsPrefixLists: [(word: String, service: String, entries: [String])] = [
    ("pl-s3", "s3", ["3.5.0.0/19", "52.216.0.0/15", "54.231.0.0/16"]),
    ("pl-dynamodb", "dynamodb", ["52.94.0.0/22", "52.119.224.0/20"]),
  ]

  /// The prefix list of S3 or DynamoDB in a Region, made when it is first named. One that the file writes under the
  /// same name stands for every Region.
  func awsPrefixList(_ word: String, region: String) -> Symbol? {
    if let written = symbols.find(word, [.prefixList]).first { return written }
    guard let known = TopologyFileContext.awsPrefixLists.first(where: { $0.word == word }) else { return nil }
    let id = region == self.region ? word : "\(region)/\(word)"
    if !topology.prefixLists.contains(where: { $0.id == id }) {
      let identity = Identity(id, name: "com.amazonaws.\(region).\(known.service)", account: "", region: region)
      topology.prefixLists.append(PrefixList(identity, entries: known.entries.compactMap { Prefix($0) }))
    }
    return Symbol(
      kind: .prefixList, name: word, id: id, container: nil, place: .start, account: "", region: region)
  }

  /// The prefix list that a rule or a route names.
  func prefixList(_ word: Located<String>, region: String) -> Symbol? {
    awsPrefixList(word.value, region: region) ?? resolve(word, [.prefixList])
  }

  func readDHCPOptions(_ file: Fields) {
    each(file, "dhcpOptions", .dhcpOptions) { symbol, pair in
      guard let fields = Fields(pair.value, .dhcpOptions, at: pair.place, in: self) else { return }
      var servers = fields.texts("domainNameServers")
      for server in servers where server.value != "AmazonProvidedDNS" && IPAddress(server.value) == nil {
        error(server.place, "`\(server.value.shortened)` is no name server, expected an address or `AmazonProvidedDNS`")
      }
      if servers.isEmpty { servers = [Located(value: "AmazonProvidedDNS", place: pair.place)] }
      topology.dhcpOptions.append(
        DHCPOptions(
          identity(symbol, fields), domainNameServers: servers.map(\.value),
          domainName: fields.text("domainName")?.value))
    }
  }
}
