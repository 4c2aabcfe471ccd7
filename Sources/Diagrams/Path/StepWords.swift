import NetworkModel
import Reachability

/// A step in words.
struct StepWords {
  struct Line {
    var text: String
    var state: Step.State
  }

  /// Where it is: `Leaving public-a`.
  var place: String
  /// What each hop does there.
  var lines: [Line]

  var whole: String { "\(place): \(lines.map(\.text).joined(separator: "; "))" }

  init(_ step: Step, on figure: Figure) {
    switch step.place {
    case .node(let node): place = SafeText.name(figure.nodes[node].name)
    case .leaving(let group): place = "Leaving \(SafeText.name(figure.groups[group].title))"
    case .entering(let group): place = "Entering \(SafeText.name(figure.groups[group].title))"
    }
    lines = step.hops.map { Line(text: SafeText.clean(StepWords.text($0)), state: Step.State($0)) }
  }

  /// `security group web, outbound: allowed by all to 0.0.0.0/0`.
  private static func text(_ hop: Hop) -> String {
    let component = hop.component
    var text = component.kind.words
    if component.kind != .internet { text += " \(ShortName.of(component.name ?? component.id))" }
    if component.kind == .securityGroup, let direction = hop.direction {
      text += direction == .ingress ? ", inbound" : ", outbound"
    }
    let by = hop.rule.map { " by \($0)" } ?? ""
    switch hop.decision {
    case .allowed: return "\(text): allowed\(by)"
    case .forwarded: return "\(text): forwarded\(by)"
    case .translated: return "\(text): translated\(hop.rule.map { " as \($0)" } ?? "")"
    case .delivered where [.vpc, .resolverEndpoint].contains(component.kind):
      return "\(text): delivered\(hop.rule.map { " to \($0)" } ?? "")"
    case .delivered: return "\(text): delivered"
    case .answered: return "\(text): answered\(by)"
    case .blocked: return "\(text): \(hop.code ?? "blocked")\(hop.rule.map { ", by \($0)" } ?? "")"
    case .assumed: return "\(text): taken to pass, \(hop.code ?? "not known")"
    }
  }
}
