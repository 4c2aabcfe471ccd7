import ArgumentParser
import Reports

/// The command line. A verb is a file here; what it does is a few calls of the libraries.
@main
struct Canreach: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "canreach",
    abstract: "Can X reach Y in an AWS network, and if not, why not: from configuration alone.",
    discussion: """
      Reads AWS CLI snapshots, Terraform plans and topology files. Answers go to standard output, everything else to \
      standard error.

      Examples:
        canreach check -t snapshot/ web-1 db-1 --port 5432
        canreach test Topologies/
        canreach draw -t snapshot/ -o architecture.svg
        canreach list -t snapshot/
        canreach --generate-completion-script bash
      """,
    version: "0.1.0",
    subcommands: [
      CheckCommand.self, TestCommand.self, ResolveCommand.self, DrawCommand.self, ListCommand.self,
      LintCommand.self, CoverageCommand.self, CodesCommand.self,
    ])

  static func main() {
    StandardStreams.ignoreBrokenPipes()
    StandardStreams.exit(execute(Array(CommandLine.arguments.dropFirst()), in: .standard))
  }

  /// Runs the command that `arguments` say, and returns its exit status.
  static func execute(_ arguments: [String], in context: CommandContext) -> ExitStatus {
    do {
      var command = try parseAsRoot(arguments)
      if let verb = command as? any Verb { return verb.run(in: context) }
      // Help, and the root without a verb: what they print is thrown.
      try command.run()
      return .asExpected
    } catch {
      let status = ExitStatus(rawValue: exitCode(for: error).rawValue)
      let message = fullMessage(for: error)
      if status == .asExpected { return context.print(message + "\n") }
      context.complain(message.hasPrefix("Error: ") ? "error: " + message.dropFirst(7) : message)
      return status
    }
  }
}

/// A command that answers something.
protocol Verb: ParsableCommand {
  /// Answers, and returns the exit status.
  func run(in context: CommandContext) -> ExitStatus
}
