import Reports

extension Diagram {
  /// What the picture shows, as JSON: groups, nodes, links and steps, with their places where there is a layout.
  func scene(_ layout: Layout?) -> JSON {
    func rect(_ rect: Rect) -> JSON {
      ["x": .integer(rect.x), "y": .integer(rect.y), "width": .integer(rect.width), "height": .integer(rect.height)]
    }
    func end(_ end: Figure.End) -> JSON {
      switch end {
      case .node(let node): .string("node \(node)")
      case .group(let group): .string("group \(group)")
      }
    }
    let groups = figure.groups.enumerated().map { position, group -> JSON in
      var members: [JSON.Member] = [
        .init("group", .integer(position)), .init("kind", .string(group.kind.rawValue)),
        .init("component", JSON(group.component?.id)), .init("title", .string(SafeText.clean(group.title))),
        .init("detail", .string(SafeText.clean(group.detail))),
        .init("parent", group.parent.map(JSON.integer) ?? .null),
        .init("row", .integer(group.row)),
      ]
      if let layout { members.append(.init("rect", rect(layout.groups[position]))) }
      return .object(members)
    }
    let nodes = figure.nodes.enumerated().map { position, node -> JSON in
      var members: [JSON.Member] = [
        .init("node", .integer(position)), .init("kind", .string(node.component.kind.rawValue)),
        .init("component", .string(node.component.id)), .init("name", .string(SafeText.name(node.name))),
        .init("detail", .string(SafeText.clean(node.detail))), .init("group", .integer(node.group)),
        .init("members", .array(node.members.map { .string(SafeText.name($0)) })),
      ]
      if let layout { members.append(.init("rect", rect(layout.cells[position]))) }
      return .object(members)
    }
    let links = figure.links.map { link -> JSON in
      let label: [JSON.Member] = link.label.isEmpty ? [] : [.init("label", .string(SafeText.clean(link.label)))]
      return .object(
        [
          .init("from", end(link.from)), .init("to", end(link.to)), .init("kind", .string(link.kind.rawValue)),
        ] + label)
    }
    let steps = (itinerary?.steps ?? []).map { step -> JSON in
      let words = StepWords(step, on: figure)
      let place: JSON =
        switch step.place {
        case .node(let node): end(.node(node))
        case .leaving(let group), .entering(let group): end(.group(group))
        }
      return [
        "step": .integer(step.number), "at": place, "place": .string(words.place),
        "state": .string(step.state.rawValue),
        "leg": .integer(step.leg), "return": .bool(step.isReturn), "lookup": .bool(step.isLookup),
        "codes": .array(step.codes.map { .string($0) }),
        "words": .array(words.lines.map { .string($0.text) }),
      ]
    }
    let ways = (itinerary?.ways ?? []).map { way -> JSON in
      [
        "leg": .integer(way.leg), "return": .bool(way.isReturn), "lookup": .bool(way.isLookup),
        "nodes": .array(way.stages.map { .integer($0.node) }),
      ]
    }
    return [
      "canreach": 1, "title": .string(Notes.title(of: self)), "verdict": JSON(answer?.verdict.rawValue),
      "groups": .array(groups), "nodes": .array(nodes), "links": .array(links), "ways": .array(ways),
      "steps": .array(steps),
    ]
  }
}
