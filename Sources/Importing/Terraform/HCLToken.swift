/// A word of Terraform's configuration language.
struct HCLToken {
  enum Kind: Equatable {
    /// A name, a number, or a traversal `aws_vpc.main[0].id`.
    case word(String)
    /// What stands between quotes.
    case text(String)
    case mark(Character)
  }

  var kind: Kind
  var line: Int
  /// Where it stands among the scalars of the text.
  var range: Range<Int>
  /// Whether nothing stands before it on its line.
  var isFirstOnLine: Bool

  /// Whether an expression that ended on the line before goes on here: with an operator.
  var continues: Bool {
    if case .mark(let mark) = kind { return "?:.+-*/%&|<>!=".contains(mark) }
    return false
  }

  /// A plain word or text without a template.
  var literal: String? {
    switch kind {
    case .word(let word): word.contains(".") || word.contains("[") ? nil : word
    case .text(let text): text.contains("${") ? nil : text
    case .mark: nil
    }
  }

  /// The tokens of a text; comments are left out, and of heredocs the lines.
  static func tokens(_ scalars: [Unicode.Scalar]) -> [HCLToken] {
    var reader = Reader(scalars)
    return reader.tokens()
  }

  static func tokens(_ text: String) -> [HCLToken] { tokens(Array(text.unicodeScalars)) }

  /// The references in an expression, each with its shorter forms behind it, as plans list them.
  static func references(_ tokens: [HCLToken]) -> [String] {
    var references: [String] = []
    for token in tokens {
      switch token.kind {
      case .word(let word): add(word, to: &references)
      case .text(let text):
        for part in templates(in: text) { references += self.references(self.tokens(part)) }
      case .mark: break
      }
    }
    return references
  }

  /// What stands inside `${…}`.
  private static func templates(in text: String) -> [String] {
    var parts: [String] = []
    var rest = text[...]
    while let start = rest.firstRange(of: "${") {
      var depth = 1
      var end = start.upperBound
      while end < rest.endIndex, depth > 0 {
        if rest[end] == "{" { depth += 1 }
        if rest[end] == "}" { depth -= 1 }
        if depth > 0 { end = rest.index(after: end) }
      }
      parts.append(String(rest[start.upperBound..<end]))
      rest = end < rest.endIndex ? rest[rest.index(after: end)...] : rest[rest.endIndex...]
    }
    return parts
  }

  private static func add(_ word: String, to references: inout [String]) {
    let steps = TerraformTraversal(word).steps
    guard steps.count > 1, let first = steps.first?.name, first.first?.isLetter ?? false else { return }
    let known = ["var", "local", "module", "data", "each", "count", "path", "self", "terraform"]
    guard known.contains(first) || first.hasPrefix("aws_") else { return }
    var text = word
    references.append(text)
    while let cut = text.lastIndex(where: { $0 == "." || $0 == "[" }) {
      text = String(text[..<cut])
      if !text.contains(".") { break }
      references.append(text)
    }
  }

  /// Reads a text scalar by scalar.
  private struct Reader {
    let scalars: [Unicode.Scalar]
    var at = 0
    var line = 1
    var isFirst = true
    var found: [HCLToken] = []

    init(_ scalars: [Unicode.Scalar]) { self.scalars = scalars }

    var current: Unicode.Scalar? { at < scalars.count ? scalars[at] : nil }
    var next: Unicode.Scalar? { at + 1 < scalars.count ? scalars[at + 1] : nil }

    mutating func tokens() -> [HCLToken] {
      while let scalar = current {
        if scalar == "\n" {
          (at, line, isFirst) = (at + 1, line + 1, true)
        } else if scalar == " " || scalar == "\t" || scalar == "\r" {
          at += 1
        } else if scalar == "#" || (scalar == "/" && next == "/") {
          skip { $0 == "\n" }
        } else if scalar == "/", next == "*" {
          comment()
        } else if scalar == "\"" {
          let start = (line, at)
          emit(.text(string()), start.0, from: start.1)
        } else if scalar == "<", next == "<" {
          heredoc()
        } else if isWord(scalar) {
          let start = (line, at)
          emit(.word(word()), start.0, from: start.1)
        } else {
          at += 1
          emit(.mark(Character(scalar)), line, from: at - 1)
        }
      }
      return found
    }

    mutating func emit(_ kind: Kind, _ line: Int, from start: Int) {
      found.append(HCLToken(kind: kind, line: line, range: start..<min(at, scalars.count), isFirstOnLine: isFirst))
      isFirst = false
    }

    mutating func skip(until end: (Unicode.Scalar) -> Bool) {
      while let scalar = current, !end(scalar) { at += 1 }
    }

    mutating func comment() {
      at += 2
      while let scalar = current, !(scalar == "*" && next == "/") {
        if scalar == "\n" { line += 1 }
        at += 1
      }
      at += 2
    }

    func isWord(_ scalar: Unicode.Scalar) -> Bool {
      scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || scalar == "_" || scalar == "-"
    }

    /// A name or number, with what is behind its dots and in its brackets where these are plain.
    mutating func word() -> String {
      var text = String.UnicodeScalarView()
      while let scalar = current {
        if isWord(scalar) {
          text.append(scalar)
          at += 1
        } else if scalar == ".", let after = next, isWord(after) {
          text.append(scalar)
          at += 1
        } else if scalar == "[", let key = index() {
          text.append(contentsOf: key.unicodeScalars)
        } else {
          break
        }
      }
      return String(text)
    }

    /// `[0]` or `["a"]`; nil, and nothing is read, for any other index.
    mutating func index() -> String? {
      var end = at + 1
      while end < scalars.count, scalars[end] != "]", scalars[end] != "\n" { end += 1 }
      guard end < scalars.count, scalars[end] == "]" else { return nil }
      var text = String.UnicodeScalarView()
      text.append(contentsOf: scalars[at...end])
      let inner = text.dropFirst().dropLast()
      let isNumber = !inner.isEmpty && inner.allSatisfy { ("0"..."9").contains($0) }
      let isText = inner.count > 2 && inner.first == "\"" && inner.last == "\"" && !inner.contains("$")
      guard isNumber || isText else { return nil }
      at = end + 1
      return String(text)
    }

    /// A text in quotes; what is inside `${…}` may hold quotes itself.
    mutating func string() -> String {
      at += 1
      var text = String.UnicodeScalarView()
      var depth = 0
      while let scalar = current {
        if scalar == "\\", let escaped = next {
          text.append(escaped)
          at += 2
          continue
        }
        if scalar == "$" && next == "{" { depth += 1 }
        if scalar == "}" && depth > 0 { depth -= 1 }
        if scalar == "\n" { line += 1 }
        at += 1
        if scalar == "\"" && depth == 0 { break }
        text.append(scalar)
      }
      return String(text)
    }

    /// `<<EOT` and `<<-EOT`, up to the line that is the word alone.
    mutating func heredoc() {
      let start = (line, at)
      defer { emit(.text(""), start.0, from: start.1) }
      at += 2
      if current == "-" { at += 1 }
      let end = word()
      skip { $0 == "\n" }
      while current != nil {
        (at, line) = (at + 1, line + 1)
        var text = String.UnicodeScalarView()
        while let scalar = current, scalar != "\n" {
          text.append(scalar)
          at += 1
        }
        let word = String(text).trimmingBlanks
        if word == end { return }
      }
    }
  }
}

extension String {
  fileprivate var trimmingBlanks: String {
    let start = drop { $0 == " " || $0 == "\t" }
    return String(start.reversed().drop { $0 == " " || $0 == "\t" || $0 == "\r" }.reversed())
  }
}
