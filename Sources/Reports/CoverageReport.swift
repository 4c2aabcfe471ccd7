import NetworkModel
import Reachability

/// What `canreach coverage` shows: every resource and every call of the input, and what became of it.
public struct CoverageReport: Sendable {
  /// In the order of ids.
  public var resources: [Coverage.ResourceRow]
  /// In the order of accounts, Regions and calls.
  public var calls: [Coverage.CallRow]

  public init(_ topology: Topology) {
    let modelled = topology.components.map { component in
      Coverage.ResourceRow(
        component: component.id, kind: component.kind.rawValue, name: component.name, account: component.account,
        region: component.region, state: .modelled, reason: topology.coverage.synthesized[component.id],
        source: component.source)
    }
    resources = (modelled + topology.coverage.parts + topology.coverage.unmodelled).sorted {
      ($0.component, $0.kind, $0.account, $0.region) < ($1.component, $1.kind, $1.account, $1.region)
    }
    calls = topology.coverage.calls.sorted { ($0.account, $0.region, $0.call) < ($1.account, $1.region, $1.call) }
  }

  /// One object with `resources` and `calls`.
  public var json: JSON {
    let resources = resources.map { row -> JSON in
      .object(
        [
          .init("component", .string(row.component)), .init("kind", .string(row.kind)), .init("name", JSON(row.name)),
          .init("account", JSON(known: row.account)), .init("region", JSON(known: row.region)),
          .init("state", .string(row.state.rawValue)), .init("reason", JSON(row.reason)),
        ] + JSONReport.sourceMember(row.source))
    }
    let calls = calls.map { row -> JSON in
      [
        "call": .string(row.call), "account": JSON(known: row.account), "region": JSON(known: row.region),
        "state": .string(row.state.rawValue), "reason": JSON(row.reason), "file": JSON(row.file),
      ]
    }
    return ["canreach": 1, "resources": .array(resources), "calls": .array(calls)]
  }

  /// Two tables and a line of sums.
  public var text: String {
    func count(_ state: Coverage.ResourceState) -> Int { resources.filter { $0.state == state }.count }
    var text = "\(resources.count) resources: \(count(.modelled)) modelled, \(count(.ignored)) ignored, "
    text += "\(count(.unknown)) unknown\n"
    if !resources.isEmpty {
      text += "\n"
      text +=
        Table(
          resources.map { [$0.component, $0.kind, $0.state.rawValue, $0.reason ?? ""] },
          header: ["ID", "KIND", "STATE", "REASON"]
        ).text
    }
    if !calls.isEmpty {
      text += "\n"
      text +=
        Table(
          calls.map { row in
            let scope = [row.account, row.region].filter { !$0.isEmpty }.joined(separator: "/")
            return [row.call, scope, row.state == .notVisible ? "not visible" : row.state.rawValue, row.reason ?? ""]
          }, header: ["CALL", "WHERE", "STATE", "REASON"]
        ).text
    }
    return text
  }
}
