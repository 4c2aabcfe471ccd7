import ArgumentParser
import Reachability
import Reports

/// `canreach list`.
struct ListCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "What the topology holds, and under which names.",
    discussion: """
      Examples:
        canreach list -t snapshot/
        canreach list --graph --format json
      """)

  @OptionGroup var topology: TopologyOptions

  @Flag(help: "Also the places where traffic can be and the ways between them.")
  var graph = false

  @OptionGroup var output: OutputOptions

  func validate() throws { try topology.refuseBothSides() }

  func run(in context: CommandContext) -> ExitStatus {
    switch context.topology(topology.inputs) {
    case .failure(let failure): return failure.status
    case .success(let topology):
      let listing = Listing(topology, graph: graph ? Network(topology).graph() : nil)
      let text = output.format == .json ? listing.json.document : listing.text
      return output.deliver(text, status: .asExpected, in: context)
    }
  }
}
