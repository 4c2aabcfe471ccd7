/// Lets Graphviz write a drawing as PNG or PDF: the drawing is the background, in xdot, of a graph that shows nothing.
struct XDotWriter {
  var theme: DiagramOptions.Theme
  var icons: Icons
  private var text: [UInt8] = []
  private var bounds = Rect(x: 0, y: 0, width: 0, height: 0)
  private var font = ""
  private var line = ""
  private var images: [(path: String, rect: Rect)] = []

  /// Graphviz gives glyphs whole pixels of its page: on a larger page they stand closer to where they belong.
  private static let scale = 4

  /// Dots an inch of Graphviz's page: two pixels of a bitmap for one of the drawing's, less where the bitmap would have
  /// more than twelve million.
  private static func resolution(_ bounds: Rect, _ format: String) -> Double {
    let dots = 72 / Double(scale)
    if format == "pdf" { return dots }
    let pixels = Double(bounds.width) * Double(bounds.height)
    return dots * min(2, (12_000_000 / pixels).squareRoot())
  }

  init(theme: DiagramOptions.Theme, icons: Icons) {
    self.theme = theme
    self.icons = icons
  }

  func render(_ drawing: Drawing, format: String, milliseconds: Int) throws(DiagramError) -> [UInt8] {
    var writer = self
    writer.bounds = drawing.bounds
    for element in drawing.elements { writer.write(element) }
    let (width, height) = (drawing.bounds.width * XDotWriter.scale, drawing.bounds.height * XDotWriter.scale)
    // The two corners hold the page open: a graph without nodes has no size.
    let dot = """
      digraph {
      graph [bb="0,0,\(width),\(height)", pad=0, margin=0, dpi=\(XDotWriter.resolution(drawing.bounds, format))]
      node [style=invis, shape=point, width=0.001, height=0.001, label=""]
      a [pos="0,0"]
      b [pos="\(width),\(height)"]
      \(writer.imageNodes)}

      """
    let background = String(decoding: writer.text, as: UTF8.self)
    let bytes = try Graphviz.render(
      dot, background: background, engine: "nop2", format: format, milliseconds: milliseconds)
    return format == "pdf" ? XDotWriter.withoutDate(bytes) : bytes
  }

  /// The day a PDF was made is no part of the picture.
  private static func withoutDate(_ bytes: [UInt8]) -> [UInt8] {
    let key = Array("/CreationDate (D:".utf8)
    guard bytes.count > key.count else { return bytes }
    var bytes = bytes
    for start in 0...(bytes.count - key.count)
    where bytes[start] == key[0] && bytes[start..<(start + key.count)].elementsEqual(key) {
      var place = start + key.count
      let zero = Array("20000101000000".utf8)
      for digit in zero where place < bytes.count && bytes[place] != UInt8(ascii: ")") {
        bytes[place] = digit
        place += 1
      }
    }
    return bytes
  }

  private func color(_ ink: Ink) -> String { theme == .light ? ink.light : ink.dark }

  private mutating func put(_ more: String) { text += more.utf8 }
  private mutating func put(_ operation: String, string: String) {
    put("\(operation) \(string.utf8.count) -\(string) ")
  }

  /// xdot counts y upwards.
  private func pair(_ spot: Spot) -> String {
    "\(number(spot.x - Double(bounds.x))) \(number(Double(bounds.maxY) - spot.y))"
  }

  /// A length on Graphviz's page.
  private func number(_ value: Double) -> String {
    let hundredths = Int((value * 100 * Double(XDotWriter.scale)).rounded())
    let rest = abs(hundredths) % 100
    return "\(hundredths < 0 ? "-" : "")\(abs(hundredths) / 100).\(rest < 10 ? "0" : "")\(rest)"
  }

  private mutating func write(_ element: Element) {
    switch element {
    case .group(_, _, _, let elements): for element in elements { write(element) }
    case .rectangle(let rect, let radius, let style):
      polygon(XDotWriter.corners(rect, Double(radius)), closed: true, style)
    case .circle(let center, let radius, let style):
      set(style)
      put("\(style.fill == nil ? "e" : "E") \(pair(center)) \(number(radius)) \(number(radius)) ")
    case .path(let spots, let closed, let radius, let style):
      polygon(closed || radius == 0 ? spots : XDotWriter.rounded(spots, radius), closed: closed, style)
    case .text(let text): write(text)
    case .icon(let name, let rect):
      if let icon = icons.byKind[name] { images.append((icon.path, rect)) }
    }
  }

