import NetworkModel
import Reachability

/// What `canreach list` shows: everything that a topology holds, in the order of ids.
public struct Listing: Sendable {
  public var components: [Component]

  public init(_ topology: Topology) { components = topology.components }

  /// One object with the rows under `resources`.
  public var json: JSON {
    let rows = components.map { JSON.object(JSONReport.members($0, source: $0.source)) }
    return ["canreach": 1, "resources": .array(rows)]
  }

  /// A table: id, kind, name, and where it is.
  public var text: String {
    Table(
      components.map { component in
        let name = component.name ?? ""
        return [
          component.id, component.kind.words, name == component.id ? "" : name,
          [component.account, component.region].filter { !$0.isEmpty }.joined(separator: "/"),
        ]
      }, header: ["ID", "KIND", "NAME", "WHERE"]
    ).text
  }
}
