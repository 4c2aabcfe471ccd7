import Addressing
import NetworkModel
import Reachability
import TestKit
import Testing

/// A topology of a test, from a builder that the closure fills.
func world(_ write: (inout TopologyBuilder) -> Void) -> Network {
  var builder = TopologyBuilder()
  write(&builder)
  return Network(builder.build())
}

/// A blocker as a test expects it; what is nil is not compared.
struct Block: Sendable, CustomStringConvertible {
  var code: String
  var component: String?
  var way: Blocker.Way
  var rule: String?
  var direction: Blocker.Direction?
  var leg: Int?

  init(
    _ code: String, at component: String? = nil, leg: Int? = nil, way: Blocker.Way = .forward, rule: String? = nil,
    _ direction: Blocker.Direction? = nil
  ) {
    self.code = code
    self.component = component
    self.leg = leg
    self.way = way
    self.rule = rule
    self.direction = direction
  }

  func matches(_ blocker: Blocker) -> Bool {
    code == blocker.code.rawValue && way == blocker.way
      && (component.map { $0 == blocker.component.id } ?? true) && (leg.map { $0 == blocker.leg } ?? true)
      && (rule.map { $0 == blocker.rule } ?? true) && (direction.map { $0 == blocker.direction } ?? true)
  }

  var description: String {
    let words = [
      code, component.map { "@ \($0)" }, leg.map { "leg \($0)" }, way.rawValue, rule.map { "[\($0)]" },
      direction?.rawValue,
    ]
    return words.compactMap { $0 }.joined(separator: " ")
  }
}

/// What the client sees (dataplane 0.4).
struct Symptom: Sendable {
  var text: String

  static let timesOut = Symptom(text: "the connection times out")
  static let refused = Symptom(text: "the connection is refused or reset")
  static let hangs = Symptom(text: "the connection opens, then hangs")
  /// A status that the load balancer answers with.
  static func http(_ status: Int) -> Symptom { Symptom(text: "HTTP \(status) from the load balancer") }
}

/// What a question must give: the verdict with exactly these blockers, in their order.
enum Expectation: Sendable {
  case reachable
  case unreachable([Block])
  case partial([Block])
  /// The code of an assumption that decides.
  case undetermined(String)

  static func blocked(
    _ code: String, at component: String? = nil, leg: Int? = nil, way: Blocker.Way = .forward, rule: String? = nil,
    _ direction: Blocker.Direction? = nil
  ) -> Expectation {
    .unreachable([Block(code, at: component, leg: leg, way: way, rule: rule, direction)])
  }

  var verdict: Verdict {
    switch self {
    case .reachable: .reachable
    case .unreachable: .unreachable
    case .partial: .partial
    case .undetermined: .undetermined
    }
  }

  var blocks: [Block]? {
    switch self {
    case .reachable: []
    case .unreachable(let blocks), .partial(let blocks): blocks
    case .undetermined: nil
    }
  }

  /// What is wrong with an outcome; nil if it is as expected.
  func complaint(_ outcome: PairOutcome) -> String? {
    guard outcome.verdict == verdict else { return "is \(outcome.verdict.rawValue), not \(verdict.rawValue)" }
    if let blocks {
      let isSame =
        blocks.count == outcome.blockers.count && zip(blocks, outcome.blockers).allSatisfy { $0.matches($1) }
      if !isSame { return "has not exactly these blockers: \(blocks)" }
    }
    if case .undetermined(let code) = self {
      if !outcome.assumptions.contains(where: { $0.code == code && $0.decides }) {
        return "has no deciding assumption \(code)"
      }
    } else if let open = outcome.assumptions.first(where: \.decides) {
      return "is certain, and yet \(open.code) @ \(open.component) decides"
    }
    return nil
  }
}

extension PairOutcome {
  /// The outcome in a few lines, for the message of a failure.
  var digest: String {
    let found = blockers.map { blocker in
      "  \(blocker.code.rawValue) @ \(blocker.component.id) leg \(blocker.leg) \(blocker.way.rawValue) [\(blocker.rule ?? "-")] "
        + "\(blocker.direction?.rawValue ?? "-") | \(blocker.traffic) | \(blocker.message)"
    }
    let assumed = assumptions.map { "  \($0.decides ? "?" : "·") \($0.code) @ \($0.component): \($0.message)" }
    let hops = legs.flatMap { leg in
      ["   \(leg.from) → \(leg.to) \(leg.verdict.rawValue)"]
        + (leg.forward + [nil] + leg.return).map { hop in
          hop.map { "    \($0.decision.rawValue) \($0.component.id) [\($0.rule ?? "-")] \($0.traffic)" } ?? "    ----"
        }
    }
    let seen = "verdict \(verdict.rawValue), \(symptom ?? "no symptom")"
    return ([seen] + found + assumed + hops).joined(separator: "\n")
  }

  /// Whether it rests on something of this code, which does not decide.
  func assumes(_ code: String, at component: String? = nil) -> Bool {
    assumptions.contains {
      $0.code == code && !$0.decides && (component == nil || $0.component == component)
    }
  }

  /// The rules by which a component of the shown leg decided, both ways.
  func rules(of component: String) -> [String] {
    legs.flatMap { $0.forward + $0.return }.filter { $0.component.id == component }.compactMap(\.rule)
  }

  /// The components of the shown leg, in their order.
  var forwardPath: [String] { legs.first?.forward.map(\.component.id) ?? [] }
  var returnPath: [String] { legs.first?.return.map(\.component.id) ?? [] }
}

/// Asks a question in one line and compares the outcome (``QuestionLine``).
@discardableResult
func expect(
  _ network: Network, _ question: String, _ expectation: Expectation, _ comment: String? = nil,
  symptom: Symptom? = nil, sourceLocation: Testing.SourceLocation = #_sourceLocation
) -> PairOutcome {
  let outcome = ask(network, question)
  var complaint = expectation.complaint(outcome)
  if complaint == nil, let symptom, symptom.text != outcome.symptom { complaint = "does not say `\(symptom.text)`" }
  if let complaint {
    let because = comment.map { " (\($0))" } ?? ""
    Issue.record("`\(question)`\(because) \(complaint)\n\(outcome.digest)", sourceLocation: sourceLocation)
  }
  return outcome
}

/// Asks a question in one line.
func ask(_ network: Network, _ question: String) -> PairOutcome {
  let line = QuestionLine(question, network)
  return network.follow(line.pair, line.asked)
}
