/// The verdicts of all pairs of a question, counted: many pairs are followed on all cores, a chunk at a time, and what
/// comes of it is the same as one after another.
struct PairTally {
  private(set) var counts = PairCounts()
  private(set) var first: Pair?
  /// The first pair whose verdict is not the expected one.
  private(set) var unexpected: Pair?
  private let expected: Verdict
  private let judge: @Sendable (Pair) -> Verdict
  private var waiting: [Pair] = []

  /// Pairs that are followed before the next are made.
  private static let chunk = 4096
  /// Pairs that one core follows at a time.
  private static let slice = 32

  init(expected: Verdict, judge: @escaping @Sendable (Pair) -> Verdict) {
    self.expected = expected
    self.judge = judge
  }

  /// Whether the pairs that wait are enough for a chunk.
  var isFull: Bool { waiting.count >= PairTally.chunk }

  /// The one pair that was added, if there is but one.
  var only: Pair? { waiting.count == 1 && counts.asked == 0 ? waiting[0] : nil }

  mutating func add(_ pair: Pair) { waiting.append(pair) }

  /// Follows the pairs that wait.
  mutating func settle() {
    settle(inParallel(waiting.count, slice: PairTally.slice) { [waiting, judge] in judge(waiting[$0]) })
  }

  /// Takes the verdicts of the pairs that wait.
  mutating func settle(_ verdicts: [Verdict]) {
    first = first ?? waiting.first
    for (pair, verdict) in zip(waiting, verdicts) {
      counts.count(verdict)
      if unexpected == nil, verdict != expected { unexpected = pair }
    }
    waiting = []
  }
}
