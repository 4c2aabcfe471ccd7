import Addressing
import NetworkModel
import Testing

@testable import Reachability

/// In a topology file resources of several kinds may have one name, which is their id.
struct ResolvingSameNameTests {
  @Test("An instance called like its security group, subnet and VPC stands for its own interface alone")
  func instanceAndContainers() throws {
    var topology = Topology()
    topology.vpcs = [VPC(Identity("web"), cidrBlocks: [try #require(Prefix("10.0.0.0/16"))])]
    topology.subnets = [
      Subnet(
        Identity("web"), vpcId: "web", cidrBlocks: [try #require(Prefix("10.0.1.0/24"))], availabilityZone: "a")
    ]
    topology.securityGroups = [SecurityGroup(Identity("web"), vpcId: "web")]
    topology.instances = ["web", "other", "db"].map { Instance(Identity($0)) }
    topology.networkInterfaces = topology.instances.enumerated().map { number, instance in
      NetworkInterface(
        Identity("\(instance.id)/0"), vpcId: "web", subnetId: "web",
        privateAddresses: [.ipv4(10, 0, 1, UInt8(10 + number))], groupIds: ["web"], instanceId: instance.id)
    }
    let network = Network(topology)
    #expect(try network.answer(Query(from: "web", to: "db")).pairs.asked == 1)
    #expect(try network.answer(Query(from: "securityGroup/web", to: "db")).pairs.asked == 2)
  }

  /// Two instances of an Auto Scaling group that have its name, a container service on one of them, and a database.
  private func services() throws -> Network {
    var topology = Topology()
    topology.vpcs = [VPC(Identity("v"), cidrBlocks: [try #require(Prefix("10.0.0.0/16"))])]
    topology.subnets = [
      Subnet(Identity("s"), vpcId: "v", cidrBlocks: [try #require(Prefix("10.0.1.0/24"))], availabilityZone: "a")
    ]
    topology.instances = ["i-1", "i-2"].map { Instance(Identity($0, name: "hosts")) }
    topology.networkInterfaces = ["i-1", "i-2", nil].enumerated().map { number, instance in
      NetworkInterface(
        Identity("eni-\(number)"), vpcId: "v", subnetId: "s", privateAddresses: [.ipv4(10, 0, 1, UInt8(10 + number))],
        instanceId: instance)
    }
    topology.managedResources = [
      ManagedResource(
        Identity("asg", name: "hosts"), resourceKind: .autoScalingGroup, vpcId: "v", instanceIds: ["i-1", "i-2"]),
      ManagedResource(
        Identity("svc", name: "web"), resourceKind: .service, vpcId: "v", instanceIds: ["i-2", "i-gone"],
        networkMode: "bridge"),
      ManagedResource(
        Identity("db", name: "orders"), resourceKind: .dbCluster, vpcId: "v", networkInterfaceIds: ["eni-2"]),
    ]
    return Network(topology)
  }

  @Test("An Auto Scaling group stands for its instances, even where they have its name")
  func autoScalingGroup() throws {
    let network = try services()
    #expect(try network.answer(Query(from: "hosts", to: "orders")).pairs.asked == 2)
    #expect(try network.answer(Query(from: "i-1", to: "hosts")).pairs.asked == 1, "but for itself")
  }

  @Test("A container service on instances stands for those that it runs on")
  func containerService() throws {
    let network = try services()
    #expect(try network.answer(Query(from: "orders", to: "web")).legs.first?.to == "i-2")
    #expect(try network.answer(Query(from: "orders", to: "web")).pairs.asked == 1)
  }
}
