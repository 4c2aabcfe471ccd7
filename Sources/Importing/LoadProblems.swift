import NetworkModel

/// What was wrong with the inputs so far, and the exit status that it means.
struct LoadProblems {
  private(set) var diagnostics: [Diagnostic] = []
  private(set) var isMalformed = false
  private(set) var isMissing = false

  /// Whether there is no error; warnings may be there.
  var isEmpty: Bool { !isMalformed && !isMissing }

  /// 65 if anything is malformed, else 66 (CONTRACT section 3).
  var status: Int32 { isMalformed ? 65 : 66 }

  /// Adds an error with its exit status, 65 or 66.
  mutating func add(_ diagnostic: Diagnostic, status: Int32) {
    diagnostics.append(diagnostic)
    if diagnostic.severity == .error {
      if status == 65 { isMalformed = true } else { isMissing = true }
    }
  }

  /// Adds what a reader found; its errors are malformed input.
  mutating func add(_ diagnostics: [Diagnostic]) {
    for diagnostic in diagnostics { add(diagnostic, status: 65) }
  }

  mutating func add(_ other: LoadProblems) {
    diagnostics += other.diagnostics
    isMalformed = isMalformed || other.isMalformed
    isMissing = isMissing || other.isMissing
  }

  mutating func add(_ failure: MappedFile.Failure, path: String) {
    let message: String
    switch failure {
    case .notFound: message = "no such file or folder"
    case .isFolder: message = "expected a file, found a folder"
    case .unreadable(let reason): message = "cannot be read: \(reason.lowercased())"
    case .notUTF8(let line, let column):
      return add(
        Diagnostic(
          .error, file: path, line: line, column: column, message: "expected text in UTF-8, found another byte",
          remedy: "an input is a topology file, a snapshot folder or the output of `terraform show -json`"), status: 65)
    }
    add(Diagnostic(.error, file: path, message: message), status: 66)
  }

  mutating func add(_ malformed: JSONDocument.Malformed, file: String) {
    add(
      Diagnostic(
        .error, file: file, line: malformed.line, column: malformed.column, message: malformed.message,
        remedy: malformed.remedy), status: 65)
  }
}

/// One topology of those that are merged, and whose account's word it is.
struct InputPart {
  var topology: Topology
  /// The account and Region that the input was read as; nil for an input that may speak of several.
  var scope: Scope?
  /// What the input adds to resources of others.
  var additions = TopologyAdditions()
  /// Whether the input is Terraform's: what it makes is its word, whatever the account's snapshot says.
  var isTerraform = false
  /// Addresses that the input does not know yet.
  var addressing: TerraformAddressing?
  /// Of what AWS makes by itself and Terraform does not say: what it is made with.
  var owners: [String: String] = [:]
  /// Resources whose content is what AWS gives a new one, and not known.
  var presumed: Set<String> = []
}
