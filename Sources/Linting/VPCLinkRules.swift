import Addressing
import NetworkModel
import Reachability

// Rules about VPC links and what stands behind them (AG 6.1): AGW-070 to AGW-072, AGW-077 to AGW-080.

extension Linter {
  mutating func checkVPCLinks() {
    let uses = integrationUses.filter { $0.linkId != nil }
    for link in topology.vpcLinks {
      let own = uses.filter { $0.linkId == link.id }
      switch link.version {
      case .v1: checkV1(link, own)
      case .v2: checkV2(link, own)
      }
      for use in own { checkOwners(use, link) }
    }
    checkTargets(uses)
  }

  // MARK: V1

  private mutating func checkV1(_ link: VPCLink, _ uses: [IntegrationUse]) {
    if uses.contains(where: \.isREST) {
      report(
        .legacyLink, link,
        "\(link.identity.label) is a VPC link V1 of \(Words.list(uses.filter(\.isREST).map(\.title)))")
    }
    for balancer in link.targetArns.compactMap({ index.loadBalancers[$0] }) {
      checkEnforcement(link, balancer, uses)
      checkUseTwice(link, balancer)
    }
  }

  private mutating func checkEnforcement(_ link: VPCLink, _ balancer: LoadBalancer, _ uses: [IntegrationUse]) {
    guard !balancer.groupIds.isEmpty, balancer.enforcesGroupsOnPrivateLink != false else { return }
    let called = uses.flatMap { targets(of: $0) }.filter { $0.balancer.id == balancer.id }.compactMap(\.listener?.port)
    let ports = called.isEmpty ? (balancer.listeners ?? []).map(\.port) : called
    let shut = Set(ports).sorted().filter { admitsEverybody(balancer.groupIds, .tcp, $0) == false }
    guard !shut.isEmpty else { return }
    let groups = balancer.groupIds.map { index.groups[$0]?.identity.label ?? $0 }
    report(
      .linkEnforcesGroups, balancer,
      "\(balancer.identity.label), behind VPC link \(link.identity.label), enforces \(Words.list(groups)) on PrivateLink "
        + "traffic, without a rule that admits TCP \(Words.list(shut.map(String.init))) from everywhere")
  }

  /// What AWS made itself for a link that works is not somebody else's.
  private mutating func checkUseTwice(_ link: VPCLink, _ balancer: LoadBalancer) {
    let others = topology.vpcLinks.filter {
      $0.version == .v1 && $0.id != link.id && $0.targetArns.contains(balancer.id)
    }
    let services = topology.vpcEndpointServices.filter { $0.loadBalancerArns.contains(balancer.id) }
    let scope = Scope(account: link.identity.account, region: link.identity.region)
    let isRead = topology.visibility.readCalls[scope] != nil
    var users = others.map { "VPC link \($0.identity.label)" }
    if !isRead || link.status == "FAILED" { users += services.map { "endpoint service \($0.identity.label)" } }
    guard !users.isEmpty else { return }
    report(
      .balancerTakenTwice, link,
      "\(link.identity.label) leads to \(balancer.identity.label), which \(Words.list(users)) "
        + "\(users.count == 1 ? "has" : "have") as well" + (link.statusMessage.map { ": \($0)" } ?? ""))
  }

  // MARK: Owners

  private mutating func checkOwners(_ use: IntegrationUse, _ link: VPCLink) {
    var parts: [(String, account: String, region: String)] = [
      ("the API", use.api.account, use.api.region),
      ("VPC link \(link.identity.label)", link.identity.account, link.identity.region),
    ]
    let arns = link.version == .v1 ? link.targetArns : [use.integration.target, use.integration.uri].compactMap { $0 }
    for arn in arns {
      if let identity = index.loadBalancers[arn]?.identity {
        parts.append(("load balancer \(identity.label)", identity.account, identity.region))
      } else {
        let fields = arn.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
        guard fields.count == 6, fields[2] == "elasticloadbalancing" else { continue }
        parts.append(
          (
            "load balancer \(fields[5].split(separator: "/")[...].dropFirst(2).first ?? fields[5])", String(fields[4]),
            String(fields[3])
          ))
      }
    }
    func differ(_ values: [String]) -> Bool { Set(values.filter { !$0.isEmpty }).count > 1 }
    let isElsewhere = differ(parts.map(\.region))
    guard isElsewhere || differ(parts.map(\.account)) else { return }
    let places = parts.map { part, account, region in
      "\(part) in \(isElsewhere ? [account, region].filter { !$0.isEmpty }.joined(separator: "/") : account)"
    }
    report(.linkElsewhere, use.api, at: use.source, "\(use.title): \(Words.list(places))")
  }

  // MARK: V2

  private mutating func checkV2(_ link: VPCLink, _ uses: [IntegrationUse]) {
    if link.status == "INACTIVE" {
      report(.inactiveLink, link, "\(link.identity.label) is INACTIVE: it had no traffic for 60 days")
    }
    struct Way: Hashable {
      var balancer: String
      var port: UInt16
    }
    var seen: Set<Way> = []
    for target in uses.flatMap({ targets(of: $0) }) {
      guard let port = target.port, seen.insert(Way(balancer: target.balancer.id, port: port)).inserted else {
        continue
      }
      checkGroups(link, target.balancer, port)
    }
  }

