import Reachability

/// Writes a figure, and the way on it, as a graph that Graphviz lays out by itself: `dot -Tsvg`.
struct DOTWriter {
  let figure: Figure
  let itinerary: Itinerary?
  let title: String
  private let names: [String]

  init(_ diagram: Diagram) {
    figure = diagram.figure
    itinerary = diagram.itinerary
    title = diagram.answer?.summary ?? diagram.options.title
    names = figure.nodes.indices.map { "n\($0)" }
  }

  /// The same figure gives the same bytes.
  var document: String {
    var text = """
      digraph canreach {
        graph [label=\(quote([title])), labelloc=t, fontname="Helvetica", newrank=true, compound=true, splines=true]
        node [shape=box, style="rounded,filled", fillcolor="\(Ink.paper.light)", fontname="Helvetica", fontsize=11]
        edge [fontname="Helvetica", fontsize=10, color="\(Ink.link.light)", arrowhead=none]

      """
    for group in figure.groups.indices where figure.groups[group].parent == nil { write(group, "  ", &text) }
    for vpc in figure.groups.indices where figure.groups[vpc].kind == .vpc { text += rows(of: vpc) }
    for (position, link) in figure.links.enumerated() { text += "  \(edge(link, position))\n" }
    if let itinerary { text += ways(itinerary) }
    return text + "}\n"
  }

  private func write(_ group: Int, _ indent: String, _ text: inout String) {
    let value = figure.groups[group]
    let isDrawn = !value.title.isEmpty
    if isDrawn {
      let look = GroupLook(value.kind)
      let line = look.style.line == .dashed ? "dashed" : "solid"
      text += "\(indent)subgraph cluster_\(group) {\n"
      text += "\(indent)  graph [label=\(quote([value.title, value.detail])), labeljust=l, fontname=\"Helvetica\", "
      text += "fontcolor=\"\(look.text.light)\", color=\"\(look.style.stroke?.light ?? Ink.ink.light)\", "
      text += "style=\"\(look.style.fill == nil ? line : "filled,\(line)")\", "
      text += "fillcolor=\"\(look.style.fill?.light ?? Ink.paper.light)\", tooltip=\(quote([value.tooltip]))]\n"
      // An empty group is drawn too.
      text += "\(indent)  g\(group) [style=invis, shape=point, width=0.01, label=\"\"]\n"
    }
    for child in value.children { write(child, indent + "  ", &text) }
    for node in value.nodes {
      let value = figure.nodes[node]
      text += "\(indent)  \(names[node]) [label=\(quote([value.name, value.detail])), "
      text += "color=\"\(Glyph.of(value.glyph).ink.light)\", class=\"\(value.component.kind.rawValue)\", "
      text += "tooltip=\(quote([value.tooltip]))]\n"
    }
    if isDrawn { text += "\(indent)}\n" }
  }

  /// Keeps the tiers of a VPC in rows, its gateways above or below them.
  private func rows(of vpc: Int) -> String {
    let subnets = figure.groups[vpc].children.flatMap { figure.groups[$0].children }
    let rows = Dictionary(grouping: subnets) { figure.groups[$0].row }.sorted { $0.key < $1.key }.map(\.value)
    guard let first = rows.first, let last = rows.last else { return "" }
    var text = ""
    for row in rows {
      let members = row.flatMap { ["g\($0)"] + figure.groups[$0].nodes.map { names[$0] } }
      text += "  {rank=same; \(members.joined(separator: "; "))}\n"
    }
    for (upper, lower) in zip(rows, rows.dropFirst()) {
      text += "  g\(upper[0]) -> g\(lower[0]) [style=invis, minlen=2]\n"
    }
    for node in figure.groups[vpc].nodes where figure.nodes[node].anchor == .top {
      text += "  \(names[node]) -> g\(first[0]) [style=invis]\n"
    }
    for node in figure.groups[vpc].nodes where figure.nodes[node].anchor == .bottom {
      text += "  g\(last[0]) -> \(names[node]) [style=invis]\n"
    }
    return text
  }

  private func edge(_ link: Figure.Link, _ position: Int) -> String {
    func end(_ end: Figure.End) -> (String, Int?) {
      switch end {
      case .node(let node): (names[node], nil)
      case .group(let group): ("g\(group)", group)
      }
    }
    let (from, tail) = end(link.from)
    let (to, head) = end(link.to)
    var attributes: [String] = []
    if let tail { attributes.append("ltail=cluster_\(tail)") }
    if let head { attributes.append("lhead=cluster_\(head)") }
    if link.kind == .target { attributes.append("style=dashed") }
    if link.kind == .record {
      attributes += ["color=\"\(Ink.dns.light)\"", "constraint=false", "xlabel=\(quote([link.label]))"]
    }
    return "\(from) -> \(to)" + (attributes.isEmpty ? "" : " [\(attributes.joined(separator: ", "))]")
  }

  /// The ways, a line between two nodes each, labelled with the numbers of the steps.
  private func ways(_ itinerary: Itinerary) -> String {
    var text = ""
    for way in itinerary.ways {
      var state = Step.State.passed
      for (index, stage) in way.stages.enumerated() {
        let steps = stage.before + stage.here
        for step in steps {
          let own = itinerary.steps[step].state
          if own == .denied || (own == .unknown && state == .passed) { state = own }
        }
        guard index > 0 else { continue }
        let (ink, style): (Ink, String) =
          switch state {
          case .passed where way.isLookup: (.dns, "dotted")
          case .passed: (.allow, way.isReturn ? "solid" : "bold")
          case .denied: (.deny, "dashed")
          case .unknown: (.unknown, "dotted")
          }
        let label = steps.map { step in
          let codes = itinerary.steps[step].codes.map { " ⊗ \($0)" }.joined()
          return "\(itinerary.steps[step].number)\(itinerary.steps[step].state == .denied ? codes : "")"
        }.joined(separator: " · ")
        text += "  \(names[way.stages[index - 1].node]) -> \(names[stage.node]) "
        text += "[color=\"\(ink.light)\", fontcolor=\"\(ink.light)\", style=\(style), arrowhead=normal, "
        text += "constraint=false, xlabel=\(quote([label]))]\n"
      }
    }
    return text
  }

  /// Lines of a label, so escaped that Graphviz shows what was written.
  private func quote(_ lines: [String]) -> String {
    var text = ""
    for (position, line) in lines.enumerated() {
      let cleaned = TextMetrics.fitted(SafeText.clean(line), size: 12, bold: false, width: 600)
      if position > 0, cleaned.isEmpty { continue }
      if position > 0 { text += "\\n" }
      for character in cleaned.unicodeScalars {
        switch character {
        case "\\": text += "\\\\"
        case "\"": text += "\\\""
        case "&": text += "&amp;"
        default: text.unicodeScalars.append(character)
        }
      }
    }
    return "\"\(text)\""
  }
}