  /// xdot has no images that Graphviz would draw: they are nodes, and stand above everything.
  private var imageNodes: String {
    images.enumerated().map { position, image in
      let center = pair(Spot(image.rect.center)).replacing(" ", with: ",")
      let side = Double(image.rect.width * XDotWriter.scale) / 72
      let path = image.path.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
      return "i\(position) [pos=\"\(center)\", style=\"\", shape=none, fixedsize=true, imagescale=true, width=\(side), "
        + "height=\(side), image=\"\(path)\"]\n"
    }.joined()
  }

  private mutating func write(_ text: Text) {
    let name = text.bold ? "Liberation Sans,Arial,Helvetica Bold" : "Liberation Sans,Arial,Helvetica"
    let wanted = "F \(number(text.size)) \(name.utf8.count) -\(name) "
    if wanted != font {
      put(wanted)
      font = wanted
    }
    put("c", string: color(text.ink))
    let anchor =
      switch text.anchor {
      case .start: -1
      case .middle: 0
      case .end: 1
      }
    // Graphviz sets text a fifth of its size above the baseline it is given.
    let place = pair(Spot(text.at.x, text.at.y + text.size / 5))
    put("T \(place) \(anchor) \(number(text.width)) \(text.string.utf8.count) -\(text.string) ")
  }

  private mutating func set(_ style: Style) {
    put("c", string: style.stroke.map(color) ?? "#00000000")
    if let fill = style.fill { put("C", string: color(fill)) }
    let wanted = "setlinewidth(\(number(style.stroke == nil ? 0 : style.width)))"
    if wanted != line { put("S", string: wanted) }
    line = wanted
  }

  private mutating func polygon(_ spots: [Spot], closed: Bool, _ style: Style) {
    guard style.line == .solid || style.stroke == nil else {
      if style.fill != nil { polygon(spots, closed: closed, Style(fill: style.fill)) }
      return broken(closed ? spots + spots.prefix(1) : spots, style)
    }
    set(style)
    put("\(closed ? (style.fill == nil ? "p" : "P") : "L") \(spots.count) ")
    for spot in spots { put(pair(spot) + " ") }
  }

  /// A dashed or dotted line, piece by piece: Graphviz has one length of dash for all.
  private mutating func broken(_ spots: [Spot], _ style: Style) {
    guard let ink = style.stroke else { return }
    for piece in Dashes.pieces(of: spots, style.dashes) {
      if style.line == .dotted {
        write(.circle(piece[0], radius: style.width / 2, .fill(ink)))
      } else {
        polygon(piece, closed: false, .stroke(ink, style.width))
      }
    }
  }

  /// The corners of a rectangle; round ones as a few points each.
  private static func corners(_ rect: Rect, _ radius: Double) -> [Spot] {
    let (left, top, right, bottom) = (Double(rect.x), Double(rect.y), Double(rect.maxX), Double(rect.maxY))
    let sharp = [Spot(left, top), Spot(right, top), Spot(right, bottom), Spot(left, bottom)]
    if radius == 0 { return sharp }
    return sharp.enumerated().flatMap { position, corner -> [Spot] in
      let before = sharp[(position + 3) % 4]
      let after = sharp[(position + 1) % 4]
      return curve(before, corner, after, radius)
    }
  }

  /// A line whose corners are round.
  private static func rounded(_ spots: [Spot], _ radius: Double) -> [Spot] {
    spots.enumerated().flatMap { position, spot -> [Spot] in
      guard position > 0, position + 1 < spots.count else { return [spot] }
      return curve(spots[position - 1], spot, spots[position + 1], radius)
    }
  }

  private static func curve(_ before: Spot, _ corner: Spot, _ after: Spot, _ radius: Double) -> [Spot] {
    let (start, end) = Corner.cut(before, corner, after, radius)
    return (0...6).map { step in
      let t = Double(step) / 6
      let (a, b, c) = ((1 - t) * (1 - t), 2 * t * (1 - t), t * t)
      return Spot(a * start.x + b * corner.x + c * end.x, a * start.y + b * corner.y + c * end.y)
    }
  }
}
