/// A text of a policy in which `*` and `?` may be wildcards and `${…}` a variable.
///
/// Which of them count depends on where the text stands: `StringEquals` takes `*` as an asterisk, and a policy of
/// version 2008-10-17 knows no variables.
/// - Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
public struct PolicyPattern: Sendable, Hashable, CustomStringConvertible {
  /// The text as it was written.
  public let source: String
  let tokens: [Token]
  /// Whether the text is API Gateway's short form of a resource, `execute-api:/…`, and its owner is not known.
  let isShortForm: Bool

  enum Token: Sendable, Hashable {
    case character(Unicode.Scalar)
    /// `?`: exactly one character.
    case one
    /// `*`: any characters, none included.
    case many
    case variable(Variable)
  }

  /// `${key}` or `${key, 'default'}`.
  struct Variable: Sendable, Hashable {
    var key: String
    var fallback: String?
  }

  public init(_ source: String, version: Policy.Version) {
    self.init(source, text: source, version: version)
  }

  /// A pattern that shows `source` and means `text`.
  init(_ source: String, text: String, version: Policy.Version) {
    self.source = source
    isShortForm = text.hasPrefix("execute-api:/")
    tokens = PolicyPattern.tokens(of: text, withVariables: version == .of2012)
  }

  private init(tokens: [Token], source: String) {
    self.tokens = tokens
    self.source = source
    isShortForm = false
  }

  /// The parts between separators, the last with all that follows. Colons inside variables do not separate.
  func parts(separatedBy separator: Unicode.Scalar, atMost count: Int) -> [PolicyPattern] {
    tokens.split(separator: .character(separator), maxSplits: count - 1, omittingEmptySubsequences: false).map {
      PolicyPattern(tokens: Array($0), source: source)
    }
  }

  public var description: String { source }

  /// Whether the text holds a variable, `${*}` and its like not counted.
  var hasVariables: Bool {
    tokens.contains { if case .variable = $0 { true } else { false } }
  }

  private static func tokens(of text: String, withVariables: Bool) -> [Token] {
    var tokens: [Token] = []
    var rest = Substring(text).unicodeScalars
    while let scalar = rest.first {
      if withVariables, scalar == "$", let (token, length) = variable(in: rest) {
        tokens.append(token)
        rest = rest.dropFirst(length)
        continue
      }
      rest = rest.dropFirst()
      switch scalar {
      case "*": tokens.append(.many)
      case "?": tokens.append(.one)
      default: tokens.append(.character(scalar))
      }
    }
    return tokens
  }

  /// The variable at the beginning of `text` and its length; nil if there is none, and the characters are meant.
  private static func variable(in text: Substring.UnicodeScalarView) -> (Token, Int)? {
    guard text.dropFirst().first == "{", let close = text.firstIndex(of: "}") else { return nil }
    let length = text.distance(from: text.startIndex, to: close) + 1
    let inside = text.dropFirst(2)[..<close]
    if inside.count == 1, let only = inside.first, "*?$".unicodeScalars.contains(only) {
      return (.character(only), length)
    }
    let parts = inside.split(separator: ",", maxSplits: 1, omittingEmptySubsequences: false).map { trimmed($0) }
    guard let key = parts.first, !key.isEmpty else { return nil }
    guard parts.count == 2 else { return (.variable(Variable(key: String(key))), length) }
    let fallback = parts[1]
    guard fallback.count >= 2, fallback.first == "'", fallback.last == "'" else { return nil }
    return (.variable(Variable(key: String(key), fallback: String(fallback.dropFirst().dropLast()))), length)
  }

  private static func trimmed(_ text: Substring.UnicodeScalarView) -> Substring {
    let start = text.drop { $0 == " " }
    let end = start.lastIndex { $0 != " " }.map { start.index(after: $0) } ?? start.startIndex
    return Substring(start[..<end])
  }
}
