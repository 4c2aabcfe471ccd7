import NetworkModel
import Reachability

/// The ways of an answer on a figure: which nodes they pass, and where each hop decides.
struct Itinerary {
  private(set) var steps: [Step] = []
  private(set) var ways: [Way] = []
  private let figure: Figure
  /// The nodes that each node is linked with.
  private let neighbours: [Int: [Int]]

  /// - Parameter withReturn: also the way back; it is there anyway where something on it blocks or is not known.
  init(_ answer: Answer, on figure: Figure, withReturn: Bool) {
    self.figure = figure
    var neighbours: [Int: [Int]] = [:]
    for link in figure.links where link.kind == .connection {
      guard case .node(let from) = link.from, case .node(let to) = link.to else { continue }
      neighbours[from, default: []].append(to)
      neighbours[to, default: []].append(from)
    }
    self.neighbours = neighbours
    for (position, leg) in answer.legs.enumerated() {
      let course = Course(leg: position, isReturn: false, isLookup: leg.isLookup)
      add(leg.forward, from: start(of: leg), to: leg.to, course)
      let decides = leg.return.contains { $0.decision == .blocked || $0.decision == .assumed }
      guard withReturn || decides else { continue }
      // The receiver may have no id: then it is where the way there ended.
      let reached = ways.last { $0.leg == position }?.stages.last?.node
      add(
        leg.return, from: node(named: leg.to, near: nil) ?? reached, to: leg.from,
        Course(leg: position, isReturn: true, isLookup: leg.isLookup))
    }
  }

  /// Whether a way is drawn on behind a step that blocks it.
  var goesOnBlocked: Bool {
    ways.contains { way in
      var isBlocked = false
      for (position, stage) in way.stages.enumerated() {
        for step in stage.before where steps[step].state == .denied { isBlocked = true }
        if position > 0, isBlocked { return true }
        if stage.here.contains(where: { steps[$0].state == .denied }) { isBlocked = true }
      }
      return false
    }
  }

  /// What is being followed.
  private struct Course {
    var leg: Int
    var isReturn: Bool
    var isLookup: Bool
  }

  private func start(of leg: Leg) -> Int? {
    let named = passed(leg.from) ?? node(named: leg.from, near: nil)
    // A site's name server asks on: what the leg names is the site.
    if leg.isLookup, let named, let last = ways.last?.stages.last?.node, ways.last?.isLookup == true,
      figure.nodes[last].component.kind == .dnsServer, figure.nodes[last].group == figure.nodes[named].group
    {
      return last
    }
    return named
  }

