import Importing
import NetworkModel
import Reachability

/// Everything of the outside that a command touches; tests put their own in its place.
struct CommandContext: Sendable {
  /// Takes text, or says why it cannot.
  typealias Sink = @Sendable (String) throws(StreamError) -> Void
  /// Is told, of many pairs, how many are done and how many there are.
  typealias PairProgress = (_ done: Int, _ total: Int) -> Void
  /// Answers questions about one topology.
  typealias Answerer = @Sendable (Query, PairProgress?) -> Result<Answer, QueryError>

  /// Reads the inputs.
  var load: @Sendable (Inputs) throws(LoadFailure) -> Loaded
  /// Makes a topology ready to be asked.
  var prepare: @Sendable (Topology) -> Answerer
  /// Reads a file, or standard input for `-`.
  var read: @Sendable (String) throws(StreamError) -> String
  var standardOutput: Sink
  var standardError: Sink
  var isOutputTerminal: Bool
  var isErrorTerminal: Bool
  var environment: [String: String]

  /// The process's own.
  static var standard: CommandContext {
    CommandContext(
      load: { inputs throws(LoadFailure) in try Importer.load(inputs.paths, inputs.options) },
      prepare: { topology in
        let network = Network(topology)
        return { query, progress in
          Result { () throws(QueryError) in try network.answer(query, progress: progress) }
        }
      },
      read: { path throws(StreamError) in try StandardStreams.read(path) },
      standardOutput: { text throws(StreamError) in try StandardStreams.write(text, to: 1) },
      standardError: { text throws(StreamError) in try StandardStreams.write(text, to: 2) },
      isOutputTerminal: StandardStreams.isTerminal(1), isErrorTerminal: StandardStreams.isTerminal(2),
      environment: StandardStreams.environment(["NO_COLOR", "TERM"]))
  }

  /// Writes to standard output. A reader that has gone away is no error.
  func print(_ text: String, status: ExitStatus = .asExpected) -> ExitStatus {
    if text.isEmpty { return status }
    do throws(StreamError) {
      try standardOutput(text)
      return status
    } catch {
      if error.isBrokenPipe { return status }
      complain("error: \(error.message)")
      return .cannotWrite
    }
  }

  /// Writes a line to standard error; nobody is told if that fails.
  func complain(_ line: String) { try? standardError(line + "\n") }

  /// Says why there is no answer, and what may have been meant.
  func complain(_ error: QueryError) -> ExitStatus {
    complain("error: \(error.message)")
    for candidate in error.candidates { complain("  \(candidate)") }
    return ExitStatus(rawValue: error.status)
  }

  /// Reads the inputs and passes on their warnings; says what is wrong with them where they cannot be used.
  func topology(_ inputs: Inputs, silently: Bool = false) -> Result<Topology, ExitStatusError> {
    loaded(inputs, silently: silently).map(\.topology)
  }

  /// The same, with what the plans among the inputs change.
  func loaded(_ inputs: Inputs, silently: Bool = false) -> Result<Loaded, ExitStatusError> {
    do throws(LoadFailure) {
      let loaded = try load(inputs)
      if inputs.options.side == .before, !loaded.hasPlan {
        if !silently { complain("error: only a Terraform plan has a side before it is applied, and no input is one") }
        return .failure(ExitStatusError(status: .usage))
      }
      if !silently { for warning in loaded.warnings { complain(warning.description) } }
      return .success(loaded)
    } catch {
      if !silently { for diagnostic in error.diagnostics { complain(diagnostic.description) } }
      return .failure(ExitStatusError(status: ExitStatus(rawValue: error.status)))
    }
  }
}

/// A command ends with this status; what there is to say is said.
struct ExitStatusError: Error {
  var status: ExitStatus
}
