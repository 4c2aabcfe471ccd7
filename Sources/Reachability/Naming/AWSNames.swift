import Addressing
import NetworkModel

/// What a name of AWS's own stands for in public DNS (NL A8, C0; AG 1.2).
enum AWSName: Sendable {
  /// Nothing where what it belongs to has no address of the type.
  case addresses([ResolvedAddress], Component, note: String?)
  /// Public addresses of a service.
  case service(String, region: String?)
  /// Nothing: what it would belong to, and why there is no such name.
  case missing(Component, String)
  /// The input does not show it: the id of what it belongs to, and why.
  case unseen(String, String)
}

extension NameResolver {
  /// What a name of an endpoint, a load balancer, an instance or a service stands for, whoever asks.
  func awsName(_ name: DomainName, _ type: RecordType) -> AWSName? {
    if let endpoint = endpoint(named: name) { return addresses(of: endpoint.position, zone: endpoint.zone, type) }
    if let balancer = loadBalancer(named: name) { return nodes(of: balancer.position, zone: balancer.zone, type) }
    if let alias = apiAlias(name, type) { return alias }
    if let host = publicHost(name) { return publicAddress(of: host, type) }
    if let address = addressInName(name) {
      let found: [ResolvedAddress] = type == .a ? [.address(address, of: nil)] : []
      return .addresses(found, Component("internet", kind: .internet), note: nil)
    }
    return AWSService.named(name).map { .service($0.name, region: $0.region) }
  }

  // MARK: Endpoints

  /// The endpoint with a public name `vpce-ID-SUFFIX[-ZONE].SERVICE.REGION.vpce.amazonaws.com`, or whose DNS entry the
  /// name is.
  private func endpoint(named name: DomainName) -> (position: Int, zone: String?)? {
    let isPublicName = name.text.hasSuffix(".vpce.amazonaws.com") || name.text.hasSuffix(".vpce.amazonaws.com.cn")
    let label = String(name.labels.first ?? "")
    for (position, endpoint) in topology.vpcEndpoints.enumerated() where endpoint.endpointType == .interface {
      let isEntry = endpoint.dnsNames.contains { DomainName($0) == name } && !isPrivate(name, endpoint)
      let fits = label == endpoint.id.lowercased() || label.hasPrefix(endpoint.id.lowercased() + "-")
      guard isEntry || isPublicName && fits else { continue }
      let zones = topology.subnets.filter { endpoint.subnetIds.contains($0.id) }.map(\.availabilityZone)
      return (position, zones.first { label.hasSuffix("-" + $0) })
    }
    return nil
  }

  /// Whether an entry of an endpoint is a private name of the service.
  func isPrivate(_ name: DomainName, _ endpoint: VPCEndpoint) -> Bool {
    !name.text.hasPrefix(endpoint.id.lowercased()) && !name.text.hasSuffix(".vpce.amazonaws.com")
  }

  /// The addresses of an interface endpoint, of one zone or of all (NL A12).
  func addresses(of endpoint: Int, zone: String? = nil, _ type: RecordType) -> AWSName {
    let resource = topology.vpcEndpoints[endpoint]
    let owner = component(.vpcEndpoint, endpoint)
    let interfaces = resource.networkInterfaceIds.compactMap { network.index.interfaces[$0] }
    if interfaces.isEmpty {
      return .unseen(
        resource.id,
        "the network interfaces of endpoint \(resource.identity.label) are not in the input; "
          + "`ec2 describe-network-interfaces` would show them")
    }
    var found = interfaces
    if let zone { found = found.filter { availabilityZone(of: $0) == zone } }
    if !serves(type, resource.dnsOptions) { found = [] }
    return .addresses(addresses(of: found, type, owner), owner, note: nil)
  }

  /// Whether an endpoint has records of a type (`DnsRecordIpType`).
  private func serves(_ type: RecordType, _ options: VPCEndpoint.DNSOptions) -> Bool {
    switch options.dnsRecordIpType {
    case "ipv4": type == .a
    case "ipv6": type == .aaaa
    default: true
    }
  }

  private func addresses(of interfaces: [Int], _ type: RecordType, _ owner: Component) -> [ResolvedAddress] {
    interfaces.flatMap { interface in
      topology.networkInterfaces[interface].privateAddresses.filter { $0.family == type.family }.prefix(1)
        .map { .address($0, of: owner) }
    }
  }

  private func availabilityZone(of interface: Int) -> String? {
    let subnet = network.subnet(of: interface)
    return subnet < 0 ? nil : topology.subnets[subnet].availabilityZone
  }

  /// `API-ENDPOINT.execute-api.REGION.amazonaws.com`: there once the API names the endpoint (AG 1.2, N4).
  private func apiAlias(_ name: DomainName, _ type: RecordType) -> AWSName? {
    guard case .alias(let apiId, let id, let region)? = network.executeAPIName(name) else { return nil }
    guard let position = network.index.endpoints[id] else {
      return .unseen(id, "endpoint \(id) is not in the input; `ec2 describe-vpc-endpoints` would show it")
    }
    if let api = network.apis.api(called: apiId, in: region), api.kind == .restApi,
      !topology.restAPIs[api.position].vpcEndpointIds.contains(id)
    {
      return .missing(
        network.component(api),
        "\(network.component(api).title) does not name endpoint \(id) among its endpoints, so that public DNS has no "
          + "alias of the two")
    }
    return addresses(of: position, type)
  }

  // MARK: Load balancers

