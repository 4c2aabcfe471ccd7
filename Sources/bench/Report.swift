/// What was measured at one size.
struct Column {
  var title: String
  private(set) var rows: [(name: String, unit: String, value: Double)] = []

  init(title: String) { self.title = title }

  mutating func add(_ name: String, _ value: Double, _ unit: String) { rows.append((name, unit, value)) }

  subscript(name: String) -> Double { rows.first { $0.name == name }?.value ?? 0 }
}

/// A goal and what came of it.
struct Aim {
  var what: String
  var wanted: Double
  var unit: String
  var measured: Double
  var isAtLeast = false

  var isMet: Bool { isAtLeast ? measured >= wanted : measured <= wanted }
}

/// Everything that one run of bench has found, as text or as Markdown.
struct Report {
  var columns: [Column] = []
  var aims: [Aim] = []
  var notes: [String] = []

  func text(isMarkdown: Bool) -> String {
    let sizes = table(
      [[""] + columns.map(\.title)]
        + (columns.first?.rows ?? []).map { row in
          ["\(row.name) (\(row.unit))"] + columns.map { number($0[row.name]) }
        }, isMarkdown)
    let goals = table(
      [["aim", "wanted", "measured", ""]]
        + aims.map { aim in
          [
            aim.what, "\(aim.isAtLeast ? "≥" : "≤") \(number(aim.wanted)) \(aim.unit)", number(aim.measured),
            aim.isMet ? "met" : "missed",
          ]
        }, isMarkdown)
    return ([Machine.description] + [sizes, goals] + notes).joined(separator: "\n\n")
  }

  private func table(_ rows: [[String]], _ isMarkdown: Bool) -> String {
    let widths = (0..<(rows.first?.count ?? 0)).map { column in rows.map { $0[column].count }.max() ?? 0 }
    var lines = rows.map { row in
      let cells = row.enumerated().map { column, cell in
        let blanks = String(repeating: " ", count: widths[column] - cell.count)
        return column == 0 ? cell + blanks : blanks + cell
      }
      return isMarkdown ? "| \(cells.joined(separator: " | ")) |" : cells.joined(separator: "  ")
    }
    if isMarkdown {
      let rule = widths.indices.map { $0 == 0 ? ":---" : "---:" }
      lines.insert("| \(rule.joined(separator: " | ")) |", at: 1)
    }
    return lines.joined(separator: "\n")
  }
}

/// Three digits that count: `0.123`, `1.23`, `12.3`, `123`, `12 345`.
func number(_ value: Double) -> String {
  if value >= 100 {
    var digits = String(Int(value.rounded()))
    var at = digits.count - 3
    while at > 0 {
      digits.insert("\u{202F}", at: digits.index(digits.startIndex, offsetBy: at))
      at -= 3
    }
    return digits
  }
  let places: Double = value >= 10 ? 10 : value >= 1 ? 100 : 1000
  let rounded = (value * places).rounded() / places
  return rounded == rounded.rounded() ? String(Int(rounded)) : String(rounded)
}
