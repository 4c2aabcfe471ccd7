import Importing
import NetworkModel
import Reachability
import TestKit
import Testing

@testable import Diagrams

@Suite("where things stand")
struct LayoutTests {
  private func check(_ figure: Figure, _ layout: Layout) {
    for (position, group) in figure.groups.enumerated() where layout.groups[position].width > 0 {
      let rect = layout.groups[position]
      for child in group.children where layout.groups[child].width > 0 {
        #expect(rect.union(layout.groups[child]) == rect, "\(figure.groups[child].title) is in \(group.title)")
      }
      for node in group.nodes where figure.nodes[node].anchor == .inside && !group.title.isEmpty {
        #expect(rect.union(layout.cells[node]) == rect, "\(figure.nodes[node].name) is in \(group.title)")
      }
      let inner = group.children.map { layout.groups[$0] }.filter { $0.width > 0 }
      for (index, one) in inner.enumerated() {
        for other in inner[(index + 1)...] { #expect(!one.intersects(other), "groups in \(group.title)") }
      }
    }
    let roots = figure.groups.indices.filter { figure.groups[$0].parent == nil }.map { layout.groups[$0] }
      .filter { $0.width > 0 }
    for (index, one) in roots.enumerated() {
      for other in roots[(index + 1)...] { #expect(!one.intersects(other), "cloud and sites") }
    }
    for (index, one) in layout.cells.enumerated() {
      for other in layout.cells[(index + 1)...] { #expect(!one.intersects(other), "\(figure.nodes[index].name)") }
    }
  }

  @Test(
    "groups hold what is in them, and nothing overlaps", arguments: GalleryTests.topologies)
  func bundled(_ name: String) throws {
    let diagram = try Diagram(Bundled.network(name))
    check(diagram.figure, try diagram.layout())
  }

  static let snapshots = [
    "01-basic", "02-cross-account", "03-on-premises", "04-multi-region", "05-ecs-private-integration",
    "06-cross-account-privatelink", "07-cross-account-peering", "08-cross-account-tgw",
  ]

  @Test("the same for what AWS's calls show", arguments: snapshots)
  func snapshot(_ name: String) throws {
    let folder = Bundled.root.appending(path: "Tests/Fixtures/snapshots/\(name)").path()
    let diagram = try Diagram(Network(Importer.load([folder]).topology))
    check(diagram.figure, try diagram.layout())
  }

  @Test("the same for a thousand interfaces in twenty VPCs")
  func thousand() throws {
    let topology = SyntheticTopology.make(interfaces: SyntheticTopology.small.interfaces, vpcs: 20)
    let diagram = try Diagram(Network(topology))
    let layout = try diagram.layout()
    check(diagram.figure, layout)
    // What Graphviz has to place is what its time depends on.
    #expect(Block.all(of: diagram.figure).count < 40)
    #expect(diagram.figure.nodes.count < 1_200)
  }

  @Test("zones stand side by side, tiers in rows, the internet above everything")
  func order() throws {
    let diagram = try Diagram(Bundled.network("three-tier"))
    let (figure, layout) = (diagram.figure, try diagram.layout())
    func rect(_ kind: Figure.GroupKind, _ title: String) throws -> Rect {
      layout.groups[try #require(figure.group(kind, title))]
    }
    #expect(try rect(.zone, "us-east-1a").y == rect(.zone, "us-east-1b").y)
    #expect(try rect(.zone, "us-east-1a").maxX < rect(.zone, "us-east-1b").x)
    #expect(try rect(.publicSubnet, "public-a").y == rect(.publicSubnet, "public-b").y)
    #expect(try rect(.privateSubnet, "app-a").height == rect(.privateSubnet, "app-b").height)
    #expect(try rect(.publicSubnet, "public-a").maxY < rect(.privateSubnet, "app-a").y)
    let internet = try #require(figure.nodes(.internet, "internet").first)
    #expect(layout.cells[internet].maxY < layout.groups[0].y)
  }

  @Test("no question moves a box")
  func questions() throws {
    func boxes(_ from: String, _ to: String) throws -> [Rect] {
      try Bundled.diagram("three-tier", from: from, to: to).layout().groups
    }
    let plain = try Diagram(Bundled.network("three-tier")).layout().groups
    #expect(try boxes("web-a", "orders:5432") == plain)
    #expect(try boxes("app-2", "internet/203.0.113.7:443") == plain)
    #expect(try boxes("orders", "52.216.10.10:443") == plain)
  }

  @Test("asked for the internet that is not drawn, it appears above what stays where it was")
  func internetAppears() throws {
    let diagram = try Bundled.diagram("peering-two-vpcs", from: "internet", to: "db-1:5432")
    let layout = try diagram.layout()
    let count = try Diagram(Bundled.network("peering-two-vpcs")).layout().groups
    #expect(Array(layout.groups.prefix(count.count)) == count)
    let internet = try #require(diagram.figure.nodes(.internet, "internet").first)
    #expect(layout.cells[internet].maxY < layout.groups[0].y)
  }

  @Test("sites stand below AWS", arguments: GalleryTests.topologies)
  func sites(_ name: String) throws {
    let diagram = try Diagram(Bundled.network(name))
    let (figure, layout) = (diagram.figure, try diagram.layout())
    let cloud = try #require(figure.groups.firstIndex { $0.kind == .cloud && !$0.title.isEmpty })
    for site in figure.groups.indices where figure.groups[site].kind == .site {
      #expect(layout.groups[site].y > layout.groups[cloud].maxY)
    }
  }

  @Test("a peering over accounts stands between its VPCs, at the height of something in both")
  func peerings() throws {
    let diagram = try Diagram(Bundled.network("private-integration-peering"))
    let (figure, layout) = (diagram.figure, try diagram.layout())
    func vpc(_ name: String) throws -> Rect { layout.groups[try #require(figure.group(.vpc, name))] }
    let boxes = [try vpc("orders"), try vpc("central"), try vpc("billing")]
    let peerings = try ["peer-orders", "peer-billing"].map { layout.tile(try #require(figure.node($0))) }
    for (position, peering) in peerings.enumerated() {
      #expect(boxes[position].maxX < peering.x && peering.maxX < boxes[position + 1].x)
      #expect(boxes.allSatisfy { $0.y < peering.midY && peering.midY < $0.maxY })
    }
  }

  @Test("an API of another account stands beside its consumer, not below all of it")
  func otherAccount() throws {
    let diagram = try Diagram(Bundled.network("private-api-cross-account"))
    let (figure, layout) = (diagram.figure, try diagram.layout())
    let api = try #require(figure.node("orders"))
    let consumer = try #require(figure.groups.firstIndex { $0.kind == .account && $0.detail == "111111111111" })
    #expect(layout.groups[consumer].maxX < layout.cells[api].x)
    let function = try #require(figure.node("orders-fn"))
    #expect(layout.cells[function].midX == layout.cells[api].midX, "straight below")
  }
}
