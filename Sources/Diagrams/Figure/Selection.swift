import NetworkModel
import Reachability

/// Which part of a figure is drawn.
enum Selection {
  /// What the topology's own picture does not show: the internet, where nothing leads to it, and what answers for names.
  static func addEnds(of answer: Answer, to figure: inout Figure) {
    let ids = answer.legs.flatMap { [$0.from, $0.to] }
    let kinds = answer.legs.flatMap { $0.forward + $0.return }.map(\.component.kind)
    let asksInternet = answer.query.from.hasPrefix("internet") || answer.query.to.hasPrefix("internet")
    if kinds.contains(.internet) || ids.contains("internet") || asksInternet { _ = figure.internet() }
    for hop in answer.legs.filter(\.isLookup).flatMap(\.forward) { addNameService(hop.component, to: &figure) }
  }

  /// A VPC's resolver stands on its VPC's border, a hosted zone on that of its account.
  private static func addNameService(_ component: Component, to figure: inout Figure) {
    let key = Figure.ComponentKey(kind: component.kind, id: component.id)
    guard figure.places[key] == nil else { return }
    let group: Int?
    switch component.kind {
    case .vpc: group = figure.groups.firstIndex { $0.component == key }
    case .hostedZone:
      group =
        figure.groups.firstIndex { $0.kind == .account && $0.detail == component.account }
        ?? figure.groups.firstIndex { $0.kind == .cloud }
    default: group = nil
    }
    guard let group else { return }
    let isZone = component.kind == .hostedZone
    let words = isZone ? component.title : "the resolver of \(component.title)"
    figure.add(
      Figure.Node(
        component: key, glyph: isZone ? "hostedZone" : "resolver",
        name: isZone ? component.name ?? component.id : "Resolver", detail: "", tooltip: words, group: group,
        anchor: .plate))
  }

  /// Leaves out what the options do not ask for.
  static func narrow(_ figure: inout Figure, to options: DiagramOptions, answer: Answer?) throws(DiagramError) {
    var kept = Set(figure.nodes.indices)
    var groups = Set(figure.groups.indices)
    if !options.accounts.isEmpty {
      let accounts = figure.groups.indices.filter {
        figure.groups[$0].kind == .account && options.accounts.contains(figure.groups[$0].detail)
      }
      if accounts.isEmpty { throw .nothing("no account is called `\(options.accounts.joined(separator: "`, `"))`") }
      restrict(&kept, &groups, to: accounts, figure)
    }
    if !options.vpcs.isEmpty {
      let vpcs = figure.groups.indices.filter { position in
        let group = figure.groups[position]
        return group.kind == .vpc
          && options.vpcs.contains { $0 == group.title || $0 == group.component?.id }
      }
      if vpcs.isEmpty { throw .nothing("no VPC is called `\(options.vpcs.joined(separator: "`, `"))`") }
      restrict(&kept, &groups, to: vpcs, figure)
    }
    if options.focus != .all, let answer {
      let itinerary = Itinerary(answer, on: figure, withReturn: true)
      var near = Set(itinerary.ways.flatMap { $0.stages.map(\.node) })
      let depth = options.focus == .neighbours ? options.depth : 0
      for _ in 0..<max(0, depth) {
        for link in figure.links {
          guard case .node(let from) = link.from, case .node(let to) = link.to else { continue }
          if near.contains(from) != near.contains(to) { near.formUnion([from, to]) }
        }
      }
      kept.formIntersection(near)
      groups.formIntersection(kept.flatMap(figure.ancestors(of:)))
    }
    if kept.count == figure.nodes.count, groups.count == figure.groups.count { return }
    figure = part(of: figure, nodes: kept, groups: groups)
  }

  /// Keeps what is in the groups, and what is linked with that from outside of any VPC.
  private static func restrict(_ nodes: inout Set<Int>, _ groups: inout Set<Int>, to roots: [Int], _ figure: Figure) {
    let chosen = Set(roots)
    func isInside(_ group: Int) -> Bool {
      chosen.contains(group) || figure.ancestors(ofGroup: group).contains(where: chosen.contains)
    }
    var near = nodes.filter { isInside(figure.nodes[$0].group) }
    // Chains such as gateway, connection, site are followed to their end; other VPCs are not entered.
    var before = -1
    while near.count > before {
      before = near.count
      for link in figure.links {
        let ends = [link.from, link.to]
        let isTouched = ends.contains { end in
          switch end {
          case .node(let node): near.contains(node)
          case .group(let group): isInside(group)
          }
        }
        guard isTouched else { continue }
        for case .node(let node) in ends where figure.group(.vpc, around: node) == nil { near.insert(node) }
      }
    }
    nodes.formIntersection(near)
    let around = Set(nodes.flatMap(figure.ancestors(of:)))
    groups = groups.filter {
      isInside($0) || around.contains($0) || figure.groups[$0].children.contains(where: isInside)
    }
    groups.formUnion(roots.flatMap(figure.ancestors(ofGroup:)))
  }

  /// The figure with these nodes and groups only.
  private static func part(of figure: Figure, nodes: Set<Int>, groups: Set<Int>) -> Figure {
    var result = Figure()
    var newGroup: [Int: Int] = [:]
    for position in figure.groups.indices where groups.contains(position) {
      var group = figure.groups[position]
      group.parent = group.parent.flatMap { newGroup[$0] }
      group.children = []
      group.nodes = []
      newGroup[position] = result.add(group)
    }
    var newNode: [Int: Int] = [:]
    for position in figure.nodes.indices where nodes.contains(position) {
      var node = figure.nodes[position]
      guard let group = newGroup[node.group] else { continue }
      node.group = group
      newNode[position] = result.add(node)
    }
    result.places = figure.places.mapValues { $0.compactMap { newNode[$0] } }.filter { !$0.value.isEmpty }
    func end(_ end: Figure.End) -> Figure.End? {
      switch end {
      case .node(let node): newNode[node].map(Figure.End.node)
      case .group(let group): newGroup[group].map(Figure.End.group)
      }
    }
    result.links = figure.links.compactMap { link in
      guard let from = end(link.from), let to = end(link.to) else { return nil }
      return Figure.Link(from: from, to: to, kind: link.kind, label: link.label)
    }
    return result
  }
}
