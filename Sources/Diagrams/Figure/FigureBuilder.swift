import Addressing
import NetworkModel
import Reachability

/// Makes the figure of a topology.
struct FigureBuilder {
  let network: Network
  var figure = Figure()
  /// Where the things of an account and a Region stand.
  private var scopes: [Scope: Int] = [:]
  private var cloud: Int?
  /// The links that are there already.
  private var known: Set<Figure.Link> = []
  /// Groups of VPCs and subnets by id.
  var vpcs: [String: Int] = [:]
  var subnets: [String: Int] = [:]
  /// Nodes outside of VPCs that the internet reaches: APIs and domain names that are not private.
  var openServices: Set<Int> = []

  var topology: Topology { network.topology }

  static func figure(of network: Network, options: DiagramOptions) -> Figure {
    var builder = FigureBuilder(network: network)
    builder.addVPCs()
    builder.addInterfaces()
    builder.addVPCGateways()
    builder.addTransitGateways()
    builder.addOnPremises()
    builder.addAPIs()
    builder.addServices()
    builder.addTargets()
    builder.addInternet()
    Stacks.collapse(&builder.figure)
    if options.securityGroups { builder.addSecurityGroups() }
    return builder.figure
  }

  init(network: Network) { self.network = network }

  // MARK: Where things stand

  /// The group of AWS as a whole.
  mutating func cloudGroup() -> Int {
    if let cloud { return cloud }
    let group = figure.add(Figure.Group(kind: .cloud, title: "AWS Cloud", detail: "", tooltip: "AWS Cloud"))
    cloud = group
    return group
  }

  /// The group of an account and a Region; of the account alone, or of the cloud, where the input does not say more.
  mutating func scopeGroup(_ account: String, _ region: String) -> Int {
    let scope = Scope(account: account, region: region)
    if let known = scopes[scope] { return known }
    let group: Int
    if !region.isEmpty {
      let parent = scopeGroup(account, "")
      group = figure.add(
        Figure.Group(kind: .region, title: region, detail: "", tooltip: "Region \(region)", parent: parent))
    } else if !account.isEmpty {
      let parent = cloudGroup()
      group = figure.add(
        Figure.Group(kind: .account, title: "Account", detail: account, tooltip: "account \(account)", parent: parent))
    } else {
      group = cloudGroup()
    }
    scopes[scope] = group
    return group
  }

  mutating func scopeGroup(of identity: Identity) -> Int { scopeGroup(identity.account, identity.region) }

  // MARK: Nodes

  /// A node of a resource in a group.
  @discardableResult
  mutating func add(
    _ identity: Identity, _ kind: ResourceKind, glyph: String? = nil, detail: String? = nil, in group: Int,
    anchor: Figure.Anchor = .inside, groupIds: [String] = [], likeness: String? = nil
  ) -> Int {
    let name = identity.name.flatMap { $0.isEmpty ? nil : $0 } ?? ShortName.of(identity.id)
    let id = ShortName.of(identity.id)
    return figure.add(
      Figure.Node(
        component: Figure.ComponentKey(kind: kind, id: identity.id), glyph: glyph ?? kind.rawValue, name: name,
        detail: detail ?? (id == name ? FigureBuilder.words(kind) : id),
        tooltip: tooltip(identity, kind, detail: detail),
        group: group, anchor: anchor, groupIds: groupIds, likeness: likeness))
  }

  /// The kind, short enough for a label.
  private static func words(_ kind: ResourceKind) -> String {
    switch kind {
    case .transitGatewayAttachment: "TGW attachment"
    case .egressOnlyInternetGateway: "egress-only gateway"
    default: kind.words
    }
  }

  /// `instance web-1 (i-0a1b), 10.0.1.4`.
  func tooltip(_ identity: Identity, _ kind: ResourceKind, detail: String? = nil) -> String {
    var text = "\(kind.words) \(identity.label)"
    if let detail, !detail.isEmpty, detail != identity.id { text += ", \(detail)" }
    return text
  }

  mutating func link(_ from: Figure.End, _ to: Figure.End, _ kind: Figure.Link.Kind = .connection) {
    let link = Figure.Link(from: from, to: to, kind: kind)
    if from != to, known.insert(link).inserted { figure.links.append(link) }
  }

  mutating func link(_ from: Int, _ to: Int, _ kind: Figure.Link.Kind = .connection) {
    link(.node(from), .node(to), kind)
  }

  /// The internet, where something leads there.
  mutating func addInternet() {
    let gates = figure.nodes.indices.filter {
      figure.nodes[$0].anchor == .top || openServices.contains($0)
        || (figure.nodes[$0].component.kind == .virtualInterface && figure.nodes[$0].glyph == "virtualInterface.public")
    }
    for gate in gates {
      let internet = figure.internet()
      link(internet, gate)
    }
  }
}

/// Names that are short enough to be read in a picture.
enum ShortName {
  /// Of an ARN what follows the service and the kind; else the id itself.
  static func of(_ id: String) -> String {
    guard id.hasPrefix("arn:") else { return id }
    let resource = id.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false).last.map(String.init) ?? id
    let parts = resource.split(whereSeparator: { $0 == "/" || $0 == ":" })
    guard parts.count > 1 else { return resource }
    // `loadbalancer/net/central/93466f9f477a5910` is called `central`.
    if parts[0] == "loadbalancer", parts.count > 2 { return String(parts[parts.count - 2]) }
    return String(parts[parts.count - 1])
  }
}
