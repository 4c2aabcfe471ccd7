import NetworkModel
import Reachability

/// An answer for people: the verdict first, then the way, what blocks it, and what would open it.
public struct TextReport: Sendable {
  /// Whether to use the colours of the terminal.
  public var isColored: Bool
  /// Whether to show the way back even where nothing on it blocks.
  public var isVerbose: Bool

  public init(isColored: Bool = false, isVerbose: Bool = false) {
    self.isColored = isColored
    self.isVerbose = isVerbose
  }

  /// The report, lines of at most 80 characters where its words allow it.
  public func text(_ answer: Answer) -> String {
    var sections = [head(answer)]
    var isNoted = false
    for (position, leg) in answer.legs.enumerated() {
      sections += way(of: leg, position, answer, &isNoted)
    }
    sections.append(blockers(answer.blockers, isChain: answer.legs.count > 1))
    sections.append(fixes(answer.fixes))
    sections.append(assumptions(answer.assumptions))
    sections.append(pairs(answer.pairs))
    return sections.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") + "\n" }.joined(separator: "\n")
  }

  var palette: Palette { Palette(isColored: isColored) }

  // MARK: The verdict

  private func head(_ answer: Answer) -> [String] {
    let (mark, color) = TextReport.mark(answer.verdict)
    let title = palette.colored("\(mark) \(answer.verdict.rawValue)", color, isBold: true)
    var lines = [title] + TextLayout.wrapped(answer.summary, first: "", rest: "")
    if let symptom = answer.symptom {
      lines += TextLayout.wrapped(
        "\(answer.verdict == .partial ? "What the client sees of the rest" : "What the client sees"): \(symptom).",
        first: "", rest: "")
    }
    if let place = place(answer) { lines += TextLayout.wrapped(place, first: "", rest: "") }
    return lines
  }

  /// Of several connections, which are blocked: nobody should have to look for it.
  private func place(_ answer: Answer) -> String? {
    let filters: [Code] = [.componentFilterRestriction]
    let blocked = Set(answer.blockers.filter { !filters.contains($0.code) }.map(\.leg)).sorted()
    guard answer.legs.count > 1, let first = blocked.first, answer.legs.indices.contains(first) else { return nil }
    let what = answer.verdict == .partial ? "The rest" : "It"
    if blocked.count == 1 {
      return "\(what) is blocked in connection \(first + 1) of \(answer.legs.count), \(answer.legs[first].title)."
    }
    let numbers = blocked.map { String($0 + 1) }
    return "\(what) is blocked in connections \(numbers.dropLast().joined(separator: ", ")) and "
      + "\(numbers[numbers.count - 1]) of \(answer.legs.count)."
  }

  static func mark(_ verdict: Verdict) -> (String, Palette.Color) {
    switch verdict {
    case .reachable: ("✓", .green)
    case .unreachable: ("✗", .red)
    case .partial: ("!", .yellow)
    case .undetermined: ("?", .magenta)
    }
  }

  // MARK: The way

  private func way(of leg: Leg, _ position: Int, _ answer: Answer, _ isNoted: inout Bool) -> [[String]] {
    var sections: [[String]] = []
    if answer.legs.count > 1 {
      let heading = "Connection \(position + 1)\(leg.isLookup ? ", DNS" : ""): \(leg.title)"
      sections.append(TextLayout.wrapped(heading, first: "", rest: "  ").map { palette.bold($0) })
    }
    let isBlocked = leg.return.contains { $0.decision == .blocked }
    if !leg.forward.isEmpty {
      let lines = hops(
        leg.forward, of: answer.blockers.numbered(leg: position, .forward), goesOn: !leg.return.isEmpty, &isNoted)
      sections.append([palette.bold("The way")] + lines)
    }
    guard !leg.return.isEmpty else {
      // API Gateway's own link: what answers goes back the same way, and no table is asked.
      if leg.forward.first?.component.kind == .vpcLink, !answer.query.oneWay {
        sections.append(["The way back: PrivateLink carries the replies."])
      }
      return sections
    }
    if isBlocked || isVerbose {
      let lines = hops(leg.return, of: answer.blockers.numbered(leg: position, .return), goesOn: false, &isNoted)
      sections.append([palette.bold("The way back")] + lines)
    } else {
      let count = leg.return.count
      sections.append(["The way back: \(count) \(count == 1 ? "hop" : "hops"), nothing on it blocks."])
    }
    return sections
  }

