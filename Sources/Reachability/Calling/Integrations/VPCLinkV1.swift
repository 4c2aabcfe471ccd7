import Addressing
import NetworkModel

// VPC links V1: API Gateway comes to a Network Load Balancer by PrivateLink, from addresses that AWS does not say
// (AG PI-1 to PI-3, PI-7, U-6).
// https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-nlb-for-vpclink-using-console.html

extension Follower {
  mutating func connectOverPrivateLink(_ link: Int, _ work: Integrating, _ journey: Journey) {
    let resource = topology.vpcLinks[link]
    guard let url = work.url else {
      return refuse(
        journey, work, .integrationUnsupported, rule: work.integration.uri,
        "the integration of \(work.title) has no URL that can be called")
    }
    if resource.targetArns.isEmpty {
      return stop(journey) {
        $0.assume(
          .unknownDestination, resource.id, decides: true,
          "which load balancer VPC link \(resource.identity.label) leads to is not in the input")
      }
    }
    for arn in resource.targetArns {
      guard let balancer = usable(loadBalancer(called: arn), called: arn, [.network], of: link, work, journey) else {
        continue
      }
      var own = journey
      checkService(of: balancer, link, work, &own)
      let path = work.noteOpenPath(url, &own.branch)
      let prefixed = "/\(work.call.stage)\(path == "/" ? "" : path)"
      let request = work.request(to: url, path: path, others: work.integration.overridesPath ? [] : [prefixed])
      noteStage(work, path, &own.branch)
      for node in network.fronts.nodes[balancer] { open(to: node, of: balancer, link, url.port, request, work, own) }
    }
  }

  func loadBalancer(called arn: String) -> Int? {
    network.fronts.loadBalancers[arn] ?? topology.loadBalancers.firstIndex { $0.identity.arn == arn }
  }

  /// AWS does not say whether the stage's name stands before the path of a link V1 (U-6).
  private func noteStage(_ work: Integrating, _ path: String, _ branch: inout Branch) {
    guard !work.integration.overridesPath else { return }
    branch.assume(
      .integrationUnsupported, work.api.id, decides: false,
      "\(work.title) is taken to ask its backend for \(path), without the stage; AWS does not say whether a VPC link V1 "
        + "puts the stage before the path")
  }

  /// A load balancer backs one endpoint service, and a link V1 makes one of its own (PI-1). A service that endpoints of
  /// the input use is not the link's.
  private func checkService(of balancer: Int, _ link: Int, _ work: Integrating, _ journey: inout Journey) {
    let own = topology.loadBalancers[balancer].identity
    let service = topology.vpcEndpointServices.firstIndex { service in
      service.loadBalancerArns.contains(own.id)
        && topology.vpcEndpoints.contains { $0.serviceName == service.serviceName }
    }
    guard let service, topology.vpcLinks[link].status == "AVAILABLE" else { return }
    let name = topology.vpcEndpointServices[service].identity.label
    work.refuse(
      &journey.branch, .integrationLinkState, at: .vpcLink(link), rule: name, symptom: work.lost,
      "load balancer \(own.label) already backs endpoint service \(name), and can back one only: VPC link "
        + "\(topology.vpcLinks[link].identity.label) fails")
  }

  private mutating func open(
    to node: Int, of balancer: Int, _ link: Int, _ port: UInt16, _ request: HTTPRequest, _ work: Integrating,
    _ journey: Journey
  ) {
    let addresses = topology.networkInterfaces[node].privateAddresses
    guard let address = addresses.first(where: { $0.family == .ipv4 }) ?? addresses.first else { return }
    let all = AddressRanges([.all(address.family)])
    var walker = walker(
      Pair(from: .internet(address.family, all), to: .interface(node, address: address, publicly: false)), request)
    var box = TrafficBox(
      source: .all(address.family), destination: AddressRange(address), firstProtocol: IPProtocol.tcp.rawValue,
      lastProtocol: IPProtocol.tcp.rawValue)
    box.sourcePorts = PortRange(1024, 65535)
    box.destinationPorts = PortRange(port)
    var branch = Branch(traffic: TrafficSet(address.family, box))
    branch.hop(.vpcLink(link), .forwarded, .text("V1 to \(topology.loadBalancers[balancer].identity.label)"))
    walker.enterByLink(node, of: balancer, branch)
    walker.finishOpening()
    goOn(from: walker, journey.connections, openedBy: work.opener)
  }
}

extension Walker {
  /// API Gateway's packets come to a node through PrivateLink. What answers goes back the same way, and no table is asked.
  fileprivate mutating func enterByLink(_ node: Int, of balancer: Int, _ branch: Branch) {
    let resource = topology.loadBalancers[balancer]
    guard resource.enforcesGroupsOnPrivateLink != false, !network.groups(of: node).isEmpty else {
      return listen(balancer, node: node, .unenforced, branch) { $0.end($1, .delivered) }
    }
    let asked = explore { $0.checkGroups(of: node, .ingress, branch) { $0.end($1, .delivered) } }
    guard let refused = asked.first(where: { !$0.branch.blockers.isEmpty }) else {
      for leaf in asked { listen(balancer, node: node, .enforced, leaf.branch) { $0.end($1, .delivered) } }
      return
    }
    // The addresses are not known, so a rule that admits some of them may admit none of API Gateway's.
    var branch = branch
    let group = refused.branch.blockers[0]
    var near = group.near
    for index in near.indices where near[index].field == "source" {
      near[index].message = "API Gateway's addresses are not known"
    }
    let what = RefusedTraffic(branch.traffic, internet: AddressRanges([])).what
    branch.block(
      group.code, group.component, .none, direction: .ingress, near: near, towards: resource.id,
      "no inbound rule of \(network.component(group.component).title) allows \(what) from every address: API Gateway's "
        + "are not known, and load balancer \(resource.identity.label) asks its security groups of what comes through "
        + "PrivateLink (enforcement is on)")
    listen(balancer, node: node, .enforced, branch) { $0.end($1, .delivered) }
  }
}
