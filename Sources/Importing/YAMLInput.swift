import NetworkModel
import Yams

/// What a YAML document is.
enum YAMLInput {
  /// An input that a suite names.
  struct Named {
    var path: String
    var location: SourceLocation
  }

  case topology
  /// A suite: expectations for the topologies that it names (CONTRACT section 5).
  case suite([Named])
  case other(Diagnostic)

  /// Looks at the first key, `canreach`, and for the key `topology` of a suite. A text that is no YAML is left to the
  /// reader of topology files, which says what is wrong with it.
  static func recognise(_ text: String, file: String) -> YAMLInput {
    guard let node = try? Yams.compose(yaml: text) else {
      return text.contains("canreach:") ? .topology : .other(unknown(file, "found nothing that can be read"))
    }
    guard let mapping = node.mapping, let first = mapping.first else {
      return .other(unknown(file, "found \(node.scalar == nil ? "a list" : "plain text")"))
    }
    guard first.key.string == "canreach" else {
      return .other(unknown(file, "found `\(first.key.string ?? "")`", line: first.key.mark?.line))
    }
    guard let topology = mapping["topology"] else { return .topology }
    var inputs: [Named] = []
    for input in topology.sequence.map(Array.init) ?? [topology] {
      let location = SourceLocation(file: file, line: input.mark?.line ?? 1, column: input.mark?.column)
      guard let path = input.string, !path.isEmpty else {
        return .other(
          Diagnostic(
            .error, file: file, line: location.line, column: location.column,
            message: "expected a path under `topology`, found something else"))
      }
      inputs.append(Named(path: path, location: location))
    }
    return .suite(inputs)
  }

  private static func unknown(_ file: String, _ found: String, line: Int? = nil) -> Diagnostic {
    Diagnostic(
      .error, file: file, line: line ?? 1, message: "expected `canreach: 1` as the first key, \(found)",
      remedy: "an input is a topology file, a snapshot folder or the output of `terraform show -json`")
  }
}
