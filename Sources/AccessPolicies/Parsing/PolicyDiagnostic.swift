/// A place in a text: line and column from 1, columns in bytes.
public struct TextPosition: Sendable, Hashable, CustomStringConvertible {
  public var line: Int
  public var column: Int

  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  public var description: String { "\(line):\(column)" }
}

/// Something wrong with a policy: where, what, and what to do.
public struct PolicyDiagnostic: Sendable, Hashable {
  public enum Severity: String, Sendable, Hashable {
    /// AWS would refuse the policy; there is nothing to evaluate.
    case error
    /// The policy is usable, but a part of it can never do what it seems to.
    case warning
  }

  public var severity: Severity
  /// Where in the policy's text, if it came as text.
  public var position: TextPosition?
  /// Where in the document, `$.Statement[2].Condition.StringEquals`.
  public var path: String
  /// What is wrong: lowercase, no final period, the policy's words in backticks.
  public var message: String
  /// What to do about it, if there is more to say.
  public var remedy: String?

  public init(
    _ severity: Severity, at position: TextPosition?, path: String, _ message: String, remedy: String? = nil
  ) {
    self.severity = severity
    self.position = position
    self.path = path
    self.message = message
    self.remedy = remedy
  }
}

extension PolicyDiagnostic: CustomStringConvertible {
  /// `line:column: error: message (at $.path); remedy`.
  public var description: String {
    var text = position.map { "\($0): " } ?? ""
    text += "\(severity.rawValue): \(message) (at \(path))"
    if let remedy { text += "; \(remedy)" }
    return text
  }
}
