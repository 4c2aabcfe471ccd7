import NetworkModel

/// What `dot` is told.
extension Placement {
  struct Edge: Hashable {
    var from: Int
    var to: Int
  }

  /// A domain name stands beside its API.
  private func isBeside(_ edge: Edge) -> Bool {
    kind(edge.from) == .domainName && [.restApi, .api].contains(kind(edge.to))
  }

  private func kind(_ block: Int) -> ResourceKind? {
    blocks[block].groups.isEmpty ? blocks[block].nodes.first.map { figure.nodes[$0.node].component.kind } : nil
  }

  /// How many ranks a link leads down. A service of another account stands below all of its consumer's account, so that
  /// the provider's has room under it.
  private func length(_ edge: Edge, _ edges: [Edge]) -> Int {
    guard let kind = kind(edge.to) else { return 1 }
    if kind == .vpcEndpointService { return max(2, 1 + depth(below: edge.from, edges)) }
    guard kind == .function, account(edge.from) != account(edge.to) else { return 1 }
    return max(2, 1 + depth(below: edge.from, edges))
  }

  private func account(_ block: Int) -> Int? {
    blocks[block].parent.flatMap { parent in
      ([parent] + figure.ancestors(ofGroup: parent)).first { figure.groups[$0].kind == .account }
    }
  }

  /// How many ranks of its own account hang below a block.
  private func depth(below block: Int, _ edges: [Edge]) -> Int {
    var found = 0
    var level: Set<Int> = [block]
    // Links may go round in circles: no chain is longer than there are blocks.
    while found < blocks.count {
      let next = edges.filter { level.contains($0.from) && account($0.to) == account(block) && $0.to != block }
      if next.isEmpty { return found }
      level = Set(next.map(\.to))
      found += 1
    }
    return 1
  }

  /// The graph of blocks. It holds no text of the user's.
  var dot: String {
    var text = """
      digraph {
      graph [newrank=true, compound=true, splines="", ranksep=0.6, nodesep=0.45, nslimit=4, mclimit=1]
      node [shape=box, fixedsize=true, label=""]
      edge [arrowhead=none]

      """
    for group in figure.groups.indices where figure.groups[group].parent == nil {
      if Block.isOuter(figure.groups[group].kind) { write(group, to: &text) }
    }
    for (position, block) in blocks.enumerated() where block.parent == nil { text += node(position) }
    let links = sortedLinks
    writeSites(below: links.down + links.beside, to: &text)
    for edge in links.down { text += line(edge, "weight=2, minlen=\(length(edge, links.down))") }
    for edge in links.beside { text += row([edge.from, edge.to]) + line(edge, "weight=3") }
    for edge in links.loose { text += line(edge, "constraint=false") }
    writePeerings(to: &text)
    let flat = Set(peerings.ends.flatMap { [$0.key, $0.value.left] + $0.value.right }).union(links.beside.map(\.from))
    let rows = rows(links.down, except: flat)
    for heads in rows.heads { text += row(heads) }
    for edge in rows.edges { text += line(edge, "style=invis, weight=5") }
    return text + "}\n"
  }

  /// The links by what they say about places, each once. Where the targets of a load balancer stand follows from the
  /// networks in between.
  private var sortedLinks: (down: [Edge], beside: [Edge], loose: [Edge]) {
    var (down, beside, loose): ([Edge], [Edge], [Edge]) = ([], [], [])
    var seen: Set<Edge> = []
    for link in figure.links {
      guard let from = block(of: link.from), let to = block(of: link.to), from != to else { continue }
      let edge = Edge(from: from, to: to)
      guard peerings.ends[from] == nil, peerings.ends[to] == nil, seen.insert(edge).inserted,
        !seen.contains(Edge(from: to, to: from))
      else { continue }
      if link.kind == .target {
        loose.append(edge)
      } else if isBeside(edge) {
        beside.append(edge)
      } else {
        down.append(edge)
      }
    }
    return (down, beside, loose)
  }

  /// Sites stand below everything that is AWS's, not beside it.
  private func writeSites(below edges: [Edge], to text: inout String) {
    let sites = blocks.indices.filter { blocks[$0].parent == nil }
    guard let first = sites.first, sites.count < blocks.count else { return }
    text += row(sites, rank: "sink")
    let sources = Set(edges.map(\.from))
    for block in blocks.indices where blocks[block].parent != nil && !sources.contains(block) {
      text += line(Edge(from: block, to: first), "style=invis, weight=0")
    }
  }

