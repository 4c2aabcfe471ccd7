import NetworkModel

/// A resource that the file names.
struct Symbol: Hashable {
  var kind: ResourceKind
  /// The name it is written under.
  var name: String
  var id: String
  /// The name of the VPC or transit gateway that it stands in.
  var container: String?
  var place: Place
  var account: String
  var region: String

  static func == (left: Symbol, right: Symbol) -> Bool {
    left.kind == right.kind && left.id == right.id && left.container == right.container
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(kind)
    hasher.combine(id)
  }
}

/// Every name of the file, known before anything is read, so that references may point forward.
struct SymbolTable {
  private(set) var all: [Symbol] = []
  private var byWord: [String: [Int]] = [:]
  private var byDeclaration: [Declaration: Int] = [:]

  private struct Declaration: Hashable {
    var kind: ResourceKind
    var name: String
    var container: String?
  }

  mutating func set(_ symbols: [Symbol]) {
    all = symbols
    byWord = [:]
    byDeclaration = [:]
    for (index, symbol) in symbols.enumerated() {
      for word in Set([symbol.name, symbol.id, symbol.qualifiedName]) { byWord[word, default: []].append(index) }
      byDeclaration[Declaration(kind: symbol.kind, name: symbol.name, container: symbol.container)] = index
    }
  }

  /// What `word` may name: by name, by id, or as `container/name`.
  func find(_ word: String, _ kinds: [ResourceKind]) -> [Symbol] {
    (byWord[word] ?? []).map { all[$0] }.filter { kinds.contains($0.kind) }
  }

  func names(_ kinds: [ResourceKind], in container: String?) -> [String] {
    all.filter { kinds.contains($0.kind) && (container == nil || $0.container == nil || $0.container == container) }
      .map { container == nil && $0.container != nil ? $0.id : $0.name }
  }

  /// The symbol with this kind and name in the container.
  func named(_ name: String, _ kind: ResourceKind, in container: String?) -> Symbol? {
    byDeclaration[Declaration(kind: kind, name: name, container: container)].map { all[$0] }
  }
}

extension Symbol {
  var qualifiedName: String { container.map { "\($0)/\(name)" } ?? name }
}

extension ResourceKind {
  /// The kind in a sentence about a topology file, which says some of them more shortly.
  var noun: String {
    switch self {
    case .vpcPeeringConnection: "peering"
    case .transitGatewayAttachment: "attachment"
    case .firewall: "firewall"
    default: words
    }
  }
}
