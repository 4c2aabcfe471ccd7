import NetworkModel
import Reachability

/// The ways of an answer on a figure: which nodes they pass, and where each hop decides.
struct Itinerary {
  private(set) var steps: [Step] = []
  private(set) var ways: [Way] = []
  private let figure: Figure

  /// - Parameter withReturn: also the way back; it is there anyway where something on it blocks or is not known.
  init(_ answer: Answer, on figure: Figure, withReturn: Bool) {
    self.figure = figure
    for (position, leg) in answer.legs.enumerated() {
      add(leg.forward, from: leg.from, to: leg.to, leg: position, isReturn: false)
      let decides = leg.return.contains { $0.decision == .blocked || $0.decision == .assumed }
      if withReturn || decides { add(leg.return, from: leg.to, to: leg.from, leg: position, isReturn: true) }
    }
  }

  /// What a hop is to the drawing.
  private enum Event {
    case station(Int, Hop?)
    case leaving(Hop)
    case entering(Hop)
    /// Decided at the sender, or at the receiver.
    case atStation(Hop)
    case atNext(Hop)
  }

  private mutating func add(_ hops: [Hop], from: String, to: String, leg: Int, isReturn: Bool) {
    if hops.isEmpty { return }
    var events = events(hops, from: from, to: to)
    events = withAttachments(events)
    var way = Way(isReturn: isReturn, leg: leg, stages: [])
    var waiting: [(place: (Int) -> Step.Place?, hop: Hop)] = []
    func next(after position: Int) -> Int? {
      for event in events[(position + 1)...] { if case .station(let node, _) = event { return node } }
      return nil
    }
    for (position, event) in events.enumerated() {
      let current = way.stages.last?.node
      switch event {
      case .station(let node, let hop):
        if way.stages.last?.node != node { way.stages.append(Way.Stage(node: node)) }
        for entry in waiting { note(entry.hop, entry.place(node) ?? .node(node), leg, isReturn, &way) }
        waiting = []
        if let hop { note(hop, .node(node), leg, isReturn, &way) }
      case .atStation(let hop):
        if let node = current ?? next(after: position) { note(hop, .node(node), leg, isReturn, &way) }
      case .leaving(let hop):
        if let subnet = current.flatMap(subnet) {
          if next(after: position) == nil {
            note(hop, .leaving(subnet), leg, isReturn, &way)
          } else {
            waiting.append(({ _ in .leaving(subnet) }, hop))
          }
        } else if let node = current {
          note(hop, .node(node), leg, isReturn, &way)
        } else {
          waiting.append(({ _ in nil }, hop))
        }
      case .entering(let hop):
        let figure = figure
        waiting.append(
          ({ node in figure.group(.publicSubnet, .privateSubnet, around: node).map { .entering($0) } }, hop))
      case .atNext(let hop):
        waiting.append(({ .node($0) }, hop))
      }
    }
    for entry in waiting { if let node = way.stages.last?.node { note(entry.hop, .node(node), leg, isReturn, &way) } }
    if !way.stages.isEmpty { ways.append(way) }
  }

  /// A step at a place; what is decided at the place of the last step belongs to it.
  private mutating func note(_ hop: Hop, _ place: Step.Place, _ leg: Int, _ isReturn: Bool, _ way: inout Way) {
    let position: Int
    if let last = steps.last, last.place == place, last.leg == leg, last.isReturn == isReturn {
      steps[steps.count - 1].hops.append(hop)
      return
    }
    position = steps.count
    steps.append(Step(number: position + 1, place: place, hops: [hop], leg: leg, isReturn: isReturn))
    guard !way.stages.isEmpty else { return }
    switch place {
    case .node: way.stages[way.stages.count - 1].here.append(position)
    case .leaving, .entering: way.stages[way.stages.count - 1].before.append(position)
    }
  }

  // MARK: From hops to places

  private func subnet(_ node: Int) -> Int? { figure.group(.publicSubnet, .privateSubnet, around: node) }

  private func events(_ hops: [Hop], from: String, to: String) -> [Event] {
    var events: [Event] = []
    var current = node(named: from, near: nil)
    if let current { events.append(.station(current, nil)) }
    for hop in hops {
      switch hop.component.kind {
      case .securityGroup:
        events.append(hop.direction == .ingress ? .atNext(hop) : .atStation(hop))
      case .networkAcl:
        events.append(hop.direction == .ingress ? .entering(hop) : .leaving(hop))
      case .routeTable:
        events.append(.leaving(hop))
      default:
        if let node = node(of: hop, near: current) {
          events.append(.station(node, hop))
          current = node
        } else {
          events.append(.atStation(hop))
        }
      }
    }
    if let end = node(named: to, near: current), current != end, !hops.contains(where: { $0.decision == .delivered }) {
      events.append(.station(end, nil))
    }
    return events
  }

  /// The node of an end: an id, an address, or `internet`.
  private func node(named id: String, near other: Int?) -> Int? {
    let kinds: [ResourceKind] = [
      .networkInterface, .instance, .function, .dbInstance, .cacheCluster, .service, .loadBalancer, .vpcEndpoint,
      .natGateway, .site, .internet,
    ]
    for kind in kinds {
      let found = figure.nodes(kind, id)
      if !found.isEmpty { return nearest(found, other) }
    }
    return figure.places.first { $0.key.id == id && !kinds.contains($0.key.kind) }.flatMap { nearest($0.value, other) }
  }

  private func node(of hop: Hop, near other: Int?) -> Int? {
    let found = figure.nodes(hop.component.kind, hop.component.id)
    // An attachment says which of its subnets it delivers through.
    if found.count > 1, let rule = hop.rule {
      let named = found.filter { node in
        subnet(node).map { figure.groups[$0] }.map { rule.contains($0.component?.id ?? $0.title) } == true
      }
      if let first = named.first { return first }
    }
    return nearest(found, other)
  }

  /// Of the nodes of a resource in several zones that in the zone, subnet or VPC of the last one.
  private func nearest(_ nodes: [Int], _ other: Int?) -> Int? {
    guard let other, nodes.count > 1 else { return nodes.first }
    let around = figure.ancestors(of: other)
    return nodes.max { left, right in
      func shared(_ node: Int) -> Int { figure.ancestors(of: node).filter(around.contains).count }
      return shared(left) < shared(right)
    }
  }

  /// Between a VPC and a transit gateway the way passes the attachment in the zone, which no hop names.
  private func withAttachments(_ events: [Event]) -> [Event] {
    var result: [Event] = []
    var current: Int?
    for event in events {
      guard case .station(let node, _) = event else {
        result.append(event)
        continue
      }
      if let current, figure.nodes[node].component.kind == .transitGateway,
        let vpc = figure.group(.vpc, around: current),
        figure.nodes[current].component.kind != .transitGatewayAttachment,
        let attachment = attachment(of: vpc, to: node, near: current)
      {
        result.append(.station(attachment, nil))
      }
      result.append(event)
      current = node
    }
    return result
  }

  private func attachment(of vpc: Int, to gateway: Int, near node: Int) -> Int? {
    let candidates = figure.links.compactMap { link -> Int? in
      guard link.to == .node(gateway), case .node(let from) = link.from,
        figure.nodes[from].component.kind == .transitGatewayAttachment,
        figure.group(.vpc, around: from) == vpc
      else { return nil }
      return from
    }
    return nearest(candidates, node)
  }
}
