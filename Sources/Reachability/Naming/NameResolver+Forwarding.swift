import Addressing
import NetworkModel

// Outbound endpoints and their rules, and what answers at an address (NL A6, A7).
// https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-forwarding-outbound-queries.html

extension NameResolver {
  /// A FORWARD rule of a VPC sends the query to its targets.
  func forward(_ rule: Int, _ vpc: Int, _ trail: Trail) -> [Trail] {
    let resource = topology.resolverRules[rule]
    let targets = resource.targets.map { $0.address.description }.joined(separator: ", ")
    let text = "\(resource.domainName) FORWARD → \(targets)"
    var trail = trail
    guard trail.visits.insert(.rule(rule, vpc: vpc, trail.name)).inserted else {
      return [
        trail.refused(
          .dnsLoop, component(.resolverRule, rule), text, as: .servFail,
          "\(resource.identity.label) forwards \(trail.name) for \(topology.vpcs[vpc].identity.label), and the query comes "
            + "back to the same VPC and rule")
      ]
    }
    trail.hop(component(.resolverRule, rule), .forwarded, text)
    return send(by: rule, to: resource.targets, trail)
  }

  /// Sends the query from each address of a rule's outbound endpoint to the targets. A target that does not answer is
  /// followed by another one, so each that can be reached is a way.
  func send(by rule: Int, to targets: [ResolverRule.Target], _ trail: Trail) -> [Trail] {
    let resource = topology.resolverRules[rule]
    let id = resource.resolverEndpointId ?? resource.id
    guard let position = resource.resolverEndpointId.flatMap({ index.resolverEndpoints[$0] }),
      let addresses = topology.resolverEndpoints[position].addresses
    else {
      return [
        trail.unknown(
          id,
          "the outbound endpoint of \(resource.identity.label) is not in the input; "
            + "`route53resolver list-resolver-endpoints` and `list-resolver-endpoint-ip-addresses` would show it")
      ]
    }
    let endpoint = topology.resolverEndpoints[position]
    let senders = ends(of: endpoint, addresses)
    if senders.isEmpty {
      return [
        trail.unknown(
          endpoint.id,
          "the network interfaces of \(endpoint.identity.label) are not in the input; "
            + "`ec2 describe-network-interfaces` would show them")
      ]
    }
    var trail = trail
    trail.hop(component(.resolverEndpoint, position), .forwarded, addresses.map(\.description).joined(separator: ", "))
    return send(from: senders, to: targets, component(.resolverRule, rule), trail)
  }

  /// The interfaces of a Resolver endpoint.
  func ends(of endpoint: ResolverEndpoint, _ addresses: [IPAddress]) -> [End] {
    guard let vpc = network.index.vpcs[endpoint.vpcId] else { return [] }
    return addresses.compactMap { address in
      network.owner(of: address, inVPC: vpc).map { .interface($0, address: address, publicly: false) }
    }
  }

  private func send(
    from senders: [End], to targets: [ResolverRule.Target], _ rule: Component, _ trail: Trail
  ) -> [Trail] {
    var found: [Trail] = []
    var lost: [(attempt: Attempt, sender: End)] = []
    var asked = 0
    for target in targets {
      var reached: [(attempt: Attempt, sender: End)] = []
      for sender in senders where sender.family == target.address.family {
        asked += 1
        if isOutside(target.address, of: sender) {
          if targets.count == 1 { return [refusedOutside(target.address, sender, trail)] }
          continue
        }
        if let vpc = resolverVPC(target.address, askedBy: sender) {
          var trail = trail
          open(&trail, from: sender, to: target.address.description)
          return found + askResolver(of: vpc, .vpc, trail)
        }
        guard let end = end(at: target.address, seenFrom: sender) else {
          return [trail.unknown(target.address.description, "\(target.address) is in more than one network")]
        }
        let attempt = send(sender, to: end, target.address, port: target.port)
        if attempt.isLost { lost.append((attempt, sender)) } else { reached.append((attempt, sender)) }
      }
      guard let way = reached.first(where: { $0.attempt.outcome.verdict == .reachable }) ?? reached.first else {
        continue
      }
      found += sent(way.attempt, failing: .servFail, trail).flatMap {
        askContent(at: target.address, from: way.sender, $0)
      }
    }
    if found.isEmpty {
      guard let best = lost.min(by: { $0.attempt.outcome.blockers.count < $1.attempt.outcome.blockers.count }) else {
        return [
          trail.refused(.noPath, rule, as: .servFail, "\(rule.label) has no target that its endpoint can send to")
        ]
      }
      return sent(best.attempt, failing: .servFail, trail).flatMap {
        askContent(at: best.attempt.address, from: best.sender, $0)
      }
    }
    return lost.isEmpty ? distinct(found) : distinct(found).map { noting(lost.map(\.attempt), of: asked, rule, $0) }
  }

  /// Of targets that answer the same, one is a way like another.
  private func distinct(_ trails: [Trail]) -> [Trail] {
    var seen: Set<[Trail].Conclusion> = []
    return trails.filter { !$0.blockers.isEmpty || seen.insert(.init($0)).inserted }
  }

  /// Pairs of addresses that do not reach each other make resolution slow.
  private func noting(_ lost: [Attempt], of asked: Int, _ rule: Component, _ trail: Trail) -> Trail {
    var trail = trail
    let code = lost.first?.outcome.blockers.first?.code ?? .unknownResource
    let targets = Set(lost.map(\.address)).sorted().map(\.description).joined(separator: ", ")
    trail.assume(
      code, rule.id, decides: false,
      "\(lost.count) of \(asked) ways from the outbound endpoint of \(rule.label) to its targets do not pass (to \(targets)): "
        + "names resolve, some after a delay")
    return trail
  }

  // MARK: What is asked at an address

  /// What answers at an address that the query has reached: an inbound endpoint, or a name server of the input.
  func askContent(at address: IPAddress, from sender: End, _ trail: Trail) -> [Trail] {
    let target = end(at: address, seenFrom: sender)
    if let endpoint = inbound(at: address, target),
      let vpc = network.index.vpcs[topology.resolverEndpoints[endpoint].vpcId]
    {
      var trail = trail
      trail.hop(component(.resolverEndpoint, endpoint), .delivered, address.description)
      return askResolver(of: vpc, .inbound, trail)
    }
    if let server = index.serverOfAddress[address]?.first { return askServer(server, trail) }
    let owner = target.map { network.label(of: $0) } ?? address.description
    return [
      trail.unknown(
        owner,
        "what the name server \(address) answers is not in the input; a topology file can say it under `dnsServers`")
    ]
  }

  /// The inbound endpoint that has an address in the network where the query came to it.
  private func inbound(at address: IPAddress, _ target: End?) -> Int? {
    let candidates = index.inboundOfAddress[address] ?? []
    guard case .interface(let interface, _, _)? = target else { return candidates.first }
    let vpc = topology.networkInterfaces[interface].vpcId
    return candidates.first { topology.resolverEndpoints[$0].vpcId == vpc }
  }
}
