import ArgumentParser
import Reports

/// How what came of expectations is shown, and where it goes.
struct TestOutputOptions: ParsableArguments {
  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json, junit, tap, sarif, github }

  /// A file that is written beside what is printed.
  struct File: Sendable, Hashable {
    var format: Format
    var path: String
  }

  @Option(help: "What is printed.")
  var format: Format = .text

  @Option(
    name: .customShort("o"),
    help: ArgumentHelp(
      "Also write a file, in one of the formats, whole or not at all; may be repeated.", valueName: "format=file"),
    completion: .file(), transform: TestOutputOptions.file)
  var files: [File] = []

  @Option(help: "Whether to use colour; NO_COLOR turns auto off.")
  var color: OutputOptions.ColorChoice = .auto

  @Flag(help: "Also list what holds, and on standard error the slowest.")
  var verbose = false

  private static func file(_ argument: String) throws -> File {
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, let format = Format(rawValue: String(parts[0])), !parts[1].isEmpty else {
      let known = Format.allCases.map(\.rawValue).joined(separator: ", ")
      throw ValidationError("expected FORMAT=FILE; the formats are \(known).")
    }
    return File(format: format, path: String(parts[1]))
  }

  func validate() throws {
    let paths = files.map(\.path)
    if let twice = paths.first(where: { path in paths.filter { $0 == path }.count > 1 }) {
      throw ValidationError("'\(twice)' is to be written twice.")
    }
  }

  /// Prints and writes everything, and returns what counts most of `status` and of what could not be written.
  func deliver(_ results: [TestResult], status: ExitStatus, in context: CommandContext) -> ExitStatus {
    var statuses = [status]
    for file in files {
      do throws(StreamError) {
        try StandardStreams.write(text(results, file.format, isColored: false), toFile: file.path)
      } catch {
        context.complain("error: \(error.message)")
        statuses.append(.cannotWrite)
      }
    }
    statuses.append(context.print(text(results, format, isColored: color.isOn(in: context)), status: status))
    return ExitStatus.worst(statuses)
  }

  private func text(_ results: [TestResult], _ format: Format, isColored: Bool) -> String {
    switch format {
    case .text: TestTextReport(isColored: isColored, isVerbose: verbose).text(results)
    case .json: JSONReport.json(results).document
    case .junit: JUnitReport.text(results)
    case .tap: TAPReport.text(results)
    case .sarif: SARIFReport.json(results, version: Canreach.configuration.version).document
    case .github: GitHubReport.text(results)
    }
  }
}
