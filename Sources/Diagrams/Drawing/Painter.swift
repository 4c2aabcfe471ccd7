import Reachability

/// Paints a figure that is laid out: boxes from the outside in, lines, things, the way, and what is said about it.
struct Painter {
  let diagram: Diagram
  let layout: Layout
  var router: Router
  /// What stands where already, so that marks keep clear of it; and the ways.
  var occupied: [Rect] = []
  var wayRects: [Rect] = []
  var linkRects: [Rect] = []
  /// Links in whose place a way is drawn.
  var replacedLinks: Set<Figure.Link> = []
  /// The lines of the links that are drawn.
  var linkLines: [Set<Figure.End>: [Point]] = [:]

  var figure: Figure { diagram.figure }

  init(_ diagram: Diagram, _ layout: Layout) {
    self.diagram = diagram
    self.layout = layout
    router = Router(diagram.figure, layout)
  }

  func drawing(until deadline: Deadline) throws(DiagramError) -> Drawing {
    var painter = self
    return try painter.painted(deadline)
  }

  private mutating func painted(_ deadline: Deadline) throws(DiagramError) -> Drawing {
    var elements: [Element] = []
    for group in figure.groups.indices where layout.groups[group].width > 0 { elements.append(paint(group: group)) }
    let lines = try links(deadline)
    for node in figure.nodes.indices {
      occupied.append(layout.tile(node))
      occupied.append(text(below: node))
    }
    var ways = paintWays()
    for link in figure.links where !link.label.isEmpty { ways += paintLabel(of: link) }
    let kept = lines.filter { !replacedLinks.contains($0.link) }
    elements += kept.map(\.element)
    elements += figure.nodes.indices.map(paint(node:)) + ways
    let notes = Notes(diagram, around: layout.bounds, links: Set(kept.map(\.link.kind)))
    let bounds = notes.bounds
    let paper = Element.rectangle(bounds, radius: 0, .fill(.paper))
    return Drawing(bounds: bounds, title: notes.title, elements: [paper] + elements + notes.elements)
  }

  // MARK: Groups

  private func paint(group position: Int) -> Element {
    let group = figure.groups[position]
    let rect = layout.groups[position]
    let look = GroupLook(group.kind)
    var elements: [Element] = [.rectangle(rect, radius: 0, look.style)]
    if let corner = look.corner {
      let square = Rect(x: rect.x, y: rect.y, width: GroupTitle.corner, height: GroupTitle.corner)
      elements.append(.rectangle(square, radius: 0, .fill(look.text)))
      let glyph = Glyph.of(corner)
      elements += glyph.elements(at: Spot(Double(rect.x), Double(rect.y)), side: Double(GroupTitle.corner), ink: .paper)
    }
    let title = GroupTitle(group, width: rect.width)
    let baseline = Double(rect.y + 17)
    let inset = GroupTitle.inset(group.kind)
    elements.append(
      .text(
        Text(
          at: Spot(Double(rect.x + inset), baseline), string: title.title, size: GroupTitle.size, bold: true,
          ink: look.text)))
    if !title.detail.isEmpty {
      elements.append(
        .text(
          Text(
            at: Spot(Double(rect.x + title.detailX), baseline), string: title.detail, size: GroupTitle.detailSize,
            ink: .muted)))
    }
    return .group(
      id: group.component?.id, classes: ["group", group.kind.rawValue], title: group.tooltip, elements)
  }

  // MARK: Nodes

  /// What the name and the detail of a node cover.
  private func text(below node: Int) -> Rect {
    let room = layout.label(node)
    let width = min(room.width, NodeLabel(figure.nodes[node]).width + 4)
    return Rect(x: room.midX - width / 2, y: room.y, width: width, height: room.height)
  }

  private func paint(node position: Int) -> Element {
    let node = figure.nodes[position]
    let tile = layout.tile(position)
    let glyph = Glyph.of(node.glyph)
    if layout.plates.contains(position) { return plate(node, tile, glyph) }
    var elements: [Element] = []
    if !node.members.isEmpty {
      for offset in [8, 4] {
        elements.append(.rectangle(tile.moved(offset, -offset), radius: 6, Style(fill: glyph.ink, stroke: .paper)))
      }
    }
    if let icon = diagram.options.icons.name(for: node.glyph) {
      elements.append(.icon(icon, tile))
    } else {
      elements.append(.rectangle(tile, radius: 6, Style(fill: glyph.ink, stroke: .paper, width: 1.5)))
      elements += glyph.elements(at: Spot(Double(tile.x), Double(tile.y)), side: Double(tile.width))
    }
    let label = NodeLabel(node)
    var y = tile.maxY + 5 + 11
    for line in label.name {
      elements.append(
        .text(
          Text(
            at: Spot(Double(tile.midX), Double(y)), string: line, size: NodeLabel.nameSize, bold: true, ink: .ink,
            anchor: .middle)))
      y += NodeLabel.nameHeight
    }
    if !label.detail.isEmpty {
      elements.append(
        .text(
          Text(
            at: Spot(Double(tile.midX), Double(y - 1)), string: label.detail, size: NodeLabel.detailSize, ink: .muted,
            anchor: .middle)))
    }
    return .group(
      id: node.component.id, classes: ["resource", node.component.kind.rawValue], title: node.tooltip, elements)
  }

