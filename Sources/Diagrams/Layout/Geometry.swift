/// A place in the picture, in pixels; y grows downwards.
struct Point: Sendable, Hashable {
  var x: Int
  var y: Int

  init(_ x: Int, _ y: Int) {
    self.x = x
    self.y = y
  }
}

struct Size: Sendable, Hashable {
  var width: Int
  var height: Int
}

/// A rectangle with its sides along the axes.
struct Rect: Sendable, Hashable {
  var x: Int
  var y: Int
  var width: Int
  var height: Int

  var maxX: Int { x + width }
  var maxY: Int { y + height }
  var midX: Int { x + width / 2 }
  var midY: Int { y + height / 2 }
  var center: Point { Point(midX, midY) }

  func moved(_ dx: Int, _ dy: Int) -> Rect { Rect(x: x + dx, y: y + dy, width: width, height: height) }

  func grown(by margin: Int) -> Rect {
    Rect(x: x - margin, y: y - margin, width: width + 2 * margin, height: height + 2 * margin)
  }

  func union(_ other: Rect) -> Rect {
    let left = min(x, other.x)
    let top = min(y, other.y)
    return Rect(x: left, y: top, width: max(maxX, other.maxX) - left, height: max(maxY, other.maxY) - top)
  }

  func intersects(_ other: Rect) -> Bool { x < other.maxX && other.x < maxX && y < other.maxY && other.y < maxY }

  /// Whether the point is inside or on the border.
  func contains(_ point: Point) -> Bool { x...maxX ~= point.x && y...maxY ~= point.y }
}

/// The lattice that everything stands on, so that lines and borders meet exactly.
enum Lattice {
  static let step = 10

  static func up(_ value: Int, to step: Int = Lattice.step) -> Int { (value + step - 1) / step * step }
  static func nearest(_ value: Double) -> Int { Int((value / Double(step)).rounded()) * step }
}
