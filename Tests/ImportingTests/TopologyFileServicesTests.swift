import Addressing
import NetworkModel
import Testing

@testable import Importing

@Suite("Topology file: services, endpoint services and where processes listen")
struct TopologyFileServicesTests {
  private func resource(_ topology: Topology, _ name: String) throws -> ManagedResource {
    try #require(topology.managedResources.first { $0.id == name })
  }

  @Test("ECS services in their network modes, Auto Scaling groups, databases, functions")
  func services() throws {
    let topology = readTopology(
      """
      functions: {outside: {policy: "{}"}}
      vpcs:
        v:
          cidr: 10.0.0.0/16
          subnets: {a: 10.0.1.0/24, b: {cidr: 10.0.2.0/24, zone: b}}
          instances: {host-1: {subnet: a, listens: 22}, host-2: b, host-3: a}
          autoScalingGroups: {hosts: [host-1, host-2], named: {instances: host-3}}
          services:
            api: {subnets: [a, b], ports: [8080, 53/udp]}
            plain: {subnets: a}
            bridge: {instances: hosts, ports: ["32768:3000"]}
            host: {instances: host-2, networkMode: host, ports: 9100}
            quiet: {instances: host-2, networkMode: none}
          databases: {orders: {subnets: [a, b], port: 5432}}
          caches: {sessions: {subnets: a}}
          functions: {inside: {subnets: b}}
      """)
    let api = try resource(topology, "api")
    #expect(api.networkMode == "awsvpc" && api.networkInterfaceIds == ["api/eth0", "api/eth1"])
    #expect(api.portMappings == [.init(containerPort: 8080), .init(containerPort: 53, protocol: "udp")])
    #expect(try resource(topology, "plain").networkMode == nil)
    let bridge = try resource(topology, "bridge")
    #expect(bridge.networkMode == "bridge" && bridge.instanceIds == ["host-1", "host-2"])
    #expect(bridge.portMappings == [.init(containerPort: 3000, hostPort: 32768)])
    let host = try resource(topology, "host")
    #expect(host.portMappings == [.init(containerPort: 9100, hostPort: 9100)] && host.instanceIds == ["host-2"])
    #expect(try resource(topology, "quiet").instanceIds == [])
    #expect(try resource(topology, "hosts").resourceKind == .autoScalingGroup)
    #expect(try resource(topology, "named").instanceIds == ["host-3"])
    #expect(try resource(topology, "orders").portMappings == [.init(containerPort: 5432)])
    #expect(try resource(topology, "sessions").portMappings == [])
    let outside = try resource(topology, "outside")
    #expect(outside.vpcId == nil && outside.networkInterfaceIds == [] && outside.policyDocument == "{}")
    #expect(try resource(topology, "inside").networkInterfaceIds == ["inside/eth0"])
    func listening(_ id: String) -> [String]? {
      topology.networkInterfaces.first { $0.id == id }?.listeningPorts?.map(\.description)
    }
    #expect(listening("api/eth1") == ["8080", "53"] && listening("orders/eth0") == ["5432"])
    #expect(listening("host-1/eth0") == ["22", "32768"], "what the host says, and its containers")
    #expect(listening("host-2/eth0") == nil && listening("sessions/eth0") == nil)
  }

  @Test("services as targets: their addresses, or their instances, with their ports")
  func targets() throws {
    let topology = readTopology(
      """
      vpcs:
        v:
          cidr: 10.0.0.0/16
          subnets: {a: 10.0.1.0/24, b: {cidr: 10.0.2.0/24, zone: b}}
          instances: {host-1: a, host-2: b}
          autoScalingGroups: {hosts: [host-1, host-2]}
          services:
            api: {subnets: [a, b], ports: 8080}
            bridge: {instances: hosts, ports: ["32768:3000", "32769:3001"]}
          loadBalancers: {nlb: {type: network, subnets: a, listeners: [{port: 80, forward: [tasks, mapped, fleet, fixed]}]}}
          targetGroups:
            tasks: {targets: api}
            mapped: {targets: bridge}
            fleet: {targets: hosts}
            fixed: {port: 9000, targets: api}
      """)
    let groups = topology.targetGroups
    #expect(groups.prefix(3).map(\.targetType) == ["ip", "instance", "instance"])
    func targets(_ index: Int) -> [String] { (groups[index].targets ?? []).map { "\($0.id):\($0.port ?? 0)" } }
    #expect(targets(0) == ["10.0.1.5:8080", "10.0.2.5:8080"])
    #expect(targets(1) == ["host-1:32768", "host-1:32769", "host-2:32768", "host-2:32769"])
    #expect(targets(2) == ["host-1:80", "host-2:80"])
    #expect(targets(3) == ["10.0.1.5:9000", "10.0.2.5:9000"])
  }

