import Addressing
import NetworkModel

// Resource endpoints: what they take goes to a resource gateway in the same zone, which opens a connection of its own
// to the resource (dataplane 8.5).
// https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-resources.html

/// Where a connection ends at a resource endpoint.
struct ResourceFront: Sendable {
  var configuration: Int
  /// The interface of the resource gateway.
  var gateway: Int
  var arrived: TrafficSet
}

extension Walker {
  /// The packets go on to the resource of an endpoint.
  mutating func enterResource(
    _ endpoint: Int, _ interface: Int, _ branch: Branch, then: (inout Walker, Branch) -> Void
  ) {
    let resource = topology.vpcEndpoints[endpoint]
    guard
      let position = topology.resourceConfigurations.firstIndex(where: {
        $0.id == resource.serviceName || $0.identity.arn == resource.serviceName
      })
    else { return unseenResource(resource, branch, then: then) }
    let configuration = topology.resourceConfigurations[position]
    let component = ComponentReference.resourceConfiguration(position)
    var branch = branch
    var isInside = false
    if case .interface(let sender, _, _) = pair.from {
      isInside = network.vpc(of: sender) == network.vpc(of: interface)
    }
    if !isInside {
      branch.block(
        .edgeToEdge, .endpoint(endpoint),
        "resource endpoint \(resource.identity.label) serves its own VPC only, not what comes into it from outside")
    }
    if configuration.state.uppercased() != "ACTIVE" {
      branch.block(
        .badState, component, "resource configuration \(configuration.identity.label) is \(configuration.state)")
    }
    let gateways = configuration.subnetIds.compactMap {
      network.index.interfaces[Topology.resourceGatewayInterface(configuration.id, $0)]
    }
    let zone = network.subnet(of: interface) >= 0 ? network.subnets[network.subnet(of: interface)].zone : -1
    let near = gateways.filter {
      zone < 0 || network.subnet(of: $0) >= 0 && network.subnets[network.subnet(of: $0)].zone == zone
    }
    if near.isEmpty, !gateways.isEmpty {
      branch.block(
        .vpceServiceNotInstalledInAz, .endpoint(endpoint),
        "the resource gateway of \(configuration.identity.label) is not in zone \(zoneName(of: interface)), where the "
          + "endpoint's interface is")
    }
    guard let gateway = near.first ?? gateways.first else { return unseenResource(resource, branch, then: then) }
    let ports = configuration.portRanges.compactMap { PortRange($0) }
    let offered = TrafficSet(
      branch.family,
      union: (ports.isEmpty ? [.all] : ports).flatMap { range -> [TrafficBox] in
        var box = TrafficBox.everything(branch.family)
        box.destinationPorts = range
        return branch.traffic.intersection(box).boxes
      })
    split(branch, allowed: offered, refused: branch.traffic.subtracting(offered)) { _, passing in
      passing.hop(component, .forwarded, .text(configuration.target))
    } refuse: {
      $1.block(
        .targetPortRestriction, component,
        "resource configuration \(configuration.identity.label) is for ports "
          + configuration.portRanges.joined(separator: ", "))
    } then: { walker, branch in
      var branch = branch
      branch.resource = ResourceFront(configuration: position, gateway: gateway, arrived: branch.traffic)
      then(&walker, branch)
    }
  }

  private mutating func unseenResource(
    _ endpoint: VPCEndpoint, _ branch: Branch, then: (inout Walker, Branch) -> Void
  ) {
    var branch = branch
    branch.assume(
      .unknownDestination, endpoint.id, decides: false,
      "the answer ends at endpoint \(endpoint.identity.label): what it leads to, \(endpoint.serviceName), is not in the "
        + "input")
    then(&self, branch)
  }
}

extension Follower {
  /// The resource gateway opens a connection to the resource.
  mutating func pass(_ front: ResourceFront, _ journey: Journey) {
    let configuration = topology.resourceConfigurations[front.configuration]
    let vpc = network.vpc(of: front.gateway)
    guard let end = end(of: configuration, from: vpc),
      let address = topology.networkInterfaces[front.gateway].privateAddresses.first(where: {
        $0.family == end.family
      }),
      let destination = end.singleAddress
    else {
      return stop(journey) {
        $0.assume(
          .unknownDestination, configuration.id, decides: true,
          "where \(configuration.target) of resource configuration \(configuration.identity.label) is, is not in the input"
        )
      }
    }
    var journey = journey
    journey.branch.assume(
      .unknownResource, configuration.id, decides: false,
      "the addresses of the resource gateway of \(configuration.identity.label) are not in the input; it is taken to "
        + "open connections from \(address)")
    var walker = walker(
      Pair(from: .interface(front.gateway, address: address, publicly: false), to: end),
      journey.request)
    let boxes = front.arrived.boxes.map { arrived in
      var box = arrived
      box.source = AddressRange(address)
      box.destination = AddressRange(destination)
      if box.singleProtocol?.hasPorts ?? false { box.sourcePorts = PortRange(1024, 65535) }
      return box
    }
    walker.open(from: front.gateway, Branch(traffic: TrafficSet(end.family, union: boxes)))
    goOn(from: walker, journey.connections)
  }

  private func end(of configuration: ResourceConfiguration, from vpc: Int) -> End? {
    let vantage: EndpointResolver.Vantage = vpc >= 0 ? .vpc(vpc) : .elsewhere
    if let address = IPAddress(configuration.target) {
      return (try? network.endpoints.end(at: address, from: vantage, .to)) ?? .nobody(address, vpc: nil)
    }
    guard let resource = topology.managedResources.first(where: { $0.id == configuration.target }),
      let interface = network.endpoints.members.interfaces(of: resource, in: network.endpoints.topology).first,
      let address = topology.networkInterfaces[interface].privateAddresses.first
    else { return nil }
    return .interface(interface, address: address, publicly: false)
  }
}

extension End {
  /// The address of an end that has but one.
  var singleAddress: IPAddress? {
    switch self {
    case .interface(_, let address, _), .nobody(let address, _): address
    case .site(_, let family, let ranges), .internet(let family, let ranges):
      ranges.ranges.first.flatMap { $0.lower == $0.upper ? IPAddress(family: family, value: $0.lower) : nil }
    }
  }
}
