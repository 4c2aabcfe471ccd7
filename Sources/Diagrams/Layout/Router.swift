/// Finds ways for lines between things that have their places: along the lattice, around glyphs, clear of labels and
/// titles, with few bends.
struct Router {
  /// What a line costs. A step is what everything is measured by.
  enum Cost {
    static let step = 8
    /// A step on a line that it may share.
    static let followed = 7
    static let bend = 56
    static let text = 400
    static let border = 40
    static let beside = 80
    static let crossing = 20
    /// A group that neither end is in.
    static let foreign = 48
    /// Outside of the VPC that both ends are in.
    static let abroad = 36
    /// On, next to, and across another way of the answer.
    static let shared = 120
    static let near = 24
    static let crossed = 160
    /// Next to a line of another owner, in its direction.
    static let close = 12
    /// Beside the middle of a glyph's side.
    static let offside = 24
    /// Above or below a glyph, on the side that is turned away from the other end.
    static let averted = 64
    /// Along a glyph that neither end is.
    static let brushing = 24
  }

  let origin: Point
  let columns: Int
  let rows: Int
  /// The node whose glyph covers a place, or -1.
  private(set) var cover: [Int32]
  /// The node whose glyph is a step away, or -1.
  private(set) var beside: [Int32]
  /// Text is here.
  private(set) var text: [Bool]
  /// A border runs here, from left to right and from top to bottom.
  private(set) var horizontalBorder: [Bool]
  private(set) var verticalBorder: [Bool]
  /// The lines that are here already, by their owner; -1 for none.
  private(set) var horizontalOwner: [Int32]
  private(set) var verticalOwner: [Int32]
  /// The ways of an answer that are here already.
  private(set) var horizontalWay: [Int32]
  private(set) var verticalWay: [Int32]
  /// The innermost group that a place is in, or -1.
  private(set) var inner: [Int32]
  let figure: Figure
  let layout: Layout

  init(_ figure: Figure, _ layout: Layout) {
    let bounds = layout.bounds.grown(by: 60)
    self.figure = figure
    self.layout = layout
    origin = Point(
      bounds.x / Lattice.step * Lattice.step - Lattice.step, bounds.y / Lattice.step * Lattice.step - Lattice.step)
    columns = bounds.width / Lattice.step + 4
    rows = bounds.height / Lattice.step + 4
    let count = columns * rows
    cover = Array(repeating: -1, count: count)
    beside = cover
    text = Array(repeating: false, count: count)
    horizontalBorder = Array(repeating: false, count: count)
    verticalBorder = horizontalBorder
    horizontalOwner = cover
    verticalOwner = cover
    horizontalWay = cover
    verticalWay = cover
    inner = cover
    for (position, rect) in layout.groups.enumerated() where rect.width > 0 {
      mark(rect) { $0.inner[$1] = Int32(position) }
      add(figure.groups[position], rect)
    }
    for node in figure.nodes.indices {
      mark(layout.tile(node).grown(by: Lattice.step)) { $0.beside[$1] = Int32(node) }
      mark(layout.tile(node)) { $0.cover[$1] = Int32(node) }
      let label = layout.label(node)
      let half = NodeLabel(figure.nodes[node]).width / 2 + 8
      mark(Rect(x: label.midX - half, y: label.y + 4, width: 2 * half, height: label.height - 4)) { $0.text[$1] = true }
    }
  }

  private mutating func add(_ group: Figure.Group, _ rect: Rect) {
    if group.title.isEmpty { return }
    let title = GroupTitle(group, width: rect.width)
    mark(Rect(x: rect.x, y: rect.y + 2, width: title.endX + 6, height: Layout.titleHeight - 8)) { $0.text[$1] = true }
    for y in [rect.y, rect.maxY] {
      mark(Rect(x: rect.x, y: y, width: rect.width, height: 0)) { $0.horizontalBorder[$1] = true }
    }
    for x in [rect.x, rect.maxX] {
      mark(Rect(x: x, y: rect.y, width: 0, height: rect.height)) { $0.verticalBorder[$1] = true }
    }
  }

  func column(_ x: Int) -> Int { (x - origin.x) / Lattice.step }
  func row(_ y: Int) -> Int { (y - origin.y) / Lattice.step }
  func point(_ cell: Int) -> Point {
    Point(origin.x + cell % columns * Lattice.step, origin.y + cell / columns * Lattice.step)
  }

