import Reports

extension TestRun {
  private static let slowestCount = 10

  /// Says on standard error what took longest: standard output is the same whenever the input is.
  func tellSlowest(_ files: [File], _ asked: [Asked], _ context: CommandContext) {
    var works = files.map { (what: "reading \($0.path)", duration: $0.duration) }
    works += asked.map { asked in
      let source = asked.result.source
      return (what: "\(source.file):\(source.line) \(asked.result.title)", duration: asked.duration)
    }
    context.complain("slowest:")
    for work in works.sorted(by: { $0.duration > $1.duration }).prefix(Self.slowestCount) {
      let number = String(Int(work.duration / .milliseconds(1)))
      context.complain("\(String(repeating: " ", count: max(0, 8 - number.count)))\(number) ms  \(work.what)")
    }
  }
}
