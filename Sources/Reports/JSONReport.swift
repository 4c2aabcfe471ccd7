import NetworkModel
import Reachability

/// Answers as JSON, with the keys and their order of the contract (section 4).
public enum JSONReport {
  /// The whole answer.
  public static func json(_ answer: Answer) -> JSON {
    [
      "canreach": 1,
      "query": json(answer.query),
      "verdict": .string(answer.verdict.rawValue),
      "summary": .string(answer.summary),
      "symptom": JSON(answer.symptom),
      "legs": .array(answer.legs.map(json)),
      "blockers": .array(answer.blockers.map(json)),
      "assumptions": .array(answer.assumptions.map(json)),
      "fixes": .array(answer.fixes.map(json)),
      "pairs": json(answer.pairs),
    ]
  }

  /// The answer to a line of a batch that has none.
  public static func json(_ error: QueryError, query: JSON) -> JSON {
    [
      "canreach": 1,
      "query": query,
      "error": json(error),
    ]
  }

  static func json(_ error: QueryError) -> JSON {
    [
      "status": .integer(Int(error.status)),
      "message": .string(error.message),
      "candidates": .array(error.candidates.map { .string($0) }),
    ]
  }

  /// A query: what was typed, without the options that were not given.
  public static func json(_ query: Query) -> JSON {
    var members: [JSON.Member] = [
      .init("from", .string(query.from)), .init("to", .string(query.to)),
      .init("protocol", .string(query.protocol)), .init("port", .string(query.port)),
    ]
    if let sourcePort = query.sourcePort { members.append(.init("sourcePort", .string(sourcePort))) }
    if query.oneWay { members.append(.init("oneWay", true)) }
    if !query.via.isEmpty { members.append(.init("via", .array(query.via.map { .string($0) }))) }
    if !query.avoid.isEmpty { members.append(.init("avoid", .array(query.avoid.map { .string($0) }))) }
    if let method = query.method { members.append(.init("method", .string(method))) }
    if !query.headers.isEmpty { members.append(.init("header", .array(query.headers.map { .string($0) }))) }
    if let origin = query.origin { members.append(.init("origin", .string(origin))) }
    if let principal = query.principal { members.append(.init("as", .string(principal))) }
    if let expect = query.expect { members.append(.init("expect", .string(expect.rawValue))) }
    return .object(members)
  }

  static func json(_ leg: Leg) -> JSON {
    [
      "from": .string(leg.from), "to": .string(leg.to), "verdict": .string(leg.verdict.rawValue),
      "forward": .array(leg.forward.map(json)), "return": .array(leg.return.map(json)),
    ]
  }

  private static func json(_ hop: Hop) -> JSON {
    let own: [JSON.Member] = [
      .init("decision", .string(hop.decision.rawValue)), .init("rule", JSON(hop.rule)),
      .init("traffic", .string(hop.traffic)), .init("code", JSON(hop.code)),
    ]
    return .object(members(hop.component, source: nil) + own)
  }

  static func json(_ blocker: Blocker) -> JSON {
    .object(
      [
        .init("code", .string(blocker.code.rawValue)), .init("component", .string(blocker.component.id)),
        .init("kind", .string(blocker.component.kind.rawValue)), .init("rule", JSON(blocker.rule)),
        .init("direction", JSON(blocker.direction?.rawValue)), .init("way", .string(blocker.way.rawValue)),
        .init("stage", .string(blocker.stage.rawValue)), .init("leg", .integer(blocker.leg)),
        .init("traffic", .string(blocker.traffic)), .init("message", .string(blocker.message)),
        .init("near", .array(blocker.near.map(json))), .init("awsCode", JSON(blocker.code.awsCode?.rawValue)),
      ] + sourceMember(blocker.source ?? blocker.component.source))
  }

  private static func json(_ near: NearMiss) -> JSON {
    [
      "component": .string(near.component), "rule": .string(near.rule), "field": .string(near.field),
      "message": .string(near.message),
    ]
  }

  static func json(_ assumption: Assumption) -> JSON {
    [
      "code": .string(assumption.code), "component": JSON(known: assumption.component),
      "message": .string(assumption.message), "decides": .bool(assumption.decides),
    ]
  }

  static func json(_ fix: Fix) -> JSON {
    let changes = fix.changes.map { change -> JSON in
      [
        "component": .string(change.component), "summary": .string(change.summary), "cli": JSON(change.cli),
        "terraform": JSON(change.terraform),
      ]
    }
    // What else a fix opens is counted only where it was applied.
    return ["changes": .array(changes), "verified": .bool(fix.verified), "opens": .null]
  }

  private static func json(_ pairs: PairCounts) -> JSON {
    [
      "asked": .integer(pairs.asked), "reachable": .integer(pairs.reachable),
      "unreachable": .integer(pairs.unreachable), "partial": .integer(pairs.partial),
      "undetermined": .integer(pairs.undetermined),
    ]
  }

  // MARK: Components

  /// `component`, `kind`, `name`, `account`, `region`, and `source` where there is one.
  static func members(_ component: Component, source: SourceLocation?) -> [JSON.Member] {
    [
      .init("component", .string(component.id)), .init("kind", .string(component.kind.rawValue)),
      .init("name", JSON(component.name)), .init("account", JSON(known: component.account)),
      .init("region", JSON(known: component.region)),
    ] + sourceMember(source)
  }

  static func sourceMember(_ source: SourceLocation?) -> [JSON.Member] {
    guard let source else { return [] }
    var members: [JSON.Member] = [.init("file", .string(source.file)), .init("line", .integer(source.line))]
    if let address = source.address { members.append(.init("address", .string(address))) }
    return [.init("source", .object(members))]
  }
}
