/// Names come from people: what a picture shows of them is one line of visible characters.
enum SafeText {
  /// The longest text that is kept: what is longer is cut in its middle.
  static let limit = 400

  /// `text` without control, formatting and invalid characters, blanks in place of line breaks, cut to ``limit``.
  static func clean(_ text: String, limit: Int = SafeText.limit) -> String {
    var kept: [Unicode.Scalar] = []
    var marks = 0
    for scalar in text.unicodeScalars {
      if scalar.properties.isWhitespace {
        if kept.last != " " { kept.append(" ") }
        continue
      }
      guard isVisible(scalar) else { continue }
      // A few accents are language, a hundred are an attack on the lines around.
      marks = scalar.properties.generalCategory == .nonspacingMark ? marks + 1 : 0
      if marks <= 2 { kept.append(scalar) }
    }
    if kept.count > limit {
      let head = limit / 2
      kept = Array(kept[..<head]) + ["…"] + Array(kept[(kept.count - head)...])
    }
    var result = String.UnicodeScalarView()
    result.append(contentsOf: kept)
    return String(result).trimmed
  }

  /// The cleaned text, or words that say that there is none.
  static func name(_ text: String) -> String {
    let cleaned = clean(text)
    return cleaned.isEmpty ? "(no name)" : cleaned
  }

  private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
    // Joins the parts of an emoji, and is harmless elsewhere.
    if scalar.value == 0x200D { return true }
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: return false
    default: return !scalar.properties.isNoncharacterCodePoint
    }
  }

  /// Escaped for the text and the attributes of XML.
  static func xml(_ text: String) -> String {
    var result = ""
    for character in text.unicodeScalars {
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      default: result.unicodeScalars.append(character)
      }
    }
    return result
  }
}
