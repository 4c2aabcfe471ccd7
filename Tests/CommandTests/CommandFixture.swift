import NetworkModel
import Reachability
import Synchronization

@testable import Importing
@testable import canreach

/// What a command left behind.
struct Ran: Equatable {
  var status: Int32
  var output: String
  var errors: String
}

/// What was written to a stream.
final class Captured: Sendable {
  private let written = Mutex("")
  func add(_ more: String) { written.withLock { $0 += more } }
  var text: String { written.withLock { $0 } }
}

/// A small world: a topology, and answers that are given whatever the engine would say.
struct CommandFixture: Sendable {
  var topology = CommandFixture.smallTopology
  var warnings: [Diagnostic] = []
  var expectations: [Expectation] = []
  var failure: LoadFailure?
  var files: [String: String] = [:]
  var isTerminal = false
  var environment: [String: String] = [:]
  var brokenPipe = false

  static let smallTopology: Topology = {
    var topology = Topology()
    topology.vpcs = [
      VPC(Identity("vpc-0a1b", name: "shop", account: "111111111111", region: "us-east-1"), cidrBlocks: [])
    ]
    topology.instances = [
      Instance(
        Identity(
          "i-0web", name: "web-1", account: "111111111111", region: "us-east-1",
          source: SourceLocation(file: "shop.canreach.yaml", line: 7))),
      Instance(Identity("i-0db", name: "db-1", account: "111111111111", region: "us-east-1")),
    ]
    return topology
  }()

  /// Runs the command line `arguments`, whose words are parted by blanks.
  func run(_ arguments: String) -> Ran { run(arguments.split(separator: " ").map(String.init)) }

  func run(_ arguments: [String]) -> Ran {
    let output = Captured()
    let errors = Captured()
    let context = CommandContext(
      load: { [self] _ throws(LoadFailure) in
        if let failure { throw failure }
        return Loaded(topology: topology, warnings: warnings, expectations: expectations)
      },
      prepare: { _ in { query, _ in CommandFixture.answer(query) } },
      read: { [files] path throws(StreamError) in
        guard let text = files[path] else {
          throw StreamError(message: "cannot read `\(path)`: no such file or directory")
        }
        return text
      },
      standardOutput: { [brokenPipe] text throws(StreamError) in
        if brokenPipe { throw StreamError(message: "cannot write standard output: broken pipe", isBrokenPipe: true) }
        output.add(text)
      },
      standardError: { text throws(StreamError) in errors.add(text) },
      isOutputTerminal: isTerminal, isErrorTerminal: false, environment: environment)
    let status = Canreach.execute(arguments, in: context)
    return Ran(status: status.rawValue, output: output.text, errors: errors.text)
  }

  /// Answers by the name of TO, the name of a verdict; any other is not found.
  static func answer(_ query: Query) -> Result<Answer, QueryError> {
    switch query.to {
    case "blocked": return .success(AnswerFixture.blocked(query))
    case "no-library": return .failure(QueryError(status: 69, message: "a library is missing"))
    case "defect": return .failure(QueryError(status: 70, message: "a defect"))
    case "bad-port": return .failure(QueryError(status: 64, message: "`x` is no port"))
    default:
      guard let verdict = Verdict(rawValue: query.to) else {
        return .failure(
          QueryError(
            status: 66, message: "nothing is called `\(query.to)`", candidates: ["i-0db (instance `db-1`)"]))
      }
      return .success(AnswerFixture.plain(verdict, query))
    }
  }
}