  /// Does something to every place of the lattice in the rectangle, its border included.
  private mutating func mark(_ rect: Rect, _ change: (inout Router, Int) -> Void) {
    let left = max(0, (rect.x - origin.x + Lattice.step - 1) / Lattice.step)
    let top = max(0, (rect.y - origin.y + Lattice.step - 1) / Lattice.step)
    let right = min(columns - 1, column(rect.maxX))
    let bottom = min(rows - 1, row(rect.maxY))
    guard left <= right, top <= bottom else { return }
    for row in top...bottom {
      for column in left...right { change(&self, row * columns + column) }
    }
  }

  /// A place that a line may begin or end at.
  struct Port {
    var cell: Int
    /// The direction that a line leaves in, and comes in by the other way round; nil for any.
    var outward: Int?
    var cost: Int
  }

  /// Of a node the middles of its sides, or close to them, and the middle below its label; of a group its border.
  private func ports(of end: Figure.End, towards other: Figure.End) -> [Port] {
    func port(_ x: Int, _ y: Int, _ outward: Int?, _ cost: Int = 0) -> Port {
      Port(cell: row(y) * columns + column(x), outward: outward, cost: cost)
    }
    switch end {
    case .node(let node):
      let tile = layout.tile(node)
      let facing = rect(of: other)
      let below = facing.maxY < tile.y ? Cost.averted : 0
      let above = facing.y > layout.cells[node].maxY ? Cost.averted : 0
      var ports = [port(tile.midX, layout.cells[node].maxY, 1, below)]
      for off in [0, -Lattice.step, Lattice.step] {
        let cost = off == 0 ? 0 : Cost.offside
        ports.append(port(tile.maxX, tile.midY + off, 0, cost))
        ports.append(port(tile.x, tile.midY + off, 2, cost))
        ports.append(port(tile.midX + off, tile.y, 3, cost + above))
      }
      return ports
    case .group(let group):
      let rect = layout.groups[group]
      // Not at the corners, where a line would look like a border.
      let across = stride(from: rect.x + 30, through: rect.maxX - 30, by: Lattice.step)
      let down = stride(from: rect.y + 40, through: rect.maxY - 20, by: Lattice.step)
      return across.flatMap { [port($0, rect.y, nil), port($0, rect.maxY, nil)] }
        + down.flatMap { [port(rect.x, $0, nil), port(rect.maxX, $0, nil)] }
    }
  }

  private func rect(of end: Figure.End) -> Rect {
    switch end {
    case .node(let node): layout.cells[node]
    case .group(let group): layout.groups[group]
    }
  }

  /// The way of a line, every place of the lattice that it passes; empty where there is none.
  ///
  /// - Parameter owner: lines of one owner may share their way, others keep beside it.
  func route(_ from: Figure.End, _ to: Figure.End, owner: Int32) -> [Point] {
    let sources = ports(of: from, towards: to)
    let targets = ports(of: to, towards: from)
    guard let first = sources.first else { return [] }
    var window = Rect(x: first.cell % columns, y: first.cell / columns, width: 0, height: 0)
    for port in sources + targets {
      window = window.union(Rect(x: port.cell % columns, y: port.cell / columns, width: 0, height: 0))
    }
    for margin in [80, columns + rows] {
      let search = Search(
        router: self, window: window.grown(by: margin), owner: owner, ends: [from, to])
      let found = search.run(sources, targets)
      if !found.isEmpty { return found.map(point) }
    }
    return []
  }

  /// Whether no way of the answer lies on the line.
  func isFree(_ line: [Point]) -> Bool {
    for (from, to) in zip(line, line.dropFirst()) {
      let ways = from.y == to.y ? horizontalWay : verticalWay
      if [from, to].contains(where: { ways[row($0.y) * columns + column($0.x)] >= 0 }) { return false }
    }
    return true
  }

  /// Remembers a line, for those that come after it.
  ///
  /// - Parameter isWay: it is a way of the answer, which others do not share.
  mutating func keep(_ line: [Point], owner: Int32, isWay: Bool = false) {
    for (from, to) in zip(line, line.dropFirst()) {
      for point in [from, to] {
        let cell = row(point.y) * columns + column(point.x)
        switch (from.y == to.y, isWay) {
        case (true, false): horizontalOwner[cell] = owner
        case (false, false): verticalOwner[cell] = owner
        case (true, true): horizontalWay[cell] = owner
        case (false, true): verticalWay[cell] = owner
        }
      }
    }
  }
}
