/// Lines of text for a terminal.
enum TextLayout {
  /// The width that lines keep to, in characters.
  static let width = 80

  /// `text` in lines of at most 80 characters, broken at blanks only: a long id or address stays in one piece.
  ///
  /// - Parameters:
  ///   - first: what the first line begins with.
  ///   - rest: what the others begin with.
  static func wrapped(_ text: String, first: String, rest: String) -> [String] {
    var lines: [String] = []
    var line = first
    var isEmpty = true
    for word in text.split(separator: " ") {
      if !isEmpty, line.count + 1 + word.count > width {
        lines.append(line)
        line = rest
        isEmpty = true
      }
      line += isEmpty ? String(word) : " " + word
      isEmpty = false
    }
    return lines + [line]
  }

  /// `head` and `tail` on one line where they fit, else on lines of their own.
  static func joined(_ head: String, _ tail: String?, first: String, rest: String) -> [String] {
    let whole = tail.map { "\(head) \($0)" } ?? head
    guard let tail, first.count + whole.count > width else { return wrapped(whole, first: first, rest: rest) }
    return wrapped(head, first: first, rest: rest) + wrapped(tail, first: rest, rest: rest + "  ")
  }
}

/// Marks and words that stand out, in colour where the terminal has it. The words say everything that the colour says.
struct Palette {
  var isColored: Bool

  enum Color: Int {
    case red = 31
    case green = 32
    case yellow = 33
    case magenta = 35
  }

  func bold(_ text: String) -> String { isColored ? "\u{1B}[1m\(text)\u{1B}[0m" : text }

  func colored(_ text: String, _ color: Color, isBold: Bool = false) -> String {
    isColored ? "\u{1B}[\(isBold ? "1;" : "")\(color.rawValue)m\(text)\u{1B}[0m" : text
  }
}
