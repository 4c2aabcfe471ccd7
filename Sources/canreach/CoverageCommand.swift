import ArgumentParser
import Reports

/// `canreach coverage`.
struct CoverageCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "coverage", abstract: "Every resource of the input: modelled, ignored and why, or unknown.",
    discussion: """
      Also the calls of a snapshot: read, ignored, or not visible and why.

      Example:
        canreach coverage -t snapshot/
      """)

  @OptionGroup var topology: TopologyOptions
  @OptionGroup var output: OutputOptions

  func validate() throws { try topology.refuseBothSides() }

  func run(in context: CommandContext) -> ExitStatus {
    switch context.topology(topology.inputs) {
    case .failure(let failure): return failure.status
    case .success(let topology):
      let report = CoverageReport(topology)
      let text = output.format == .json ? report.json.document : report.text
      return output.deliver(text, status: .asExpected, in: context)
    }
  }
}
