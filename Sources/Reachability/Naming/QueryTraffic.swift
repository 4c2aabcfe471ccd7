import Addressing
import NetworkModel

// A query is traffic like any other: UDP to port 53, and TCP where an answer is too long (NL A1, A6, A7).

extension NameResolver {
  /// What came of sending a query from one end to an address.
  struct Attempt {
    var address: IPAddress
    /// What people call the two ends.
    var title: String
    var outcome: PairOutcome
    /// The same over TCP; nil where it was not asked.
    var overTCP: PairOutcome?

    var isLost: Bool { outcome.verdict == .unreachable }
  }

  /// Whether the query arrives. Only what answers over UDP is of use; TCP is asked where that passes.
  func send(_ from: End, to target: End, _ address: IPAddress, port: UInt16) -> Attempt {
    let ports = PortRange(port)
    let title = "\(called(from)) to \(called(target))"
    if Question.thing(from, in: topology) == Question.thing(target, in: topology) {
      // Inside one site or one machine there is no network that the input describes.
      let leg = Leg(
        from: network.label(of: from), to: address.description, verdict: .reachable, forward: [], return: [])
      return Attempt(address: address, title: title, outcome: PairOutcome(verdict: .reachable, legs: [leg]))
    }
    let pair = Pair(from: from, to: target)
    // DNS over HTTPS has TCP alone.
    if port == 443 {
      return Attempt(
        address: address, title: title, outcome: network.follow(pair, Asked(protocols: .one(.tcp), ports: ports)))
    }
    let outcome = network.follow(pair, Asked(protocols: .one(.udp), ports: ports))
    guard outcome.verdict != .unreachable else { return Attempt(address: address, title: title, outcome: outcome) }
    return Attempt(
      address: address, title: title, outcome: outcome,
      overTCP: network.follow(pair, Asked(protocols: .one(.tcp), ports: ports)))
  }

  /// An end of a query as people call it: the name server or the endpoint that has its address.
  private func called(_ end: End) -> String {
    let address: IPAddress?
    switch end {
    case .interface(_, let own, _), .nobody(let own, _): address = own
    case .site(_, let family, let ranges), .internet(let family, let ranges):
      address = ranges.ranges.count == 1 ? ranges.ranges[0].single.map { IPAddress(family: family, value: $0) } : nil
    }
    if let server = address.flatMap({ index.serverOfAddress[$0]?.first }) {
      return topology.dnsServers[server].identity.label
    }
    if let endpoint = address.flatMap({ index.inboundOfAddress[$0]?.first }) {
      return topology.resolverEndpoints[endpoint].identity.label
    }
    return network.title(of: end)
  }

  /// The query goes by this way: its legs, what blocks on it, and what that rests on.
  ///
  /// - Parameter failing: what the client sees where the query is lost.
  func sent(_ attempt: Attempt, failing: NameAnswer.Outcome, _ trail: Trail) -> [Trail] {
    var passing = trail
    let first = passing.legs.count
    passing.legs += attempt.outcome.legs
    if passing.legs.count > first { passing.legs[first].title = attempt.title }
    passing.assumptions += attempt.outcome.assumptions.filter { !passing.assumptions.contains($0) }
    if let overTCP = attempt.overTCP, overTCP.verdict == .unreachable, let blocker = overTCP.blockers.first {
      passing.assume(
        blocker.code, blocker.component.id, decides: false,
        "answers that are too long for UDP fail: \(blocker.component.label) refuses tcp/53 to \(attempt.address)")
    }
    if attempt.outcome.blockers.isEmpty { return [passing] }
    var lost = passing
    lost.failure = lost.failure ?? failing
    lost.blockers += attempt.outcome.blockers.map { blocker in
      var blocker = blocker
      blocker.leg += first
      blocker.stage = .dns
      return blocker
    }
    return attempt.isLost ? [lost] : [passing, lost]
  }

  /// The end that has an address as it is seen from another end; nil where that is ambiguous.
  func end(at address: IPAddress, seenFrom end: End) -> End? {
    try? network.endpoints.end(at: address, from: network.endpoints.vantage(of: end), .to)
  }

