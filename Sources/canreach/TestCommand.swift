import ArgumentParser
import Reports

/// `canreach test`.
struct TestCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "test", abstract: "Run the expectations that topologies carry.",
    discussion: """
      A topology file says under `expect:` what has to hold. For other inputs a suite does: a file NAME.canreach.yaml \
      with `canreach: 1`, `topology: [PATH, …]` (seen from its folder) and `expect:`.

        expect:
          - name: nothing on the internet reaches the database
            from: internet
            to: tag:tier=db
            verdict: unreachable

      Examples:
        canreach test
        canreach test Topologies -o junit=report.xml
        canreach test net.canreach.yaml --format github

      Exit status: 0 all hold, 1 one does not, 2 one is undetermined; 64 and above: one could not be asked.
      """)

  @Argument(
    help: ArgumentHelp(
      "Files, and folders with every *.canreach.yaml in and below them; without any, the current folder.",
      valueName: "path"), completion: .file())
  var paths: [String] = []

  @Flag(help: "Exit with 1 instead of 2 where a verdict is undetermined.")
  var strict = false

  @OptionGroup var source: SourceRootOption
  var sourceRoot: String? { source.sourceRoot }

  @OptionGroup var output: TestOutputOptions

  func run(in context: CommandContext) -> ExitStatus {
    TestRun(paths: paths, isStrict: strict, sourceRoot: sourceRoot, output: output).run(in: context)
  }
}
