import ArgumentParser
import Linting
import Reports

/// `canreach lint`.
struct LintCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "lint", abstract: "What will bite later: rules about private APIs and what stands around them.",
    discussion: """
      The calls that rules about clients look at are the expectations of the inputs (`expect:`) that are to get \
      through. A topology file or a suite silences a finding with its reason:

        lint:
          silence:
            - {rule: AGW-048, component: edge, because: "one account, one API"}

      Examples:
        canreach lint -t snapshot/
        canreach lint --format sarif -o lint.sarif
        canreach codes AGW-048

      Exit status: 0 no error and no warning, 1 one of them.
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json, sarif }

  @OptionGroup var topology: TopologyOptions

  @Option(help: "How to show it.")
  var format: Format = .text

  @Option(
    name: .customShort("o"), help: ArgumentHelp("Write to a file, whole or not at all.", valueName: "file"),
    completion: .file())
  var output: String?

  @Option(help: "Whether to use colour; NO_COLOR turns auto off.")
  var color: OutputOptions.ColorChoice = .auto

  @Flag(help: "Also list what is silenced, and why.")
  var verbose = false

  func validate() throws { try topology.refuseBothSides() }

  func run(in context: CommandContext) -> ExitStatus {
    switch context.loaded(topology.inputs) {
    case .failure(let failure): return failure.status
    case .success(let loaded):
      let calls = loaded.expectations.filter { $0.refusal == nil }
        .compactMap { ClientCall($0.query, source: $0.location) }
      let result = Linter.lint(loaded.topology, calls: calls)
      return OutputOptions.deliver(
        text(result, in: context), to: output, status: result.isBad ? .notSo : .asExpected, in: context)
    }
  }

  private func text(_ result: LintResult, in context: CommandContext) -> String {
    switch format {
    case .text:
      let isColored = color == .always || output == nil && color.isOn(in: context)
      return LintTextReport(isColored: isColored, isVerbose: verbose).text(result)
    case .json: return LintJSONReport.json(result).document
    case .sarif: return LintSARIFReport.json(result, version: Canreach.configuration.version).document
    }
  }
}
