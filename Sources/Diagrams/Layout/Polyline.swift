/// Lines of the lattice.
enum Polyline {
  /// Without the places that only lie between two others.
  static func simplified(_ line: [Point]) -> [Point] {
    var corners: [Point] = []
    for (position, point) in line.enumerated() {
      if position > 0, position + 1 < line.count {
        let (before, after) = (line[position - 1], line[position + 1])
        let isStraight = (before.x == point.x && point.x == after.x) || (before.y == point.y && point.y == after.y)
        if isStraight { continue }
      }
      corners.append(point)
    }
    return corners
  }
}
