import Addressing
import NetworkModel

/// What reading one file has gathered so far: the topology, the names, the mistakes.
final class TopologyFileContext {
  /// The file that is read, its base, the base of that, and so on.
  private var files: [String]
  /// Reads a file that another names.
  let readText: ReadText
  /// Bases that cannot be read.
  var unreadBases: [UnreadBase] = []
  var topology = Topology()
  var symbols = SymbolTable()
  var addresses = AddressBook()
  /// The defaults of the file.
  var account = ""
  var region = "us-east-1"
  /// What has to wait until every resource is read and every address assigned, in the order it was put here.
  var deferred: [() -> Void] = []
  /// The VPCs by the name that they are written under, as far as they could be read.
  var vpcs: [String: VPC] = [:]
  /// The subnets by id, as far as they could be read.
  var subnets: [String: Subnet] = [:]
  var subnetsAssigningIPv6: Set<String> = []
  /// The route table and the network ACL of each subnet, where the file says so.
  var associations: [Association: (symbol: Symbol, place: Place)] = [:]
  /// The route table of each transit gateway attachment, where the file says so.
  var attachmentTables: [String: (symbol: Symbol, place: Place)] = [:]
  /// The attachments that propagate into each transit gateway route table.
  var propagations: [String: [String]] = [:]
  /// What each Connect attachment propagates.
  var connectPrefixes: [String: [Prefix]] = [:]
  /// Routes that gateway endpoints add to tables, by the table's id.
  var endpointRoutes: [String: [Route]] = [:]
  private var mistakes: [(place: Place, diagnostic: Diagnostic)] = []
  private var seen: Set<Diagnostic> = []

  typealias ReadText = (_ path: String) throws(MappedFile.Failure) -> String

  init(file: String, readText: @escaping ReadText) {
    files = [file]
    self.readText = readText
  }

  /// Takes a file as the base of the last one.
  ///
  /// - Returns: false where it is among them already.
  func begin(_ file: String) -> Bool {
    let real = Folder.realPath(file) ?? file
    guard !files.contains(where: { (Folder.realPath($0) ?? $0) == real }) else { return false }
    files.append(file)
    return true
  }

  func error(_ place: Place, _ message: String, remedy: String? = nil) {
    report(.error, place, message, remedy)
  }

  func warning(_ place: Place, _ message: String, remedy: String? = nil) {
    report(.warning, place, message, remedy)
  }

  private func report(_ severity: Diagnostic.Severity, _ place: Place, _ message: String, _ remedy: String?) {
    report(
      Diagnostic(
        severity, file: files[-place.layer], line: place.line, column: place.column, message: message, remedy: remedy),
      at: place)
  }

  func report(_ diagnostic: Diagnostic, at place: Place) {
    if seen.insert(diagnostic).inserted { mistakes.append((place, diagnostic)) }
  }

  func source(_ place: Place) -> SourceLocation {
    SourceLocation(file: files[-place.layer], line: place.line, column: place.column)
  }

  func place(_ source: SourceLocation) -> Place {
    Place(layer: -(files.firstIndex(of: source.file) ?? 0), line: source.line, column: source.column ?? 1)
  }

  /// `line 4`, with the file where that is another than the one of `here`.
  func line(_ place: Place, from here: Place) -> String {
    place.layer == here.layer ? "line \(place.line)" : "line \(place.line) of `\(files[-place.layer])`"
  }

  var hasErrors: Bool { mistakes.contains { $0.diagnostic.severity == .error } }

  /// The mistakes in the order of their places.
  var sortedDiagnostics: [Diagnostic] {
    mistakes.enumerated().sorted { ($0.element.place, $0.offset) < ($1.element.place, $1.offset) }
      .map(\.element.diagnostic)
  }
}

/// The VPC whose resources are being read.
struct VPCScope {
  var symbol: Symbol
  var vpc: VPC
  var fields: Fields

  var name: String { symbol.name }
  var hasIPv6: Bool { vpc.cidrBlocks.contains { $0.family == .ipv6 } }
}

extension TopologyFileContext {
  func identity(_ symbol: Symbol, _ fields: Fields?) -> Identity {
    for key in ["id", "account", "region"] where fields?.shape.keys.contains(where: { $0.name == key }) == true {
      _ = fields?.text(key)
    }
    var tags: [Tag] = []
    for pair in fields?.named("tags") ?? [] {
      if case .scalar(let value, _) = pair.value.content {
        tags.append(Tag(pair.key, value))
      } else {
        error(pair.value.place, "the tag `\(pair.key)` is \(pair.value.found), expected text")
      }
    }
    let isGlobal = [.site, .directConnectGateway, .coreNetwork].contains(symbol.kind)
    return Identity(
      symbol.id, name: symbol.name, account: symbol.account, region: isGlobal ? "" : symbol.region,
      tags: tags.sorted { $0.key < $1.key }, source: source(symbol.place))
  }

  /// Reads every resource under `key`: `body` gets its symbol and its value.
  func each(
    _ fields: Fields, _ key: String, _ kind: ResourceKind, in container: String? = nil,
    _ body: (Symbol, YAMLPair) -> Void
  ) {
    for pair in fields.named(key) {
      if let symbol = symbols.named(pair.key, kind, in: container) { body(symbol, pair) }
    }
  }
}
