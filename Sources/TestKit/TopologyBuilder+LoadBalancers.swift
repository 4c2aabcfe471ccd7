import Addressing
import NetworkModel

/// A listener in shorthand.
extension Listener {
  /// `listen("TCP:443", to: "tg-1")`; several groups share by weight: `"tg-1*3"`.
  public static func listen(_ what: String, to groups: String...) -> Listener {
    listen(what, actions: [.forward(groups.map(weighted))])
  }

  /// A listener with rules of an Application Load Balancer.
  public static func listen(_ what: String, rules: [Rule]? = [], actions: [Action]) -> Listener {
    let parts = what.split(separator: ":")
    guard parts.count == 2, let port = UInt16(parts[1]) else { Shorthand.refuse("PROTOCOL:PORT", what) }
    return Listener(
      arn: "listener-\(port)", port: port, protocol: String(parts[0]), defaultActions: actions, rules: rules)
  }

  /// A listener of a Classic Load Balancer: `classic("HTTP:80", "HTTP:8080")`.
  public static func classic(_ front: String, _ back: String) -> Listener {
    var listener = listen(front, actions: [])
    let other = listen(back, actions: [])
    listener.instancePort = other.port
    listener.instanceProtocol = other.protocol
    return listener
  }

  static func weighted(_ text: String) -> WeightedTargetGroup {
    let parts = text.split(separator: "*")
    return WeightedTargetGroup(String(parts[0]), weight: parts.count == 2 ? Int(parts[1]) ?? 1 : 1)
  }
}

extension Listener.Action {
  /// `forward("tg-1*3", "tg-2")`.
  public static func forward(_ groups: String...) -> Listener.Action { .forward(groups.map(Listener.weighted)) }
}

extension Listener.Rule {
  public static func rule(
    _ priority: Int, _ conditions: Listener.Condition..., then action: Listener.Action
  ) -> Listener.Rule {
    Listener.Rule(arn: "rule-\(priority)", priority: priority, conditions: conditions, actions: [action])
  }
}

extension TopologyBuilder {
  /// A Network Load Balancer with a node `id-subnet` in each subnet, `[subnet: address]`. `groups: nil` for one that
  /// was made without security groups.
  public mutating func networkLoadBalancer(
    _ id: String, in subnets: KeyValuePairs<String, String>, groups: [String]? = nil, scheme: String = "internal",
    publicIPs: [String] = [], listeners: [Listener]?, attributes: [String: String]? = [:], state: String = "active",
    enforcesPrivateLink: Bool = true
  ) {
    addLoadBalancer(
      id, .network, in: subnets, groups: groups ?? [], scheme: scheme, publicIPs: publicIPs, listeners: listeners,
      attributes: attributes, state: state)
    topology.loadBalancers[topology.loadBalancers.count - 1].enforcesGroupsOnPrivateLink = enforcesPrivateLink
  }

  /// An Application Load Balancer. `groups: nil` for one that lets everything pass.
  public mutating func applicationLoadBalancer(
    _ id: String, in subnets: KeyValuePairs<String, String>, groups: [String]? = nil, scheme: String = "internal",
    publicIPs: [String] = [], listeners: [Listener]?, attributes: [String: String]? = [:], state: String = "active"
  ) {
    addLoadBalancer(
      id, .application, in: subnets, groups: groups, scheme: scheme, publicIPs: publicIPs, listeners: listeners,
      attributes: attributes, state: state)
  }

  /// A Gateway Load Balancer, which listens on every port.
  public mutating func gatewayLoadBalancer(
    _ id: String, in subnets: KeyValuePairs<String, String>, to group: String, attributes: [String: String]? = [:]
  ) {
    addLoadBalancer(
      id, .gateway, in: subnets, groups: [],
      listeners: [
        Listener(arn: "\(id)-listener", port: 0, protocol: "GENEVE", defaultActions: [.forward(group)])
      ], attributes: attributes)
  }

  /// A Classic Load Balancer with its instances; a name that ends in `!` is out of service.
  public mutating func classicLoadBalancer(
    _ id: String, in subnets: KeyValuePairs<String, String>, groups: [String]? = nil, listeners: [Listener],
    instances: [String], healthCheck: HealthCheck? = HealthCheck(protocol: "TCP", port: 80),
    attributes: [String: String]? = [:]
  ) {
    addLoadBalancer(
      id, .classic, in: subnets, groups: groups, listeners: listeners, attributes: attributes)
    let index = topology.loadBalancers.count - 1
    topology.loadBalancers[index].instances = instances.map { Self.target($0) }
    topology.loadBalancers[index].healthCheck = healthCheck
  }

