import Reachability

extension Painter {
  /// Queries for addresses are thin, and dotted where nothing stops them.
  static let lookupWidth = 2.0

  /// The ways of the answer: lines from node to node, and the numbers of the steps on them.
  mutating func paintWays() -> [Element] {
    guard let itinerary = diagram.itinerary else { return [] }
    var lines: [Element] = []
    var marks: [Mark] = []
    var onTile: [Int: Int] = [:]
    let routes = routes(of: itinerary)
    for (position, way) in itinerary.ways.enumerated() {
      var state = Step.State.passed
      func advance(_ steps: [Int]) {
        for step in steps {
          switch itinerary.steps[step].state {
          case .denied: state = .denied
          case .unknown: if state == .passed { state = .unknown }
          case .passed: break
          }
        }
      }
      for (index, stage) in way.stages.enumerated() {
        if index > 0 {
          let line = routes[position][index - 1]
          let placed = spots(of: stage.before, line, itinerary)
          if line.isEmpty {
            let tile = layout.tile(stage.node)
            marks += stage.before.map { Mark(step: $0, at: Point(tile.x, tile.maxY)) }
          }
          var rest = line
          for (step, spot) in placed {
            let cut = rest.firstIndex(of: spot) ?? 0
            lines += stroke(Array(rest[...cut]), state, way, isEnd: false)
            rest = Array(rest[cut...])
            advance([step])
            marks.append(Mark(step: step, at: spot))
          }
          lines += stroke(rest, state, way, isEnd: true)
        }
        for step in stage.here {
          marks.append(Mark(step: step, at: corner(of: stage.node, onTile[stage.node, default: 0])))
          onTile[stage.node, default: 0] += 1
        }
        advance(stage.here)
      }
      if let last = way.stages.last {
        let tile = layout.tile(last.node)
        for step in last.after { marks.append(Mark(step: step, at: Point(tile.maxX, tile.y))) }
      }
    }
    return lines + paint(marks, itinerary)
  }

  /// The lines of each way, from stage to stage. Where the two are linked the way lies on the link's line, if it is the
  /// first one there; these are laid out first, then other connections, then queries, each beside what is there.
  mutating func routes(of itinerary: Itinerary) -> [[[Point]]] {
    var found = itinerary.ways.map { Array(repeating: [Point](), count: max(0, $0.stages.count - 1)) }
    for pass in [Pass.linked, .connection, .lookup] {
      for (position, way) in itinerary.ways.enumerated() where way.isLookup == (pass == .lookup) {
        for (index, (from, to)) in zip(way.stages, way.stages.dropFirst()).enumerated() {
          guard found[position][index].isEmpty else { continue }
          let line =
            pass == .linked
            ? linkLine(from.node, to.node)
            : router.route(
              .node(from.node), .node(to.node), owner: Int32(position * 10_000 + index), follows: pass == .connection)
          keep(line, owner: Int32(position * 10_000 + index))
          found[position][index] = line
        }
      }
    }
    return found
  }

  private enum Pass { case linked, connection, lookup }

  /// The line of the link between two nodes, from the one to the other; empty where there is none, or a way lies there.
  private func linkLine(_ from: Int, _ to: Int) -> [Point] {
    guard let line = linkLines[[.node(from), .node(to)]], let first = line.first, router.isFree(line) else { return [] }
    let tile = layout.tile(from)
    let isStart = tile.union(layout.cells[from]).contains(first)
    return isStart ? line : line.reversed()
  }

  private mutating func keep(_ line: [Point], owner: Int32) {
    router.keep(line, owner: owner, isWay: true)
    let corners = Polyline.simplified(line)
    for (start, end) in zip(corners, corners.dropFirst()) {
      wayRects.append(
        Rect(x: min(start.x, end.x), y: min(start.y, end.y), width: abs(start.x - end.x), height: abs(start.y - end.y))
          .grown(by: 2))
    }
  }

  /// Where the steps between two nodes stand: where the line crosses the border of the subnet.
  private func spots(of steps: [Int], _ line: [Point], _ itinerary: Itinerary) -> [(step: Int, spot: Point)] {
    guard !line.isEmpty else { return [] }
    var found: [(Int, Int)] = []
    for step in steps {
      let position: Int?
      switch itinerary.steps[step].place {
      case .leaving(let group):
        let rect = layout.groups[group]
        position = line.firstIndex { !rect.grown(by: -1).contains($0) }
      case .entering(let group):
        let rect = layout.groups[group]
        position = line.lastIndex { !rect.grown(by: -1).contains($0) }
      case .node: position = nil
      }
      found.append((step, position ?? line.count / 2))
    }
    found.sort { ($0.1, $0.0) < ($1.1, $1.0) }
    return found.map { ($0.0, line[$0.1]) }
  }

  /// A piece of a way, with an arrow where it ends at a node.
  private func stroke(_ line: [Point], _ state: Step.State, _ way: Way, isEnd: Bool) -> [Element] {
    var corners = Polyline.simplified(line).map(Spot.init)
    guard corners.count > 1 else { return [] }
    let look: Style.Line =
      switch state {
      case .passed: .solid
      case .denied: .dashed
      case .unknown: .dotted
      }
    let isQuery = way.isLookup && state == .passed
    let ink = isQuery ? Ink.dns : state.ink
    var elements: [Element] = []
    if isEnd {
      let (before, tip) = (corners[corners.count - 2], corners[corners.count - 1])
      let length = max(abs(tip.x - before.x), abs(tip.y - before.y), 1)
      let (dx, dy) = ((tip.x - before.x) / length, (tip.y - before.y) / length)
      let base = Spot(tip.x - dx * 9, tip.y - dy * 9)
      corners[corners.count - 1] = base
      let head = [tip, Spot(base.x - dy * 5, base.y + dx * 5), Spot(base.x + dy * 5, base.y - dx * 5)]
      elements.append(.path(head, closed: true, radius: 0, .fill(ink)))
    }
    let width = way.isLookup ? Painter.lookupWidth : way.isReturn ? 1.75 : 3
    let style = Style.stroke(ink, width, isQuery ? .dotted : look)
    elements.insert(.path(corners, closed: false, radius: 6, style), at: 0)
    let classes = ["way", way.isReturn ? "return" : "forward", state.rawValue] + (way.isLookup ? ["dns"] : [])
    return [.group(id: nil, classes: classes, title: nil, elements)]
  }
}
