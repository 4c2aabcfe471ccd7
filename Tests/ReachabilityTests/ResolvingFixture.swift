import Addressing
import NetworkModel

@testable import Reachability

/// Two VPCs with the same names in them, a third that overlaps one of them, a site, and one of each resource that has
/// interfaces.
enum ResolvingFixture {
  static let topology = makeTopology()
  static let resolver = EndpointResolver(topology)

  static func prefix(_ text: String) -> Prefix { Prefix(text)! }
  static func address(_ text: String) -> IPAddress { IPAddress(text)! }

  private static func id(
    _ id: String, _ name: String? = nil, account: String = "111111111111", tags: [Tag] = [], arn: String? = nil
  ) -> Identity {
    Identity(id, name: name, account: account, region: "us-east-1", arn: arn, tags: tags)
  }

  private static func interface(
    _ name: String, _ vpc: String, _ subnet: String, _ addresses: String..., groups: [String] = [],
    instance: String? = nil, publicly: String? = nil, type: NetworkInterface.InterfaceType = .interface,
    description: String = ""
  ) -> NetworkInterface {
    let own = addresses.map(address)
    return NetworkInterface(
      id(name), interfaceType: type, vpcId: vpc, subnetId: subnet, privateAddresses: own,
      publicAddresses: publicly.map { [PublicAddress(address($0), for: own[0])] } ?? [], groupIds: groups,
      instanceId: instance, interfaceDescription: description)
  }

