import NetworkModel
import Reachability

/// What `canreach list` shows: everything that a topology holds, in the order of ids.
public struct Listing: Sendable {
  private var rows: [(component: Component, vpcId: String)]
  private var graph: Graph?

  /// - Parameter graph: the places and the ways between them, where they are to be shown as well.
  public init(_ topology: Topology, graph: Graph? = nil) {
    rows = topology.listed
    self.graph = graph
  }

  /// One object with the rows under `resources`, and with a graph `places` and `ways`.
  public var json: JSON {
    func row(_ component: Component) -> JSON { .object(JSONReport.members(component, source: component.source)) }
    var members: [JSON.Member] = [
      .init("canreach", 1), .init("resources", .array(rows.map { row($0.component) })),
    ]
    if let graph {
      members.append(.init("places", .array(graph.places.map { row($0.component) })))
      let ways = graph.ways.map { way -> JSON in
        ["from": .string(way.from), "to": .string(way.to), "by": .string(way.by)]
      }
      members.append(.init("ways", .array(ways)))
    }
    return .object(members)
  }

  /// A table of the resources, and with a graph one of the places and one of the ways.
  public var text: String {
    guard let graph else { return resources }
    let places = Table(
      graph.places.map { [$0.id, $0.component.kind.words, $0.component.name ?? ""] }, header: ["PLACE", "KIND", "NAME"])
    let ways = Table(graph.ways.map { [$0.from, $0.to, $0.by] }, header: ["FROM", "TO", "BY"])
    return [resources, places.text, ways.text].joined(separator: "\n")
  }

  /// Id, kind, name, and what may stand before the name: account, Region and VPC.
  private var resources: String {
    Table(
      rows.map { component, vpcId in
        let name = component.name ?? ""
        return [
          component.id, component.kind.words, name == component.id ? "" : name,
          [component.account, component.region, vpcId].filter { !$0.isEmpty }.joined(separator: "/"),
        ]
      }, header: ["ID", "KIND", "NAME", "WHERE"]
    ).text
  }
}
