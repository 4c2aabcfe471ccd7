/// A small plate on a border, with a glyph and a name in it. Plates come last and move nothing: they stand where the
/// border is free.
struct Plate {
  static let height = 20
  static let textSize = 11.0
  /// Between the plate's left border and its text.
  static let inset = 22
  /// The room on the border of a VPC that gateways leave.
  static let kept = 120
  private static let maximalWidth = 200

  var text: String
  var width: Int

  init(_ node: Figure.Node) {
    let room = Plate.maximalWidth - Plate.inset - 8
    text = TextMetrics.fitted(SafeText.name(node.name), size: Plate.textSize, bold: true, width: room)
    let used = TextMetrics.width(text, size: Plate.textSize, bold: true)
    width = Lattice.up(Plate.inset + used + 8, to: 2 * Lattice.step)
  }
}

extension Layout {
  /// From the right end of the border to the left, until nothing is in the way.
  mutating func placePlates(_ figure: Figure) {
    for (position, node) in figure.nodes.enumerated() where node.anchor == .plate {
      let border = groups[node.group]
      guard border.width > 0 else { continue }
      let width = Plate(node).width
      let right = border.maxX - 30 - width
      let y = border.y - Plate.height / 2
      let left = border.x + GroupTitle(figure.groups[node.group], width: border.width).endX + 10
      let free = stride(from: right, through: min(left, right), by: -Lattice.step).first { x in
        let room = Rect(x: x, y: y, width: width, height: Plate.height).grown(by: Lattice.step)
        return !cells.contains { $0.width > 0 && $0.intersects(room) }
      }
      cells[position] = Rect(x: free ?? right, y: y, width: width, height: Plate.height)
      plates.insert(position)
    }
  }
}
