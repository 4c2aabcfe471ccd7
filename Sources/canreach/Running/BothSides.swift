import Importing
import NetworkModel
import Reachability
import Reports

extension Topology {
  /// Where the resource with a Terraform address is written.
  fileprivate func source(ofAddress address: String) -> SourceLocation? {
    coverage.parts.lazy.compactMap(\.source).first { $0.address == address }
      ?? components.lazy.compactMap(\.source).first { $0.address == address }
  }
}

/// `check --side both`: the answers before and after a plan is applied, and which of its changes turn one into the
/// other.
struct BothSides {
  var inputs: Inputs
  var query: Query
  var isStrict: Bool
  var output: OutputOptions

  func run(in context: CommandContext) -> ExitStatus {
    var before = inputs
    before.options.side = .before
    let old: Result<Answer, QueryError>
    switch context.topology(before) {
    case .failure(let failure): return failure.status
    case .success(let topology): old = context.prepare(topology)(query, nil)
    }
    let loaded: Loaded
    switch context.loaded(inputs) {
    case .failure(let failure): return failure.status
    case .success(let after): loaded = after
    }
    switch context.prepare(loaded.topology)(query, nil) {
    case .failure(let error): return context.complain(error)
    case .success(let new):
      let turning = turning(from: old, to: new, loaded, in: context)
      let report = SidesReport(
        before: old.mapError { SidesReport.NoAnswer($0.message) }, after: new,
        changes: turning.map { change in
          SidesReport.Change(
            address: change.address, word: change.word,
            source: loaded.topology.source(ofAddress: change.address)
              ?? SourceLocation(file: change.file, line: 1, address: change.address))
        })
      let text =
        output.format == .json
        ? report.json.document
        : report.text(TextReport(isColored: output.isColored(in: context), isVerbose: output.verbose))
      return output.deliver(
        text, status: ExitStatus(new.verdict, expected: query.expect, isStrict: isStrict), in: context)
    }
  }

  /// A smallest set of changes that, made alone, gives the answer after the plan; empty where both answers say the
  /// same. Where an end does not exist before, the changes that create it.
  private func turning(
    from old: Result<Answer, QueryError>, to new: Answer, _ loaded: Loaded, in context: CommandContext
  ) -> [TerraformChange] {
    let changes = loaded.changes.filter(\.bears)
    guard case .success(let answer) = old else {
      let ends = [query.from, query.to].map { end in end.prefix { $0 != ":" } }
      return changes.filter { change in change.actions.contains("create") && ends.contains { $0 == change.address } }
    }
    if Self.says(answer, new) { return [] }
    func gives(_ changes: [TerraformChange]) -> Bool {
      var part = inputs
      part.options.applied = Set(changes.map(\.address))
      guard case .success(let topology) = context.topology(part, silently: true),
        case .success(let answer) = context.prepare(topology)(query, nil)
      else { return false }
      return Self.says(answer, new)
    }
    // Most often the changes that the answers name are enough, and the others need not be tried one by one.
    let named = Self.named(answer).union(Self.named(new))
    let likely = changes.filter { $0.isPart || named.contains($0.address) }
    return Self.smallest(gives(likely) ? likely : changes, gives)
  }

  /// Whether two answers say the same of the question.
  private static func says(_ left: Answer, _ right: Answer) -> Bool {
    func causes(_ answer: Answer) -> Set<String> {
      Set(answer.blockers.map { "\($0.code.rawValue) \($0.component.source?.address ?? $0.component.id)" })
    }
    return left.verdict == right.verdict && causes(left) == causes(right)
  }

  /// The addresses that an answer names.
  private static func named(_ answer: Answer) -> Set<String> {
    var named: Set<String> = []
    for hop in answer.legs.flatMap({ $0.forward + $0.return }) {
      if let address = hop.component.source?.address { named.insert(address) }
    }
    for blocker in answer.blockers {
      named.formUnion([blocker.source?.address, blocker.component.source?.address].compactMap { $0 })
    }
    return named
  }

  /// Leaves out what is not needed, in halves first (Zeller's delta debugging).
  private static func smallest(
    _ changes: [TerraformChange], _ gives: ([TerraformChange]) -> Bool
  ) -> [TerraformChange] {
    var kept = changes
    var size = max(kept.count / 2, 1)
    while true {
      var start = 0
      while start < kept.count {
        var less = kept
        less.removeSubrange(start..<min(start + size, kept.count))
        if gives(less) { kept = less } else { start += size }
      }
      if size == 1 { return kept }
      size = max(size / 2, 1)
    }
  }
}
