import Addressing
import NetworkModel
import Reachability

// Rules about load balancers before endpoints and their targets (AG 7): AGW-090 to AGW-093, AGW-100.

extension Linter {
  mutating func checkLoadBalancers() {
    for front in frontedGroups {
      checkPreservation(front)
      let own = front.endpoints.filter { $0.apiRegion != nil }
      guard !own.isEmpty else { continue }
      checkHealthCheck(front, own)
      checkPlaintext(front, own)
      for endpoint in own { checkAddresses(front, endpoint) }
    }
    for group in topology.targetGroups where group.targetType == "ip" {
      checkRanges(of: group)
      checkForsaken(group)
    }
  }

  private func names(_ endpoints: [VPCEndpoint]) -> String { Words.list(endpoints.map(\.identity.label)) }

  private mutating func checkPreservation(_ front: FrontedGroup) {
    guard front.group.preservesClientAddress else { return }
    report(
      .preservedClientAddress, front.group,
      "\(front.group.identity.label) preserves client addresses, and its targets are interfaces of "
        + names(front.endpoints))
  }

  private mutating func checkHealthCheck(_ front: FrontedGroup, _ endpoints: [VPCEndpoint]) {
    guard let check = front.group.healthCheck, check.isEnabled, check.protocol.hasPrefix("HTTP") else { return }
    var wrong: [String] = []
    if check.protocol == "HTTP" { wrong.append("speaks HTTP, and the endpoint takes HTTPS only") }
    if check.statusOfAPIGateway != 200 { wrong.append("asks for `\(check.path ?? "/")`") }
    if let matcher = check.matcher, !check.accepts(200) { wrong.append("expects `\(matcher)`") }
    guard !wrong.isEmpty else { return }
    report(
      .healthCheckPath, front.group,
      "the health check of \(front.group.identity.label), whose targets are interfaces of \(names(endpoints)), "
        + wrong.joined(separator: ", and "))
  }

  private mutating func checkPlaintext(_ front: FrontedGroup, _ endpoints: [VPCEndpoint]) {
    guard ["TLS", "HTTPS"].contains(front.listener.protocol), ["TCP", "HTTP"].contains(front.group.protocol) else {
      return
    }
    report(
      .plaintextToEndpoint, front.group,
      "the \(front.listener.protocol) listener on port \(front.listener.port) of \(front.balancer.identity.label) "
        + "forwards by \(front.group.protocol) to \(names(endpoints))")
  }

  private mutating func checkAddresses(_ front: FrontedGroup, _ endpoint: VPCEndpoint) {
    let interfaces = index.interfaces(of: endpoint)
    guard !interfaces.isEmpty, interfaces.count == endpoint.networkInterfaceIds.count else { return }
    let targets = (front.group.targets ?? []).compactMap { IPAddress($0.id) }
    let blocks = endpoint.subnetIds.compactMap { index.subnets[$0] }.flatMap(\.cidrBlocks)
    // What nothing has any more, in a subnet of the endpoint.
    let stale = targets.filter { address in
      blocks.contains { $0.contains(address) }
        && !topology.networkInterfaces.contains { $0.privateAddresses.contains(address) }
    }
    let missing = interfaces.filter { interface in
      let own = interface.privateAddresses.filter { $0.family == front.group.addressFamily }
      return !own.isEmpty && !own.contains { targets.contains($0) }
    }
    var parts: [String] = []
    if !stale.isEmpty { parts.append("\(Words.list(stale.map(\.description))) is no interface of it") }
    if !missing.isEmpty {
      let places = missing.map { interface in
        let zone = index.subnets[interface.subnetId]?.availabilityZone
        return (interface.privateAddresses.first?.description ?? interface.id) + (zone.map { " in \($0)" } ?? "")
      }
      parts.append("\(Words.list(places)) of it is no target")
    }
    guard !parts.isEmpty else { return }
    report(
      .staleTargets, front.group,
      "\(front.group.identity.label) leads to \(endpoint.identity.label): \(parts.joined(separator: "; "))")
  }

  /// A target group for port 443 whose addresses nothing has any more, all of them in the subnets of an endpoint: as it
  /// is when the endpoint was made anew.
  private mutating func checkForsaken(_ group: TargetGroup) {
    let targets = (group.targets ?? []).compactMap { IPAddress($0.id) }
    guard group.port == 443, !targets.isEmpty, let vpc = group.vpcId.flatMap({ index.vpcs[$0] }),
      topology.visibility.sees(
        "ec2 describe-network-interfaces", account: vpc.identity.account, region: vpc.identity.region),
      !topology.networkInterfaces.contains(where: { !Set($0.privateAddresses).isDisjoint(with: targets) })
    else { return }
    let endpoint = index.apiEndpoints.first { endpoint in
      let blocks = endpoint.subnetIds.compactMap { index.subnets[$0] }.flatMap(\.cidrBlocks)
      return endpoint.vpcId == vpc.id && targets.allSatisfy { target in blocks.contains { $0.contains(target) } }
    }
    guard let endpoint else { return }
    let own = index.interfaces(of: endpoint).compactMap(\.privateAddresses.first?.description)
    report(
      .staleTargets, group,
      "nothing has \(Words.list(targets.map(\.description))), the targets of \(group.identity.label) in the subnets of "
        + "\(endpoint.identity.label), whose interfaces are \(Words.list(own))")
  }

  // MARK: Ranges

  private mutating func checkRanges(of group: TargetGroup) {
    guard let vpc = group.vpcId.flatMap({ index.vpcs[$0] }), !vpc.cidrBlocks.isEmpty else { return }
    for address in (group.targets ?? []).compactMap({ IPAddress($0.id) }) where address.family == .ipv4 {
      let isOwn = vpc.cidrBlocks.contains { $0.contains(address) }
      if !isOwn, !AddressSpace.rfc1918.contains(address.value), !AddressSpace.rfc6598.contains(address.value) {
        report(
          .targetAddress, group,
          "\(address) is neither in \(vpc.identity.label) nor in a private range (RFC 1918, 100.64.0.0/10)")
      }
      guard isOwn, !owns(vpc.id, address),
        let other = topology.vpcs.first(where: { $0.id != vpc.id && owns($0.id, address) && areJoined(vpc, $0) })
      else { continue }
      report(
        .targetAddress, group,
        "\(address) is an interface of \(other.identity.label), and \(vpc.identity.label), where the load balancer is, "
          + "has the same range: its packets stay there")
    }
  }

  private func owns(_ vpcId: String, _ address: IPAddress) -> Bool {
    topology.networkInterfaces.contains { $0.vpcId == vpcId && $0.privateAddresses.contains(address) }
  }

  /// Whether a peering or a transit gateway joins two VPCs.
  private func areJoined(_ one: VPC, _ other: VPC) -> Bool {
    let pair: Set = [one.id, other.id]
    if topology.vpcPeeringConnections.contains(where: { [$0.requester.vpcId, $0.accepter.vpcId] == pair }) {
      return true
    }
    func gateways(_ vpc: VPC) -> Set<String> {
      Set(topology.transitGatewayAttachments.filter { $0.resourceId == vpc.id }.map(\.transitGatewayId))
    }
    return !gateways(one).isDisjoint(with: gateways(other))
  }
}
