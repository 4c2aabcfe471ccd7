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
}
