import NetworkModel
import Reachability

/// What `canreach list` shows: everything that a topology holds, in the order of ids.
public struct Listing: Sendable {
  private var rows: [(component: Component, vpcId: String)]

  public init(_ topology: Topology) { rows = topology.listed }

  /// One object with the rows under `resources`.
  public var json: JSON {
    let rows = rows.map { JSON.object(JSONReport.members($0.component, source: $0.component.source)) }
    return ["canreach": 1, "resources": .array(rows)]
  }

  /// A table: id, kind, name, and what may stand before the name: account, Region and VPC.
  public var text: String {
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
