import NetworkModel

/// Like resources of one subnet, drawn as one stack with a count.
enum Stacks {
  /// So many alike are still drawn one by one.
  static let limit = 3

  /// What resources have in common that are made from one pattern: an Auto Scaling group, a service of ECS, or a name
  /// that differs in its number only.
  static func likeness(_ identity: Identity) -> String {
    for tag in identity.tags where tag.key == "aws:autoscaling:groupName" || tag.key == "aws:ecs:serviceName" {
      return "tag \(tag.value)"
    }
    return "name " + stem(identity.name ?? "")
  }

  /// The name without its numbers.
  static func stem(_ name: String) -> String { name.filter { !$0.isNumber } }

  static func collapse(_ figure: inout Figure) {
    var replacement = Array(figure.nodes.indices)
    for group in figure.groups {
      var alike: [String: [Int]] = [:]
      for node in group.nodes {
        let value = figure.nodes[node]
        guard let likeness = value.likeness else { continue }
        let key = "\(value.glyph)\u{0}\(likeness)\u{0}\(value.groupIds.sorted().joined(separator: " "))"
        alike[key, default: []].append(node)
      }
      for members in alike.values where members.count > limit {
        let names = members.map { figure.nodes[$0].name }
        let first = members[0]
        figure.nodes[first].members = names
        figure.nodes[first].detail = "\(members.count) alike"
        figure.nodes[first].tooltip = "\(members.count) alike: \(names.joined(separator: ", "))"
        figure.nodes[first].name = title(names)
        for member in members { replacement[member] = first }
      }
    }
    guard replacement != Array(figure.nodes.indices) else { return }
    apply(replacement, to: &figure)
  }

  /// `web-1 … web-12`, or what the names have in common.
  private static func title(_ names: [String]) -> String {
    let (first, last) = (names[0], names[names.count - 1])
    return first == last ? first : "\(first) … \(last)"
  }

  /// Leaves out the nodes that another one stands for.
  static func apply(_ replacement: [Int], to figure: inout Figure) {
    var kept: [Int?] = Array(repeating: nil, count: figure.nodes.count)
    var nodes: [Figure.Node] = []
    for (position, node) in figure.nodes.enumerated() where replacement[position] == position {
      kept[position] = nodes.count
      nodes.append(node)
    }
    func new(_ node: Int) -> Int? { replacement[node] < 0 ? nil : kept[replacement[node]] }
    func unique(_ nodes: [Int]) -> [Int] {
      var seen: Set<Int> = []
      return nodes.compactMap(new).filter { seen.insert($0).inserted }
    }
    figure.nodes = nodes
    for group in figure.groups.indices { figure.groups[group].nodes = unique(figure.groups[group].nodes) }
    figure.places = figure.places.mapValues(unique).filter { !$0.value.isEmpty }
    var seen: Set<Figure.Link> = []
    figure.links = figure.links.compactMap { link in
      func end(_ end: Figure.End) -> Figure.End? {
        if case .node(let node) = end { return new(node).map(Figure.End.node) }
        return end
      }
      guard let from = end(link.from), let to = end(link.to), from != to else { return nil }
      let mapped = Figure.Link(from: from, to: to, kind: link.kind, label: link.label)
      return seen.insert(mapped).inserted ? mapped : nil
    }
  }
}
