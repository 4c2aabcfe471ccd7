/// Finds ways for lines between things that have their places: along the lattice, around glyphs, clear of labels and
/// titles, with few bends.
struct Router {
  /// What a line costs. A step is what everything is measured by.
  private enum Cost {
    static let step = 8
    /// A step on a line that it may share.
    static let followed = 7
    static let bend = 56
    static let text = 180
    static let border = 40
    static let beside = 28
    static let crossing = 20
    /// A group that neither end is in.
    static let foreign = 28
    /// On, and next to, another way of the answer.
    static let shared = 120
    static let near = 24
    /// Beside the middle of a glyph's side.
    static let offside = 24
  }

  private let origin: Point
  private let columns: Int
  private let rows: Int
  /// The node whose glyph covers a place, or -1.
  private var cover: [Int32]
  /// Text is here.
  private var text: [Bool]
  /// A border runs here, from left to right and from top to bottom.
  private var horizontalBorder: [Bool]
  private var verticalBorder: [Bool]
  /// The lines that are here already, by their owner; -1 for none.
  private var horizontalOwner: [Int32]
  private var verticalOwner: [Int32]
  /// The ways of an answer that are here already.
  private var horizontalWay: [Int32]
  private var verticalWay: [Int32]
  /// The innermost group that a place is in, or -1.
  private var inner: [Int32]
  private let figure: Figure
  private let layout: Layout

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
      mark(layout.tile(node)) { $0.cover[$1] = Int32(node) }
      let label = layout.label(node)
      let lines = NodeLabel(figure.nodes[node])
      let width =
        lines.name.map { TextMetrics.width($0, size: NodeLabel.nameSize, bold: true) }
        + [TextMetrics.width(lines.detail, size: NodeLabel.detailSize, bold: false)]
      let half = (width.max() ?? 0) / 2 + 4
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

