import Addressing
import NetworkModel

// Integrations with a server of the internet: API Gateway resolves the name by public DNS and connects from public
// addresses of its own, outside every VPC.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/setup-http-integrations.html

extension Follower {
  mutating func connectOverInternet(_ work: Integrating, _ journey: Journey) {
    if !work.missingVariables.isEmpty { return refuseVariables(work, journey) }
    guard let url = work.url else {
      return refuse(
        journey, work, .integrationUnsupported, rule: work.integration.uri,
        "the integration of \(work.title) has no URL that can be called")
    }
    var journey = journey
    let path = work.noteOpenPath(url, &journey.branch)
    let request = work.request(to: url, path: path)
    if let address = IPAddress(url.host) { return connect(to: address, url, request, work, journey) }
    let internet = End.internet(.ipv4, network.internetAddresses(.ipv4))
    var found = network.resolve(url.host, from: internet, types: [.a]).counted
    if found.allSatisfy({ $0.outcome == .noData }) {
      let others = network.resolve(url.host, from: internet, types: [.aaaa]).counted
      if others.contains(where: { !$0.addresses.isEmpty }) { found = others }
    }
    let readings = found.filter { $0.standing == .reading }
    for answer in found where answer.standing != .reading { take(answer, url, request, work, journey) }
    guard let first = readings.first else { return }
    either(
      .unknownResource, url.host, first.assumptions.first?.message ?? "what \(url.host) leads to is open",
      readings.map { answer in { $0.take(answer, url, request, work, journey) } })
  }

  /// Connects to what public DNS answers.
  private mutating func take(
    _ answer: NameAnswer, _ url: RequestURL, _ request: HTTPRequest, _ work: Integrating, _ journey: Journey
  ) {
    var journey = journey
    for assumption in answer.assumptions where !journey.branch.assumptions.contains(assumption) {
      journey.branch.assumptions.append(assumption)
    }
    if answer.verdict == .unreachable || answer.addresses.isEmpty && answer.outcome != .unknown {
      let blocker = answer.blockers.first
      return refuse(
        journey, work, blocker?.code ?? .dnsNxdomain, rule: url.host, symptom: work.lost,
        "API Gateway asks public DNS for \(url.host), which leads nowhere: "
          + (blocker?.message ?? "the answer is \(answer.outcome.rawValue)")
          + (answer.privateAnswer.map { "; \($0.message)" } ?? ""))
    }
    if answer.outcome == .unknown { return stop(journey) { _ in } }
    for place in answer.addresses {
      switch place {
      case .address(let address, _): connect(to: address, url, request, work, journey)
      case .service, .elsewhere: leave(to: url, request, work, journey)
      }
    }
  }

  private mutating func connect(
    to address: IPAddress, _ url: RequestURL, _ request: HTTPRequest, _ work: Integrating, _ journey: Journey
  ) {
    guard AddressSpace.publicAddresses(address.family).contains(address.value) else {
      return refuse(
        journey, work, .noPath, rule: url.host, symptom: work.lost,
        "the integration of \(work.title) goes over the internet to \(url.host)"
          + (IPAddress(url.host) == nil ? ", which is \(address)" : "")
          + ": a private address, to which only a VPC link leads")
    }
    var journey = journey
    if address.family == .ipv6 {
      journey.branch.assume(
        .integrationUnsupported, work.api.id, decides: true,
        "\(url.host) has no IPv4 address, and AWS does not say whether API Gateway calls backends over IPv6")
    }
    let to = (try? network.endpoints.end(at: address, from: .elsewhere, .to)) ?? .nobody(address, vpc: nil)
    if case .internet = to { return leave(to: url, request, work, journey) }
    var asked = Asked(ports: PortRange(url.port), oneWay: asked.oneWay, request: request)
    (asked.via, asked.avoid) = (self.asked.via, self.asked.avoid)
    let from = End.internet(address.family, network.internetAddresses(address.family))
    var walker = Walker(network, Pair(from: from, to: to), asked)
    walker.start()
    if walker.leaves.verdict == .partial { walker.leaveSourcesOpen(work) }
    goOn(from: walker, journey.connections, openedBy: work.opener)
  }

  /// A connection to what is not in the input.
  private mutating func leave(
    to url: RequestURL, _ request: HTTPRequest, _ work: Integrating, _ journey: Journey
  ) {
    var branch = Branch(traffic: journey.branch.forwardEndTraffic)
    branch.hop(.internet, .assumed, .text("\(url.host):\(url.port)"), code: .unknownDestination)
    branch.assume(
      .unknownDestination, url.host, decides: false,
      "\(url.host) is taken to answer API Gateway on port \(url.port): what is there is not in the input")
    let connection = Connection(
      pair: journey.connections[journey.connections.count - 1].pair, from: work.api.id, to: url.host,
      title: "\(work.api.title) to \(url.host)", leaf: Leaf(branch: branch, ending: .delivered), request: request,
      opener: work.opener)
    stop(Journey(connections: journey.connections + [connection])) { _ in }
  }
}

extension Integrating {
  /// The path of the URL with the parameters in their places; one that nothing here fills leaves it open.
  func noteOpenPath(_ url: RequestURL, _ branch: inout Branch) -> String {
    if PathParameters.isOpen(url.path) {
      branch.assume(
        .integrationUnsupported, api.id, decides: false,
        "what the integration of \(title) puts in the places of \(url.path) is a mapping that is not in the input")
    }
    return url.path
  }
}

extension Walker {
  /// API Gateway sends from some of AWS's public addresses: where rules let in a part of the internet, whether they let it
  /// in is open.
  fileprivate mutating func leaveSourcesOpen(_ work: Integrating) {
    for index in leaves.indices where leaves[index].verdict == .unreachable {
      leaves[index].isUncertain = true
      leaves[index].branch.assume(
        .unknownResource, work.api.id, decides: true,
        "whether the addresses that API Gateway sends from are among those that are let in is not in the input")
    }
    // One connection comes from one address: that another is let in says nothing about it.
    for index in leaves.indices { leaves[index].isUncertain = true }
  }
}
