/// What stands below a glyph.
struct NodeLabel {
  static let nameSize = 12.0
  static let detailSize = 11.0
  static let nameHeight = 15
  static let detailHeight = 14

  /// One line, or two where the name is long.
  var name: [String]
  var detail: String

  init(_ node: Figure.Node) {
    // A little more than the cell: cells stand apart.
    let width = Layout.cellWidth + 10
    let cleaned = SafeText.name(node.name)
    let lines = TextMetrics.wrapped(
      cleaned, size: NodeLabel.nameSize, bold: true, width: width, breaks: " -./_,:")
    if lines.count <= 2 {
      name = lines
    } else {
      let rest = String(cleaned.dropFirst(lines[0].count)).trimmed
      name = [lines[0], TextMetrics.fitted(rest, size: NodeLabel.nameSize, bold: true, width: width)]
    }
    detail = TextMetrics.fitted(SafeText.clean(node.detail), size: NodeLabel.detailSize, bold: false, width: width)
  }

  /// Of the widest line.
  var width: Int {
    let names = name.map { TextMetrics.width($0, size: NodeLabel.nameSize, bold: true) }
    return max(names.max() ?? 0, TextMetrics.width(detail, size: NodeLabel.detailSize, bold: false))
  }
}

/// What stands in the first line of a group.
struct GroupTitle {
  static let size = 13.0
  static let detailSize = 11.0
  static let maximalWidth = 420
  /// The side of the square glyph in the corner.
  static let corner = 24

  /// Where the text begins, from the left border: after the corner's glyph.
  static func inset(_ kind: Figure.GroupKind) -> Int {
    switch kind {
    case .zone, .securityGroup: 10
    default: corner + 8
    }
  }

  var title: String
  var detail: String
  /// From the left border of the group.
  var detailX: Int
  /// Where the text ends.
  var endX: Int

  init(_ group: Figure.Group, width: Int) {
    let inset = GroupTitle.inset(group.kind)
    let room = width - inset - 8
    let cleaned = SafeText.clean(group.detail)
    // The detail keeps up to half of the line: of a subnet it is the block, which no name may push out.
    let wanted = TextMetrics.width(cleaned, size: GroupTitle.detailSize, bold: false)
    let kept = cleaned.isEmpty ? 0 : min(wanted, room / 2) + 8
    title = TextMetrics.fitted(SafeText.name(group.title), size: GroupTitle.size, bold: true, width: room - kept)
    let used = TextMetrics.width(title, size: GroupTitle.size, bold: true)
    detail = TextMetrics.fitted(cleaned, size: GroupTitle.detailSize, bold: false, width: max(0, room - used - 8))
    detailX = inset + used + 8
    endX =
      detail.isEmpty
      ? inset + used : detailX + TextMetrics.width(detail, size: GroupTitle.detailSize, bold: false)
  }
}