  private mutating func addLoadBalancer(
    _ id: String, _ type: LoadBalancer.LoadBalancerType, in subnets: KeyValuePairs<String, String>,
    groups: [String]?, scheme: String = "internal", publicIPs: [String] = [], listeners: [Listener]?,
    attributes: [String: String]?, state: String = "active"
  ) {
    guard let first = subnets.first else { Shorthand.refuse("a load balancer with a subnet", id) }
    let vpc = self[subnet: first.key].vpcId
    let (kind, path): (NetworkInterface.InterfaceType, String) =
      switch type {
      case .network: (.networkLoadBalancer, "net/")
      case .gateway: (.gatewayLoadBalancer, "gwy/")
      case .application: (.interface, "app/")
      case .classic: (.interface, "")
      }
    for (position, (subnet, addresses)) in subnets.enumerated() {
      addInterface(
        "\(id)-\(subnet)", in: subnet, addresses.split(separator: " ").map(String.init), groups: groups,
        publicIP: position < publicIPs.count ? publicIPs[position] : nil, kind: kind)
      topology.networkInterfaces[topology.networkInterfaces.count - 1].interfaceDescription = "ELB \(path)\(id)"
      topology.networkInterfaces[topology.networkInterfaces.count - 1].requesterManaged = true
    }
    topology.loadBalancers.append(
      LoadBalancer(
        identity(id, inVPC: vpc), type: type, vpcId: vpc, scheme: scheme, state: state, dnsName: "\(id).elb.example",
        subnetIds: subnets.map(\.key), groupIds: groups ?? [], listeners: listeners, attributes: attributes))
  }

  /// A target group. A target is `id`, `id:port`, and with its health behind a slash: `i-1:80/unhealthy`; a zone goes
  /// behind `@`: `10.1.0.9:80@all`. Without more, a target is healthy.
  public mutating func targetGroup(
    _ id: String, in vpc: String, type: String = "instance", _ proto: String = "TCP", _ port: UInt16 = 80,
    targets: [String]?, attributes: [String: String]? = [:], healthCheck: HealthCheck? = nil,
    family: AddressFamily = .ipv4
  ) {
    topology.targetGroups.append(
      TargetGroup(
        identity(id, inVPC: vpc), targetType: type, protocol: proto, port: port, vpcId: vpc,
        targets: targets?.map { Self.target($0) }, attributes: attributes, healthCheck: healthCheck,
        addressFamily: family))
  }

  private static func target(_ text: String) -> TargetGroup.Target {
    var rest = Substring(text)
    var health = "healthy"
    if rest.hasSuffix("!") {
      health = "unhealthy"
      rest = rest.dropLast()
    } else if let slash = rest.lastIndex(of: "/") {
      health = String(rest[rest.index(after: slash)...])
      rest = rest[..<slash]
    }
    var zone: String?
    if let at = rest.lastIndex(of: "@") {
      zone = String(rest[rest.index(after: at)...])
      rest = rest[..<at]
    }
    var port: UInt16?
    if IPAddress(String(rest)) == nil, let colon = rest.lastIndex(of: ":"),
      let number = UInt16(rest[rest.index(after: colon)...])
    {
      port = number
      rest = rest[..<colon]
    }
    return TargetGroup.Target(
      id: String(rest), port: port, availabilityZone: zone, health: health == "unknown" ? nil : health)
  }

  /// An endpoint service in front of load balancers.
  public mutating func endpointService(
    _ id: String, in vpc: String, loadBalancers: [String], zones: [String] = [], acceptanceRequired: Bool = false,
    allowedPrincipals: [String]? = ["*"], supportedRegions: [String] = [], state: String = "Available"
  ) {
    let identity = identity(id, inVPC: vpc)
    topology.vpcEndpointServices.append(
      VPCEndpointService(
        identity, serviceName: "com.amazonaws.vpce.\(identity.region).\(id)", state: state,
        loadBalancerArns: loadBalancers, availabilityZones: zones, acceptanceRequired: acceptanceRequired,
        allowedPrincipals: allowedPrincipals, supportedRegions: supportedRegions))
  }

  /// Where the processes behind an interface listen: `80`, `8000-8999`.
  public mutating func listens(_ interface: String, _ ports: String...) {
    guard let index = topology.networkInterfaces.firstIndex(where: { $0.id == interface }) else {
      missing("network interface", interface)
    }
    topology.networkInterfaces[index].listeningPorts = ports.map {
      guard let range = PortRange($0) else { Shorthand.refuse("a port range", $0) }
      return range
    }
  }

  /// A resource of a service that runs on instances or has interfaces of its own.
  public mutating func managedResource(
    _ id: String, _ kind: ResourceKind, in vpc: String, interfaces: [String] = [], instances: [String] = [],
    ports: [ManagedResource.PortMapping] = [], networkMode: String? = nil
  ) {
    topology.managedResources.append(
      ManagedResource(
        identity(id, inVPC: vpc), resourceKind: kind, vpcId: vpc, networkInterfaceIds: interfaces,
        instanceIds: instances, portMappings: ports, networkMode: networkMode))
  }
}
