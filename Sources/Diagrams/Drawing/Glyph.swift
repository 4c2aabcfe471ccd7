/// A drawing of our own for a kind of resource, on a board of 40 by 40: AWS's icons may not be given away.
struct Glyph: Sendable {
  enum Stroke: Sendable {
    case line([Spot])
    case closed([Spot])
    case filled([Spot])
    case circle(Spot, Double)
    case disc(Spot, Double)
  }

  var ink: Ink
  var strokes: [Stroke]

  /// The shapes with the board's corner at `origin`, scaled to a side of `side`.
  func elements(at origin: Spot, side: Double, ink: Ink = .glyph) -> [Element] {
    let scale = side / 40
    func place(_ spot: Spot) -> Spot { Spot(origin.x + spot.x * scale, origin.y + spot.y * scale) }
    let line = Style.stroke(ink, 2 * max(scale, 0.7))
    return strokes.map { stroke in
      switch stroke {
      case .line(let spots): .path(spots.map(place), closed: false, radius: 0, line)
      case .closed(let spots): .path(spots.map(place), closed: true, radius: 0, line)
      case .filled(let spots): .path(spots.map(place), closed: true, radius: 0, .fill(ink))
      case .circle(let center, let radius): .circle(place(center), radius: radius * scale, line)
      case .disc(let center, let radius): .circle(place(center), radius: radius * scale, .fill(ink))
      }
    }
  }

  /// The glyph of a kind; of `kind.variant` where the variant has one of its own.
  static func of(_ name: String) -> Glyph {
    if let glyph = table[name] { return glyph }
    let kind = name.split(separator: ".").first.map(String.init) ?? name
    return table[kind] ?? general
  }

  private static let general = Glyph(ink: .general, "b 10 10 20 20; l 10 17 30 17")

  private static let table: [String: Glyph] = Dictionary(
    GlyphTable.rows.map { ($0.name, Glyph(ink: $0.ink, $0.strokes)) }, uniquingKeysWith: { first, _ in first })

  // MARK: The notation

  /// Reads strokes, parted by `;`: `l` a line, `c` a closed one, `f` a filled one, through the places x y x y …;
  /// `b` a box x y width height; `o` a circle and `d` a disc x y radius; `e` an ellipse x y rx ry; `h` a part of one,
  /// x y rx ry from to, in steps of 15 degrees clockwise from three o'clock; `a` an arrow x y x y.
  init(ink: Ink, _ notation: String) {
    self.ink = ink
    strokes = notation.split(separator: ";").flatMap { part -> [Stroke] in
      let words = part.split(separator: " ")
      return Glyph.strokes(words.first.map(String.init) ?? "", words.dropFirst().compactMap { Double($0) })
    }
  }

  private static func strokes(_ word: String, _ numbers: [Double]) -> [Stroke] {
    let spots = stride(from: 0, to: numbers.count - 1, by: 2).map { Spot(numbers[$0], numbers[$0 + 1]) }
    guard let first = spots.first else { return [] }
    switch word {
    case "l": return [.line(spots)]
    case "c": return [.closed(spots)]
    case "f": return [.filled(spots)]
    case "a" where spots.count == 2: return arrow(first, spots[1])
    case "b" where spots.count == 2:
      let size = spots[1]
      return [
        .closed([
          first, Spot(first.x + size.x, first.y), Spot(first.x + size.x, first.y + size.y),
          Spot(first.x, first.y + size.y),
        ])
      ]
    case "o" where numbers.count == 3: return [.circle(first, numbers[2])]
    case "d" where numbers.count == 3: return [.disc(first, numbers[2])]
    case "e" where spots.count == 2: return [.closed(arc(first, spots[1], 0...23))]
    case "h" where numbers.count == 6: return [.line(arc(first, spots[1], Int(numbers[4])...Int(numbers[5])))]
    default: return []
    }
  }

  private static func arrow(_ from: Spot, _ to: Spot) -> [Stroke] {
    let (dx, dy) = (to.x - from.x, to.y - from.y)
    let length = max((dx * dx + dy * dy).squareRoot(), 1)
    let (ux, uy) = (dx / length * 4, dy / length * 4)
    return [
      .line([from, to]), .line([Spot(to.x - ux - uy, to.y - uy + ux), to, Spot(to.x - ux + uy, to.y - uy - ux)]),
    ]
  }

  private static func arc(_ center: Spot, _ radii: Spot, _ steps: ClosedRange<Int>) -> [Spot] {
    steps.map { Spot(center.x + radii.x * turn[$0 % 24].x, center.y + radii.y * turn[$0 % 24].y) }
  }

  /// Cosine and sine of multiples of 15 degrees.
  private static let turn: [Spot] = {
    let quarter = [
      Spot(1, 0), Spot(0.966, 0.259), Spot(0.866, 0.5), Spot(0.707, 0.707), Spot(0.5, 0.866), Spot(0.259, 0.966),
    ]
    let half = quarter + quarter.map { Spot(-$0.y, $0.x) }
    return half + half.map { Spot(-$0.x, -$0.y) }
  }()
}
