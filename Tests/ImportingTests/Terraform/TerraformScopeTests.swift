import NetworkModel
import Testing

@testable import Importing

@Suite struct TerraformScopeTests {
  @Test("accounts and Regions are those of the provider configurations, passed into modules too")
  func providers() throws {
    let topology = try load("\(terraformFixtures)/plans/08-cross-account-tgw.json").topology
    func scope(_ id: String) throws -> String {
      let identity = try #require(topology.vpcs[id: id]?.identity ?? topology.transitGateways[id: id]?.identity)
      return "\(identity.account)/\(identity.region)"
    }
    #expect(try scope("module.a.aws_vpc.this") == "222222222222/us-east-1")
    #expect(try scope("module.central.aws_vpc.this") == "111111111111/us-east-1")
    #expect(try scope("module.inspection.aws_vpc.this") == "444444444444/us-east-1")
    #expect(try scope("aws_ec2_transit_gateway.west") == "444444444444/us-west-2")
  }

  @Test(
    "a state says the same by ARNs and owners",
    arguments: ["02-cross-account", "07-cross-account-peering", "06-cross-account-privatelink"])
  func state(_ name: String) throws {
    func scopes(_ topology: Topology) -> [String: String] {
      Dictionary(
        topology.components.compactMap { component in
          component.source?.address.map { ("\($0) \(component.kind)", "\(component.account)/\(component.region)") }
        }, uniquingKeysWith: { first, _ in first })
    }
    let plan = scopes(try load("\(terraformFixtures)/plans/\(name).json").topology)
    let state = scopes(try load("\(terraformFixtures)/plans/\(name).state.json").topology)
    let differing = plan.filter { state[$0.key] != nil && state[$0.key] != $0.value }
    #expect(differing.isEmpty, "\(differing) \(differing.keys.map { state[$0] })")
  }
}
