import NetworkModel
import Reachability

extension TestResult {
  /// What stands behind the message, a line each: what blocks, what the answer rests on, the way where there should be
  /// none, what may have been meant.
  var details: [String] {
    switch asked?.answer {
    case nil: []
    case .failure(let error): error.candidates
    case .success(let answer): details(of: answer)
    }
  }

  private func details(of answer: Answer) -> [String] {
    if outcome == .passed || kind == .todoHolds { return [] }
    let blockers = answer.blockers.map(TestResult.line)
    if answer.verdict == .undetermined {
      return blockers
        + answer.assumptions.filter(\.decides).map { "\($0.code) at \($0.component): \($0.message)" }
    }
    if let way = TestResult.way(answer), blockers.isEmpty { return [way] }
    return blockers
  }

  /// A blocker on one line: `ENI_SG_RULES_MISMATCH at security group db, inbound: no rule …`.
  static func line(_ blocker: Blocker) -> String {
    let motion = TextReport.motion(of: blocker.component.kind, blocker.direction) ?? blocker.direction?.rawValue
    let place = TextReport.named(blocker.component, motion) + (blocker.way == .return ? ", on the way back" : "")
    return "\(blocker.code.rawValue) at \(place): \(blocker.message)"
  }

  /// The components that the shown way passes, each once.
  private static func way(_ answer: Answer) -> String? {
    var names: [String] = []
    for hop in answer.legs.flatMap(\.forward) {
      let name = TextReport.named(hop.component)
      if !names.contains(name) { names.append(name) }
    }
    return names.isEmpty ? nil : "the way: " + names.joined(separator: ", ")
  }

  /// The command that shows the whole answer; nil where there is none.
  var command: String? {
    guard let asked, case .success = asked.answer else { return nil }
    let query = asked.query
    var words = ["canreach", "check", "-t", file, query.from, query.to]
    if query.port != "any" { words += ["--port", query.port] }
    if query.protocol != "tcp" { words += ["--protocol", query.protocol] }
    if let sourcePort = query.sourcePort { words += ["--source-port", sourcePort] }
    if let method = query.method { words += ["--method", method] }
    words += query.headers.flatMap { ["--header", $0] }
    if let origin = query.origin { words += ["--origin", origin] }
    if let principal = query.principal { words += ["--as", principal] }
    if query.oneWay { words.append("--one-way") }
    words += query.via.flatMap { ["--via", $0] } + query.avoid.flatMap { ["--avoid", $0] }
    if asked.expected != .reachable { words += ["--expect", asked.expected.rawValue] }
    return words.map(TestResult.quoted).joined(separator: " ")
  }

  /// A word as a shell reads it.
  private static func quoted(_ word: String) -> String {
    let plain = word.utf8.allSatisfy { byte in
      UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20 || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
        || "-_./:=@,+%".utf8.contains(byte)
    }
    return plain && !word.isEmpty ? word : "'" + word.replacing("'", with: "'\\''") + "'"
  }
}
