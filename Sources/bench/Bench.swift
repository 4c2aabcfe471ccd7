import Foundation

/// Measures canreach on synthetic snapshots and prints a table.
///
///     bench [--quick] [--markdown]    everything
///     bench part NAME ARGUMENT…       one measurement, in a process of its own (what the above runs)
@main
struct Bench {
  static func main() {
    let arguments = Array(CommandLine.arguments.dropFirst())
    if arguments.first == "part", arguments.count > 1 {
      guard let part = Part(rawValue: arguments[1]) else { stop("there is no part `\(arguments[1])`") }
      return part.run(Array(arguments.dropFirst(2)))
    }
    let known: Set<String> = ["--quick", "--markdown"]
    if let unknown = arguments.first(where: { !known.contains($0) }) {
      stop("`\(unknown)` is not known: bench [--quick] [--markdown]")
    }
    let suite = Suite(sizes: arguments.contains("--quick") ? Suite.quick : Suite.full)
    print(suite.run().text(isMarkdown: arguments.contains("--markdown")))
  }

  static func stop(_ message: String) -> Never {
    FileHandle.standardError.write(Data("bench: \(message)\n".utf8))
    exit(64)
  }
}
