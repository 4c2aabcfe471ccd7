import ArgumentParser
import Importing
import Reachability
import Reports

/// `-t`, on every verb that reads inputs.
struct TopologyOptions: ParsableArguments {
  @Option(
    name: [.customShort("t"), .customLong("topology")],
    help: ArgumentHelp(
      "A topology file, a snapshot folder, the output of terraform show -json, or - for standard input; may be repeated. Without any, every *.canreach.yaml here.",
      valueName: "path"), completion: .file())
  var paths: [String] = []

  /// Of a Terraform plan, which state is asked about.
  enum Side: String, ExpressibleByArgument, CaseIterable { case before, after, both }

  @Option(help: "Of a Terraform plan: before or after it is applied; both is for check alone.")
  var side: Side = .after

  @OptionGroup var source: SourceRootOption
  var sourceRoot: String? { source.sourceRoot }

  /// Refuses `--side both` where there is one answer only.
  func refuseBothSides() throws {
    if side == .both { throw ValidationError("--side both belongs to check: choose before or after.") }
  }

  /// What is read, and how; of both sides the later one.
  var inputs: Inputs {
    Inputs(paths: paths, options: LoadOptions(side: side == .before ? .before : .after, sourceRoot: sourceRoot))
  }
}

/// Inputs and how they are read.
struct Inputs: Sendable {
  var paths: [String]
  var options: LoadOptions
}

/// How an answer is shown, and where it goes.
struct OutputOptions: ParsableArguments {
  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }
  enum ColorChoice: String, ExpressibleByArgument, CaseIterable { case auto, always, never }

  @Option(help: "How to show it.")
  var format: Format = .text

  @Option(
    name: .customShort("o"), help: ArgumentHelp("Write to a file, whole or not at all.", valueName: "file"),
    completion: .file())
  var output: String?

  @Option(help: "Whether to use colour; NO_COLOR turns auto off.")
  var color: ColorChoice = .auto

  @Flag(help: "Show all of an answer: the way back, the traffic after every hop, all near misses.")
  var verbose = false

  /// Whether text is coloured.
  func isColored(in context: CommandContext) -> Bool { color == .always || output == nil && color.isOn(in: context) }

  /// Writes the answer where it belongs, and returns `status`, or 73 where it cannot be written.
  func deliver(_ text: String, status: ExitStatus, in context: CommandContext) -> ExitStatus {
    Self.deliver(text, to: output, status: status, in: context)
  }

  /// The same for a file, or without one for standard output.
  static func deliver(
    _ text: String, to output: String?, status: ExitStatus, in context: CommandContext
  ) -> ExitStatus {
    guard let output else { return context.print(text, status: status) }
    do throws(StreamError) {
      try StandardStreams.write(text, toFile: output)
      return status
    } catch {
      context.complain("error: \(error.message)")
      return .cannotWrite
    }
  }
}

extension OutputOptions.ColorChoice {
  /// Whether what is printed is coloured.
  func isOn(in context: CommandContext) -> Bool {
    switch self {
    case .always: true
    case .never: false
    case .auto:
      context.isOutputTerminal && (context.environment["NO_COLOR"] ?? "").isEmpty
        && context.environment["TERM"] != "dumb"
    }
  }
}

extension Verdict: ExpressibleByArgument {}

/// Where the files are that a Terraform plan was made from.
struct SourceRootOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The folder of Terraform's root module: its files say where things are written, and how what a plan does not know yet is put together.",
      valueName: "dir"),
    completion: .directory)
  var sourceRoot: String?
}
