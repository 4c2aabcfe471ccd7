import NetworkModel
import Testing

@testable import Importing

@Suite struct TerraformCoverageTests {
  @Test("a plan of ninety types: every resource is modelled or ignored with a reason")
  func manyTypes() throws {
    let topology = try load("\(terraformFixtures)/plans/probe-many-types.json").topology
    let coverage = topology.coverage
    #expect(coverage.unmodelled.filter { $0.state == .unknown }.map(\.kind) == [])
    #expect(coverage.unmodelled.allSatisfy { $0.reason?.isEmpty == false })
    let components = Set(topology.components.compactMap { $0.source?.address })
    let rows = Set((coverage.unmodelled + coverage.parts).map(\.component))
    let document = try load("\(terraformFixtures)/plans/probe-many-types.json")
    #expect(document.changes.count > 80)
    let lost = document.changes.map(\.address).filter { !components.contains($0) && !rows.contains($0) }
    #expect(lost == [], "neither modelled nor listed")
  }

  @Test("a type that nobody knows is unknown, another provider's is ignored")
  func unknownTypes() throws {
    var plan = PlanText()
    plan.add("aws_quantum_gateway", "q")
    plan.add("random_id", "r")
    let rows = try plan.load().topology.coverage.unmodelled
    #expect(rows.map(\.state) == [.unknown, .ignored])
    #expect(rows[0].reason == "no type of resource that is known is called `aws_quantum_gateway`")
  }

  @Test("types are listed once")
  func onceEach() {
    let names = TerraformResourceType.all.map(\.name)
    let twice = Dictionary(grouping: names, by: { $0 }).filter { $0.value.count > 1 }.keys
    #expect(twice.sorted() == [])
  }

  @Test("a resource that cannot be read costs that resource")
  func broken() throws {
    var plan = PlanText.network
    plan.add("aws_vpc_endpoint", "odd", ["vpc_endpoint_type": "Wormhole", "service_name": "x"])
    let loaded = try plan.load()
    #expect(
      loaded.warnings.map(\.message) == [
        "`aws_vpc_endpoint.odd` is left out: expected a type of endpoint, found `Wormhole`"
      ])
    #expect(loaded.topology.coverage.unmodelled.map(\.state) == [.unknown])
    #expect(loaded.topology.subnets.count == 2)
  }

  @Test("what AWS makes by itself says so")
  func synthesized() throws {
    let topology = try load("\(terraformFixtures)/plans/01-basic.json").topology
    let synthesized = topology.coverage.synthesized
    #expect(synthesized["aws_vpc.main.default_route_table_id"]?.contains("AWS makes a main route table") == true)
    #expect(synthesized["aws_nat_gateway.main.network_interface_id"] != nil)
    #expect(synthesized["aws_vpc_endpoint.execute_api/aws_subnet.endpoint[0]"] != nil)
    #expect(synthesized["aws_vpc.main"] == nil)
  }
}