  /// The hops of one way; behind the first of an answer that blocks stands, once, what that means for the others.
  private func hops(
    _ hops: [Hop], of blockers: [NumberedBlocker], goesOn: Bool, _ isNoted: inout Bool
  ) -> [String] {
    var lines: [String] = []
    var isShown = false
    for (position, hop) in hops.enumerated() {
      if isShown {
        isShown = false
        continue
      }
      isShown = !isVerbose && position + 1 < hops.count && hop.isSameList(as: hops[position + 1])
      lines += self.hop(hop, blockers.first { $0.isAt(hop) }?.number, isTwice: isShown)
      if !isNoted, hop.decision == .blocked, goesOn || position + 1 < hops.count {
        lines.append("      (from here on the way is shown as if it had passed)")
        isNoted = true
      }
    }
    return lines
  }

  /// - Parameters:
  ///   - number: that of the blocker below, which says the rest.
  ///   - isTwice: whether the packets enter by the same rule what they leave by it.
  func hop(_ hop: Hop, _ number: Int?, isTwice: Bool = false) -> [String] {
    let (mark, color) = TextReport.mark(hop.decision)
    var what = TextReport.named(
      hop.component, isTwice ? "leaving and entering" : TextReport.motion(of: hop.component.kind, hop.direction))
    what += ": \(hop.decision.rawValue)"
    var rule = hop.rule
    if let number {
      what += ", see \(number) below"
      rule = nil
    } else if let code = hop.code {
      what += " \(code)"
    }
    if hop.decision == .assumed, let own = rule {
      what += ", \(own)"
      rule = nil
    }
    var lines = TextLayout.joined(
      what, rule.map { "\(TextReport.preposition(hop)) \($0)" }, first: "  \(mark) ", rest: "      ")
    if isColored, let first = lines.first {
      lines[0] = "  " + palette.colored(mark, color) + first.dropFirst(2 + mark.count)
    }
    if hop.decision == .blocked && number == nil || hop.decision == .translated || isVerbose {
      lines += TextLayout.wrapped(hop.traffic, first: "      ", rest: "        ")
    }
    return lines
  }

  /// What joins a decision and its rule.
  private static func preposition(_ hop: Hop) -> String {
    switch hop.decision {
    case .translated: "as"
    // A query, to the resolver of a VPC or one of an endpoint's addresses.
    case .delivered where [.vpc, .resolverEndpoint].contains(hop.component.kind): "to"
    case .forwarded where hop.component.kind == .dnsServer && hop.rule == "public DNS": "to"
    case .forwarded where hop.component.kind == .transitGatewayAttachment: "through"
    default: "by"
    }
  }

  /// Which side of a filter the packets meet; nil for what has no sides.
  static func motion(of kind: ResourceKind, _ direction: Blocker.Direction?) -> String? {
    switch (kind, direction) {
    case (.networkAcl, .ingress?), (.subnet, .ingress?): "entering subnet"
    case (.networkAcl, .egress?), (.subnet, .egress?): "leaving subnet"
    case (.securityGroup, .ingress?): "inbound"
    case (.securityGroup, .egress?): "outbound"
    default: nil
    }
  }

  /// The kind and the label of a component; `internet` once.
  static func named(_ component: Component, _ motion: String? = nil) -> String {
    let (kind, label) = (component.kind.words, component.label)
    return (kind == label ? label : "\(kind) \(label)") + (motion.map { ", \($0)" } ?? "")
  }

  private static func mark(_ decision: Hop.Decision) -> (String, Palette.Color) {
    switch decision {
    case .blocked: ("✗", .red)
    case .assumed: ("?", .magenta)
    case .forwarded, .allowed, .translated, .delivered, .answered: ("✓", .green)
    }
  }
}

extension Hop {
  /// Whether the packets leave a subnet by a rule of a network ACL, and enter the next one by the same rule.
  fileprivate func isSameList(as next: Hop) -> Bool {
    component.kind == .networkAcl && component.id == next.component.id && decision == .allowed
      && next.decision == .allowed && rule == next.rule && direction == .egress && next.direction == .ingress
  }
}
