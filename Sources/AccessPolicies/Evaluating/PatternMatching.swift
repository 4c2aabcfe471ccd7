/// How a pattern is compared with a text.
enum PatternMode {
  /// `*` and `?` are characters.
  case exact, exactIgnoringCase
  /// `*` and `?` are wildcards; `*` crosses `/` and `:`.
  case wildcards, wildcardsIgnoringCase

  var ignoresCase: Bool { self == .exactIgnoringCase || self == .wildcardsIgnoringCase }
  var hasWildcards: Bool { self == .wildcards || self == .wildcardsIgnoringCase }
}

extension PolicyPattern {
  /// Whether the pattern matches `text`, its variables replaced from `context`.
  ///
  /// A variable whose key is absent and that has no default equals nothing. One whose key is not known may be anything.
  /// What AWS does with a variable that has several values, or whose value holds `*` or `?` where wildcards count, is
  /// not documented: unknown, unless nothing would make it match.
  /// - Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-no-value
  func matches(_ text: Substring, _ mode: PatternMode, in context: RequestContext) -> Truth {
    guard let resolved = resolved(in: context, mode) else { return .no }
    let scalars = Array(text.unicodeScalars)
    let fold: (Unicode.Scalar) -> Unicode.Scalar = mode.ignoresCase ? { $0.folded } : { $0 }
    guard Wildcards.match(resolved.tokens, scalars, fold: fold) else { return .no }
    return resolved.isCertain ? .yes : .unknown
  }

  /// Whether the pattern matches every text there is.
  func matchesEverything(_ mode: PatternMode) -> Bool {
    mode.hasWildcards && !tokens.isEmpty && tokens.allSatisfy { $0 == .many }
  }

  /// The keys of the variables.
  var variableKeys: [String] {
    tokens.compactMap { if case .variable(let variable) = $0 { variable.key } else { nil } }
  }

  /// The pattern without variables, and whether that is all of it; nil if a variable has no value.
  func resolved(in context: RequestContext, _ mode: PatternMode) -> (tokens: [Token], isCertain: Bool)? {
    var resolved: [Token] = []
    var isCertain = true
    for token in tokens {
      switch token {
      case .one where !mode.hasWildcards: resolved.append(.character("?"))
      case .many where !mode.hasWildcards: resolved.append(.character("*"))
      case .one, .many, .character: resolved.append(token)
      case .variable(let variable):
        guard let value = variable.value(in: context) else { return nil }
        if let value, !mode.hasWildcards || !value.contains(where: { $0 == "*" || $0 == "?" }) {
          resolved += value.unicodeScalars.map { .character($0) }
        } else {
          isCertain = false
          resolved.append(.many)
        }
      }
    }
    return (resolved, isCertain)
  }
}

extension PolicyPattern.Variable {
  /// The text that stands for the variable: nil if it has none, and nil inside if it is not known.
  fileprivate func value(in context: RequestContext) -> String?? {
    switch context[key] {
    case .present(let values) where values.count == 1: values[0]
    case .present(let values) where values.count > 1: .some(nil)
    case .absent, .present: fallback.map { $0 }
    case .unknownValue, .unknown: .some(nil)
    }
  }
}

/// `*` and `?`.
enum Wildcards {
  /// Whether the tokens, without variables, match all of `text`. Time is at most their lengths multiplied.
  static func match(
    _ tokens: [PolicyPattern.Token], _ text: [Unicode.Scalar], fold: (Unicode.Scalar) -> Unicode.Scalar
  ) -> Bool {
    var (token, at) = (0, 0)
    // Where to go on if what follows the last `*` does not match: the token after it, and how much it has taken.
    var retry: (token: Int, at: Int)?
    while at < text.count || token < tokens.count {
      if token < tokens.count {
        switch tokens[token] {
        case .many:
          retry = (token + 1, at)
          token += 1
          continue
        case .one where at < text.count:
          (token, at) = (token + 1, at + 1)
          continue
        case .character(let scalar) where at < text.count && fold(scalar) == fold(text[at]):
          (token, at) = (token + 1, at + 1)
          continue
        case .one, .character, .variable: break
        }
      }
      guard let last = retry, last.at < text.count else { return false }
      retry = (last.token, last.at + 1)
      (token, at) = (last.token, last.at + 1)
    }
    return true
  }
}

extension Unicode.Scalar {
  /// The lowercase form, where it is one character.
  var folded: Unicode.Scalar {
    if isASCII { return ("A"..."Z").contains(self) ? Unicode.Scalar(UInt8(value) + 32) : self }
    let lower = properties.lowercaseMapping.unicodeScalars
    return lower.count == 1 ? lower.first ?? self : self
  }
}
