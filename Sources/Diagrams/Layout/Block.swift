/// Something that Graphviz places as one: a VPC with everything in it, a site, or a node that stands alone. What is
/// inside has its place relative to the block.
struct Block: Sendable {
  /// The group whose child the block is.
  var parent: Int?
  var size: Size
  /// How far gateways stand out above the block's upper border.
  var overhang = 0
  var groups: [(group: Int, rect: Rect)] = []
  var nodes: [(node: Int, rect: Rect)] = []

  /// Whether Graphviz lays out the inside of such a group.
  static func isOuter(_ kind: Figure.GroupKind) -> Bool { [.cloud, .account, .region].contains(kind) }

  /// The blocks of a figure, in the order of its groups and nodes. The internet has its own place.
  static func all(of figure: Figure) -> [Block] {
    var blocks: [Block] = []
    for (position, group) in figure.groups.enumerated() {
      switch group.kind {
      case .vpc: blocks.append(VPCBlock(figure, position).block)
      case .site:
        var block = leaf(figure, position)
        block.parent = group.parent
        blocks.append(block)
      default: break
      }
    }
    for (position, group) in figure.groups.enumerated() where isOuter(group.kind) && !group.title.isEmpty {
      if group.nodes.contains(where: { figure.nodes[$0].anchor != .plate }) || !group.children.isEmpty { continue }
      // An empty group keeps its place.
      let size = Size(width: Lattice.up(max(40, Layout.titleWidth(of: group) - 2 * Layout.padding), to: 20), height: 10)
      blocks.append(
        Block(
          parent: position, size: size,
          groups: [(position, Rect(x: 0, y: 0, width: size.width, height: size.height))]))
    }
    for (position, node) in figure.nodes.enumerated() {
      guard isOuter(figure.groups[node.group].kind), node.component.kind != .internet, node.anchor != .plate else {
        continue
      }
      let size = Layout.cell(of: node)
      blocks.append(
        Block(
          parent: node.group, size: size,
          nodes: [(position, Rect(x: 0, y: 0, width: size.width, height: size.height))]))
    }
    return blocks
  }

  mutating func add(_ other: Block, at x: Int, _ y: Int) {
    groups += other.groups.map { ($0.group, $0.rect.moved(x, y)) }
    nodes += other.nodes.map { ($0.node, $0.rect.moved(x, y)) }
  }

  /// A group that holds nodes, and groups that hold nodes: title above, then rows of about the golden shape.
  static func leaf(_ figure: Figure, _ group: Int) -> Block {
    let value = figure.groups[group]
    var items: [Block] = value.children.map { leaf(figure, $0) }
    for node in value.nodes {
      let size = Layout.cell(of: figure.nodes[node])
      items.append(
        Block(size: size, nodes: [(node, Rect(x: 0, y: 0, width: size.width, height: size.height))]))
    }
    let inset = 10
    let gap = 20
    let columns = items.count <= 3 ? items.count : Int((Double(items.count) * 1.6).squareRoot().rounded(.up))
    let widest = items.map(\.size.width).max() ?? 0
    let limit = max(widest, columns * Layout.cellWidth + (columns - 1) * gap)
    var block = Block(parent: value.parent, size: Size(width: 0, height: 0))
    var (x, y, rowHeight, width) = (0, 0, 0, 0)
    var rows: [[(item: Block, x: Int)]] = [[]]
    var tops: [Int] = [0]
    for item in items {
      if x > 0, x + item.size.width > limit {
        y += rowHeight + gap
        (x, rowHeight) = (0, 0)
        rows.append([])
        tops.append(y)
      }
      rows[rows.count - 1].append((item, x))
      width = max(width, x + item.size.width)
      x += item.size.width + gap
      rowHeight = max(rowHeight, item.size.height)
    }
    let height = items.isEmpty ? 0 : y + rowHeight
    // Beside the title there is room for a line.
    let inner = max(width, Lattice.up(Layout.titleWidth(of: value) + 20, to: 20) - 2 * inset)
    for (row, top) in zip(rows, tops) {
      let used = row.last.map { $0.x + $0.item.size.width } ?? 0
      for (item, left) in row {
        let shift = (inner - used) / 2 / Lattice.step * Lattice.step
        block.add(item, at: inset + left + shift, Layout.titleHeight + top)
      }
    }
    block.size = Size(
      width: Lattice.up(inner + 2 * inset, to: 20),
      height: Lattice.up(Layout.titleHeight + height + (items.isEmpty ? inset : 2 * inset)))
    block.groups.insert((group, Rect(x: 0, y: 0, width: block.size.width, height: block.size.height)), at: 0)
    return block
  }

  /// The same group with more room; what is inside stays in the middle.
  func stretched(to size: Size) -> Block {
    var block = self
    let shift = (size.width - self.size.width) / 2 / Lattice.step * Lattice.step
    block.size = size
    block.groups = groups.enumerated().map { position, entry in
      position == 0
        ? (entry.group, Rect(x: 0, y: 0, width: size.width, height: size.height))
        : (entry.group, entry.rect.moved(shift, 0))
    }
    block.nodes = nodes.map { ($0.node, $0.rect.moved(shift, 0)) }
    return block
  }
}