  private static func makeTopology() -> Topology {
    var topology = Topology()
    topology.vpcs = [
      VPC(id("vpc-0a0a", "shop"), cidrBlocks: [prefix("10.0.0.0/16"), prefix("2001:db8::/56")]),
      VPC(id("vpc-0b0b", "lab", account: "222222222222"), cidrBlocks: [prefix("10.1.0.0/16")]),
      VPC(id("vpc-0c0c", "twin"), cidrBlocks: [prefix("10.1.0.0/16")]),
    ]
    topology.subnets = [
      Subnet(id("subnet-0001", "front"), vpcId: "vpc-0a0a", cidrBlocks: [prefix("10.0.1.0/24")], availabilityZone: "a"),
      Subnet(id("subnet-0002", "empty"), vpcId: "vpc-0a0a", cidrBlocks: [prefix("10.0.2.0/24")], availabilityZone: "b"),
    ]
    topology.securityGroups = [
      SecurityGroup(id("sg-0001"), groupName: "web", vpcId: "vpc-0a0a"),
      SecurityGroup(id("sg-0002", "data"), vpcId: "vpc-0a0a"),
    ]
    topology.instances = [
      Instance(id("i-0001", "web", tags: [Tag("tier", "web")])),
      Instance(id("i-0002", "db", tags: [Tag("tier", "db")])),
      Instance(id("i-0003", "db", account: "222222222222", tags: [Tag("tier", "db")])),
      Instance(id("i-0004", "internet")),
    ]
    topology.networkInterfaces = [
      interface(
        "eni-0001", "vpc-0a0a", "subnet-0001", "10.0.1.10", "10.0.1.11", "2001:db8::10", groups: ["sg-0001"],
        instance: "i-0001", publicly: "54.0.0.10"),
      interface("eni-0002", "vpc-0a0a", "subnet-0001", "10.0.1.20", groups: ["sg-0002"], instance: "i-0002"),
      interface("eni-0003", "vpc-0b0b", "subnet-0003", "10.1.0.30", instance: "i-0003"),
      interface("eni-0004", "vpc-0c0c", "subnet-0004", "10.1.0.30"),
      interface("eni-0005", "vpc-0b0b", "subnet-0003", "10.1.0.50", instance: "i-0004"),
      interface(
        "eni-0006", "vpc-0a0a", "subnet-0001", "10.0.1.60", type: .networkLoadBalancer,
        description: "ELB net/front/50dc6c495c0c9188"),
      interface("eni-0007", "vpc-0a0a", "subnet-0001", "10.0.1.70", type: .vpcEndpoint),
      interface(
        "eni-0008", "vpc-0a0a", "subnet-0001", "10.0.1.80", type: .lambda,
        description: "AWS Lambda VPC ENI-resize-8d5a1b0e-0000-4000-8000-000000000001"),
      interface("eni-0009", "vpc-0a0a", "subnet-0001", "2001:db8::90"),
    ]
    topology.loadBalancers = [
      LoadBalancer(
        id("arn:aws:elasticloadbalancing:us-east-1:111111111111:loadbalancer/net/front/50dc6c495c0c9188", "front"),
        type: .network, vpcId: "vpc-0a0a")
    ]
    topology.vpcEndpoints = [
      VPCEndpoint(
        id("vpce-0001"), endpointType: .interface, vpcId: "vpc-0a0a", serviceName: "com.amazonaws.us-east-1.sqs",
        networkInterfaceIds: ["eni-0007"]),
      VPCEndpoint(
        id("vpce-0002"), endpointType: .gateway, vpcId: "vpc-0a0a", serviceName: "com.amazonaws.us-east-1.s3"),
    ]
    topology.managedResources = [
      ManagedResource(id("resize", "resize"), resourceKind: .function, vpcId: "vpc-0a0a"),
      ManagedResource(
        id("aws_db_instance.main[0]", "orders"), resourceKind: .dbInstance, networkInterfaceIds: ["eni-0002"]),
    ]
    topology.sites = [Site(id("hq"), prefixes: [prefix("192.168.0.0/16")])]
    topology.customerGateways = [
      CustomerGateway(id("cgw-0001"), siteId: "hq"), CustomerGateway(id("cgw-0002")),
    ]
    topology.vpnConnections = [VPNConnection(id("line"), customerGatewayId: "cgw-0001")]
    topology.customerGateways.append(CustomerGateway(id("line-device", "line"), siteId: "hq"))
    topology.subnets.append(
      Subnet(id("twin", "twin"), vpcId: "vpc-0c0c", cidrBlocks: [], availabilityZone: "a"))
    topology.securityGroups.append(SecurityGroup(id("twin"), vpcId: "vpc-0c0c"))
    topology.transitGateways = [TransitGateway(id("tgw-0001", "hub"))]
    topology.internetGateways = [InternetGateway(id("igw-0001"), vpcId: "vpc-0a0a")]
    return topology
  }

  /// The pairs of a question, one a line: `eni-0001/10.0.1.10 > internet/4`; or the status and message of its error,
  /// and the candidates.
  static func pairs(
    _ from: String, _ to: String, protocol: String = "tcp", port: String = "any"
  ) -> [String] {
    do throws(QueryError) {
      let question = try resolver.question(Query(from: from, to: to, protocol: `protocol`, port: port))
      var lines: [String] = []
      try question.forEachPair(in: topology) { lines.append("\(text($0.from)) > \(text($0.to))") }
      if lines.isEmpty { throw question.noPair(in: topology) }
      return lines
    } catch {
      return ["\(error.status) \(error.message)"] + error.candidates
    }
  }

  private static func text(_ end: End) -> String {
    switch end {
    case .interface(let index, let address, let publicly):
      return "\(topology.networkInterfaces[index].id)/\(address)\(publicly ? "!" : "")"
    case .site(let index, let family, let ranges):
      return "\(topology.sites[index].id)/" + ranges.ranges.map { $0.text(family) }.joined(separator: ",")
    case .internet(let family, let ranges):
      if ranges.ranges.count > 2 { return "internet/\(family.rawValue)" }
      return "internet/" + ranges.ranges.map { $0.text(family) }.joined(separator: ",")
    case .nobody(let address, let vpc):
      return "nobody/\(address)@" + (vpc.map { topology.vpcs[$0].id } ?? "-")
    }
  }
}
