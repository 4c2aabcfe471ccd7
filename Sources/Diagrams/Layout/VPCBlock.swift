/// The inside of a VPC: zones are columns, tiers are rows; gateways stand on the border, what is in no zone beside.
struct VPCBlock {
  let figure: Figure
  let vpc: Int
  private(set) var block: Block

  private static let zoneGap = 30
  private static let subnetGap = 30
  private static let zonePadding = 10
  private static let gatewayPitch = 130

  init(_ figure: Figure, _ vpc: Int) {
    self.figure = figure
    self.vpc = vpc
    block = Block(parent: figure.groups[vpc].parent, size: Size(width: 0, height: 0))
    arrange()
  }

  private func nodes(_ anchor: Figure.Anchor) -> [Int] {
    figure.groups[vpc].nodes.filter { node in
      let own = figure.nodes[node].anchor
      return own == anchor || (anchor == .beside && own == .inside)
    }
  }

  private mutating func arrange() {
    let value = figure.groups[vpc]
    let (top, bottom, beside) = (nodes(.top), nodes(.bottom), nodes(.beside))
    let title = Lattice.up(Layout.titleWidth(of: value), to: 20)
    // Half of a gateway's glyph stands out above the border, its label is inside.
    let overhang = top.isEmpty ? 0 : Layout.tile / 2
    let label = top.map { Layout.cell(of: figure.nodes[$0]).height - Layout.tile / 2 }.max() ?? 0
    let inset = max(Layout.titleHeight, label + 10)
    let zones = zoneBlock(at: overhang + inset)
    var width = zones.size.width
    var height = zones.size.height
    var inner = zones
    if !beside.isEmpty { (width, height) = add(beside, to: &inner, overhang + inset) }
    if value.children.isEmpty, beside.isEmpty {
      width = title - 2 * Layout.padding
      height = top.isEmpty && bottom.isEmpty ? 0 : 20
    }
    width = max(
      width, title - 2 * Layout.padding,
      title + top.count * VPCBlock.gatewayPitch + (top.isEmpty ? 0 : Plate.kept) - 2 * Layout.padding)
    width = max(width, bottom.count * VPCBlock.gatewayPitch)
    width = Lattice.up(width, to: 20)
    let isBare = value.children.isEmpty && beside.isEmpty && top.isEmpty && bottom.isEmpty
    let rect = Rect(
      x: 0, y: overhang, width: width + 2 * Layout.padding,
      height: Lattice.up(inset + height + (isBare ? 10 : bottom.isEmpty ? Layout.padding : 2 * Layout.padding)))
    let shift = (width - inner.size.width) / 2 / Lattice.step * Lattice.step
    block.groups.append((vpc, rect))
    block.add(inner, at: Layout.padding + (beside.isEmpty ? shift : 0), 0)
    let drawn = GroupTitle(value, width: rect.width).endX + 10
    addGateways(top, y: overhang, rect, title: max(title, drawn))
    addGateways(bottom, y: rect.maxY, rect, title: 0)
    let below = bottom.map { Layout.cell(of: figure.nodes[$0]).height - Layout.tile / 2 }.max() ?? 0
    block.size = Size(width: rect.width, height: rect.maxY + below)
    block.overhang = overhang
  }

  /// Gateways in the middle of a border, or to the right of the title where they would cover it.
  private mutating func addGateways(_ gateways: [Int], y: Int, _ rect: Rect, title: Int) {
    let span = gateways.count * VPCBlock.gatewayPitch
    var left = (rect.width - span) / 2
    if left < title { left = rect.width - span - 10 - (title > 0 ? Plate.kept : 0) }
    for (position, node) in gateways.enumerated() {
      let size = Layout.cell(of: figure.nodes[node])
      let middle = (left + position * VPCBlock.gatewayPitch + VPCBlock.gatewayPitch / 2) / Lattice.step * Lattice.step
      block.nodes.append(
        (node, Rect(x: middle - size.width / 2, y: y - Layout.tile / 2, width: size.width, height: size.height)))
    }
  }

  /// Nodes in columns to the right of the zones. Returns the size of all.
  private func add(_ nodes: [Int], to inner: inout Block, _ top: Int) -> (width: Int, height: Int) {
    let zones = inner.size
    var x = zones.width == 0 ? 0 : zones.width + VPCBlock.zoneGap
    var y = 0
    var tallest = zones.height
    let limit = max(zones.height, 220)
    for node in nodes {
      let size = Layout.cell(of: figure.nodes[node])
      if y > 0, y + size.height > limit {
        y = 0
        x += Layout.cellWidth + 10
      }
      inner.nodes.append((node, Rect(x: x, y: top + y, width: size.width, height: size.height)))
      y += size.height + 20
      tallest = max(tallest, y - 20)
    }
    inner.size = Size(width: x + Layout.cellWidth, height: tallest)
    return (inner.size.width, tallest)
  }

  /// The zones side by side.
  private func zoneBlock(at top: Int) -> Block {
    let zones = figure.groups[vpc].children
    let rows = (zones.flatMap { figure.groups[$0].children }.map { figure.groups[$0].row }.max() ?? -1) + 1
    var heights = Array(repeating: 0, count: rows)
    var leaves: [Int: Block] = [:]
    for subnet in zones.flatMap({ figure.groups[$0].children }) {
      let leaf = Block.leaf(figure, subnet)
      leaves[subnet] = leaf
      heights[figure.groups[subnet].row] = max(heights[figure.groups[subnet].row], leaf.size.height)
    }
    var tops: [Int] = []
    var y = Layout.titleHeight
    for height in heights {
      tops.append(y)
      y += height + VPCBlock.subnetGap
    }
    let height = rows == 0 ? Layout.titleHeight : y - VPCBlock.subnetGap + VPCBlock.zonePadding
    var block = Block(size: Size(width: 0, height: zones.isEmpty ? 0 : height))
    var x = 0
    for zone in zones {
      let subnets = figure.groups[zone].children
      let title = Lattice.up(Layout.titleWidth(of: figure.groups[zone]), to: 20) - 2 * VPCBlock.zonePadding
      let width = max(title, subnets.compactMap { leaves[$0]?.size.width }.max() ?? 0)
      let rect = Rect(x: x, y: top, width: width + 2 * VPCBlock.zonePadding, height: height)
      block.groups.append((zone, rect))
      for subnet in subnets {
        let row = figure.groups[subnet].row
        guard let leaf = leaves[subnet]?.stretched(to: Size(width: width, height: heights[row])) else { continue }
        block.add(leaf, at: x + VPCBlock.zonePadding, top + tops[row])
      }
      x = rect.maxX + VPCBlock.zoneGap
    }
    block.size.width = max(0, x - VPCBlock.zoneGap)
    return block
  }
}
