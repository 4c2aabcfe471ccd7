import Addressing
import NetworkModel
import Testing

@testable import Importing

@Suite("AWS snapshot: endpoint services and what has a name of its own") struct SnapshotServicesTests {
  let topology: Topology

  init() throws { topology = try fixture("services") }

  private func resource(_ name: String, _ kind: ResourceKind) throws -> ManagedResource {
    try #require(topology.managedResources.first { $0.identity.name == name && $0.resourceKind == kind })
  }

  private static let first = "i-0b00000000000000a1"
  private static let second = "i-0b00000000000000a2"

  @Test("endpoint services with connections, Regions, zones by id and a private name")
  func endpointServices() throws {
    let service = try #require(topology.vpcEndpointServices[id: "vpce-svc-0b000000000000001"])
    #expect(
      service.connections == [
        "vpce-0c000000000000001": "available", "vpce-0c000000000000002": "pendingAcceptance",
      ])
    #expect(service.supportedRegions == ["eu-west-1", "eu-north-1"])
    #expect(service.availabilityZones == ["euw1-az2"])
    #expect(service.privateDnsName == "orders.example.com")
    #expect(service.allowedPrincipals == ["arn:aws:iam::210987654321:root"])
    let other = try #require(topology.vpcEndpointServices[id: "vpce-svc-0b000000000000002"])
    #expect(other.connections == [:] && other.allowedPrincipals == nil && other.supportedRegions == [])
    #expect(other.availabilityZones == ["eu-west-1a"])
    #expect(try fixture("real-aws").vpcEndpointServices[0].connections == nil, "the call is not there")
  }

  @Test("ECS: tasks with interfaces of their own listen where the task definition says")
  func awsvpc() throws {
    let api = try resource("api", .service)
    #expect(api.networkMode == "awsvpc")
    #expect(api.networkInterfaceIds == ["eni-0b000000000000003"] && api.instanceIds == [])
    #expect(
      api.portMappings == [
        .init(containerPort: 8080), .init(containerPort: 9000, protocol: "udp"),
        .init(containerPort: 9001, protocol: "udp"), .init(containerPort: 9002, protocol: "udp"),
      ])
    #expect(api.vpcId == "vpc-0b000000000000001")
  }

  @Test("ECS: tasks on instances listen at the host's ports; `bridge` is what AWS means by no mode")
  func onInstances() throws {
    let bridge = try resource("bridge", .service)
    #expect(bridge.networkMode == "bridge")
    #expect(bridge.instanceIds == [Self.first, Self.second])
    #expect(
      bridge.portMappings == [
        .init(containerPort: 3000, hostPort: 32768), .init(containerPort: 3000, hostPort: 32771),
      ])
    #expect(bridge.vpcId == "vpc-0b000000000000001")
    let host = try resource("host", .service)
    #expect(host.networkMode == "host" && host.instanceIds == [Self.second], "a stopped task is none")
    #expect(host.portMappings == [.init(containerPort: 9100, hostPort: 9100)])
    let quiet = try resource("quiet", .service)
    #expect(quiet.networkMode == "none" && quiet.instanceIds == [] && quiet.portMappings == [])
  }

  @Test("ECS: a service whose deployments another controller makes")
  func taskSets() throws {
    let external = try resource("external", .service)
    #expect(external.networkMode == "awsvpc" && external.subnetIds == ["subnet-0b00000000000000a"])
    #expect(external.portMappings.first == .init(containerPort: 8080))
  }

  @Test("ECS: what is not visible is asked for")
  func unseen() throws {
    #expect(try resource("unseen", .service).networkMode == nil)
    let missing = topology.coverage.calls.filter { $0.state == .notVisible }.map(\.call)
    #expect(missing.contains("ecs describe-task-definition task-definition_unseen_1"))
    #expect(!missing.contains("ecs describe-tasks cluster_main"))
    #expect(!missing.contains { $0.hasPrefix("ecs describe-container-instances") })
  }

  @Test("ECS: a call that several services lack is asked for once")
  func unseenOnce() throws {
    func service(_ name: String) -> String {
      """
      {"serviceArn": "arn:aws:ecs:eu-west-1:123456789012:service/main/\(name)", "serviceName": "\(name)",
       "taskDefinition": "arn:aws:ecs:eu-west-1:123456789012:task-definition/\(name):1"}
      """
    }
    func missing(_ folder: TemporaryFolder) throws -> [String] {
      try load(folder.path).topology.coverage.calls.filter { $0.state == .notVisible }.map(\.call)
        .filter { $0.hasPrefix("ecs ") && $0.hasSuffix("cluster_main") }
    }
    let folder = try TemporaryFolder()
    try folder.write(
      "123456789012/eu-west-1/ecs-describe-services__cluster_main.json",
      "{\"services\": [\(service("a")), \(service("b"))]}")
    #expect(try missing(folder) == ["ecs describe-tasks cluster_main"])
    try folder.write(
      "123456789012/eu-west-1/ecs-describe-tasks__cluster_main.json",
      """
      {"tasks": [{"group": "service:a", "clusterArn": "arn:aws:ecs:eu-west-1:123456789012:cluster/main",
        "containerInstanceArn": "arn:aws:ecs:eu-west-1:123456789012:container-instance/main/c1"}]}
      """)
    #expect(try missing(folder) == ["ecs describe-container-instances cluster_main"])
  }

  @Test("Auto Scaling groups know their instances")
  func autoScalingGroups() throws {
    let group = try resource("hosts", .autoScalingGroup)
    #expect(group.instanceIds == [Self.first, Self.second])
    #expect(group.subnetIds == ["subnet-0b00000000000000a", "subnet-0b00000000000000b"])
    #expect(group.vpcId == "vpc-0b000000000000001")
    #expect(group.identity.tags == [Tag("Name", "host"), Tag("tier", "ecs")], "the tag names its instances")
  }

  @Test("databases and caches with their ports; a cluster is its members")
  func databases() throws {
    let cluster = try resource("orders", .dbCluster)
    #expect(try resource("orders-1", .dbInstance).networkInterfaceIds == ["eni-0b000000000000004"])
    #expect(cluster.networkInterfaceIds == ["eni-0b000000000000004"])
    #expect(cluster.vpcId == "vpc-0b000000000000001" && cluster.portMappings == [.init(containerPort: 5432)])
    let sessions = try resource("sessions", .replicationGroup)
    #expect(sessions.networkInterfaceIds == ["eni-0b000000000000005", "eni-0b000000000000006"])
    #expect(sessions.portMappings == [.init(containerPort: 6380)])
    #expect(sessions.groupIds == ["sg-0b000000000000001"])
    #expect(try resource("sessions-002", .cacheCluster).portMappings == [.init(containerPort: 6380)])
    #expect(try resource("sessions-002", .cacheCluster).vpcId == "vpc-0b000000000000001")
    #expect(try resource("pages", .cacheCluster).portMappings == [.init(containerPort: 11211)])
    #expect(try fixture("real-aws").managedResources.allSatisfy { $0.portMappings == [] }, "no field shows them")
  }

  @Test("functions and their policies; that there is none is known too")
  func functions() throws {
    #expect(try resource("hello", .function).policyDocument?.contains("elasticloadbalancing.amazonaws.com") == true)
    #expect(try resource("closed", .function).policyDocument == nil)
    func sees(_ name: String) -> Bool {
      topology.visibility.sees("lambda get-policy \(name)", account: "123456789012", region: "eu-west-1")
    }
    #expect(sees("hello") && sees("closed") && !sees("hidden"))
  }
}