  private func plate(_ node: Figure.Node, _ rect: Rect, _ glyph: Glyph) -> Element {
    let text = Text(
      at: Spot(Double(rect.x + Plate.inset), Double(rect.midY + 4)), string: Plate(node).text, size: Plate.textSize,
      bold: true, ink: .glyph)
    let elements: [Element] =
      [.rectangle(rect, radius: 6, Style(fill: glyph.ink, stroke: .paper, width: 1.5))]
      + glyph.elements(at: Spot(Double(rect.x + 2), Double(rect.y)), side: Double(rect.height)) + [.text(text)]
    return .group(
      id: node.component.id, classes: ["resource", node.component.kind.rawValue], title: node.tooltip, elements)
  }

  // MARK: Links

  mutating func links(_ deadline: Deadline) throws(DiagramError) -> [(link: Figure.Link, element: Element)] {
    var degrees: [Figure.End: Int] = [:]
    for link in figure.links {
      degrees[link.from, default: 0] += 1
      degrees[link.to, default: 0] += 1
    }
    var owners: [Bus: Int32] = [:]
    var drawn: [(link: Figure.Link, element: Element)] = []
    for link in figure.links where isDrawn(link) {
      try deadline.check()
      let end = degrees[link.from, default: 0] > degrees[link.to, default: 0] ? link.from : link.to
      let hub = Bus(end: end, leadsThere: end == link.to, kind: link.kind)
      let owner = owners[hub] ?? Int32(owners.count)
      owners[hub] = owner
      let line = router.route(link.from, link.to, owner: owner)
      router.keep(line, owner: owner)
      linkLines[[link.from, link.to]] = line
      linkRects += Painter.rects(along: line)
      let corners = Polyline.simplified(line).map(Spot.init)
      guard corners.count > 1 else { continue }
      let path = Element.path(corners, closed: false, radius: 6, Painter.style(of: link.kind))
      drawn.append((link, .group(id: nil, classes: ["link", link.kind.rawValue], title: title(of: link), [path])))
    }
    return drawn
  }

  /// The straight pieces of a line, a little wider than they are.
  static func rects(along line: [Point]) -> [Rect] {
    let corners = Polyline.simplified(line)
    return zip(corners, corners.dropFirst()).map { start, end in
      Rect(x: min(start.x, end.x), y: min(start.y, end.y), width: abs(start.x - end.x), height: abs(start.y - end.y))
        .grown(by: 2)
    }
  }

  /// How the line of a link looks, in the picture and in its key.
  static func style(of kind: Figure.Link.Kind) -> Style {
    switch kind {
    case .connection: .stroke(.link, 1.5)
    case .target: .stroke(.link, 1.5, .dashed)
    case .record: .stroke(.dns, 1)
    }
  }

  /// Lines of one kind to one hub share their way, and so do those from it.
  private struct Bus: Hashable {
    var end: Figure.End
    var leadsThere: Bool
    var kind: Figure.Link.Kind
  }

  private func isDrawn(_ link: Figure.Link) -> Bool {
    func hasPlace(_ end: Figure.End) -> Bool {
      switch end {
      case .node(let node): layout.cells[node].width > 0
      case .group(let group): layout.groups[group].width > 0
      }
    }
    return hasPlace(link.from) && hasPlace(link.to)
  }

  private func title(of link: Figure.Link) -> String {
    func name(_ end: Figure.End) -> String {
      switch end {
      case .node(let node): figure.nodes[node].name
      case .group(let group): figure.groups[group].title
      }
    }
    let words =
      switch link.kind {
      case .connection: "is joined with"
      case .target: "has the target"
      case .record: "has a record for"
      }
    return "\(name(link.from)) \(words) \(name(link.to))" + (link.label.isEmpty ? "" : ": \(link.label)")
  }
}
