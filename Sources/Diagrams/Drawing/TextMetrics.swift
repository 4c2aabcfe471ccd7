/// How wide text is. The widths are those of Helvetica, which Arial and Liberation Sans share, so that a layout does not
/// depend on the fonts of the machine.
enum TextMetrics {
  /// In pixels, rounded up.
  static func width(_ text: String, size: Double, bold: Bool) -> Int {
    Int((exactWidth(text, size: size, bold: bold)).rounded(.up))
  }

  static func exactWidth(_ text: String, size: Double, bold: Bool) -> Double {
    var thousandths = 0
    for scalar in text.unicodeScalars { thousandths += width(of: scalar, bold: bold) }
    return Double(thousandths) * size / 1000
  }

  private static func width(of scalar: Unicode.Scalar, bold: Bool) -> Int {
    switch scalar.value {
    case 0x20..<0x7F: Int((bold ? TextMetrics.bold : regular)[Int(scalar.value) - 0x20])
    case 0xB7: 278
    case 0x80..<0x250: 611
    case 0x300..<0x370, 0x200D, 0xFE00..<0xFE10: 0
    case 0x370..<0x590: 640
    default: 1000
    }
  }

  /// As much of `text` as fits, with an ellipsis in its middle where something had to go.
  static func fitted(_ text: String, size: Double, bold: Bool, width: Int) -> String {
    if exactWidth(text, size: size, bold: bold) <= Double(width) { return text }
    let characters = Array(text)
    // What is kept, found by halving: widths only grow with the number of characters.
    var low = 0
    var high = characters.count
    func cut(_ kept: Int) -> String {
      let head = (kept + 1) / 2
      return String(characters[..<head]) + "…" + String(characters[(characters.count - (kept - head))...])
    }
    while low < high {
      let middle = (low + high + 1) / 2
      if exactWidth(cut(middle), size: size, bold: bold) <= Double(width) { low = middle } else { high = middle - 1 }
    }
    return cut(low)
  }

  /// `text` in lines of at most `width` pixels: broken after one of `breaks` where that is possible, else anywhere.
  static func wrapped(_ text: String, size: Double, bold: Bool, width: Int, breaks: String = " ") -> [String] {
    var lines: [String] = []
    var line = ""
    for word in pieces(text, breaks) {
      let longer = line + word
      if exactWidth(longer.trimmed, size: size, bold: bold) <= Double(width) {
        line = longer
        continue
      }
      if !line.isEmpty { lines.append(line.trimmed) }
      line = word
      while exactWidth(line.trimmed, size: size, bold: bold) > Double(width), line.count > 1 {
        var head = line
        while head.count > 1, exactWidth(head, size: size, bold: bold) > Double(width) { head.removeLast() }
        lines.append(head)
        line = String(line.dropFirst(head.count))
      }
    }
    if !line.trimmed.isEmpty { lines.append(line.trimmed) }
    return lines
  }

  /// Where a line may be broken.
  private static func pieces(_ text: String, _ breaks: String) -> [String] {
    var pieces: [String] = []
    var piece = ""
    for character in text {
      piece.append(character)
      if breaks.contains(character) {
        pieces.append(piece)
        piece = ""
      }
    }
    return piece.isEmpty ? pieces : pieces + [piece]
  }

  private static let regular: [UInt16] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556,
    556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667,
    556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556,
    556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722,
    500, 500, 500, 334, 260, 334, 584,
  ]

  private static let bold: [UInt16] = [
    278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556,
    556, 556, 556, 556, 333, 333, 584, 584, 584, 611, 975, 722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722,
    611, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333, 584, 556, 333, 556,
    611, 556, 611, 556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611, 611, 611, 389, 556, 333, 611, 556, 778,
    556, 556, 500, 389, 280, 389, 584,
  ]
}

extension String {
  /// Without the blanks at its ends.
  var trimmed: String {
    var text = Substring(self)
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
