import ArgumentParser
import Diagrams
import Reachability

/// `canreach draw`.
struct DrawCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "draw", abstract: "Render the architecture, and with --from and --to a path on it.",
    discussion: """
      The same topology has the same picture whatever is asked: the way is laid over it. An SVG follows the reader's \
      light or dark theme.

      Examples:
        canreach draw -t snapshot/ -o architecture.svg
        canreach draw --from web-1 --to db-1 --port 5432 -o ticket.png
        canreach draw --from web-1 --to https://orders.corp.example/v1 --method POST -o call.svg
        canreach draw -t snapshot/ --vpc shop --security-groups -o shop.pdf
      """)

  @OptionGroup var topology: TopologyOptions

  @Option(help: ArgumentHelp("Draw the way from here; with --to.", valueName: "from"))
  var from: String?

  @Option(help: ArgumentHelp("Draw the way to there; with --from.", valueName: "to"))
  var to: String?

  @OptionGroup var question: QuestionOptions
  @OptionGroup var request: RequestOptions
  @OptionGroup var diagram: DiagramCommandOptions

  @Option(help: "How to write it; without it, by the ending of the file's name.")
  var format: Diagram.Format?

  @Option(
    name: .customShort("o"), help: ArgumentHelp("Write to a file, whole or not at all.", valueName: "file"),
    completion: .file())
  var output: String?

  func validate() throws {
    try topology.refuseBothSides()
    try request.validate(to: to)
    if (from == nil) != (to == nil) { throw ValidationError("--from and --to belong together.") }
    if output == nil, let format, !format.isText { throw ValidationError("\(format.rawValue) needs a file: -o FILE.") }
    if let output, format == nil, Diagram.Format(ending: output) == nil {
      throw ValidationError("`\(output)` does not end in .svg, .png, .pdf, .dot or .json: give --format.")
    }
    if diagram.focus != .all, from == nil { throw ValidationError("--focus needs --from and --to.") }
    if from == nil, let option = question.first { throw ValidationError("\(option) needs --from and --to.") }
  }

  func run(in context: CommandContext) -> ExitStatus {
    switch context.topology(topology.inputs) {
    case .failure(let failure): return failure.status
    case .success(let topology):
      var answer: Answer?
      if let from, let to {
        switch context.prepare(topology)(question.query(from: from, to: to, request), nil) {
        case .failure(let error): return context.complain(error)
        case .success(let found): answer = found
        }
      }
      let format = format ?? output.flatMap(Diagram.Format.init(ending:)) ?? .svg
      let options: DiagramOptions
      do throws(StreamError) {
        options = try diagram.options(context)
      } catch {
        context.complain("error: \(error.message)")
        return .notFound
      }
      return Picture(topology: topology, answer: answer, paths: self.topology.paths, options: options)
        .deliver(as: format, to: output, in: context)
    }
  }
}
