/// `manifest.json` of a folder: what became of every call.
struct Manifest {
  /// A call that gave no answer.
  struct Failure {
    var file: String
    /// The command's first error line.
    var message: String
    /// The code in parentheses says that there is no such resource: AWS answered, with nothing.
    var isEmpty: Bool
  }

  private(set) var failures: [Failure] = []

  func failure(of file: String) -> Failure? { failures.first { $0.file == file } }

  init() {}

  /// Reads `[{"file", "command", "rc", "error"}]`.
  init(_ document: JSONValue) throws(JSONError) {
    for entry in try document.elements() {
      let file = try entry.string("file")
      guard try entry.integer("rc") ?? 0 != 0 else { continue }
      let error = try entry.text("error") ?? ""
      failures.append(
        Failure(file: file, message: Manifest.summary(error), isEmpty: Manifest.saysThereIsNone(error)))
    }
  }

  /// Whether the error's code, the word in parentheses, is one of AWS's for "there is none": `NoSuch…`, `…NotFound`
  /// or `…NotFoundException`.
  static func saysThereIsNone(_ error: String) -> Bool {
    guard let open = error.firstIndex(of: "("), let close = error[open...].firstIndex(of: ")") else { return false }
    let code = error[error.index(after: open)..<close]
    return code.hasPrefix("NoSuch") || code.hasSuffix("NotFound") || code.hasSuffix("NotFoundException")
  }

  private static func summary(_ error: String) -> String {
    let words = error.split { $0.isWhitespace }.joined(separator: " ")
    return words.isEmpty ? "the call failed" : String(words.prefix(160))
  }
}