  private mutating func checkGroups(_ link: VPCLink, _ balancer: LoadBalancer, _ port: UInt16) {
    for sender in link.senderIds.compactMap({ network.end(ofInterface: $0) }) {
      for node in network.nodes(ofLoadBalancer: balancer.id) {
        guard let receiver = network.end(ofInterface: node.id) else { continue }
        let outcome = network.follow(Pair(from: sender, to: receiver), Asked(ports: PortRange(port)))
        for blocker in outcome.blockers where blocker.leg == 0 && blocker.component.kind == .securityGroup {
          let what =
            blocker.direction == .egress
            ? "\(blocker.component.label) of VPC link \(link.identity.label) does not send TCP \(port) to "
              + balancer.identity.label
            : "\(blocker.component.label) of \(balancer.identity.label) does not admit TCP \(port) from VPC link "
              + link.identity.label
          report(.linkGroups, blocker.component, at: blocker.source, what)
        }
      }
    }
  }

  // MARK: Targets

  /// Network Load Balancers behind links and endpoint services: whether their targets admit them.
  private mutating func checkTargets(_ uses: [IntegrationUse]) {
    let byPrivateLink = Set(
      topology.vpcLinks.filter { $0.version == .v1 }.flatMap(\.targetArns)
        + topology.vpcEndpointServices.flatMap(\.loadBalancerArns))
    let byLink = Set(uses.flatMap { targets(of: $0) }.map(\.balancer.id))
    for balancer in topology.loadBalancers where balancer.type == .network {
      guard byPrivateLink.contains(balancer.id) || byLink.contains(balancer.id) else { continue }
      for listener in balancer.listeners ?? [] {
        for group in listener.targetGroupArns.compactMap({ index.targetGroups[$0] }) {
          check(group, balancer, isPrivateLink: byPrivateLink.contains(balancer.id))
        }
      }
    }
  }

  private mutating func check(_ group: TargetGroup, _ balancer: LoadBalancer, isPrivateLink: Bool) {
    let nodes = network.nodes(ofLoadBalancer: balancer.id).flatMap { $0.privateAddresses.prefix(1) }
    let transport: IPProtocol = group.protocol == "UDP" ? .udp : .tcp
    // Through PrivateLink a reference to the load balancer's group counts only where it is enforced (NL C1-13).
    let carried = isPrivateLink && balancer.enforcesGroupsOnPrivateLink == false ? [] : balancer.groupIds
    let seesClient = !isPrivateLink && group.preservesClientAddress
    var shut: [String: [String]] = [:]
    var isReferred = false
    for target in group.targets ?? [] {
      guard let interface = interface(of: target, group) else { continue }
      let port = target.port ?? group.port
      let checkPort = group.healthCheck.flatMap { $0.isEnabled ? $0.port ?? port : nil }
      for (port, groups) in [(seesClient ? nil : port, carried), (checkPort, balancer.groupIds)] {
        guard let port else { continue }
        let isShut = nodes.contains {
          admits(interface.groupIds, transport, port, from: $0, carrying: groups) == false
        }
        guard isShut else { continue }
        if carried.isEmpty, let node = nodes.first {
          isReferred =
            isReferred || admits(interface.groupIds, transport, port, from: node, carrying: balancer.groupIds) == true
        }
        let own = interface.groupIds.map { index.groups[$0]?.identity.label ?? $0 }
        let what = "\(Words.list(own)) of \(target.id)"
        let key = "\(transport == .udp ? "UDP" : "TCP") \(port)"
        if shut[key]?.contains(what) != true { shut[key, default: []].append(what) }
      }
    }
    for (key, targets) in shut.sorted(by: { $0.key < $1.key }) {
      report(
        .targetGroupRules, group,
        "\(Words.list(targets)) \(targets.count == 1 ? "does" : "do") not admit \(key) from \(balancer.identity.label) "
          + "(\(Words.list(nodes.map(\.description))))"
          + (isReferred ? "; a reference to the load balancer's group does not cover PrivateLink traffic" : ""))
    }
  }

  /// The interface that a target is; nil where the input does not show it.
  private func interface(of target: TargetGroup.Target, _ group: TargetGroup) -> NetworkInterface? {
    if group.targetType == "instance" { return topology.networkInterfaces.first { $0.instanceId == target.id } }
    guard let address = IPAddress(target.id) else { return nil }
    let owners = topology.networkInterfaces.filter { $0.privateAddresses.contains(address) }
    if let own = owners.first(where: { $0.vpcId == group.vpcId }) { return own }
    // In another VPC, if only one has the address and the group's own could not.
    let isOwn = group.vpcId.flatMap { index.vpcs[$0] }?.cidrBlocks.contains { $0.contains(address) } ?? true
    return isOwn || owners.count != 1 ? nil : owners[0]
  }
}
