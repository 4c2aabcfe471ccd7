import NetworkModel

/// What a picture shows, before anything has a place: groups in groups, nodes in groups, links between them.
struct Figure: Sendable {
  var groups: [Group] = []
  var nodes: [Node] = []
  var links: [Link] = []
  /// The nodes that stand for a component: one in each subnet that it is in.
  var places: [ComponentKey: [Int]] = [:]

  /// A component of the topology: ids of topology files are names, which two kinds may share.
  struct ComponentKey: Sendable, Hashable {
    var kind: ResourceKind
    var id: String
  }

  enum GroupKind: String, Sendable {
    case cloud, account, region, vpc, zone, publicSubnet, privateSubnet, securityGroup, site
  }

  /// A box with a title.
  struct Group: Sendable {
    var kind: GroupKind
    var component: ComponentKey?
    var title: String
    /// Smaller, behind the title: an id or a CIDR block.
    var detail: String
    /// Everything there is to say, for the tooltip.
    var tooltip: String
    var parent: Int?
    var children: [Int] = []
    var nodes: [Int] = []
    /// Of a subnet: the row of its tier, the same in every zone of the VPC.
    var row = 0
  }

  /// Where in its group a node stands.
  enum Anchor: Sendable {
    case inside
    /// On the border of a VPC: what leads to the internet above, what leads to sites below.
    case top, bottom
    /// In a VPC, but in none of its zones.
    case beside
    /// A plate on the upper border of its group: what answers for names there.
    case plate
  }

  /// A thing with a glyph and a name.
  struct Node: Sendable {
    var component: ComponentKey
    /// Which glyph it has: a kind, refined where a kind has several (`loadBalancer.network`).
    var glyph: String
    var name: String
    /// Smaller, below the name: an address or an id.
    var detail: String
    var tooltip: String
    var group: Int
    var anchor: Anchor = .inside
    var groupIds: [String] = []
    /// Nodes of one group with the same key are alike, and may share a stack; nil for what is one of a kind.
    var likeness: String?
    /// The names of the resources of a stack; empty for a single one.
    var members: [String] = []
  }

  enum End: Sendable, Hashable {
    case node(Int)
    case group(Int)
  }

  /// A connection that exists whatever is asked.
  struct Link: Sendable, Hashable {
    enum Kind: String, Sendable {
      case connection, target
      /// From a hosted zone that was asked to what its record stands for.
      case record
    }

    var from: End
    var to: End
    var kind: Kind = .connection
    /// What stands beside the line.
    var label = ""
  }

  /// The node's group and the groups around it, the innermost first.
  func ancestors(of node: Int) -> [Int] { [nodes[node].group] + ancestors(ofGroup: nodes[node].group) }

  func ancestors(ofGroup group: Int) -> [Int] {
    var found: [Int] = []
    var next = groups[group].parent
    while let parent = next {
      found.append(parent)
      next = groups[parent].parent
    }
    return found
  }

  /// The innermost group of the kind around a node.
  func group(_ kinds: GroupKind..., around node: Int) -> Int? {
    ancestors(of: node).first { kinds.contains(groups[$0].kind) }
  }

  mutating func add(_ group: Group) -> Int {
    groups.append(group)
    if let parent = group.parent { groups[parent].children.append(groups.count - 1) }
    return groups.count - 1
  }

  @discardableResult
  mutating func add(_ node: Node) -> Int {
    nodes.append(node)
    groups[node.group].nodes.append(nodes.count - 1)
    places[node.component, default: []].append(nodes.count - 1)
    return nodes.count - 1
  }

  /// The node of the internet, which is added where there is none yet; it stands in no group that is drawn.
  mutating func internet() -> Int {
    if let known = nodes(.internet, "internet").first { return known }
    let world = add(Group(kind: .cloud, title: "", detail: "", tooltip: ""))
    return add(
      Node(
        component: ComponentKey(kind: .internet, id: "internet"), glyph: "internet", name: "Internet", detail: "",
        tooltip: "the internet: every public address that is not the topology's", group: world))
  }

  /// Lets nodes stand for another component too: a route table of a transit gateway is drawn as the gateway.
  mutating func alias(_ kind: ResourceKind, _ id: String, to nodes: [Int]) {
    for node in nodes where places[ComponentKey(kind: kind, id: id)]?.contains(node) != true {
      places[ComponentKey(kind: kind, id: id), default: []].append(node)
    }
  }

  func nodes(_ kind: ResourceKind, _ id: String) -> [Int] { places[ComponentKey(kind: kind, id: id)] ?? [] }
}
