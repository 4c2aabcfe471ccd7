import Reachability

/// What is written around the picture: the question and its verdict above; the steps, the kinds of lines and the small
/// print below.
struct Notes {
  private(set) var elements: [Element] = []
  /// The picture with its notes, and a margin.
  private(set) var bounds: Rect
  private(set) var title: String

  private static let margin = 20
  private static let minimalWidth = 640
  private static let lineHeight = 16

  private let diagram: Diagram
  /// The kinds of links whose lines are drawn.
  private let links: Set<Figure.Link.Kind>
  private let left: Int
  private let width: Int

  init(_ diagram: Diagram, around picture: Rect, links: Set<Figure.Link.Kind>) {
    self.diagram = diagram
    self.links = links
    let width = max(picture.width, Notes.minimalWidth)
    self.width = width
    left = picture.midX - width / 2
    title = Notes.title(of: diagram)
    bounds = picture
    let top = addHeader(above: picture.y - 24)
    let bottom = addFooter(below: picture.maxY + 24)
    bounds = Rect(x: left, y: top, width: width, height: bottom - top).grown(by: Notes.margin)
  }

  static func title(of diagram: Diagram) -> String {
    guard let query = diagram.answer?.query else {
      return SafeText.name(diagram.options.title.isEmpty ? "Architecture" : diagram.options.title)
    }
    if query.to.contains("://") {
      return SafeText.clean("\(query.from) → \(query.method ?? "GET") \(query.to)")
    }
    let port = query.port == "any" || query.to.hasSuffix(":\(query.port)") ? "" : " \(query.port)"
    return SafeText.clean("\(query.from) → \(query.to), \(query.protocol)\(port)")
  }

  private mutating func write(
    _ string: String, _ x: Int, _ y: Int, size: Double, bold: Bool = false, ink: Ink = .ink,
    anchor: Text.Anchor = .start
  ) {
    elements.append(
      .text(
        Text(at: Spot(Double(x), Double(y)), string: string, size: size, bold: bold, ink: ink, anchor: anchor)))
  }

  /// `1 account, 2 Regions, 3 VPCs, 12 subnets, 20 resources`.
  private static func counts(_ figure: Figure) -> String {
    func count(_ number: Int, _ word: String) -> String? {
      number == 0 ? nil : "\(number) \(word)\(number == 1 ? "" : "s")"
    }
    func groups(_ kinds: Figure.GroupKind...) -> Int { figure.groups.count { kinds.contains($0.kind) } }
    let resources = Set(figure.nodes.filter { $0.component.kind != .internet }.map(\.component))
    let stacked = figure.nodes.map { max(0, $0.members.count - 1) }.reduce(0, +)
    return [
      count(groups(.account), "account"), count(groups(.region), "Region"), count(groups(.vpc), "VPC"),
      count(groups(.publicSubnet, .privateSubnet), "subnet"), count(groups(.site), "site"),
      count(resources.count + stacked, "resource"),
    ].compactMap(\.self).joined(separator: ", ")
  }

  // MARK: Above

  /// Returns its upper border.
  private mutating func addHeader(above bottom: Int) -> Int {
    let subtitle = diagram.answer.map { SafeText.clean($0.summary) } ?? Notes.counts(diagram.figure)
    let lines = TextMetrics.wrapped(subtitle, size: 13, bold: false, width: width)
    let headings = heading
    let top = bottom - lines.count * 18 - headings.count * 26 - 4
    for (position, line) in headings.enumerated() {
      write(line, left, top + 20 + position * 26, size: 20, bold: true)
    }
    let below = top + (headings.count - 1) * 26
    if let answer = diagram.answer {
      let x = left + TextMetrics.width(headings.last ?? "", size: 20, bold: true) + 16
      addVerdict(answer.verdict, x, below)
    }
    for (position, line) in lines.enumerated() { write(line, left, below + 46 + position * 18, size: 13, ink: .muted) }
    return top
  }

  /// The title in one line, or two where it is long: the end of a URL tells more than its middle.
  private var heading: [String] {
    let room = width - 150
    let lines = TextMetrics.wrapped(title, size: 20, bold: true, width: room, breaks: " /.-?&")
    if lines.count <= 2 { return lines }
    let rest = String(title.dropFirst(lines[0].count)).trimmed
    return [lines[0], TextMetrics.fitted(rest, size: 20, bold: true, width: room)]
  }

  private mutating func addVerdict(_ verdict: Verdict, _ x: Int, _ y: Int) {
    let state: Step.State =
      switch verdict {
      case .reachable: .passed
      case .unreachable, .partial: .denied
      case .undetermined: .unknown
      }
    let ink = state.ink
    let textWidth = TextMetrics.width(verdict.rawValue, size: 12, bold: true)
    let rect = Rect(x: x, y: y + 2, width: textWidth + 34, height: 22)
    elements.append(.rectangle(rect, radius: 11, Style(fill: .paper, stroke: ink, width: 1.5)))
    elements += Painter.sign(state, at: Spot(Double(x + 13), Double(rect.midY)))
    write(verdict.rawValue, x + 25, rect.midY + 4, size: 12, bold: true, ink: ink)
  }