  @Test("where hosts listen")
  func listens() {
    let topology = readTopology(
      """
      vpcs:
        v:
          cidr: 10.0.0.0/16
          subnets: {a: 10.0.1.0/24}
          instances:
            some: {subnet: a, listens: [80, 8000-8999]}
            none: {subnet: a, listens: []}
            unknown: a
            dual: {networkInterfaces: [{subnet: a, listens: 22}, {subnet: a}]}
          networkInterfaces: {alone: {subnet: a, listens: 443}}
      """)
    let listening = topology.networkInterfaces.map { $0.listeningPorts?.map(\.description) }
    #expect(listening == [["80", "8000-8999"], [], nil, ["22"], nil, ["443"]])
  }

  @Test("endpoint services and their endpoints, across accounts, Regions and the order of the file")
  func privateLink() throws {
    let topology = readTopology(
      """
      account: "111111111111"
      vpcs:
        consumer:
          cidr: 10.0.0.0/16
          subnets: {c: 10.0.1.0/24}
          endpoints:
            orders: {service: orders-svc, subnets: c}
            inspect: {service: wall-svc, subnets: c, state: pendingAcceptance}
            db: {service: orders-db, subnets: c}
        far: {cidr: 10.2.0.0/16, region: eu-west-1, subnets: {f: 10.2.1.0/24}, endpoints: {far: {service: orders-svc, subnets: f}}}
        provider:
          account: "222222222222"
          cidr: 10.0.0.0/16
          subnets: {a: 10.0.1.0/24, b: {cidr: 10.0.2.0/24, zone: b}}
          instances: {app: a}
          databases: {data: {subnets: b, port: 5432}}
          targetGroups: {tg: {targets: app}, tw: {targets: app}}
          loadBalancers:
            nlb: {type: network, subnets: [a, b], listeners: [{port: 443, forward: tg}]}
            wall: {type: gateway, subnets: a, listeners: [{forward: tw}]}
          endpointServices:
            orders-svc: {loadBalancers: nlb, allowedPrincipals: ["111111111111", "arn:aws:iam::333333333333:role/x"], supportedRegions: [us-east-1, eu-west-1], privateDnsName: orders.example.com}
            wall-svc: {loadBalancers: wall, acceptanceRequired: false}
          resourceConfigurations:
            orders-db: {target: data, ports: 5432, subnets: [a, b]}
            name: {target: db.example.com, ports: [80, 8000-8999], subnets: a, securityGroups: default}
      """)
    let service = topology.vpcEndpointServices[0]
    #expect(service.identity.account == "222222222222" && service.acceptanceRequired)
    #expect(
      service.allowedPrincipals == ["arn:aws:iam::111111111111:root", "arn:aws:iam::333333333333:role/x"])
    #expect(service.supportedRegions == ["us-east-1", "eu-west-1"] && service.connections == nil)
    #expect(service.privateDnsName == "orders.example.com")
    #expect(service.availabilityZones == ["us-east-1a", "us-east-1b"])
    let endpoints = topology.vpcEndpoints
    #expect(endpoints.map(\.id) == ["orders", "inspect", "db", "far"])
    #expect(endpoints.map(\.endpointType) == [.interface, .gatewayLoadBalancer, .resource, .interface])
    #expect(endpoints[0].serviceName == service.serviceName && !endpoints[0].privateDnsEnabled)
    #expect(endpoints[1].state == "pendingAcceptance" && endpoints[1].groupIds == [])
    #expect(endpoints.map(\.serviceRegion) == [nil, nil, nil, "us-east-1"])
    #expect(endpoints[2].serviceName == "orders-db")
    let configurations = topology.resourceConfigurations
    #expect(configurations.map(\.target) == ["10.0.2.4", "db.example.com"])
    #expect(configurations[0].subnetIds == ["a", "b"] && configurations[0].vpcId == "provider")
    #expect(configurations[1].portRanges == ["80", "8000-8999"])
    #expect(configurations[1].groupIds == ["provider/default"])
  }
}
