/// How far a long work has come, on one line of standard error: only on a terminal, and only after a second.
struct Progress {
  private let things: String
  private let context: CommandContext
  private let start = ContinuousClock.now
  private var isVisible = false

  /// - Parameter things: what is counted.
  init(of things: String, _ context: CommandContext) {
    self.things = things
    self.context = context
  }

  mutating func show(_ done: Int, of total: Int) {
    guard context.isErrorTerminal, ContinuousClock.now - start > .seconds(1) else { return }
    isVisible = true
    try? context.standardError("\r" + Progress.line(done, of: total, things))
  }

  /// `[#####               ] 25 of 100 pairs`.
  static func line(_ done: Int, of total: Int, _ things: String) -> String {
    let width = 20
    let filled = total > 0 ? min(done, total) * width / total : width
    let bar = String(repeating: "#", count: filled) + String(repeating: " ", count: width - filled)
    return "[\(bar)] \(done) of \(total) \(things)"
  }

  /// Takes the line away.
  func clear() {
    if isVisible { try? context.standardError("\r\u{1B}[K") }
  }
}
