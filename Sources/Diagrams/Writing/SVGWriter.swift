/// Writes a drawing as SVG, with both themes in one file: the reader's setting chooses.
struct SVGWriter {
  var icons: Icons
  private var body: [UInt8] = []
  private var ids: Set<String> = []
  private var fills: Set<Ink> = []
  private var strokes: Set<Ink> = []

  init(icons: Icons) { self.icons = icons }

  /// The document. The same drawing gives the same bytes.
  func document(_ drawing: Drawing) -> String {
    var writer = self
    for element in drawing.elements { writer.write(element) }
    let bounds = drawing.bounds
    var text = """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="\(bounds.x) \(bounds.y) \(bounds.width) \(bounds.height)" \
      width="\(bounds.width)" height="\(bounds.height)" role="img" \
      font-family="Helvetica, Arial, 'Liberation Sans', sans-serif">
      <title>\(SafeText.xml(drawing.title))</title>
      <style>
      text{white-space:pre}.n{fill:none}.b{font-weight:700}

      """
    for ink in Ink.allCases { text += writer.rules(ink, ink.light) }
    text += "@media (prefers-color-scheme: dark){\n"
    for ink in Ink.allCases where ink.dark != ink.light { text += writer.rules(ink, ink.dark) }
    text += "}\n</style>\n"
    return text + String(decoding: writer.body, as: UTF8.self) + "</svg>\n"
  }

  /// The rules of a colour, where it is used.
  private func rules(_ ink: Ink, _ color: String) -> String {
    var text = ""
    if fills.contains(ink) { text += ".f-\(ink.rawValue){fill:\(color)}" }
    if strokes.contains(ink) { text += ".s-\(ink.rawValue){stroke:\(color)}" }
    return text.isEmpty ? "" : text + "\n"
  }

  private mutating func put(_ text: String) { body += text.utf8 }

  private mutating func write(_ element: Element) {
    switch element {
    case .group(let id, let classes, let title, let elements):
      put("<g")
      if let id { put(" id=\"\(unique(id))\"") }
      put(" class=\"\(classes.joined(separator: " "))\">")
      if let title, !title.isEmpty { put("<title>\(SafeText.xml(SafeText.clean(title)))</title>") }
      put("\n")
      for element in elements { write(element) }
      put("</g>\n")
    case .rectangle(let rect, let radius, let style):
      put("<rect x=\"\(rect.x)\" y=\"\(rect.y)\" width=\"\(rect.width)\" height=\"\(rect.height)\"")
      if radius > 0 { put(" rx=\"\(radius)\"") }
      put("\(attributes(style))/>\n")
    case .circle(let center, let radius, let style):
      put(
        "<circle cx=\"\(number(center.x))\" cy=\"\(number(center.y))\" r=\"\(number(radius))\"\(attributes(style))/>\n")
    case .path(let spots, let closed, let radius, let style):
      put("<path d=\"\(data(spots, closed: closed, radius: radius))\"\(attributes(style))/>\n")
    case .text(let text): write(text)
    case .icon(let name, let rect):
      guard let icon = icons.byKind[name] else { return }
      put(
        "<image x=\"\(rect.x)\" y=\"\(rect.y)\" width=\"\(rect.width)\" height=\"\(rect.height)\" "
          + "href=\"data:\(icon.mediaType);base64,\(Base64.text(icon.bytes))\"/>\n")
    }
  }

  private mutating func write(_ text: Text) {
    fills.insert(text.ink)
    put("<text x=\"\(number(text.at.x))\" y=\"\(number(text.at.y))\" class=\"f-\(text.ink.rawValue)")
    put(text.bold ? " b\"" : "\"")
    put(" font-size=\"\(number(text.size))\"")
    if text.anchor != .start { put(" text-anchor=\"\(text.anchor.rawValue)\"") }
    // Another font may be wider: the text still takes no more room than it was given.
    put(" textLength=\"\(number(text.width))\" lengthAdjust=\"spacingAndGlyphs\">\(SafeText.xml(text.string))</text>\n")
  }

  private mutating func attributes(_ style: Style) -> String {
    var classes: [String] = []
    if let fill = style.fill {
      fills.insert(fill)
      classes.append("f-\(fill.rawValue)")
    } else {
      classes.append("n")
    }
    if let stroke = style.stroke {
      strokes.insert(stroke)
      classes.append("s-\(stroke.rawValue)")
    }
    var text = " class=\"\(classes.joined(separator: " "))\""
    guard style.stroke != nil else { return text }
    if style.width != 1 { text += " stroke-width=\"\(number(style.width))\"" }
    switch style.line {
    case .solid: text += " stroke-linecap=\"round\" stroke-linejoin=\"round\""
    case .dashed, .dotted:
      text += " stroke-dasharray=\"\(number(style.dashes.on)) \(number(style.dashes.off))\""
      if style.line == .dotted { text += " stroke-linecap=\"round\"" }
    }
    return text
  }

  private func data(_ spots: [Spot], closed: Bool, radius: Double) -> String {
    var text = ""
    for (position, spot) in spots.enumerated() {
      if radius > 0, !closed, position > 0, position + 1 < spots.count {
        let (start, end) = Corner.cut(spots[position - 1], spot, spots[position + 1], radius)
        text += "L\(pair(start))Q\(pair(spot)) \(pair(end))"
      } else {
        text += (position == 0 ? "M" : "L") + pair(spot)
      }
    }
    return closed ? text + "Z" : text
  }

  private func pair(_ spot: Spot) -> String { "\(number(spot.x)) \(number(spot.y))" }

  /// At most two decimals, and none that say nothing.
  private func number(_ value: Double) -> String {
    let hundredths = Int((value * 100).rounded())
    let (whole, rest) = (abs(hundredths) / 100, abs(hundredths) % 100)
    let sign = hundredths < 0 ? "-" : ""
    if rest == 0 { return "\(sign)\(whole)" }
    return rest % 10 == 0 ? "\(sign)\(whole).\(rest / 10)" : "\(sign)\(whole).\(rest < 10 ? "0" : "")\(rest)"
  }

  /// An id that XML accepts and no other element has.
  private mutating func unique(_ id: String) -> String {
    var name = ""
    for scalar in id.unicodeScalars.prefix(120) {
      let isPlain = scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || scalar == "-")
      name.unicodeScalars.append(isPlain ? scalar : "_")
    }
    if name.first?.isLetter != true { name = "r-" + name }
    var candidate = name
    var count = 2
    while !ids.insert(candidate).inserted {
      candidate = "\(name).\(count)"
      count += 1
    }
    return candidate
  }
}

/// Round corners of lines.
enum Corner {
  /// Where the curve around a corner begins and ends.
  static func cut(_ before: Spot, _ corner: Spot, _ after: Spot, _ radius: Double) -> (Spot, Spot) {
    func towards(_ other: Spot) -> Spot {
      let (dx, dy) = (other.x - corner.x, other.y - corner.y)
      let length = (dx * dx + dy * dy).squareRoot()
      guard length > 0 else { return corner }
      let part = min(radius, length / 2) / length
      return Spot(corner.x + dx * part, corner.y + dy * part)
    }
    return (towards(before), towards(after))
  }
}

/// Bytes as text.
enum Base64 {
  private static let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  static func text(_ bytes: [UInt8]) -> String {
    var result: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let chunk = bytes[start..<min(start + 3, bytes.count)]
      let value = chunk.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - chunk.count))
      for position in 0..<4 {
        result.append(position <= chunk.count ? digits[value >> (18 - 6 * position) & 63] : UInt8(ascii: "="))
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
