/// Columns of text, each as wide as its widest cell, two blanks between them.
struct Table {
  private var rows: [[String]]

  init(_ rows: [[String]], header: [String]) { self.rows = [header] + rows }

  var text: String {
    let columns = rows.first?.count ?? 0
    let widths = (0..<columns).map { column in rows.map { $0[column].count }.max() ?? 0 }
    var text = ""
    for row in rows {
      var line = ""
      for (cell, width) in zip(row, widths) { line += cell + String(repeating: " ", count: width - cell.count + 2) }
      while line.last == " " { line.removeLast() }
      text += line + "\n"
    }
    return text
  }
}
