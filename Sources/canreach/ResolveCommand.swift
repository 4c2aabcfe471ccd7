import ArgumentParser
import NetworkModel
import Reachability
import Reports

/// `canreach resolve`.
struct ResolveCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "resolve", abstract: "What a name leads to for FROM, and why not to what it should.",
    discussion: """
      FROM is who asks, as in check. Every answer that is possible is shown, with the resolvers, zones, rules and records \
      that decide, and with the queries as the traffic that they are.

      Examples:
        canreach resolve web-1 orders.corp.example.com
        canreach resolve office vpce-0a1b-2c3d.execute-api.us-east-1.vpce.amazonaws.com --type A

      Exit status: 0 every possible answer has an address, 1 not so, 2 undetermined; 64 and above: no answer.
      """)

  /// The types of records that hold addresses.
  enum AddressType: String, ExpressibleByArgument, CaseIterable {
    case a = "A"
    case aaaa = "AAAA"
  }

  @OptionGroup var topology: TopologyOptions

  @Argument(help: ArgumentHelp("Who asks.", valueName: "FROM"))
  var from: String

  @Argument(help: ArgumentHelp("The name that is asked for.", valueName: "NAME"))
  var name: String

  @Option(help: "The type of records; without it, those of the address families that FROM has.")
  var type: AddressType?

  @Option(help: "The verdict that is expected (default: reachable).")
  var expect: Verdict?

  @Flag(help: "Exit with 1 instead of 2 where the answer is undetermined.")
  var strict = false

  @OptionGroup var output: OutputOptions

  func validate() throws { try topology.refuseBothSides() }

  func run(in context: CommandContext) -> ExitStatus {
    switch context.topology(topology.inputs) {
    case .failure(let failure): return failure.status
    case .success(let topology):
      let recordType = type.map { RecordType(rawValue: $0.rawValue) }
      do throws(QueryError) {
        let resolutions = try Network(topology).resolve(name, from: from, types: recordType.map { [$0] })
        let report = TextReport(isColored: output.isColored(in: context), isVerbose: output.verbose)
        let text =
          output.format == .json
          ? JSONReport.json(resolutions, from: from, name: name, type: recordType).document : report.text(resolutions)
        let statuses = resolutions.map { ExitStatus($0.verdict, expected: expect, isStrict: strict) }
        return output.deliver(text, status: ExitStatus.worst(statuses), in: context)
      } catch {
        return context.complain(error)
      }
    }
  }
}
