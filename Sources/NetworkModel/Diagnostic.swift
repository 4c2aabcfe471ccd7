/// Something wrong with an input: where, what was found, what was expected, and what to do.
public struct Diagnostic: Sendable, Hashable {
  public enum Severity: String, Sendable, Hashable {
    /// The input cannot be used (exit status 65 or 66).
    case error
    /// One record was left out, or something looks wrong; the rest is used.
    case warning
  }

  public var severity: Severity
  /// The file as the user named it.
  public var file: String
  public var line: Int?
  public var column: Int?
  /// The place in a JSON document, `$.Vpcs[2].CidrBlock`.
  public var path: String?
  /// What is wrong: lowercase, no final period, the user's words in backticks.
  public var message: String
  /// What to do about it, if there is more to say.
  public var remedy: String?

  public init(
    _ severity: Severity, file: String, line: Int? = nil, column: Int? = nil, path: String? = nil, message: String,
    remedy: String? = nil
  ) {
    self.severity = severity
    self.file = file
    self.line = line
    self.column = column
    self.path = path
    self.message = message
    self.remedy = remedy
  }
}

extension Diagnostic: CustomStringConvertible {
  /// `file:line:column: error: message (at $.path); remedy`.
  public var description: String {
    var place = file
    if let line { place += ":\(line)" }
    if let column { place += ":\(column)" }
    var text = "\(place): \(severity.rawValue): \(message)"
    if let path { text += " (at \(path))" }
    if let remedy { text += "; \(remedy)" }
    return text
  }
}