  // MARK: Below

  /// Returns its lower border.
  private mutating func addFooter(below top: Int) -> Int {
    var y = top
    if let itinerary = diagram.itinerary, !itinerary.steps.isEmpty {
      y = addSteps(itinerary, y) + 8
    }
    y = addKey(y)
    let print = TextMetrics.fitted(SafeText.clean(diagram.options.source), size: 11, bold: false, width: width)
    if print.isEmpty { return y }
    write(print, left, y + 11, size: 11, ink: .muted)
    return y + 16
  }

  /// A step of the legend; the first of a connection or a way back has a heading.
  private struct Entry {
    static let headingHeight = 22

    var heading: String?
    var step: Step
    var title: String
    var lines: [StepWords.Line]

    var height: Int { (heading == nil ? 0 : Entry.headingHeight) + 18 + lines.count * 14 + 6 }
  }

  /// The steps in words, in columns. Returns the lower border.
  private mutating func addSteps(_ itinerary: Itinerary, _ top: Int) -> Int {
    let columns = max(1, min(4, (width + 40) / 340))
    let gap = 24
    let column = (width - 2 * 16 - (columns - 1) * gap) / columns
    var entries: [Entry] = []
    var (leg, isReturn) = (0, false)
    for step in itinerary.steps {
      let words = StepWords(step, on: diagram.figure)
      let lines = words.lines.flatMap { line in
        TextMetrics.wrapped(line.text, size: 11, bold: false, width: column - 28).map {
          StepWords.Line(text: $0, state: line.state)
        }
      }
      let title = TextMetrics.fitted(words.place, size: 12, bold: true, width: column - 28)
      var entry = Entry(step: step, title: title, lines: lines)
      if step.leg != leg || step.isReturn != isReturn || (step.isLookup && entries.isEmpty) {
        entry.heading =
          step.isReturn ? "The way back" : "Connection \(step.leg + 1)\(step.isLookup ? ": DNS lookup" : "")"
        (leg, isReturn) = (step.leg, step.isReturn)
      }
      entries.append(entry)
    }
    let total = entries.map(\.height).reduce(0, +)
    // The lowest columns that hold everything.
    var limit = max(total / columns, entries.map(\.height).max() ?? 0)
    func parts(_ limit: Int) -> Int {
      var (count, used) = (1, 0)
      for entry in entries {
        if used + entry.height > limit { (count, used) = (count + 1, 0) }
        used += entry.height
      }
      return count
    }
    while parts(limit) > columns { limit += 8 }
    let panel = Rect(x: left, y: top, width: width, height: limit + 24)
    elements.append(.rectangle(panel, radius: 6, .fill(.panel)))
    var (x, y) = (left + 16, top + 14)
    for entry in entries {
      if y + entry.height > top + 14 + limit { (x, y) = (x + column + gap, top + 14) }
      let bottom = y + entry.height
      if let heading = entry.heading {
        write(heading, x, y + 12, size: 12, bold: true, ink: .muted)
        y += Entry.headingHeight
      }
      elements += Painter.badge(entry.step, at: Point(x + 9, y + 8))
      write(entry.title, x + 28, y + 12, size: 12, bold: true)
      var line = y + 28
      for text in entry.lines {
        write(text.text, x + 28, line, size: 11, ink: text.state == .denied ? .deny : .muted)
        line += 14
      }
      y = bottom
    }
    return panel.maxY
  }

  private static let linkWords: [(kind: Figure.Link.Kind, words: String)] = [
    (.connection, "joined, whatever is asked"), (.target, "load balancer and target"),
    (.record, "DNS record, and what it stands for"),
  ]

  /// What the lines mean, of those that are there. Returns the lower border.
  private mutating func addKey(_ top: Int) -> Int {
    var key: [(words: String, style: Style)] = []
    if let steps = diagram.itinerary?.steps, !steps.isEmpty {
      let states = Set(steps.map(\.state))
      if steps.contains(where: { !$0.isLookup }) { key.append(("passes", .stroke(.allow, 3))) }
      if steps.contains(where: \.isLookup) {
        key.append(("DNS lookup", .stroke(.dns, Painter.lookupWidth, .dotted)))
      }
      if diagram.itinerary?.goesOnBlocked == true {
        key.append(("blocked, shown as if it had passed", .stroke(.deny, 3, .dashed)))
      }
      if states.contains(.unknown) { key.append(("not known", .stroke(.unknown, 3, .dotted))) }
      if steps.contains(where: \.isReturn) { key.append(("the way back (thin)", .stroke(.allow, 1.75))) }
    }
    for (kind, words) in Notes.linkWords where links.contains(kind) { key.append((words, Painter.style(of: kind))) }
    if key.isEmpty { return top }
    var x = left
    let y = top + 8
    for (words, style) in key {
      let ends = [Spot(Double(x), Double(y)), Spot(Double(x + 28), Double(y))]
      elements.append(.path(ends, closed: false, radius: 0, style))
      write(words, x + 34, y + 4, size: 11, ink: .muted)
      x += 34 + TextMetrics.width(words, size: 11, bold: false) + 22
    }
    return top + 24
  }
}
