extension Painter {
  /// What stands beside a line: in the middle of its longest piece that is level, or where there is room near that.
  mutating func paintLabel(of link: Figure.Link) -> [Element] {
    let size = 11.0
    let text = TextMetrics.fitted(SafeText.clean(link.label), size: size, bold: false, width: 260)
    let width = TextMetrics.width(text, size: size, bold: false) + 12
    let corners = Polyline.simplified(linkLines[[link.from, link.to]] ?? [])
    let pieces = Array(zip(corners, corners.dropFirst()))
    func length(_ piece: (Point, Point)) -> Int { abs(piece.0.x - piece.1.x) + abs(piece.0.y - piece.1.y) }
    let level = pieces.filter { $0.0.y == $0.1.y && length($0) > width }
    guard let longest = (level.isEmpty ? pieces : level).max(by: { length($0) < length($1) }) else { return [] }
    let middle = Point((longest.0.x + longest.1.x) / 2, (longest.0.y + longest.1.y) / 2)
    let rect = room(width, near: middle)
    occupied.append(rect)
    return [
      .rectangle(rect.grown(by: -1), radius: 4, .fill(.paper)),
      .text(
        Text(
          at: Spot(Double(rect.midX), Double(rect.midY) + 4), string: text, size: size, ink: .dns, anchor: .middle)),
    ]
  }
}
