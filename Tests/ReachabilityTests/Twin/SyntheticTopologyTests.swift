import Foundation
import TestKit
import Testing

struct SyntheticTopologyTests {
  @Test("A synthetic topology is whole: every id is its own, every reference leads somewhere, no address is twice")
  func isWhole() {
    let topology = SyntheticTopology.make(interfaces: 1_000, vpcs: 20)
    #expect(topology.networkInterfaces.count == 1_000 && topology.vpcs.count == 20)
    #expect(Set(topology.networkInterfaces.map(\.id)).count == 1_000)
    #expect(Set(topology.networkInterfaces.map { "\($0.vpcId) \($0.privateAddresses)" }).count == 1_000)
    let subnets = Dictionary(uniqueKeysWithValues: topology.subnets.map { ($0.id, $0) })
    let groups = Dictionary(uniqueKeysWithValues: topology.securityGroups.map { ($0.id, $0) })
    for interface in topology.networkInterfaces {
      let subnet = subnets[interface.subnetId]
      #expect(subnet?.vpcId == interface.vpcId)
      #expect(interface.privateAddresses.allSatisfy { address in subnet?.cidrBlocks[0].contains(address) ?? false })
      #expect(interface.groupIds.allSatisfy { groups[$0]?.vpcId == interface.vpcId })
    }
    for group in topology.securityGroups {
      for case .securityGroup(let reference) in group.ingress.map(\.peer) {
        #expect(groups[reference.groupId]?.vpcId == group.vpcId)
      }
    }
    let twin = NaiveTwin(topology)
    let one = topology.networkInterfaces[51].id
    let other = topology.networkInterfaces[60].id
    #expect(twin.ask(one, other, "tcp 443").summary == "delivered")
  }

  @Test("The files of a snapshot are JSON and hold as many records as the topology")
  func snapshot() throws {
    for topology in [SyntheticTopology.make(interfaces: 200, vpcs: 4), RandomTopology.make(seed: 3)] {
      var files: [String: String] = [:]
      SnapshotWriter(topology).write { name, text in files[name, default: ""] += text }
      for (name, text) in files {
        _ = try #require(try? JSONSerialization.jsonObject(with: Data(text.utf8)), "\(name) is no JSON")
      }
      func count(_ file: String, _ key: String) throws -> Int? {
        let text = try #require(files["\(file).json"])
        let object = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: [Any]]
        return object?[key]?.count
      }
      #expect(try count("ec2-describe-network-interfaces", "NetworkInterfaces") == topology.networkInterfaces.count)
      #expect(try count("ec2-describe-subnets", "Subnets") == topology.subnets.count)
      #expect(try count("ec2-describe-route-tables", "RouteTables") == topology.routeTables.count)
      #expect(try count("ec2-describe-security-groups", "SecurityGroups") == topology.securityGroups.count)
      for table in topology.transitGatewayRouteTables {
        #expect(try count("ec2-search-transit-gateway-routes__\(table.id)", "Routes") == table.routes?.count)
      }
      #expect(files["manifest.json"]?.contains("\"file\": \"ec2-describe-vpcs.json\"") == true)
    }
  }
}
