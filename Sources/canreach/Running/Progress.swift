/// How far a long work has come, on one line of standard error: only on a terminal, and only after a second.
struct Progress {
  private let total: Int
  private let isShown: Bool
  private let start = ContinuousClock.now
  private var done = 0
  private var isVisible = false

  init(total: Int, isShown: Bool) {
    self.total = total
    self.isShown = isShown
  }

  mutating func advance(by count: Int, _ context: CommandContext) {
    done += count
    guard isShown, ContinuousClock.now - start > .seconds(1) else { return }
    isVisible = true
    try? context.standardError("\r\(done) of \(total) questions")
  }

  /// Takes the line away.
  func clear(_ context: CommandContext) {
    if isVisible { try? context.standardError("\r\u{1B}[K") }
  }
}
