import NetworkModel

/// Where blocks stand among each other: Graphviz's `dot` decides, inside the boxes of cloud, accounts and Regions. Links
/// lead downwards: VPCs above, what joins them below, sites at the bottom; what is peered stands side by side.
struct Placement {
  let figure: Figure
  let blocks: [Block]
  /// What stands in one row with what it joins.
  private(set) var peerings = PeeringRows()
  private var blockOfNode: [Int: Int] = [:]
  private var blockOfGroup: [Int: Int] = [:]
  /// The widths that blocks are given: at least that of the title of a group that holds nothing wider.
  private(set) var widths: [Int]

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
    peerings = foundPeerings
  }

  func block(of end: Figure.End) -> Int? {
    switch end {
    case .node(let node): blockOfNode[node]
    case .group(let group): blockOfGroup[group]
    }
  }

  private var foundPeerings: PeeringRows {
    func group(_ peering: Int) -> Figure.GroupKind? {
      guard blocks[peering].groups.isEmpty, let node = blocks[peering].nodes.first?.node,
        figure.nodes[node].glyph == "vpcPeeringConnection"
      else { return nil }
      return figure.groups[figure.nodes[node].group].kind
    }
    var found: [Int: [Int]] = [:]
    for link in figure.links {
      guard let peering = block(of: link.to), group(peering) != nil, let box = block(of: link.from) else { continue }
      found[peering, default: []].append(box)
    }
    return PeeringRows(found) { group($0) == .region }
  }

  /// The upper left corners of the blocks.
  func positions(milliseconds: Int) throws(DiagramError) -> [Point] {
    if blocks.isEmpty { return [] }
    let plain = try Graphviz.render(dot, engine: "dot", format: "plain", milliseconds: milliseconds)
    return corners(String(decoding: plain, as: UTF8.self))
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
    let aligned = plumbed(aligned(corners))
    let left = aligned.map(\.x).min() ?? 0
    let top = aligned.map(\.y).min() ?? 0
    return aligned.map { Point($0.x - left, $0.y - top) }
  }

  /// Puts what stands between VPCs at the height of something in them that both reach, so that lines run straight.
  private func aligned(_ corners: [Point]) -> [Point] {
    var result = corners
    for (block, ends) in peerings.ends {
      let middle = corners[block].y + Layout.tile / 2
      let boxes = [ends.left] + ends.right
      let heights = boxes.flatMap { box in blocks[box].nodes.map { corners[box].y + $0.rect.y + Layout.tile / 2 } }
      let shared = heights.filter { height in
        boxes.allSatisfy { corners[$0].y + 40 <= height && height <= corners[$0].y + blocks[$0].size.height - 20 }
      }
      guard let nearest = shared.min(by: { (abs($0 - middle), $0) < (abs($1 - middle), $1) }) else { continue }
      result[block].y += nearest - middle
    }
    return result
  }

  /// What stands all but straight below what leads to it stands straight below.
  private func plumbed(_ corners: [Point]) -> [Point] {
    var result = corners
    func middle(_ block: Int) -> Int { result[block].x + blocks[block].size.width / 2 }
    func rect(_ block: Int, _ x: Int, _ y: Int) -> Rect {
      Rect(x: x, y: y, width: blocks[block].size.width, height: blocks[block].size.height)
    }
    for link in figure.links {
      guard let from = block(of: link.from), let to = block(of: link.to), blocks[to].groups.isEmpty,
        blocks[from].groups.isEmpty, corners[from].y < corners[to].y
      else { continue }
      let missing = middle(from) - middle(to)
      guard missing != 0, abs(missing) <= 2 * Lattice.step else { continue }
      let moved = rect(to, result[to].x + missing, result[to].y)
      let isFree = blocks.indices.allSatisfy { $0 == to || !moved.intersects(rect($0, result[$0].x, result[$0].y)) }
      if isFree { result[to].x += missing }
    }
    return result
  }
}
