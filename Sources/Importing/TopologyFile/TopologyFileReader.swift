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
    let document = document(text, file: file)
    return (document.topology, document.diagnostics)
  }

  /// Reads the text of one file, a topology or a suite, with what it expects.
  ///
  /// - Parameter readText: reads the topology that the file names as its base.
  static func document(
    _ text: String, file: String,
    readText: @escaping TopologyFileContext.ReadText = { _ throws(MappedFile.Failure) in throw .notFound }
  ) -> TopologyDocument {
    let context = TopologyFileContext(file: file, readText: readText)
    var document = TopologyDocument()
    let (root, mistakes) = YAMLNode.compose(text)
    for mistake in mistakes { context.error(mistake.place, mistake.message, remedy: mistake.remedy) }
    if let root {
      context.read(root, &document)
    } else if mistakes.isEmpty {
      context.error(.start, "the file is empty, expected a topology", remedy: "begin it with `canreach: 1`")
    }
    document.topology = context.topology
    document.diagnostics = context.sortedDiagnostics
    document.unreadBases = context.unreadBases
    return document
  }

  /// The JSON Schema of the format (draft 2020-12), for editors.
  public static var schema: String { SchemaWriter.schema(Shape.all) }
}

/// What a file of the format holds.
struct TopologyDocument {
  var topology = Topology()
  /// The inputs that a suite names, seen from its folder; nil for a topology.
  var inputs: [Located<String>]?
  var expectations: [Expectation] = []
  var diagnostics: [Diagnostic] = []
  var unreadBases: [UnreadBase] = []
}

extension TopologyFileContext {
  func read(_ root: YAMLNode, _ document: inout TopologyDocument) {
    guard let fields = Fields(root, .file, at: .start, in: self) else { return }
    checkVersion(root, fields)
    document.expectations = readExpectations(fields)
    readLint(fields)
    document.inputs = readSuite(root)
    guard document.inputs == nil, let topology = whole(root) else { return }
    guard let whole = Fields(topology, .file, at: topology.place, in: self) else { return }
    // What the base is silent about holds here, too.
    if fields.has("base") { readLint(whole) }
    readTopology(topology, whole)
  }

  private func readTopology(_ root: YAMLNode, _ fields: Fields) {
    account = fields.text("account")?.value ?? ""
    region = fields.text("region")?.value ?? "us-east-1"
    symbols.set(Declarations.symbols(of: root, account: account, region: region))
    checkIds()
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
    readAPIs(fields)
    for scope in scopes { readNetworkACLs(scope) }
    readEdge(fields)
    for scope in scopes { readRouteTables(scope) }
    readTransitGatewayTables(fields)
    readBlockPublicAccess(fields)
    readNaming(fields, scopes)
    assignAddresses()
    for action in deferred { action() }
    deferred = []
    noteScopes()
  }

  func checkVersion(_ root: YAMLNode, _ fields: Fields) {
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
          "two \(symbol.kind.noun)s have the id `\(symbol.id)`, the other at \(line(min(symbol.place, other.place), from: max(symbol.place, other.place)))",
          remedy: "give one another name or `id`")
      }
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