  private func column(_ x: Int) -> Int { (x - origin.x) / Lattice.step }
  private func row(_ y: Int) -> Int { (y - origin.y) / Lattice.step }
  private func point(_ cell: Int) -> Point {
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
  private func ports(of end: Figure.End) -> [Port] {
    func port(_ x: Int, _ y: Int, _ outward: Int?, _ cost: Int = 0) -> Port {
      Port(cell: row(y) * columns + column(x), outward: outward, cost: cost)
    }
    switch end {
    case .node(let node):
      let tile = layout.tile(node)
      var ports = [port(tile.midX, layout.cells[node].maxY, 1)]
      for off in [0, -Lattice.step, Lattice.step] {
        let cost = off == 0 ? 0 : Cost.offside
        ports.append(port(tile.maxX, tile.midY + off, 0, cost))
        ports.append(port(tile.x, tile.midY + off, 2, cost))
        ports.append(port(tile.midX + off, tile.y, 3, cost))
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

  /// The way of a line, every place of the lattice that it passes; empty where there is none.
  ///
  /// - Parameters:
  ///   - owner: lines of one owner may share their way, others keep beside it.
  ///   - follows: the line may lie on lines that are there already.
  func route(_ from: Figure.End, _ to: Figure.End, owner: Int32, follows: Bool = false) -> [Point] {
    let sources = ports(of: from)
    let targets = ports(of: to)
    guard let first = sources.first else { return [] }
    var window = Rect(x: first.cell % columns, y: first.cell / columns, width: 0, height: 0)
    for port in sources + targets {
      window = window.union(Rect(x: port.cell % columns, y: port.cell / columns, width: 0, height: 0))
    }
    for margin in [80, columns + rows] {
      let search = Search(
        router: self, window: window.grown(by: margin), owner: owner, follows: follows, ends: [from, to])
      let found = search.run(sources, targets)
      if !found.isEmpty { return found.map(point) }
    }
    return []
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

  // MARK: The search

  /// A* over places and directions: right, down, left, up.
  private struct Search {
    let router: Router
    let owner: Int32
    let follows: Bool
    let left: Int
    let top: Int
    let width: Int
    let height: Int
    /// Groups that an end is in.
    private var isHome: [Bool]

    init(router: Router, window: Rect, owner: Int32, follows: Bool, ends: [Figure.End]) {
      self.router = router
      self.owner = owner
      self.follows = follows
      left = max(0, window.x)
      top = max(0, window.y)
      width = min(router.columns - 1, window.maxX) - left + 1
      height = min(router.rows - 1, window.maxY) - top + 1
      isHome = Array(repeating: false, count: router.figure.groups.count)
      for end in ends {
        switch end {
        case .node(let node): for group in router.figure.ancestors(of: node) { isHome[group] = true }
        case .group(let group):
          for group in [group] + router.figure.ancestors(ofGroup: group) { isHome[group] = true }
        }
      }
    }

    func run(_ sources: [Port], _ targets: [Port]) -> [Int] {
      let count = width * height
      var best = Array(repeating: Int32.max, count: count * 4)
      var before = Array(repeating: Int32(-1), count: count * 4)
      // By place and direction of arrival: what it costs to end there.
      var arrivals: [Int: Int] = [:]
      var isPort = Array(repeating: false, count: count)
      var box: Rect?
      for port in targets {
        guard let place = local(port.cell) else { continue }
        isPort[place] = true
        for direction in 0..<4 where port.outward.map({ ($0 + 2) % 4 == direction }) ?? true {
          arrivals[place * 4 + direction] = port.cost
        }
        let one = Rect(x: place % width, y: place / width, width: 0, height: 0)
        box = box?.union(one) ?? one
      }
      guard let goal = box else { return [] }
      func distance(_ cell: Int) -> Int {
        let (x, y) = (cell % width, cell / width)
        return (max(0, goal.x - x, x - goal.maxX) + max(0, goal.y - y, y - goal.maxY)) * Cost.followed
      }
      var queue = PriorityQueue()
      for port in sources {
        guard let place = local(port.cell) else { continue }
        for direction in 0..<4 where port.outward.map({ $0 == direction }) ?? true {
          let state = place * 4 + direction
          best[state] = min(best[state], Int32(port.cost))
          queue.push(state, priority: port.cost + distance(place))
        }
      }
      while let (state, priority) = queue.pop() {
        let cell = state / 4
        let direction = state % 4
        let spent = Int(best[state])
        if priority > spent + distance(cell) { continue }
        if arrivals[state] != nil, before[state] >= 0 { return path(to: state, before) }
        let isStart = before[state] < 0
        for next in 0..<4 where next != (direction + 2) % 4 && (!isStart || next == direction) {
          guard let place = neighbour(cell, next) else { continue }
          let arrival = isPort[place] ? arrivals[place * 4 + next] : nil
          guard let step = cost(of: place, from: cell, next, arrival) else { continue }
          let total = Int32(spent + step + (next == direction ? 0 : Cost.bend))
          if total < best[place * 4 + next] {
            best[place * 4 + next] = total
            before[place * 4 + next] = Int32(state)
            queue.push(place * 4 + next, priority: Int(total) + distance(place))
          }
        }
      }
      return []
    }

    private func local(_ cell: Int) -> Int? {
      let (x, y) = (cell % router.columns - left, cell / router.columns - top)
      return 0..<width ~= x && 0..<height ~= y ? y * width + x : nil
    }

    private func global(_ local: Int) -> Int { (local / width + top) * router.columns + local % width + left }

    private func neighbour(_ cell: Int, _ direction: Int) -> Int? {
      let (x, y) = (cell % width, cell / width)
      switch direction {
      case 0: return x + 1 < width ? cell + 1 : nil
      case 1: return y + 1 < height ? cell + width : nil
      case 2: return x > 0 ? cell - 1 : nil
      default: return y > 0 ? cell - width : nil
      }
    }

    /// What a step to the place costs; nil where it may not be made.
    ///
    /// - Parameter arrival: what it costs to end there, where the line may.
    private func cost(of place: Int, from: Int, _ direction: Int, _ arrival: Int?) -> Int? {
      let cell = global(place)
      if arrival == nil, router.cover[cell] >= 0 { return nil }
      let isHorizontal = direction % 2 == 0
      var cost = Cost.step + (arrival ?? 0)
      if arrival == nil, router.text[cell] { cost += Cost.text }
      let group = router.inner[cell]
      if group >= 0, !isHome[Int(group)] { cost += Cost.foreign }
      let along = isHorizontal ? router.horizontalBorder : router.verticalBorder
      if along[cell], along[global(from)] { cost += Cost.border }
      return cost + costOfOthers(cell, isHorizontal)
    }

    /// What the lines that are there already cost.
    private func costOfOthers(_ cell: Int, _ isHorizontal: Bool) -> Int {
      var cost = 0
      let beside = isHorizontal ? router.horizontalOwner[cell] : router.verticalOwner[cell]
      let across = isHorizontal ? router.verticalOwner[cell] : router.horizontalOwner[cell]
      if beside >= 0 { cost += beside == owner || follows ? Cost.followed - Cost.step : Cost.beside }
      if across >= 0, across != owner, !follows { cost += Cost.crossing }
      let ways = isHorizontal ? router.horizontalWay : router.verticalWay
      if ways[cell] >= 0, ways[cell] != owner { cost += Cost.shared }
      let side = isHorizontal ? router.columns : 1
      for next in [cell - side, cell + side] where ways.indices.contains(next) {
        if ways[next] >= 0, ways[next] != owner { cost += Cost.near }
      }
      return cost
    }

    private func path(to end: Int, _ before: [Int32]) -> [Int] {
      var cells = [global(end / 4)]
      var state = end
      while before[state] >= 0 {
        state = Int(before[state])
        cells.append(global(state / 4))
      }
      return cells.reversed()
    }
  }
}

/// The smallest priority first; among equals the smallest value, so that the order is always the same.
private struct PriorityQueue {
  private var heap: [UInt64] = []

  mutating func push(_ value: Int, priority: Int) {
    heap.append(UInt64(priority) << 32 | UInt64(value))
    var child = heap.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      if heap[parent] <= heap[child] { break }
      heap.swapAt(parent, child)
      child = parent
    }
  }

  mutating func pop() -> (value: Int, priority: Int)? {
    guard let first = heap.first else { return nil }
    let last = heap.removeLast()
    if !heap.isEmpty {
      heap[0] = last
      var parent = 0
      while true {
        var least = parent
        for child in [2 * parent + 1, 2 * parent + 2] where child < heap.count && heap[child] < heap[least] {
          least = child
        }
        if least == parent { break }
        heap.swapAt(parent, least)
        parent = least
      }
    }
    return (Int(first & 0xFFFF_FFFF), Int(first >> 32))
  }
}

/// Lines of the lattice.
enum Polyline {
  /// Without the places that only lie between two others.
  static func simplified(_ line: [Point]) -> [Point] {
    var corners: [Point] = []
    for (position, point) in line.enumerated() {
      if position > 0, position + 1 < line.count {
        let (before, after) = (line[position - 1], line[position + 1])
        let isStraight = (before.x == point.x && point.x == after.x) || (before.y == point.y && point.y == after.y)
        if isStraight { continue }
      }
      corners.append(point)
    }
    return corners
  }
}
