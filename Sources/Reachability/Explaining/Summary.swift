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

  private var blocks: String {
    let count = Set(shown.outcome.blockers).count
    return count == 1 ? "one thing blocks" : "\(Summary.spelled(count)) things block"
  }

  private var single: String {
    switch counts.verdict {
    case .reachable: return ""
    case .unreachable: return shown.outcome.blockers.isEmpty ? "" : ": \(blocks) it"
    case .partial: return shown.outcome.blockers.isEmpty ? "" : ": \(blocks) the rest"
    case .undetermined: return unsettled.map { ": \($0)" } ?? ""
    }
  }

  /// What an open verdict depends on.
  private var unsettled: String? {
    shown.outcome.assumptions.first(where: \.decides).map {
      "it depends on \($0.component), which the input does not settle"
    }
  }

  /// The count of pairs, and which of them is shown.
  private var several: String {
    if counts.verdict == .reachable { return ", in all \(counts.asked) pairs" }
    if counts.verdict == .unreachable { return " in any of \(counts.asked) pairs: \(pair)\(because)" }
    if counts.undetermined == counts.asked {
      return " for any of \(counts.asked) pairs: \(pair)" + (unsettled.map { ", where \($0)" } ?? "")
    }
    if counts.verdict == .undetermined {
      return " for \(counts.undetermined) of \(counts.asked) pairs; shown is \(pair)\(beside)"
    }
    return ", in \(counts.reachable) of \(counts.asked) pairs: \(pair)\(because)"
  }

  private var pair: String { "\(label(shown.pair.from)) to \(label(shown.pair.to))" }

  private var because: String {
    switch shown.outcome.verdict {
    case .reachable: " passes"
    case .unreachable: shown.outcome.blockers.isEmpty ? " does not" : ", where \(blocks) it"
    case .partial: shown.outcome.blockers.isEmpty ? " does in part" : " does in part, where \(blocks) the rest"
    case .undetermined: " cannot be told"
    }
  }

  /// What came of the pair that is shown, where others cannot be told.
  private var beside: String {
    switch shown.outcome.verdict {
    case .reachable: ", which passes"
    case .undetermined: unsettled.map { ", where \($0)" } ?? ""
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
