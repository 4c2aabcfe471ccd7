import Reachability
import Reports

/// `check --batch`: many questions to one topology, answered in parallel and in their order.
struct Batch {
  var file: String
  /// What the command line says, for the lines that do not.
  var defaults: Query
  var isStrict: Bool
  var output: OutputOptions

  /// Questions that are answered before the first of their answers is printed.
  private static let chunkSize = 512

  func run(_ inputs: Inputs, in context: CommandContext) -> ExitStatus {
    let text: String
    do throws(StreamError) {
      text = try context.read(file)
    } catch {
      context.complain("error: \(error.message)")
      return error.isMalformed ? .malformed : .notFound
    }
    switch context.topology(inputs) {
    case .failure(let failure): return failure.status
    case .success(let topology):
      let lines = lines(of: text)
      if lines.isEmpty {
        context.complain("error: there is nothing to ask: \(name) has no question")
        return .notFound
      }
      return answer(lines, context.prepare(topology), context)
    }
  }

  private var name: String { file == "-" ? "standard input" : file }

  private func lines(of text: String) -> [BatchLine] {
    text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().compactMap { number, line in
      if line.allSatisfy(\.isWhitespace) { return nil }
      return BatchLine(String(line), place: "\(name):\(number + 1)", defaults: defaults)
    }
  }

  private func answer(
    _ lines: [BatchLine], _ answerer: @escaping CommandContext.Answerer, _ context: CommandContext
  ) -> ExitStatus {
    var progress = Progress(of: "questions", context)
    var statuses: Set<ExitStatus> = []
    var whole = ""
    for start in stride(from: 0, to: lines.count, by: Batch.chunkSize) {
      let chunk = Array(lines[start..<min(start + Batch.chunkSize, lines.count)])
      let answers = inParallel(chunk.count) { self.answer(chunk[$0], answerer) }
      statuses.formUnion(answers.map(\.status))
      let text = answers.map { $0.text + "\n" }.joined()
      if output.output != nil {
        whole += text
      } else if context.print(text) == .cannotWrite {
        return .cannotWrite
      }
      progress.show(start + chunk.count, of: lines.count)
    }
    progress.clear()
    let status = ExitStatus.worst(statuses)
    return output.output == nil ? status : output.deliver(whole, status: status, in: context)
  }

  private struct Line: Sendable {
    var text: String
    var status: ExitStatus
  }

  private func answer(_ line: BatchLine, _ answerer: CommandContext.Answerer) -> Line {
    switch line.query {
    case .failure(let error): return Batch.line(error, line.raw)
    case .success(let query):
      switch answerer(query, nil) {
      case .failure(let error): return Batch.line(error, JSONReport.json(query))
      case .success(let answer):
        return Line(
          text: JSONReport.json(answer).line,
          status: ExitStatus(answer.verdict, expected: query.expect, isStrict: isStrict))
      }
    }
  }

  private static func line(_ error: QueryError, _ query: JSON) -> Line {
    Line(text: JSONReport.json(error, query: query).line, status: ExitStatus(rawValue: error.status))
  }
}
