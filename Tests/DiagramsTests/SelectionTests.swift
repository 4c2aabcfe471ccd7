import Reachability
import Testing

@testable import Diagrams

@Suite("which part is drawn")
struct SelectionTests {
  private func names(_ diagram: Diagram) -> [String] { diagram.figure.nodes.map(\.name).sorted() }

  @Test("the way alone, or with its neighbours")
  func focus() throws {
    var options = DiagramOptions()
    options.focus = .path
    let path = try Bundled.diagram(
      "hub-and-spoke-on-premises", from: "datacentre", to: "orders-1:443", options: options)
    #expect(names(path).contains("orders-1"))
    #expect(!names(path).contains("billing-1"))
    #expect(path.figure.group(.vpc, "billing") == nil)
    #expect(path.itinerary?.ways.isEmpty == false)
    options.focus = .neighbours
    let near = try Bundled.diagram(
      "hub-and-spoke-on-premises", from: "datacentre", to: "orders-1:443", options: options)
    #expect(names(near).contains("attach-billing"))
    #expect(!names(near).contains("billing-1"))
    options.depth = 0
    let none = try Bundled.diagram(
      "hub-and-spoke-on-premises", from: "datacentre", to: "orders-1:443", options: options)
    #expect(names(none) == names(path))
  }

  @Test("one VPC with what leads out of it")
  func vpc() throws {
    var options = DiagramOptions()
    options.vpcs = ["orders"]
    let diagram = try Diagram(Bundled.network("hub-and-spoke-on-premises"), options: options)
    #expect(diagram.figure.groups.filter { $0.kind == .vpc }.map(\.title) == ["orders"])
    #expect(names(diagram).contains("hub"))
    #expect(names(diagram).contains("vpn-office"))
    #expect(!names(diagram).contains("nat"))
  }

  @Test("a VPC or an account that is not there is an error that names it")
  func unknown() throws {
    let network = try Bundled.network("three-tier")
    var options = DiagramOptions()
    options.vpcs = ["nowhere"]
    #expect(throws: DiagramError.nothing("no VPC is called `nowhere`")) { try Diagram(network, options: options) }
    options = DiagramOptions()
    options.accounts = ["999999999999"]
    #expect(throws: DiagramError.nothing("no account is called `999999999999`")) {
      try Diagram(network, options: options)
    }
    options.accounts = ["111111111111"]
    #expect(try Diagram(network, options: options).figure.nodes.count == Diagram(network).figure.nodes.count)
  }
}