  /// The load balancer that a name leads to, with its zone where the name is that of one zone's nodes.
  func loadBalancer(named name: DomainName) -> (position: Int, zone: String?)? {
    for (position, balancer) in topology.loadBalancers.enumerated() where !balancer.dnsName.isEmpty {
      let own = DomainName(balancer.dnsName)
      guard name.isWithin(own) || name == own else { continue }
      if name == own { return (position, nil) }
      let front = String(name.text.dropLast(own.text.utf8.count + 1))
      if front == "dualstack" || front == "ipv6" { return (position, nil) }
      let zones = topology.subnets.filter { balancer.subnetIds.contains($0.id) }.map(\.availabilityZone)
      if zones.contains(front) { return (position, front) }
    }
    return nil
  }

  /// The nodes that the load balancer's name leads to: those of zones that DNS has not withdrawn (NL C0).
  private func nodes(of balancer: Int, zone: String?, _ type: RecordType) -> AWSName {
    let resource = topology.loadBalancers[balancer]
    let owner = component(.loadBalancer, balancer)
    let all = network.fronts.nodes[balancer]
    if all.isEmpty {
      return .unseen(
        resource.id,
        "the nodes of load balancer \(resource.identity.label) are not in the input; "
          + "`ec2 describe-network-interfaces` would show them")
    }
    let health = LoadBalancerHealth(network, balancer)
    let published = all.filter { node in
      let subnet = network.subnet(of: node)
      return subnet < 0 || !health.withdraws(network.subnets[subnet].zone)
    }
    var nodes = published.isEmpty ? all : published
    if let zone { nodes = all.filter { availabilityZone(of: $0) == zone } }
    let isPublic = resource.scheme == "internet-facing" && type == .a
    let found = isPublic ? publicAddresses(of: nodes, owner) : addresses(of: nodes, type, owner)
    guard zone == nil, nodes.count < all.count else { return .addresses(found, owner, note: nil) }
    let without = Set(all.filter { !nodes.contains($0) }.compactMap { availabilityZone(of: $0) }).sorted()
    return .addresses(
      found, owner,
      note: "\(type.rawValue) \(found.map(\.description).joined(separator: ", ")), without "
        + "\(without.joined(separator: ", ")), where too few targets are healthy")
  }

  private func publicAddresses(of interfaces: [Int], _ owner: Component) -> [ResolvedAddress] {
    interfaces.flatMap { interface in
      topology.networkInterfaces[interface].publicAddresses.map { .address($0.publicAddress, of: owner) }
    }
  }

  // MARK: Instances

  /// An interface whose public address is in a name `ec2-203-0-113-9.REGION.compute.amazonaws.com`.
  func publicHost(_ name: DomainName) -> (interface: Int, PublicAddress)? {
    guard let address = addressInName(name),
      case .interface(let interface, let privateAddress)? = network.publicOwner(of: address)
    else { return nil }
    return (interface, PublicAddress(address, for: privateAddress))
  }

  private func addressInName(_ name: DomainName) -> IPAddress? {
    guard let label = name.labels.first, label.hasPrefix("ec2-"), name.text.hasSuffix(".amazonaws.com") else {
      return nil
    }
    return IPAddress(label.dropFirst(4).replacing("-", with: "."))
  }

  private func publicAddress(of host: (interface: Int, PublicAddress), _ type: RecordType) -> AWSName {
    let owner = component(.networkInterface, host.interface)
    let vpc = network.vpc(of: host.interface)
    // Without hostnames there is no such name (NL A2).
    let exists = vpc < 0 || topology.vpcs[vpc].enableDnsHostnames != false
    return .addresses(type == .a && exists ? [.address(host.1.publicAddress, of: owner)] : [], owner, note: nil)
  }
}

extension RecordType {
  /// The family of the addresses that records of the type hold; nil for other types.
  var family: AddressFamily? {
    switch self {
    case .a: .ipv4
    case .aaaa: .ipv6
    default: nil
    }
  }
}

/// A service that AWS answers for at public addresses (DEC-10).
struct AWSService {
  var name: String
  var region: String?

  /// `SERVICE.REGION.amazonaws.com` and what is below it, and the domains of services that have their own.
  static func named(_ name: DomainName) -> AWSService? {
    for (domain, service) in ownDomains where name.isWithin(DomainName(domain)) { return AWSService(name: service) }
    guard let suffix = suffixes.first(where: { name.isWithin(DomainName($0)) }) else { return nil }
    var labels = name.labels.dropLast(suffix.split(separator: ".").count)
    if labels.isEmpty { return nil }
    var region: String?
    if let last = labels.last, isRegion(last) {
      region = String(last)
      labels = labels.dropLast()
    }
    // Services with parts have the part first: `api.ecr.us-east-1`.
    return AWSService(name: labels.last.map(String.init) ?? "AWS", region: region)
  }

  private static let suffixes = ["amazonaws.com", "amazonaws.com.cn", "api.aws"]
  private static let ownDomains = [
    ("cloudfront.net", "CloudFront"), ("awsglobalaccelerator.com", "Global Accelerator"), ("on.aws", "Lambda"),
    ("awsapps.com", "AWS"),
  ]

  /// `us-east-1`, `us-gov-west-1`.
  static func isRegion(_ label: Substring) -> Bool {
    let parts = label.split(separator: "-")
    return parts.count >= 3 && parts.last.map { $0.allSatisfy(\.isNumber) } ?? false && parts[0].count == 2
  }
}
