import Diagrams
import NetworkModel
import Reachability

/// A picture that a command was asked for, beside its answer or instead of one.
struct Picture {
  var topology: Topology
  var answer: Answer?
  /// Where the topology comes from.
  var paths: [String]
  var options = DiagramOptions()

  /// Draws, and writes the picture where it belongs: to standard output without a file.
  func deliver(as format: Diagram.Format, to file: String?, in context: CommandContext) -> ExitStatus {
    var options = options
    options.title = Picture.title(paths)
    options.source = Picture.source(paths)
    let bytes: [UInt8]
    do throws(DiagramError) {
      bytes = try Diagram(Network(topology), answer: answer, options: options).bytes(format)
    } catch {
      context.complain("error: \(error.message)")
      return ExitStatus(error)
    }
    guard let file else { return context.print(String(decoding: bytes, as: UTF8.self)) }
    do throws(StreamError) {
      try StandardStreams.write(bytes, toFile: file)
      return .asExpected
    } catch {
      context.complain("error: \(error.message)")
      return .cannotWrite
    }
  }

  /// The last two parts of each path: enough to know the input again, and nothing of the machine it was on.
  static func source(_ paths: [String]) -> String {
    let inputs = paths.map { path in path.split(separator: "/").suffix(2).joined(separator: "/") }
    return (inputs + ["canreach \(Canreach.configuration.version)"]).joined(separator: " · ")
  }

  /// The name of the first input: of a topology file that of its folder.
  static func title(_ paths: [String]) -> String {
    guard let first = paths.first else { return "" }
    let parts = first.split(separator: "/").filter { $0 != "." && $0 != ".." }.map(String.init)
    guard let last = parts.last else { return "" }
    guard last.hasSuffix(".yaml") || last.hasSuffix(".yml") else { return last }
    if last == "topology.canreach.yaml", parts.count > 1 { return parts[parts.count - 2] }
    return last.split(separator: ".").first.map(String.init) ?? last
  }
}

extension ExitStatus {
  init(_ error: DiagramError) {
    switch error {
    case .missing: self = .missingProgram
    case .nothing: self = .notFound
    case .tooLate, .tooLarge: self = .cannotWrite
    case .failed: self = .defect
    }
  }
}
