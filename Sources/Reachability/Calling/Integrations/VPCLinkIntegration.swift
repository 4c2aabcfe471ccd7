import NetworkModel

// Private integrations: the VPC link that leads to the backend, of which API Gateway has two kinds (AG 6.1).
// https://docs.aws.amazon.com/apigateway/latest/developerguide/private-integration.html

extension Follower {
  mutating func connectOverLink(_ work: Integrating, _ journey: Journey) {
    guard let position = link(of: work) else { return refuseLink(work, journey) }
    let link = topology.vpcLinks[position]
    let component = ComponentReference.vpcLink(position)
    if !work.isNear(link.identity) {
      return refuse(
        journey, work, .integrationUnsupported, at: component, rule: Integrating.place(link.identity),
        "VPC link \(link.identity.label) is in another account or Region than \(work.api.title)")
    }
    if link.version == .v1, !work.isREST {
      return refuse(
        journey, work, .integrationUnsupported, at: component, rule: "V1",
        "VPC link \(link.identity.label) is one of V1, which only REST APIs can use")
    }
    var journey = journey
    if link.status != "AVAILABLE" {
      work.refuse(
        &journey.branch, .integrationLinkState, at: component, rule: link.status, symptom: work.lost,
        "VPC link \(link.identity.label) is \(link.status)"
          + (link.statusMessage.map { ": \($0)" } ?? "")
          + (link.status == "INACTIVE" ? "; its interfaces come back some minutes after the first call" : ""))
    }
    if !work.missingVariables.isEmpty { return refuseVariables(work, journey) }
    switch link.version {
    case .v1: connectOverPrivateLink(position, work, journey)
    case .v2: connectFromInterfaces(of: position, work, journey)
    }
  }

  private func link(of work: Integrating) -> Int? {
    guard let id = work.integration.connectionId else { return nil }
    let named = topology.vpcLinks.indices.filter {
      topology.vpcLinks[$0].id == id || topology.vpcLinks[$0].identity.arn == id
    }
    return named.first { work.isNear(topology.vpcLinks[$0].identity) } ?? named.first
  }

  /// The link that the integration names does not exist, or the input does not show it.
  private mutating func refuseLink(_ work: Integrating, _ journey: Journey) {
    let calls =
      work.isREST ? ["apigateway get-vpc-links", "apigatewayv2 get-vpc-links"] : ["apigatewayv2 get-vpc-links"]
    let isSeen = calls.allSatisfy {
      topology.visibility.sees($0, account: work.api.account, region: work.api.region)
    }
    let text = work.call.integration.connectionId
    let id = work.integration.connectionId
    let from = text == id ? "" : " (`\(text ?? "")` of stage \(work.call.stage))"
    guard isSeen || id == nil else {
      return stop(journey) {
        $0.assume(
          .integrationLinkState, id ?? work.api.id, decides: true,
          "VPC link \(id ?? "")\(from) is not in the input; `\(calls.joined(separator: "` and `"))` would show it")
      }
    }
    refuse(
      journey, work, .integrationLinkState, rule: text,
      id.map { "the integration of \(work.title) names VPC link \($0)\(from), which does not exist" }
        ?? "the integration of \(work.title) is private and names no VPC link")
  }

  /// The load balancer behind a link, if API Gateway can use it; what stands against it is noted otherwise.
  ///
  /// - Parameters:
  ///   - position: nil where the input does not hold it.
  ///   - types: what the kind of link leads to.
  mutating func usable(
    _ position: Int?, called id: String, _ types: [LoadBalancer.LoadBalancerType], of link: Int, _ work: Integrating,
    _ journey: Journey
  ) -> Int? {
    let name = topology.vpcLinks[link].identity.label
    guard let position else {
      stop(journey) {
        $0.assume(
          .unknownDestination, id, decides: true,
          "load balancer \(id) of VPC link \(name) is not in the input; "
            + "`elbv2 describe-load-balancers` would show it")
      }
      return nil
    }
    let balancer = topology.loadBalancers[position]
    let version = topology.vpcLinks[link].version.rawValue
    guard types.contains(balancer.type) else {
      refuse(
        journey, work, .integrationUnsupported, at: .loadBalancer(position), rule: balancer.type.rawValue,
        "load balancer \(balancer.identity.label) is of type `\(balancer.type.rawValue)`, to which no VPC link \(version) leads"
      )
      return nil
    }
    guard work.isNear(balancer.identity) else {
      refuse(
        journey, work, .integrationUnsupported, at: .loadBalancer(position), rule: Integrating.place(balancer.identity),
        "load balancer \(balancer.identity.label) is in another account or Region than \(work.api.title)")
      return nil
    }
    guard !network.fronts.nodes[position].isEmpty else {
      stop(journey) {
        $0.assume(
          .unknownDestination, balancer.id, decides: true,
          "the nodes of load balancer \(balancer.identity.label) are not in the input; "
            + "`ec2 describe-network-interfaces` would show them")
      }
      return nil
    }
    return position
  }
}

extension Integrating {
  /// Whether something is in the account and the Region of the API, as its links and their load balancers have to be.
  func isNear(_ identity: Identity) -> Bool { identity.account == api.account && identity.region == api.region }

  static func place(_ identity: Identity) -> String { "\(identity.account)/\(identity.region)" }
}