  /// Asks servers one after the other until one answers (DEC-8). Where none does, the query goes on as if the one with
  /// the fewest blockers had.
  ///
  /// - Parameters:
  ///   - senders: an end of each family that the asker has.
  ///   - failing: what the client sees where no server is reached.
  func askInOrder(
    _ servers: [IPAddress], from senders: [End], failing: NameAnswer.Outcome, _ trail: Trail
  ) -> [Trail] {
    var lost: [(attempt: Attempt, sender: End)] = []
    var found: [Trail] = []
    for address in servers {
      guard let sender = senders.first(where: { $0.family == address.family }) else { continue }
      if isOutside(address, of: sender) {
        if found.isEmpty, lost.isEmpty, address == servers.last { return [refusedOutside(address, sender, trail)] }
        continue
      }
      if let vpc = resolverVPC(address, askedBy: sender) {
        var trail = trail
        open(&trail, from: sender, to: address.description)
        return found + askResolver(of: vpc, .vpc, noting(lost, trail))
      }
      guard let target = end(at: address, seenFrom: sender) else {
        return found + [
          trail.unknown(
            address.description, "\(address) is in more than one network: which name server is meant is not clear")
        ]
      }
      let attempt = send(sender, to: target, address, port: 53)
      if attempt.isLost {
        lost.append((attempt, sender))
        continue
      }
      found += sent(attempt, failing: failing, noting(lost, trail)).flatMap {
        askContent(at: address, from: sender, $0)
      }
      if attempt.outcome.verdict == .reachable { return found }
    }
    if !found.isEmpty { return found }
    guard let best = lost.min(by: { $0.attempt.outcome.blockers.count < $1.attempt.outcome.blockers.count }) else {
      let families = servers.map(\.description).joined(separator: ", ")
      return [
        trail.refused(
          .noPath, Component(families, kind: .address), as: failing,
          "the name servers \(families) are of another address family than who asks")
      ]
    }
    return sent(best.attempt, failing: failing, trail).flatMap {
      askContent(at: best.attempt.address, from: best.sender, $0)
    }
  }

  /// Servers that were asked in vain make a query slow.
  private func noting(_ lost: [(attempt: Attempt, sender: End)], _ trail: Trail) -> Trail {
    var trail = trail
    for entry in lost {
      guard let blocker = entry.attempt.outcome.blockers.first else { continue }
      trail.assume(
        blocker.code, blocker.component.id, decides: false,
        "the name server \(entry.attempt.address) is not reached, so the next one is asked after a delay")
    }
    return trail
  }

  // MARK: Resolver addresses of VPCs

  /// The VPC whose resolver an address means for who asks from inside that VPC.
  func resolverVPC(_ address: IPAddress, askedBy end: End) -> Int? {
    guard case .vpc(let vpc) = network.endpoints.vantage(of: end), isResolver(address, of: vpc) else { return nil }
    return vpc
  }

  /// Whether an address is that of another VPC's resolver, which serves its own VPC alone (NL A3).
  func isOutside(_ address: IPAddress, of end: End) -> Bool {
    resolverVPC(address, askedBy: end) == nil && index.serverOfAddress[address] == nil && vpcOfResolver(address) != nil
  }

  private func vpcOfResolver(_ address: IPAddress) -> Int? {
    topology.vpcs.indices.first { resolverAddress(of: $0) == address && address.family == .ipv4 }
  }

  func refusedOutside(_ address: IPAddress, _ sender: End, _ trail: Trail) -> Trail {
    var trail = trail
    open(&trail, from: sender, to: address.description)
    let vpc = component(.vpc, vpcOfResolver(address) ?? 0)
    return trail.refused(
      .dnsVpcPlusTwoOutside, vpc, as: .timeout,
      "\(address) is the resolver of \(vpc.label), which serves its own VPC only: asked from outside it is not supported, "
        + "and answers now and then at most")
  }
}
