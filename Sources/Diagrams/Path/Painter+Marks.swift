import Reachability

extension Painter {
  /// A step with its place.
  struct Mark {
    var step: Int
    var at: Point
  }

  static let markRadius = 9

  /// Where the marks of a node stand: at its upper corners, then outwards, the left one first where neither a way nor a
  /// title is there; of a plate behind it.
  func corner(of node: Int, _ count: Int) -> Point {
    let tile = layout.tile(node)
    if layout.plates.contains(node) { return Point(tile.maxX + 12 + count * 20, tile.midY) }
    // Bitmaps show the user's icons above everything: there marks keep off.
    let apart = diagram.options.icons.name(for: figure.nodes[node].glyph) == nil ? 0 : 8
    let out = count / 2 * 20 + apart
    let y = tile.y - apart
    let (left, right) = (Point(tile.x - out, y), Point(tile.maxX + out, y))
    let isLeft = (count % 2 == 0) == (crowd(at: left) <= crowd(at: right))
    return isLeft ? left : right
  }

  /// How many ways and titles a mark would cover.
  private func crowd(at point: Point) -> Int {
    let mark = Rect(x: point.x, y: point.y, width: 0, height: 0).grown(by: Painter.markRadius)
    let titles = zip(figure.groups, layout.groups).count { group, area in
      guard area.width > 0 else { return false }
      let title = Rect(x: area.x, y: area.y + 5, width: GroupTitle(group, width: area.width).endX, height: 15)
      return title.intersects(mark)
    }
    return titles + wayRects.count(where: mark.intersects)
  }

  mutating func paint(_ marks: [Mark], _ itinerary: Itinerary) -> [Element] {
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
      var elements: [Element] = []
      for code in step.codes { elements += pill(code, step.state, near: at) }
      elements += Painter.badge(step, at: at)
      return .group(
        id: "step-\(step.number)", classes: ["hop", step.state.rawValue],
        title: StepWords(step, on: figure).whole, elements)
    }
  }

  /// The number of a step in a circle.
  static func badge(_ step: Step, at: Point) -> [Element] {
    [
      .circle(Spot(at), radius: Double(markRadius), Style(fill: step.ink, stroke: .paper, width: 1.5)),
      .text(
        Text(
          at: Spot(Double(at.x), Double(at.y) + 4), string: String(step.number), size: 11, bold: true, ink: .onMark,
          anchor: .middle)),
    ]
  }

  // MARK: Codes

  static let pillHeight = 20

  /// The code of what blocks, with ⊗; of what is not known, with a question mark. A thin line leads to its step.
  private mutating func pill(_ code: String, _ state: Step.State, near at: Point) -> [Element] {
    let size = 11.0
    let width = TextMetrics.width(code, size: size, bold: true) + 30
    let rect = room(width, near: at)
    occupied.append(rect)
    return [
      .path([Spot(at), Spot(Painter.nearest(rect, to: at))], closed: false, radius: 0, .stroke(state.ink, 1.25)),
      .rectangle(rect, radius: Painter.pillHeight / 2, Style(fill: .paper, stroke: state.ink, width: 1.25)),
    ] + Painter.sign(state, at: Spot(Double(rect.x + 11), Double(rect.midY)))
      + [
        .text(
          Text(
            at: Spot(Double(rect.x + 22), Double(rect.midY) + 4), string: code, size: size, bold: true,
            ink: state.ink))
      ]
  }

  /// Where the line to the code ends.
  private static func nearest(_ rect: Rect, to point: Point) -> Point {
    Point(min(max(point.x, rect.x + 8), rect.maxX - 8), min(max(point.y, rect.y), rect.maxY))
  }

  /// Where a code or label covers the least, close to what it belongs to.
  func room(_ width: Int, near at: Point) -> Rect {
    let height = Painter.pillHeight
    let reach = Rect(x: at.x, y: at.y, width: 0, height: 0).grown(by: width + 140)
    let things = occupied.filter(reach.intersects)
    let ways = wayRects.filter(reach.intersects)
    var titles: [Rect] = []
    var borders: [Rect] = []
    for (group, area) in zip(figure.groups, layout.groups) where area.width > 0 && area.intersects(reach) {
      let title = GroupTitle(group, width: area.width)
      titles.append(Rect(x: area.x, y: area.y, width: title.endX, height: 24))
      borders += [
        Rect(x: area.x, y: area.y, width: area.width, height: 1),
        Rect(x: area.x, y: area.maxY, width: area.width, height: 1),
        Rect(x: area.x, y: area.y, width: 1, height: area.height),
        Rect(x: area.maxX, y: area.y, width: 1, height: area.height),
      ]
    }
    var best = Rect(x: at.x + 14, y: at.y - height / 2, width: width, height: height)
    var least = Int.max
    for dy in stride(from: -90, through: 90, by: 5) {
      for left in stride(from: at.x - width - 60, through: at.x + 60, by: 5) {
        let rect = Rect(x: left, y: at.y + dy - height / 2, width: width, height: height)
        let dx = max(0, rect.x - at.x, at.x - rect.maxX)
        var cost = dx + abs(dy)
        if rect.x < layout.bounds.x || rect.maxX > layout.bounds.maxX { cost += 1000 }
        let clear = rect.grown(by: 2)
        cost += things.filter(clear.intersects).count * 400
        cost += titles.filter(clear.intersects).count * 300
        cost += ways.filter(clear.intersects).count * 150
        cost += borders.filter(rect.intersects).count * 12
        let end = Painter.nearest(rect, to: at)
        let line = Rect(
          x: min(at.x, end.x), y: min(at.y, end.y), width: abs(at.x - end.x) + 1, height: abs(at.y - end.y) + 1)
        cost += titles.filter(line.intersects).count * 200
        if cost < least { (least, best) = (cost, rect) }
      }
    }
    return best
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
