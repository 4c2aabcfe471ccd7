extension Style {
  /// How long a dash, and the gap behind it, are.
  var dashes: (on: Double, off: Double) {
    switch line {
    case .solid: (1, 0)
    case .dashed: (4 + 2 * width, 3 + width)
    case .dotted: (0.1, 3 + 1.5 * width)
    }
  }
}

/// Lines that are broken.
enum Dashes {
  /// The pieces of a line that are drawn.
  static func pieces(of line: [Spot], _ dashes: (on: Double, off: Double)) -> [[Spot]] {
    var pieces: [[Spot]] = []
    var piece: [Spot] = line.first.map { [$0] } ?? []
    var isOn = true
    var left = dashes.on
    for (start, end) in zip(line, line.dropFirst()) {
      let (dx, dy) = (end.x - start.x, end.y - start.y)
      let length = (dx * dx + dy * dy).squareRoot()
      var done = 0.0
      while length - done >= left {
        done += left
        let spot = Spot(start.x + dx * done / length, start.y + dy * done / length)
        if isOn {
          pieces.append(piece + [spot])
          piece = []
        } else {
          piece = [spot]
        }
        isOn.toggle()
        left = isOn ? dashes.on : dashes.off
      }
      left -= length - done
      if isOn, piece.last != end { piece.append(end) }
    }
    if isOn, piece.count > 1 { pieces.append(piece) }
    return pieces
  }
}
