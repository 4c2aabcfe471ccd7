/// Where a code or a label finds room.
extension Painter {
  /// What covering a thing costs; a pixel of distance costs one.
  private enum Cover {
    static let thing = 1500
    static let title = 700
    static let way = 400
    static let link = 60
    /// A subnet that what is told does not belong to.
    static let foreign = 40
    static let border = 14
    /// A title, and a thing, under the line that leads to the code.
    static let titleOfLeader = 250
    static let thingOfLeader = 500
  }

  private static let reach = (across: 100, along: 140)

  /// Where a code or label covers the least, close to what it belongs to.
  func room(_ width: Int, near at: Point) -> Rect {
    let height = Painter.pillHeight
    let reach = Rect(x: at.x, y: at.y, width: 0, height: 0).grown(by: width + 240)
    let things = occupied.filter(reach.intersects)
    let distant = things.filter { !$0.contains(at) }
    let ways = wayRects.filter(reach.intersects)
    let links = linkRects.filter(reach.intersects)
    var (titles, borders, foreign): ([Rect], [Rect], [Rect]) = ([], [], [])
    for (group, area) in zip(figure.groups, layout.groups) where area.width > 0 && area.intersects(reach) {
      titles.append(Rect(x: area.x, y: area.y, width: GroupTitle(group, width: area.width).endX, height: 24))
      if group.kind.isSubnet, !area.contains(at) { foreign.append(area) }
      borders += [
        Rect(x: area.x, y: area.y, width: area.width, height: 1),
        Rect(x: area.x, y: area.maxY, width: area.width, height: 1),
        Rect(x: area.x, y: area.y, width: 1, height: area.height),
        Rect(x: area.maxX, y: area.y, width: 1, height: area.height),
      ]
    }
    var best = Rect(x: at.x + 14, y: at.y - height / 2, width: width, height: height)
    var least = Int.max
    for dy in stride(from: -Painter.reach.along, through: Painter.reach.along, by: 5) {
      for left in stride(from: at.x - width - Painter.reach.across, through: at.x + Painter.reach.across, by: 5) {
        let rect = Rect(x: left, y: at.y + dy - height / 2, width: width, height: height)
        var cost = max(0, rect.x - at.x, at.x - rect.maxX) + abs(dy)
        if cost >= least { continue }
        if rect.x < layout.bounds.x || rect.maxX > layout.bounds.maxX { cost += 3 * Cover.thing }
        let clear = rect.grown(by: 2)
        cost += things.count(where: clear.intersects) * Cover.thing
        cost += titles.count(where: clear.intersects) * Cover.title
        cost += ways.count(where: clear.intersects) * Cover.way
        cost += links.count(where: clear.intersects) * Cover.link
        cost += foreign.count(where: rect.intersects) * Cover.foreign
        cost += borders.count(where: rect.intersects) * Cover.border
        let end = Painter.nearest(rect, to: at)
        let line = Rect(
          x: min(at.x, end.x), y: min(at.y, end.y), width: abs(at.x - end.x) + 1, height: abs(at.y - end.y) + 1)
        cost += titles.count(where: line.intersects) * Cover.titleOfLeader
        cost += distant.count(where: line.intersects) * Cover.thingOfLeader
        if cost < least { (least, best) = (cost, rect) }
      }
    }
    return best
  }
}
