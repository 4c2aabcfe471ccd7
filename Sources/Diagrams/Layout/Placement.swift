import NetworkModel

/// Where blocks stand among each other: Graphviz's `dot` decides, inside the boxes of cloud, accounts and Regions. Links
/// lead downwards: VPCs above, what joins them below, sites at the bottom; what is peered stands side by side.
struct Placement {
  let figure: Figure
  let blocks: [Block]
  private var blockOfNode: [Int: Int] = [:]
  private var blockOfGroup: [Int: Int] = [:]
  /// The widths that blocks are given: at least that of the title of a group that holds nothing wider.
  private var widths: [Int]

  init(_ figure: Figure, _ blocks: [Block]) {
    self.figure = figure
    self.blocks = blocks
    widths = blocks.map(\.size.width)
    for (position, block) in blocks.enumerated() {
      for (node, _) in block.nodes { blockOfNode[node] = position }
      for (group, _) in block.groups { blockOfGroup[group] = position }
    }
    for group in figure.groups.indices where Block.isOuter(figure.groups[group].kind) {
      let inner = blocks.indices.filter { position in
        guard let parent = blocks[position].parent else { return false }
        return parent == group || figure.ancestors(ofGroup: parent).contains(group)
      }
      guard let widest = inner.max(by: { widths[$0] < widths[$1] }) else { continue }
      widths[widest] = max(widths[widest], Layout.titleWidth(of: figure.groups[group]) - 2 * Layout.padding + 20)
    }
  }

  /// The upper left corners of the blocks.
  func positions(milliseconds: Int) throws(DiagramError) -> [Point] {
    if blocks.isEmpty { return [] }
    let plain = try Graphviz.render(dot, engine: "dot", format: "plain", milliseconds: milliseconds)
    return corners(String(decoding: plain, as: UTF8.self))
  }

  // MARK: What dot is told

  private struct Edge: Hashable {
    var from: Int
    var to: Int
  }

  private func block(of end: Figure.End) -> Int? {
    switch end {
    case .node(let node): blockOfNode[node]
    case .group(let group): blockOfGroup[group]
    }
  }

  /// Whether a block stands between two others of the same rank: a peering inside of one Region.
  private func isBetween(_ block: Int) -> Bool {
    guard blocks[block].groups.isEmpty, let node = blocks[block].nodes.first?.node else { return false }
    return figure.nodes[node].glyph == "vpcPeeringConnection"
      && figure.groups[figure.nodes[node].group].kind == .region
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
    let services: Set<ResourceKind> = [.restApi, .api, .domainName, .function]
    guard services.contains(kind), account(edge.from) != account(edge.to) else { return 1 }
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
    var between: [Int: [Int]] = [:]
    var edges: [Edge] = []
    var loose: [Edge] = []
    var beside: [Edge] = []
    var seen: Set<Edge> = []
    for link in figure.links {
      guard let from = block(of: link.from), let to = block(of: link.to), from != to else { continue }
      if isBetween(from) {
        between[from, default: []].append(to)
      } else if isBetween(to) {
        between[to, default: []].append(from)
      } else if seen.insert(Edge(from: from, to: to)).inserted, !seen.contains(Edge(from: to, to: from)) {
        // Where the targets of a load balancer stand follows from the networks in between.
        if link.kind == .target {
          loose.append(Edge(from: from, to: to))
        } else if isBeside(Edge(from: from, to: to)) {
          beside.append(Edge(from: from, to: to))
        } else {
          edges.append(Edge(from: from, to: to))
        }
      }
    }
    let sites = blocks.indices.filter { blocks[$0].parent == nil }
    if sites.count < blocks.count, !sites.isEmpty {
      text += "{rank=sink; \(sites.map { "b\($0)" }.joined(separator: "; "))}\n"
    }
    for edge in edges { text += "b\(edge.from) -> b\(edge.to) [weight=2, minlen=\(length(edge, edges))]\n" }
    for edge in beside {
      text += "{rank=same; b\(edge.from); b\(edge.to)}\nb\(edge.from) -> b\(edge.to) [weight=3]\n"
    }
    for edge in loose { text += "b\(edge.from) -> b\(edge.to) [constraint=false]\n" }
    for middle in between.keys.sorted() {
      let ends = between[middle] ?? []
      text += "{rank=same; b\(middle)\(ends.map { "; b\($0)" }.joined())}\n"
      if let first = ends.first { text += "b\(first) -> b\(middle) [weight=3]\n" }
      for end in ends.dropFirst() { text += "b\(middle) -> b\(end) [weight=3]\n" }
    }
    let flat = Set(between.keys).union(between.values.joined()).union(beside.map(\.from))
    let rows = rows(edges, except: flat)
    for heads in rows.heads { text += "{rank=same; \(heads.map { "b\($0)" }.joined(separator: "; "))}\n" }
    for edge in rows.edges { text += "b\(edge.from) -> b\(edge.to) [style=invis, weight=5]\n" }
    return text + "}\n"
  }

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

  // MARK: What dot says

  /// Reads `node NAME X Y …`: centers in inches, y upwards.
  private func corners(_ plain: String) -> [Point] {
    var centers = Array(repeating: (x: 0.0, y: 0.0), count: blocks.count)
    for line in plain.split(separator: "\n") where line.hasPrefix("node b") {
      let words = line.split(separator: " ")
      guard words.count > 3, let block = Int(words[1].dropFirst()), blocks.indices.contains(block),
        let x = Double(words[2]), let y = Double(words[3])
      else { continue }
      centers[block] = (x * 72, -y * 72)
    }
    // Boxes of one rank hang from the same line; single nodes stay in the middle of it.
    var tops: [Int: (top: Double, overhang: Int)] = [:]
    for (block, center) in zip(blocks, centers) where !block.groups.isEmpty {
      let rank = Int(center.y.rounded())
      let top = center.y - Double(block.size.height) / 2
      tops[rank] = (min(tops[rank]?.top ?? top, top), max(tops[rank]?.overhang ?? 0, block.overhang))
    }
    let corners = zip(blocks, centers).map { block, center in
      var top = center.y - Double(block.size.height) / 2
      if !block.groups.isEmpty, let rank = tops[Int(center.y.rounded())] {
        top = rank.top + Double(rank.overhang - block.overhang)
      }
      return Point(Lattice.nearest(center.x) - block.size.width / 2, Lattice.nearest(top))
    }
    let aligned = aligned(corners)
    let left = aligned.map(\.x).min() ?? 0
    let top = aligned.map(\.y).min() ?? 0
    return aligned.map { Point($0.x - left, $0.y - top) }
  }

  /// Puts what stands between two VPCs at the height of something in them, so that lines run straight.
  private func aligned(_ corners: [Point]) -> [Point] {
    var result = corners
    for block in blocks.indices where isBetween(block) {
      let middle = corners[block].y + Layout.tile / 2
      let heights = figure.links.flatMap { link -> [Int] in
        guard self.block(of: link.to) == block, let other = self.block(of: link.from) else { return [] }
        return blocks[other].nodes.map { corners[other].y + $0.rect.y + Layout.tile / 2 }
      }
      guard let nearest = heights.min(by: { (abs($0 - middle), $0) < (abs($1 - middle), $1) }) else { continue }
      if abs(nearest - middle) <= 50 { result[block].y += nearest - middle }
    }
    return result
  }
}
