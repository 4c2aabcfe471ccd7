import Addressing
import NetworkModel

/// The sentence that an answer begins with.
struct Summary {
  var question: Question
  var counts: PairCounts
  var shown: Answering.Shown
  var endpoints: EndpointResolver

  var text: String {
    let (from, to) = (question.fromLabel, question.toLabel)
    let ending = counts.asked == 1 ? single : several
    return switch counts.verdict {
    case .reachable: "\(from) can reach \(to) \(traffic)\(ending)."
    case .unreachable: "\(from) cannot reach \(to) \(traffic)\(ending)."
    case .partial: "\(from) can reach \(to) \(traffic) only in part\(ending)."
    case .undetermined: "Whether \(from) can reach \(to) \(traffic) cannot be told\(ending)."
    }
  }

  /// `on tcp/5432`, `on any tcp port`, `on icmp`, `on any protocol`.
  private var traffic: String {
    guard case .one(let known) = question.asked.protocols else { return "on any protocol" }
    guard known.hasPorts else { return "on \(known)" }
    return question.asked.ports == .all ? "on any \(known) port" : "on \(known)/\(question.asked.ports)"
  }

  private var single: String {
    let reason: String? =
      switch counts.verdict {
      case .reachable: nil
      case .unreachable: shown.outcome.blocks("it")
      case .partial: shown.outcome.blocksTheRest
      case .undetermined: shown.outcome.unsettled
      }
    return reason.map { ": \($0)" } ?? ""
  }

  /// The count of pairs, and which of them is shown.
  private var several: String {
    if counts.verdict == .reachable { return ", in all \(counts.asked) pairs" }
    if counts.verdict == .unreachable { return " in any of \(counts.asked) pairs: \(pair)\(because)" }
    if counts.undetermined == counts.asked {
      return " for any of \(counts.asked) pairs: \(pair)" + (shown.outcome.unsettled.map { ", where \($0)" } ?? "")
    }
    if counts.verdict == .undetermined {
      return " for \(counts.undetermined) of \(counts.asked) pairs; shown is \(pair)\(beside)"
    }
    let some = counts.partial == counts.asked ? "each" : "\(counts.reachable)"
    return ", in \(some) of \(counts.asked) pairs: \(pair)\(because)"
  }

  private var pair: String { "\(label(shown.pair.from)) to \(label(shown.pair.to))" }

  private var because: String {
    let outcome = shown.outcome
    return switch outcome.verdict {
    case .reachable: " passes"
    case .unreachable: outcome.blocks("it").map { ", where \($0)" } ?? " does not"
    case .partial: " does in part" + (outcome.blocksTheRest.map { ", where \($0)" } ?? "")
    case .undetermined: " cannot be told"
    }
  }

  /// What came of the pair that is shown, where others cannot be told.
  private var beside: String {
    switch shown.outcome.verdict {
    case .reachable: ", which passes"
    case .undetermined: shown.outcome.unsettled.map { ", where \($0)" } ?? ""
    case .unreachable, .partial: because
    }
  }

  /// The name of an end, with its family where the question asks both.
  private func label(_ end: End) -> String {
    let name: String
    switch end {
    case .interface(let index, let address, _):
      let interface = endpoints.topology.networkInterfaces[index]
      let instance = interface.instanceId.flatMap { id in endpoints.names[id].first { $0.shelf == .instance } }
      let owner = instance.map { endpoints.topology.row($0).identity.shortLabel } ?? interface.identity.shortLabel
      name = "\(owner) (\(address))"
    case .site(let index, _, _):
      let topology = endpoints.topology
      name = topology.host(at: end)?.identity.shortLabel ?? topology.sites[index].identity.shortLabel
    case .internet(let family, _): name = "internet (IPv\(family.rawValue))"
    case .nobody(let address, _): name = address.description
    }
    return name
  }

  static func spelled(_ number: Int) -> String {
    let words = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
    return number < words.count ? words[number] : String(number)
  }
}

extension PairOutcome {
  /// What blocks: of one thing what it is, of several how many. Nil where nothing does.
  func blocks(_ what: String) -> String? {
    let all = Set(blockers)
    guard let only = all.first else { return nil }
    return all.count == 1 ? only.message.mainClause : "\(Summary.spelled(all.count)) things block \(what)"
  }

  /// The same of a part.
  var blocksTheRest: String? {
    blocks("the rest").map { Set(blockers).count == 1 ? "for the rest, \($0)" : $0 }
  }

  /// What an open verdict depends on; nil where nothing that is known of decides.
  var unsettled: String? {
    let deciding = assumptions.filter(\.decides)
    guard let only = deciding.first else { return nil }
    let count = Set(deciding.map(\.message)).count
    return count == 1
      ? only.message.mainClause : "it depends on \(Summary.spelled(count)) things that are not settled"
  }
}
