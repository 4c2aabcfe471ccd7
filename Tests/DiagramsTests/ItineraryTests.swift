import NetworkModel
import Reachability
import Testing

@testable import Diagrams

@Suite("the steps of an answer")
struct ItineraryTests {
  private func steps(_ diagram: Diagram) -> [String] {
    (diagram.itinerary?.steps ?? []).map { step in
      let mark = step.codes.isEmpty ? "" : " ⊗ " + step.codes.joined(separator: " ")
      return "\(step.number) \(step.isReturn ? "back: " : "")\(StepWords(step, on: diagram.figure).place)\(mark)"
    }
  }

  private func nodes(_ diagram: Diagram) -> [[String]] {
    (diagram.itinerary?.ways ?? []).map { $0.stages.map { diagram.figure.nodes[$0.node].name } }
  }

  @Test("through the NAT gateway of the zone to the internet, and back if asked")
  func nat() throws {
    let one = try Bundled.diagram("three-tier", from: "app-2", to: "internet/203.0.113.7:443")
    #expect(
      steps(one) == [
        "1 app-2", "2 Leaving app-b", "3 Entering public-b", "4 nat-b", "5 Leaving public-b", "6 igw", "7 Internet",
      ])
    #expect(nodes(one) == [["app-2", "nat-b", "igw", "Internet"]])
    var options = DiagramOptions()
    options.withReturn = true
    let both = try Bundled.diagram("three-tier", from: "app-2", to: "internet/203.0.113.7:443", options: options)
    #expect(nodes(both) == [["app-2", "nat-b", "igw", "Internet"], ["Internet", "igw", "nat-b", "app-2"]])
  }

  @Test("what blocks has its code, also on the way back, which is there without being asked for")
  func blocked() throws {
    let diagram = try Bundled.diagram("three-tier", from: "web-a", to: "orders:5432")
    #expect(
      steps(diagram) == [
        "1 web-a", "2 Leaving public-a", "3 Entering data-a ⊗ SUBNET_ACL_RESTRICTION",
        "4 orders ⊗ ENI_SG_RULES_MISMATCH",
        "5 back: Leaving data-a ⊗ SUBNET_ACL_RESTRICTION", "6 back: Entering public-a", "7 back: web-a",
      ])
  }

  @Test("a way over a transit gateway passes the attachments of both VPCs")
  func transitGateway() throws {
    let diagram = try Bundled.diagram("hub-and-spoke-on-premises", from: "orders-1", to: "internet/203.0.113.7:443")
    #expect(nodes(diagram) == [["orders-1", "attach-orders", "hub", "attach-egress", "nat", "igw", "Internet"]])
    #expect(steps(diagram).contains("3 Entering orders-tgw"))
  }

  @Test("from a site over its connection")
  func site() throws {
    let diagram = try Bundled.diagram("hub-and-spoke-on-premises", from: "datacentre", to: "orders-1:443")
    #expect(nodes(diagram) == [["Hosts", "vif-datacentre", "dxgw", "hub", "attach-orders", "orders-1"]])
  }

  @Test("a gateway endpoint leads on to its service")
  func endpoint() throws {
    let diagram = try Bundled.diagram("three-tier", from: "orders", to: "52.216.10.10:443")
    #expect(nodes(diagram) == [["orders", "s3", "Amazon S3"]])
  }

  @Test("a Gateway Load Balancer's way leads over its endpoint to an appliance and back to the endpoint")
  func tunnel() throws {
    let diagram = try Bundled.diagram("gateway-load-balancer", from: "web-1", to: "internet/203.0.113.7:443")
    #expect(
      nodes(diagram).first == [
        "web-1", "inspect", "inspection", "fleet", "appliance-1", "fleet", "inspection", "inspect", "igw", "Internet",
      ])
    #expect(
      steps(diagram).prefix(8) == [
        "1 web-1", "2 Leaving web", "3 Entering inspected", "4 inspect", "5 fleet", "6 Leaving inspected", "7 igw",
        "8 Internet",
      ])
  }

  @Test("what blocks at the end leaves no line behind it", arguments: ["db-1:22", "db-1:5432"])
  func end(_ to: String) throws {
    let diagram = try Bundled.diagram("peering-two-vpcs", from: "web-1", to: to)
    #expect(diagram.itinerary?.goesOnBlocked == false)
    #expect(try Bundled.diagram("three-tier", from: "web-a", to: "orders:5432").itinerary?.goesOnBlocked == true)
    #expect(try !diagram.svg().text.contains("shown as if it had passed"))
  }

  @Test("every hop of the answer is in a step, whatever its kind")
  func complete() throws {
    let network = try Bundled.network("three-tier")
    var answer = try network.answer(Query(from: "app-2", to: "orders:5432"))
    // A kind that is drawn nowhere, in the middle of the way; and a second connection that begins where this one ends.
    let strange = Component("x-1", kind: .firewallPolicy, name: "strange")
    answer.legs[0].forward.insert(
      Hop(component: strange, decision: .assumed, rule: nil, traffic: "", code: "X_STRANGE"), at: 2)
    answer.legs.append(
      Leg(from: answer.legs[0].to, to: "app-1/eth0", verdict: .reachable, forward: answer.legs[0].forward, return: []))
    let diagram = try Diagram(network, answer: answer)
    let shown = diagram.itinerary?.steps.filter { !$0.isReturn }.flatMap(\.hops) ?? []
    #expect(shown == answer.legs.flatMap(\.forward))
    #expect(diagram.itinerary?.ways.map(\.leg) == [0, 1])
    #expect(try diagram.svg().elements(ofClass: "unknown").isEmpty == false)
  }
}
