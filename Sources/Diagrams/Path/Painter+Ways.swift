import Reachability

extension Painter {
  /// The ways of the answer: lines from node to node, and the numbers of the steps on them.
  mutating func paintWays() -> [Element] {
    guard let itinerary = diagram.itinerary else { return [] }
    var lines: [Element] = []
    var marks: [Mark] = []
    var onTile: [Int: Int] = [:]
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
          let from = way.stages[index - 1].node
          let line = route(from, stage.node, owner: Int32(1_000_000 + position))
          let placed = spots(of: stage.before, line, itinerary)
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
          let tile = layout.tile(stage.node)
          let count = onTile[stage.node, default: 0]
          onTile[stage.node] = count + 1
          marks.append(Mark(step: step, at: Point(tile.x + count * 20, tile.y)))
        }
        advance(stage.here)
      }
      // What is decided on leaving the last node has no line.
      if let last = way.stages.last {
        for step in last.before where !marks.contains(where: { $0.step == step }) {
          marks.append(Mark(step: step, at: Point(layout.tile(last.node).maxX, layout.tile(last.node).y)))
        }
      }
    }
    return lines + paint(marks, itinerary)
  }

  /// A step with its place.
  struct Mark {
    var step: Int
    var at: Point
  }

  private mutating func route(_ from: Int, _ to: Int, owner: Int32) -> [Point] {
    let line = router.route(Figure.End.node(from), Figure.End.node(to), owner: owner, follows: true)
    router.keep(line, owner: owner, isWay: true)
    let corners = Polyline.simplified(line)
    for (start, end) in zip(corners, corners.dropFirst()) {
      wayRects.append(
        Rect(x: min(start.x, end.x), y: min(start.y, end.y), width: abs(start.x - end.x), height: abs(start.y - end.y))
          .grown(by: 2))
    }
    return Polyline.clipped(line, from: from, to: to, layout)
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
    found.sort { $0.1 < $1.1 }
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
    var elements: [Element] = []
    if isEnd {
      let (before, tip) = (corners[corners.count - 2], corners[corners.count - 1])
      let length = max(abs(tip.x - before.x), abs(tip.y - before.y), 1)
      let (dx, dy) = ((tip.x - before.x) / length, (tip.y - before.y) / length)
      let base = Spot(tip.x - dx * 9, tip.y - dy * 9)
      corners[corners.count - 1] = base
      let head = [tip, Spot(base.x - dy * 5, base.y + dx * 5), Spot(base.x + dy * 5, base.y - dx * 5)]
      elements.append(.path(head, closed: true, radius: 0, .fill(state.ink)))
    }
    let width = way.isReturn ? 1.75 : 3
    elements.insert(.path(corners, closed: false, radius: 6, .stroke(state.ink, width, look)), at: 0)
    return [
      .group(id: nil, classes: ["way", way.isReturn ? "return" : "forward", state.rawValue], title: nil, elements)
    ]
  }

  // MARK: Marks

  static let markRadius = 9

  private mutating func paint(_ marks: [Mark], _ itinerary: Itinerary) -> [Element] {
    var placed: [(mark: Mark, at: Point)] = []
    for mark in marks {
      var at = mark.at
      // Marks of one place stand side by side.
      while placed.contains(where: { abs($0.at.x - at.x) < 20 && abs($0.at.y - at.y) < 18 }) { at.x += 20 }
      placed.append((mark, at))
    }
    for (_, at) in placed {
      occupied.append(Rect(x: at.x, y: at.y, width: 0, height: 0).grown(by: Painter.markRadius + 1))
    }
    return placed.map { mark, at in
      let step = itinerary.steps[mark.step]
      var elements = Painter.badge(step, at: at)
      for code in step.codes { elements += pill(code, step.state, near: at) }
      return .group(
        id: "step-\(step.number)", classes: ["hop", step.state.rawValue],
        title: StepWords(step, on: figure).whole, elements)
    }
  }

  /// The number of a step in a circle.
  static func badge(_ step: Step, at: Point) -> [Element] {
    return [
      .circle(Spot(at), radius: Double(markRadius), Style(fill: step.state.ink, stroke: .paper, width: 1.5)),
      .text(
        Text(
          at: Spot(Double(at.x), Double(at.y) + 4), string: String(step.number), size: 11, bold: true, ink: .onMark,
          anchor: .middle)),
    ]
  }

  /// The code of what blocks, with ⊗; of what is not known, with a question mark.
  private mutating func pill(_ code: String, _ state: Step.State, near at: Point) -> [Element] {
    let ink = state.ink
    let size = 11.0
    let width = TextMetrics.width(code, size: size, bold: true) + 30
    let height = 20
    let (right, left) = (at.x + 13, at.x - 13 - width)
    let candidates = [
      Point(right, at.y - 10), Point(left, at.y - 10), Point(right + 36, at.y + 10), Point(right + 36, at.y - 10),
      Point(right, at.y + 10), Point(right, at.y - 30),
      Point(left, at.y + 10), Point(left, at.y - 30), Point(at.x - width / 2, at.y - 33),
      Point(at.x - width / 2, at.y + 13),
      Point(right, at.y + 30), Point(right, at.y - 50), Point(left, at.y + 30), Point(left, at.y - 50),
    ]
    let bounds = layout.bounds
    func cost(_ corner: Point) -> Int {
      let rect = Rect(x: corner.x, y: corner.y, width: width, height: height)
      var cost = occupied.filter(rect.intersects).count * 10 + wayRects.filter(rect.intersects).count * 6
      if rect.x < bounds.x || rect.maxX > bounds.maxX { cost += 15 }
      for (group, area) in zip(figure.groups, layout.groups) where area.width > 0 && !group.title.isEmpty {
        let title = Rect(x: area.x, y: area.y, width: GroupTitle(group, width: area.width).endX, height: 24)
        if title.intersects(rect) { cost += 10 }
      }
      return cost
    }
    let corner = candidates.enumerated().min { (cost($0.element), $0.offset) < (cost($1.element), $1.offset) }?.element
    let rect = Rect(x: corner?.x ?? right, y: corner?.y ?? at.y, width: width, height: height)
    occupied.append(rect)
    return [
      .rectangle(rect, radius: 10, Style(fill: .paper, stroke: ink, width: 1.25))
    ] + Painter.sign(state, at: Spot(Double(rect.x + 11), Double(rect.midY)))
      + [
        .text(
          Text(
            at: Spot(Double(rect.x + 22), Double(rect.midY) + 4), string: code, size: size, bold: true, ink: ink))
      ]
  }

  /// ⊗, a question mark in a circle, or a tick: drawn, for no font can be relied on to have it.
  static func sign(_ state: Step.State, at: Spot) -> [Element] {
    func spot(_ x: Double, _ y: Double) -> Spot { Spot(at.x + x, at.y + y) }
    switch state {
    case .denied:
      let line = Style.stroke(.deny, 1.5)
      return [
        .circle(at, radius: 6, line), .path([spot(-3, -3), spot(3, 3)], closed: false, radius: 0, line),
        .path([spot(-3, 3), spot(3, -3)], closed: false, radius: 0, line),
      ]
    case .unknown:
      return [
        .circle(at, radius: 6, .stroke(.unknown, 1.5)),
        .text(Text(at: spot(0, 3.5), string: "?", size: 10, bold: true, ink: .unknown, anchor: .middle)),
      ]
    case .passed:
      return [
        .circle(at, radius: 6, .stroke(.allow, 1.5)),
        .path([spot(-3, 0), spot(-1, 2.5), spot(3, -2.5)], closed: false, radius: 0, .stroke(.allow, 1.5)),
      ]
    }
  }
}
