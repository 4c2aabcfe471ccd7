import NetworkModel
import Reachability

/// A step in words.
struct StepWords {
  /// Where it is: `subnet public-a`.
  var place: String
  /// What each hop does there.
  var lines: [String]

  var whole: String { "\(place): \(lines.joined(separator: "; "))" }

  init(_ step: Step, on figure: Figure) {
    switch step.place {
    case .node(let node):
      place = SafeText.name(figure.nodes[node].name)
    case .leaving(let group): place = "Leaving \(SafeText.name(figure.groups[group].title))"
    case .entering(let group): place = "Entering \(SafeText.name(figure.groups[group].title))"
    }
    lines = step.hops.map(StepWords.text)
  }

  /// `security group web, outbound: allows it by all to 0.0.0.0/0`.
  private static func text(_ hop: Hop) -> String {
    var text =
      hop.component.kind == .internet
      ? "internet" : "\(hop.component.kind.words) \(ShortName.of(hop.component.name ?? hop.component.id))"
    if hop.component.kind == .securityGroup, let direction = hop.direction {
      text += direction == .ingress ? ", inbound" : ", outbound"
    }
    switch hop.decision {
    case .allowed: text += " allows it"
    case .forwarded: text += " sends it on"
    case .translated: text += " translates it"
    case .delivered: text += " receives it"
    case .answered: text += " answers"
    case .blocked: text += " blocks it: \(hop.code ?? "")"
    case .assumed: text += " is taken to let it pass: \(hop.code ?? "")"
    }
    if let rule = hop.rule { text += hop.decision == .blocked ? " (\(rule))" : " by \(rule)" }
    return SafeText.clean(text)
  }
}
