import NetworkModel
import Yams

/// What a YAML document is.
enum YAMLInput {
  /// Looks at the first key, `canreach`. A text that is no YAML is left to the reader of topology files, which says what
  /// is wrong with it.
  ///
  /// - Returns: why the document is no file of the format; nil where it is one.
  static func strangeness(_ text: String, file: String) -> Diagnostic? {
    guard let node = try? Yams.compose(yaml: text) else {
      return text.contains("canreach:") ? nil : unknown(file, "found nothing that can be read")
    }
    guard let first = node.mapping?.first else {
      return unknown(file, "found \(node.scalar == nil ? "a list" : "plain text")")
    }
    guard first.key.string == "canreach" else {
      return unknown(file, "found `\(first.key.string ?? "")`", line: first.key.mark?.line)
    }
    return nil
  }

  private static func unknown(_ file: String, _ found: String, line: Int? = nil) -> Diagnostic {
    Diagnostic(
      .error, file: file, line: line ?? 1, message: "expected `canreach: 1` as the first key, \(found)",
      remedy: "an input is a topology file, a snapshot folder or the output of `terraform show -json`")
  }
}
