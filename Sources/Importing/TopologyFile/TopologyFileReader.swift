import Addressing
import NetworkModel

/// Reads a topology file: the hand-written YAML form, `canreach: 1` (documented in Topologies/README.md).
public enum TopologyFileReader {
  /// Reads the text of one file.
  ///
  /// - Parameters:
  ///   - text: the whole file.
  ///   - file: its name as the user gave it, for messages and for where things are written.
  /// - Returns: what the file holds, and everything that is wrong with it, in the order of the places. Where one of
  ///   the diagnostics is an error the topology is not to be used.
  public static func read(_ text: String, file: String) -> (topology: Topology, diagnostics: [Diagnostic]) {
    let context = TopologyFileContext(file: file)
    let (root, mistakes) = YAMLNode.compose(text)
    for mistake in mistakes { context.error(mistake.place, mistake.message, remedy: mistake.remedy) }
    if let root {
      context.read(root)
    } else if mistakes.isEmpty {
      context.error(.start, "the file is empty, expected a topology", remedy: "begin it with `canreach: 1`")
    }
    return (context.topology, context.sortedDiagnostics)
  }

  /// The JSON Schema of the format (draft 2020-12), for editors.
  public static var schema: String { SchemaWriter.schema(Shape.all) }
}

extension TopologyFileContext {
  func read(_ root: YAMLNode) {
    guard let fields = Fields(root, .file, at: .start, in: self) else { return }
    checkVersion(root, fields)
    account = fields.text("account")?.value ?? ""
    region = fields.text("region")?.value ?? "us-east-1"
    symbols.set(Declarations.symbols(of: root, account: account, region: region))
    checkIds()
    checkExpectations(fields)
    readPrefixLists(fields)
    readDHCPOptions(fields)
    let scopes = readVPCs(fields)
    readPeerings(fields)
    for scope in scopes { readGateways(scope) }
    for scope in scopes { readSecurityGroups(scope) }
    for scope in scopes { readHosts(scope) }
    readFunctions(fields)
    // Endpoints are for services of any VPC.
    for scope in scopes { readEndpoints(scope) }
    for scope in scopes { readNetworkACLs(scope) }
    readEdge(fields)
    for scope in scopes { readRouteTables(scope) }
    readTransitGatewayTables(fields)
    readBlockPublicAccess(fields)
    assignAddresses()
    for action in deferred { action() }
    deferred = []
    noteScopes()
  }

  private func checkVersion(_ root: YAMLNode, _ fields: Fields) {
    guard let pair = fields.pair("canreach") else {
      error(root.place, "`canreach: 1` is missing, the version of the format", remedy: "write it as the first key")
      return
    }
    if pair.value.text != "1" {
      error(pair.value.place, "the version of the format is \(pair.value.found), expected 1")
    }
    if let first = root.pairs?.first, first.key != "canreach" {
      error(pair.place, "`canreach: 1` is not the first key", remedy: "move it before `\(first.key.shortened)`")
    }
  }

  private func checkIds() {
    struct Id: Hashable {
      var kind: ResourceKind
      var id: String
    }
    var seen: [Id: Symbol] = [:]
    for symbol in symbols.all {
      if let other = seen.updateValue(symbol, forKey: Id(kind: symbol.kind, id: symbol.id)) {
        error(
          max(symbol.place, other.place),
          "two \(symbol.kind.noun)s have the id `\(symbol.id)`, the other at line \(min(symbol.place, other.place).line)",
          remedy: "give one another name or `id`")
      }
    }
  }

  /// What `canreach test` reads is only looked at from outside.
  private func checkExpectations(_ fields: Fields) {
    if let node = fields.node("topology") {
      for item in node.items ?? [node] where item.text == nil {
        error(item.place, "an item of `topology` is \(item.found), expected a path")
      }
    }
    guard let node = fields.node("expect") else { return }
    guard let items = node.items else {
      error(node.place, "`expect` is \(node.found), expected a list", remedy: "begin each expectation with `- `")
      return
    }
    for item in items where item.pairs == nil {
      error(item.place, "an expectation is \(item.found), expected a mapping with `from`, `to` and `verdict`")
    }
  }

  /// A topology file is whole: what it does not mention does not exist.
  private func noteScopes() {
    var scopes: Set<Scope> = []
    for account in Set(symbols.all.map(\.account) + [account, ""]) {
      for region in Set(symbols.all.map(\.region) + [region, "", "global"]) {
        scopes.insert(Scope(account: account, region: region))
      }
    }
    topology.visibility.wholeScopes = scopes
  }
}
