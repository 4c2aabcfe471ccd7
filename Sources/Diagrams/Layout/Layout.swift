/// Where everything of a figure stands. It depends on the figure alone, never on a question.
struct Layout: Sendable {
  /// By the positions of the figure's groups.
  var groups: [Rect]
  /// Glyph and label of each node.
  var cells: [Rect]
  /// The nodes that are plates: these have their names inside.
  var plates: Set<Int> = []

  /// The square of a node's glyph; of a plate all of it.
  func tile(_ node: Int) -> Rect {
    let cell = cells[node]
    if plates.contains(node) { return cell }
    return Rect(x: cell.midX - Layout.tile / 2, y: cell.y, width: Layout.tile, height: Layout.tile)
  }

  /// What the name and the detail of a node take.
  func label(_ node: Int) -> Rect {
    let cell = cells[node]
    if plates.contains(node) { return Rect(x: cell.x, y: cell.maxY, width: cell.width, height: 0) }
    let top = cell.y + Layout.tile
    return Rect(x: cell.x, y: top, width: cell.width, height: max(0, cell.maxY - top))
  }

  /// The side of a glyph.
  static let tile = 40
  static let cellWidth = 120
  /// Between a border and what is inside.
  static let padding = 20
  /// Of the line that a group's title stands in.
  static let titleHeight = 30

  /// The room of a node, glyph and label.
  static func cell(of node: Figure.Node) -> Size {
    let lines = NodeLabel(node)
    let text = 6 + lines.name.count * NodeLabel.nameHeight + (lines.detail.isEmpty ? 0 : NodeLabel.detailHeight)
    return Size(width: cellWidth, height: Lattice.up(tile + text))
  }

  /// The width that a group's title needs, its corner glyph included.
  static func titleWidth(of group: Figure.Group) -> Int {
    if group.title.isEmpty { return 0 }
    let name = TextMetrics.width(group.title, size: GroupTitle.size, bold: true)
    let detail =
      group.detail.isEmpty ? 0 : 8 + TextMetrics.width(group.detail, size: GroupTitle.detailSize, bold: false)
    return min(GroupTitle.maximalWidth, GroupTitle.inset(group.kind) + name + detail + 12)
  }

  /// Everything, with the room that lines take around the outermost boxes.
  var bounds: Rect {
    let all = (groups + cells).filter { $0.width > 0 && $0.height > 0 }
    guard let first = all.first else { return Rect(x: 0, y: 0, width: 200, height: 60) }
    return all.dropFirst().reduce(first) { $0.union($1) }
  }
}

extension Layout {
  /// Lays a figure out: what is inside a VPC or a site in rows and columns, these among each other by Graphviz.
  static func of(_ figure: Figure, milliseconds: Int) throws(DiagramError) -> Layout {
    var layout = Layout(
      groups: Array(repeating: Rect(x: 0, y: 0, width: 0, height: 0), count: figure.groups.count),
      cells: Array(repeating: Rect(x: 0, y: 0, width: 0, height: 0), count: figure.nodes.count))
    let blocks = Block.all(of: figure)
    let places = try Placement(figure, blocks).positions(milliseconds: milliseconds)
    for (block, place) in zip(blocks, places) {
      for (group, rect) in block.groups { layout.groups[group] = rect.moved(place.x, place.y) }
      for (node, rect) in block.nodes { layout.cells[node] = rect.moved(place.x, place.y) }
    }
    layout.wrapOuterGroups(figure)
    layout.placeInternet(figure)
    layout.placePlates(figure)
    return layout
  }

  /// Draws cloud, accounts and Regions around what they hold, from the inside out.
  private mutating func wrapOuterGroups(_ figure: Figure) {
    for position in figure.groups.indices.reversed() where Block.isOuter(figure.groups[position].kind) {
      let group = figure.groups[position]
      // Gateways reach over the border of their VPC.
      let inner =
        group.children.flatMap { child in [groups[child]] + figure.groups[child].nodes.map { cells[$0] } }
        + group.nodes.map { cells[$0] } + [groups[position]]
      let filled = inner.filter { $0.width > 0 }
      guard let first = filled.first, !group.title.isEmpty else { continue }
      var rect = filled.dropFirst().reduce(first) { $0.union($1) }.grown(by: Layout.padding)
      rect.y -= Layout.titleHeight
      rect.height = Lattice.up(rect.height + Layout.titleHeight)
      // A title that is wider than what it stands over reaches out to both sides: Placement keeps the room.
      let missing = max(0, Lattice.up(Layout.titleWidth(of: group), to: 20) - rect.width)
      rect.x -= missing / 2 / Lattice.step * Lattice.step
      rect.width += missing
      groups[position] = rect
    }
  }

  /// The internet stands above everything, in the middle of the gateways that lead there.
  private mutating func placeInternet(_ figure: Figure) {
    guard let internet = figure.nodes.firstIndex(where: { $0.component.kind == .internet }) else { return }
    let cloud = groups.indices.filter { figure.groups[$0].parent == nil && groups[$0].width > 0 }.map { groups[$0] }
    let top = cloud.map(\.y).min() ?? 0
    let gates = figure.links.compactMap { link -> Int? in
      guard link.from == .node(internet), case .node(let gate) = link.to, figure.nodes[gate].anchor == .top else {
        return nil
      }
      return cells[gate].midX
    }
    let size = Layout.cell(of: figure.nodes[internet])
    let middle = gates.isEmpty ? (cloud.first?.midX ?? 0) : gates.reduce(0, +) / gates.count
    cells[internet] = Rect(
      x: Lattice.nearest(Double(middle)) - size.width / 2, y: top - size.height - 50, width: size.width,
      height: size.height)
  }
}
