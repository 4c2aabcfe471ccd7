import ArgumentParser
import Reports

/// `canreach list`.
struct ListCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "What the topology holds, and under which names.")

  @OptionGroup var topology: TopologyOptions
  @OptionGroup var output: OutputOptions

  func run(in context: CommandContext) -> ExitStatus {
    switch context.topology(topology.paths) {
    case .failure(let failure): return failure.status
    case .success(let topology):
      let listing = Listing(topology)
      let text = output.format == .json ? listing.json.document : listing.text
      return output.deliver(text, status: .asExpected, in: context)
    }
  }
}