  /// Where an earlier connection passed what the next one comes from; kinds may share an id.
  private func passed(_ id: String) -> Int? {
    for way in ways.reversed() where !way.isReturn {
      if let stage = way.stages.last(where: { figure.nodes[$0.node].component.id == id }) { return stage.node }
    }
    return nil
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

  private mutating func add(_ hops: [Hop], from: Int?, to: String, _ course: Course) {
    if hops.isEmpty { return }
    let events = withUnnamed(events(hops, from: from, to: to, course))
    var way = Way(isReturn: course.isReturn, leg: course.leg, isLookup: course.isLookup, stages: [])
    // Steps of a node that the way has not reached yet.
    var (before, here): ([Int], [Int]) = ([], [])
    for (position, event) in events.enumerated() {
      let current = way.stages.last?.node
      let next = events[(position + 1)...].lazy.compactMap(Itinerary.node).first
      let (hop, place) = decision(event, current: current, next: next)
      if let hop, isDecidedBefore(hop, place, in: way) { continue }
      if case .station(let node, _) = event, node != current {
        way.stages.append(Way.Stage(node: node, before: before, here: here))
        (before, here) = ([], [])
      }
      guard let hop, let place, let step = note(hop, place, course) else { continue }
      switch place {
      case .node(let node) where node == way.stages.last?.node: way.stages[way.stages.count - 1].here.append(step)
      case .node: here.append(step)
      case .leaving, .entering: before.append(step)
      }
    }
    guard !way.stages.isEmpty else { return }
    way.stages[way.stages.count - 1].after = before
    ways.append(way)
  }

  /// What an endpoint and API Gateway decide in turns about one request is a step each, at the place that the way has
  /// passed already. Returns whether the hop has been added to such a step.
  private mutating func isDecidedBefore(_ hop: Hop, _ place: Step.Place?, in way: Way) -> Bool {
    guard case .node(let node) = place, node != way.stages.last?.node,
      Itinerary.callKinds.contains(hop.component.kind),
      let stage = way.stages.last(where: { $0.node == node }), let step = stage.here.last
    else { return false }
    steps[step].hops.append(hop)
    return true
  }

  private static func node(_ event: Event) -> Int? {
    if case .station(let node, _) = event { return node }
    return nil
  }

  /// The hop of an event, and where it decides.
  private func decision(_ event: Event, current: Int?, next: Int?) -> (Hop?, Step.Place?) {
    let (here, there) = (current ?? next, next ?? current)
    switch event {
    case .station(let node, let hop): return (hop, .node(node))
    case .atStation(let hop): return (hop, here.map(Step.Place.node))
    case .atNext(let hop): return (hop, there.map(Step.Place.node))
    case .leaving(let hop):
      if let subnet = current.flatMap(subnet) { return (hop, .leaving(subnet)) }
      return (hop, here.map(Step.Place.node))
    case .entering(let hop):
      if let subnet = next.flatMap(subnet) { return (hop, .entering(subnet)) }
      return (hop, there.map(Step.Place.node))
    }
  }

  /// Makes a step, or adds to the last one what is decided at its place. Returns the position of a new step.
  private mutating func note(_ hop: Hop, _ place: Step.Place, _ course: Course) -> Int? {
    if let last = steps.last, last.place == place, isOn(last, course) {
      steps[steps.count - 1].hops.append(hop)
      return nil
    }
    steps.append(
      Step(
        number: steps.count + 1, place: place, hops: [hop], leg: course.leg, isReturn: course.isReturn,
        isLookup: course.isLookup))
    return steps.count - 1
  }

  /// Whether a course goes on where a step is: one that begins at the box where the last one ended takes no new number.
  private func isOn(_ step: Step, _ course: Course) -> Bool {
    guard step.isReturn == course.isReturn, step.isLookup == course.isLookup else { return false }
    if case .node = step.place, !course.isReturn, ways.last?.leg == step.leg { return step.leg <= course.leg }
    return step.leg == course.leg
  }

  // MARK: From hops to places

  private static let callKinds: Set<ResourceKind> = [.vpcEndpoint, .domainName, .restApi, .api]
  private static let nameServices: Set<ResourceKind> = [.vpc, .hostedZone, .dnsServer, .resolverEndpoint, .internet]

  private func subnet(_ node: Int) -> Int? { figure.group(.publicSubnet, .privateSubnet, around: node) }

  private func events(_ hops: [Hop], from: Int?, to: String, _ course: Course) -> [Event] {
    var events: [Event] = []
    var current = from
    let end = node(named: to, near: current)
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
        if course.isLookup, hop.decision == .answered, !Itinerary.nameServices.contains(hop.component.kind) {
          // What a name belongs to is not asked for it.
          events.append(.atStation(hop))
        } else if let node = node(of: hop, near: current, towards: end) {
          events.append(.station(node, hop))
          events += tunnel(node, hop, from: current)
          if events.last.flatMap(Itinerary.node) == node { current = node }
        } else {
          events.append(.atStation(hop))
        }
      }
    }
    if let end = node(named: to, near: current), current != end, !hops.contains(where: { $0.decision == .delivered }),
      !course.isLookup
    {
      events.append(.station(end, nil))
    }
    return events
  }

  /// A Gateway Load Balancer hands packets to an appliance, and what it gets back to the endpoint that they came from.
  private func tunnel(_ balancer: Int, _ hop: Hop, from endpoint: Int?) -> [Event] {
    guard figure.nodes[balancer].glyph == "loadBalancer.gateway", hop.decision == .forwarded, let endpoint else {
      return []
    }
    let appliance = hop.rule?.split(separator: " ").last.flatMap { node(named: String($0), near: balancer) }
    return [appliance, appliance.map { _ in balancer }, endpoint].compactMap(\.self).map { .station($0, nil) }
  }

  /// The node of an end: an id, an address, or `internet`.
  private func node(named id: String, near other: Int?) -> Int? {
    let kinds: [ResourceKind] = [
      .networkInterface, .instance, .function, .dbInstance, .cacheCluster, .service, .loadBalancer, .vpcEndpoint,
      .natGateway, .site, .internet, .restApi, .api, .domainName, .vpcLink,
    ]
    for kind in kinds {
      let found = figure.nodes(kind, id)
      if !found.isEmpty { return nearest(found, other) }
    }
    let others = figure.places.filter { $0.key.id == id }.min { $0.key.kind.rawValue < $1.key.kind.rawValue }
    return others.flatMap { nearest($0.value, other) }
  }

  /// - Parameter end: where the way ends, which may be one of the nodes.
  private func node(of hop: Hop, near other: Int?, towards end: Int?) -> Int? {
    let found = figure.nodes(hop.component.kind, hop.component.id)
    if let end, found.contains(end) { return end }
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
    func apart(_ node: Int) -> Int { -figure.ancestors(of: node).count { around.contains($0) } }
    return nodes.min { (apart($0), $0) < (apart($1), $1) }
  }

  /// What the way passes although no hop names it: the attachment between a VPC and a transit gateway, what alone joins
  /// two nodes, and the service behind a gateway endpoint.
  private func withUnnamed(_ events: [Event]) -> [Event] {
    var result: [Event] = []
    var current: Int?
    for event in events {
      if let node = Itinerary.node(event) {
        if let current, current != node, let between = between(current, node) {
          result.append(.station(between, nil))
        }
        current = node
      }
      result.append(event)
    }
    if let current, figure.nodes[current].glyph == "vpcEndpoint.gateway", let service = neighbours[current]?.first {
      result.append(.station(service, nil))
    }
    return result
  }

  private func between(_ from: Int, _ to: Int) -> Int? {
    if figure.nodes[to].component.kind == .transitGateway, let vpc = figure.group(.vpc, around: from),
      figure.nodes[from].component.kind != .transitGatewayAttachment
    {
      return attachment(of: vpc, to: to, near: from)
    }
    guard let near = neighbours[from], let far = neighbours[to], !near.contains(to) else { return nil }
    // What answers calls is no place that traffic just passes.
    let ends = Itinerary.callKinds.union([.function, .vpcLink])
    let common = near.filter {
      far.contains($0) && figure.group(.vpc, around: $0) == nil && !ends.contains(figure.nodes[$0].component.kind)
    }
    return common.count == 1 ? common[0] : nil
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
