import ArgumentParser
import Diagrams
import Reachability
import Reports

/// `canreach check`.
struct CheckCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Can FROM reach TO, and if not, why not.",
    discussion: """
      FROM and TO are an id, an ARN, a name, an address or a range, a site, tag:KEY=VALUE or internet; TO may end in \
      :PORT. What stands for several things means all of them.

      Examples:
        canreach check web-1 db-1 --port 5432
        canreach check -t snapshot/ internet tag:tier=web:443
        canreach check 10.0.1.10 10.1.0.0/16 --protocol icmp
        canreach check internet db-1 --expect unreachable
        canreach check --batch questions.jsonl

      Exit status: 0 as expected, 1 not so, 2 undetermined; 64 and above: no answer.
      """)

  @OptionGroup var topology: TopologyOptions

  @Argument(help: ArgumentHelp("Who opens the connection.", valueName: "FROM"))
  var from: String?

  @Argument(help: ArgumentHelp("Who is to be reached.", valueName: "TO"))
  var to: String?

  @OptionGroup var question: QuestionOptions
  @OptionGroup var request: RequestOptions

  @Option(
    help: ArgumentHelp("Answer one question a line, as JSON; - is standard input.", valueName: "file"),
    completion: .file())
  var batch: String?

  @Option(
    help: ArgumentHelp("Also draw the way, as .svg, .png, .pdf, .dot or .json.", valueName: "file"),
    completion: .file())
  var diagram: String?

  @Flag(help: "Exit with 1 instead of 2 where the verdict is undetermined.")
  var strict = false

  @OptionGroup var output: OutputOptions

  func validate() throws {
    if let diagram {
      if batch != nil { throw ValidationError("--diagram draws one answer, not a batch.") }
      if Diagram.Format(ending: diagram) == nil {
        throw ValidationError("`\(diagram)` does not end in .svg, .png, .pdf, .dot or .json.")
      }
      if diagram == output.output { throw ValidationError("`\(diagram)` cannot hold both the answer and its picture.") }
    }
    if let batch {
      if from != nil { throw ValidationError("FROM and TO stand in the lines of a batch.") }
      if topology.side == .both { throw ValidationError("--side both answers one question, not a batch.") }
      if batch == "-" && topology.paths.contains("-") {
        throw ValidationError("Standard input cannot be both a topology and a batch.")
      }
      try request.validate(to: nil)
    } else {
      if topology.side == .both && topology.paths.contains("-") {
        throw ValidationError("--side both reads its inputs more than once: they cannot be standard input.")
      }
      guard from != nil else { throw ValidationError("Missing expected argument '<FROM>'.") }
      guard let to else { throw ValidationError("Missing expected argument '<TO>'.") }
      try request.validate(to: to)
    }
  }

  func run(in context: CommandContext) -> ExitStatus {
    if let batch {
      return Batch(file: batch, defaults: question.query(from: "", to: ""), isStrict: strict, output: output)
        .run(topology.inputs, in: context)
    }
    let query = question.query(from: from ?? "", to: to ?? "", request)
    if topology.side == .both {
      return BothSides(inputs: topology.inputs, query: query, isStrict: strict, output: output).run(in: context)
    }
    switch context.topology(topology.inputs) {
    case .failure(let failure): return failure.status
    case .success(let topology):
      var progress = Progress(of: "pairs", context)
      let result = context.prepare(topology)(query) { progress.show($0, of: $1) }
      progress.clear()
      switch result {
      case .failure(let error): return context.complain(error)
      case .success(let answer):
        let report = TextReport(isColored: output.isColored(in: context), isVerbose: output.verbose)
        let text = output.format == .json ? JSONReport.json(answer).document : report.text(answer)
        let status = ExitStatus(answer.verdict, expected: query.expect, isStrict: strict)
        if let diagram, let format = Diagram.Format(ending: diagram) {
          let drawn = Picture(topology: topology, answer: answer, paths: self.topology.paths)
            .deliver(as: format, to: diagram, in: context)
          if drawn != .asExpected {
            return ExitStatus.worst([output.deliver(text, status: status, in: context), drawn])
          }
        }
        return output.deliver(text, status: status, in: context)
      }
    }
  }
}