  /// Peerings stand between their VPCs. Between boxes, `dot` keeps to no order of a row: there a row of guides above,
  /// which nobody sees, leads to each block.
  private func writePeerings(to text: inout String) {
    for (middle, ends) in peerings.ends.sorted(by: { $0.key < $1.key }) {
      text += row([middle, ends.left] + ends.right)
    }
    let guided = Set(peerings.chains.joined())
    for (middle, ends) in peerings.ends.sorted(by: { $0.key < $1.key }) where !guided.contains(middle) {
      text += line(Edge(from: ends.left, to: middle), "weight=3")
      for end in ends.right { text += line(Edge(from: middle, to: end), "weight=3") }
    }
    for chain in peerings.chains {
      let guides = chain.map { "g\($0)" }
      text += "{rank=same; \(guides.joined(separator: "; "))}\n"
      text += "\(guides.joined(separator: " -> ")) [style=invis]\n"
      for block in chain { text += "g\(block) -> b\(block) [style=invis, weight=8]\n" }
    }
  }

  private func row(_ blocks: [Int], rank: String = "same") -> String {
    "{rank=\(rank); \(blocks.map { "b\($0)" }.joined(separator: "; "))}\n"
  }

  private func line(_ edge: Edge, _ attributes: String) -> String { "b\(edge.from) -> b\(edge.to) [\(attributes)]\n" }

  private func write(_ group: Int, to text: inout String) {
    let title = Layout.titleWidth(of: figure.groups[group])
    text += """
      subgraph cluster_\(group) {
      graph [margin=\(Layout.padding), label=<<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="0" CELLPADDING="0" \
      FIXEDSIZE="TRUE" WIDTH="\(title)" HEIGHT="\(Layout.titleHeight - 8)"><TR><TD></TD></TR></TABLE>>]

      """
    for child in figure.groups[group].children where Block.isOuter(figure.groups[child].kind) {
      write(child, to: &text)
    }
    for (position, block) in blocks.enumerated() where block.parent == group { text += node(position) }
    text += "}\n"
  }

  private func node(_ block: Int) -> String {
    let size = blocks[block].size
    return "b\(block) [width=\(Double(widths[block]) / 72), height=\(Double(size.height) / 72)]\n"
  }

  /// Blocks of one group that stand in no order are put into rows: VPCs above, single nodes below. `heads` are the
  /// first rows, `edges` lead from each row to the next.
  private func rows(_ edges: [Edge], except flat: Set<Int>) -> (heads: [[Int]], edges: [Edge]) {
    let sources = Set(edges.map(\.from))
    let ends = Set(edges.map(\.to))
    var heads: [[Int]] = []
    var found: [Edge] = []
    for group in Set(blocks.compactMap(\.parent)).sorted() {
      let members = blocks.indices.filter { blocks[$0].parent == group }
      let free = members.filter { !ends.contains($0) && !flat.contains($0) }
      let boxes = free.filter { !blocks[$0].groups.isEmpty }
      // Those that lead somewhere last: they stand nearest to where they lead.
      let sorted = boxes.filter { !sources.contains($0) } + boxes.filter(sources.contains)
      if boxes.count > 1 {
        let width = boxes.count > 4 ? Int((Double(boxes.count) * 1.5).squareRoot().rounded(.up)) : boxes.count
        heads.append(Array(sorted.prefix(width)))
        found += wrapped(sorted, columns: width)
      }
      let services = free.filter { [.restApi, .api].contains(kind($0)) && sources.contains($0) }
      if let box = sorted.last { found += services.map { Edge(from: box, to: $0) } }
      let nodes = free.filter { blocks[$0].groups.isEmpty && !sources.contains($0) }
      let across = max(4, Int((Double(nodes.count) * 2).squareRoot().rounded(.up)))
      if let box = sorted.last ?? members.last(where: { !blocks[$0].groups.isEmpty }) {
        found += nodes.prefix(across).map { Edge(from: box, to: $0) }
      }
      found += wrapped(nodes, columns: across)
    }
    return (heads, found)
  }

  private func wrapped(_ members: [Int], columns: Int) -> [Edge] {
    guard columns > 0, members.count > columns else { return [] }
    return (columns..<members.count).map { Edge(from: members[$0 - columns], to: members[$0]) }
  }
}
