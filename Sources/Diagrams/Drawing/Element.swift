/// A place with fractions of a pixel: glyphs are scaled.
struct Spot: Sendable, Hashable {
  var x: Double
  var y: Double

  init(_ x: Double, _ y: Double) {
    self.x = x
    self.y = y
  }

  init(_ point: Point) { self.init(Double(point.x), Double(point.y)) }
}

/// How a shape is painted.
struct Style: Sendable, Hashable {
  enum Line: String, Sendable { case solid, dashed, dotted }

  var fill: Ink?
  var stroke: Ink?
  var width = 1.0
  var line = Line.solid

  static func fill(_ ink: Ink) -> Style { Style(fill: ink) }
  static func stroke(_ ink: Ink, _ width: Double = 1, _ line: Line = .solid) -> Style {
    Style(stroke: ink, width: width, line: line)
  }
}

/// Text on one line.
struct Text: Sendable, Hashable {
  enum Anchor: String, Sendable { case start, middle, end }

  /// Of the anchor, on the baseline.
  var at: Spot
  var string: String
  var size: Double
  var bold = false
  var ink: Ink
  var anchor = Anchor.start

  var width: Double { TextMetrics.exactWidth(string, size: size, bold: bold) }
}

/// What a picture is made of, whatever it is written as.
indirect enum Element: Sendable {
  /// What belongs together: a resource, or a step of the way. `id` and `title` come from people.
  case group(id: String?, classes: [String], title: String?, [Element])
  case rectangle(Rect, radius: Int, Style)
  case circle(Spot, radius: Double, Style)
  /// A line through these places, with round corners where there is a radius.
  case path([Spot], closed: Bool, radius: Double, Style)
  case text(Text)
  /// A picture of the user's, by the name of its kind.
  case icon(String, Rect)
}

/// A picture that is ready to be written.
struct Drawing: Sendable {
  var bounds: Rect
  var title: String
  var elements: [Element]
}
