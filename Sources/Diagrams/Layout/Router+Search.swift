extension Router {
  /// A* over places and directions: right, down, left, up.
  struct Search {
    let router: Router
    let owner: Int32
    let left: Int
    let top: Int
    let width: Int
    let height: Int
    /// Groups that an end is in.
    private var isHome: [Bool]
    /// Groups outside of the VPC that both ends are in; none where they are in no VPC or in two.
    private var isAbroad: [Bool]
    /// The nodes that are ends.
    private let endNodes: [Int32]

    init(router: Router, window: Rect, owner: Int32, ends: [Figure.End]) {
      self.router = router
      self.owner = owner
      left = max(0, window.x)
      top = max(0, window.y)
      width = min(router.columns - 1, window.maxX) - left + 1
      height = min(router.rows - 1, window.maxY) - top + 1
      isHome = Array(repeating: false, count: router.figure.groups.count)
      endNodes = ends.compactMap { if case .node(let node) = $0 { Int32(node) } else { nil } }
      isAbroad = isHome
      let figure = router.figure
      let vpcs = endNodes.map { figure.group(.vpc, around: Int($0)) }
      if vpcs.count == 2, let vpc = vpcs[0], vpcs[1] == vpc {
        for group in figure.groups.indices where group != vpc {
          isAbroad[group] = !figure.ancestors(ofGroup: group).contains(vpc)
        }
      }
      for end in ends {
        switch end {
        case .node(let node): for group in router.figure.ancestors(of: node) { isHome[group] = true }
        case .group(let group):
          for group in [group] + router.figure.ancestors(ofGroup: group) { isHome[group] = true }
        }
      }
    }

    func run(_ sources: [Port], _ targets: [Port]) -> [Int] {
      let count = width * height
      var best = Array(repeating: Int32.max, count: count * 4)
      var before = Array(repeating: Int32(-1), count: count * 4)
      // By place and direction of arrival: what it costs to end there.
      var arrivals: [Int: Int] = [:]
      var isPort = Array(repeating: false, count: count)
      var box: Rect?
      for port in targets {
        guard let place = local(port.cell) else { continue }
        isPort[place] = true
        for direction in 0..<4 where port.outward.map({ ($0 + 2) % 4 == direction }) ?? true {
          arrivals[place * 4 + direction] = port.cost
        }
        let one = Rect(x: place % width, y: place / width, width: 0, height: 0)
        box = box?.union(one) ?? one
      }
      guard let goal = box else { return [] }
      func distance(_ cell: Int) -> Int {
        let (x, y) = (cell % width, cell / width)
        return (max(0, goal.x - x, x - goal.maxX) + max(0, goal.y - y, y - goal.maxY)) * Cost.followed
      }
      var queue = PriorityQueue()
      for port in sources {
        guard let place = local(port.cell) else { continue }
        for direction in 0..<4 where port.outward.map({ $0 == direction }) ?? true {
          let state = place * 4 + direction
          best[state] = min(best[state], Int32(port.cost))
          queue.push(state, priority: port.cost + distance(place))
        }
      }
      while let (state, priority) = queue.pop() {
        let cell = state / 4
        let direction = state % 4
        let spent = Int(best[state])
        if priority > spent + distance(cell) { continue }
        if arrivals[state] != nil, before[state] >= 0 { return path(to: state, before) }
        let isStart = before[state] < 0
        for next in 0..<4 where next != (direction + 2) % 4 && (!isStart || next == direction) {
          guard let place = neighbour(cell, next) else { continue }
          let arrival = isPort[place] ? arrivals[place * 4 + next] : nil
          guard let step = cost(of: place, from: cell, next, arrival) else { continue }
          let total = Int32(spent + step + (next == direction ? 0 : Cost.bend))
          if total < best[place * 4 + next] {
            best[place * 4 + next] = total
            before[place * 4 + next] = Int32(state)
            queue.push(place * 4 + next, priority: Int(total) + distance(place))
          }
        }
      }
      return []
    }

    private func local(_ cell: Int) -> Int? {
      let (x, y) = (cell % router.columns - left, cell / router.columns - top)
      return 0..<width ~= x && 0..<height ~= y ? y * width + x : nil
    }

    private func global(_ local: Int) -> Int { (local / width + top) * router.columns + local % width + left }

    private func neighbour(_ cell: Int, _ direction: Int) -> Int? {
      let (x, y) = (cell % width, cell / width)
      switch direction {
      case 0: return x + 1 < width ? cell + 1 : nil
      case 1: return y + 1 < height ? cell + width : nil
      case 2: return x > 0 ? cell - 1 : nil
      default: return y > 0 ? cell - width : nil
      }
    }

    /// What a step to the place costs; nil where it may not be made.
    ///
    /// - Parameter arrival: what it costs to end there, where the line may.
    private func cost(of place: Int, from: Int, _ direction: Int, _ arrival: Int?) -> Int? {
      let cell = global(place)
      if arrival == nil, router.cover[cell] >= 0 { return nil }
      let isHorizontal = direction % 2 == 0
      var cost = Cost.step + (arrival ?? 0)
      if arrival == nil, router.text[cell] { cost += Cost.text }
      let node = router.beside[cell]
      if node >= 0, !endNodes.contains(node) { cost += Cost.brushing }
      let group = router.inner[cell]
      if group >= 0 {
        if !isHome[Int(group)] { cost += Cost.foreign }
        if isAbroad[Int(group)] { cost += Cost.abroad }
      }
      let along = isHorizontal ? router.horizontalBorder : router.verticalBorder
      if along[cell], along[global(from)] { cost += Cost.border }
      return cost + costOfOthers(cell, isHorizontal)
    }

    /// What the lines that are there already cost.
    private func costOfOthers(_ cell: Int, _ isHorizontal: Bool) -> Int {
      var cost = 0
      let beside = isHorizontal ? router.horizontalOwner[cell] : router.verticalOwner[cell]
      let across = isHorizontal ? router.verticalOwner[cell] : router.horizontalOwner[cell]
      if beside >= 0 { cost += beside == owner ? Cost.followed - Cost.step : Cost.beside }
      if across >= 0, across != owner { cost += Cost.crossing }
      let ways = isHorizontal ? router.horizontalWay : router.verticalWay
      let wayAcross = isHorizontal ? router.verticalWay[cell] : router.horizontalWay[cell]
      if ways[cell] >= 0, ways[cell] != owner { cost += Cost.shared }
      if wayAcross >= 0, wayAcross != owner { cost += Cost.crossed }
      let side = isHorizontal ? router.columns : 1
      let lines = isHorizontal ? router.horizontalOwner : router.verticalOwner
      for next in [cell - side, cell + side] where ways.indices.contains(next) {
        if ways[next] >= 0, ways[next] != owner { cost += Cost.near }
        if lines[next] >= 0, lines[next] != owner { cost += Cost.close }
      }
      return cost
    }

    private func path(to end: Int, _ before: [Int32]) -> [Int] {
      var cells = [global(end / 4)]
      var state = end
      while before[state] >= 0 {
        state = Int(before[state])
        cells.append(global(state / 4))
      }
      return cells.reversed()
    }
  }
}

/// The smallest priority first; among equals the smallest value, so that the order is always the same.
private struct PriorityQueue {
  private var heap: [UInt64] = []

  mutating func push(_ value: Int, priority: Int) {
    heap.append(UInt64(priority) << 32 | UInt64(value))
    var child = heap.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      if heap[parent] <= heap[child] { break }
      heap.swapAt(parent, child)
      child = parent
    }
  }

  mutating func pop() -> (value: Int, priority: Int)? {
    guard let first = heap.first else { return nil }
    let last = heap.removeLast()
    if !heap.isEmpty {
      heap[0] = last
      var parent = 0
      while true {
        var least = parent
        for child in [2 * parent + 1, 2 * parent + 2] where child < heap.count && heap[child] < heap[least] {
          least = child
        }
        if least == parent { break }
        heap.swapAt(parent, least)
        parent = least
      }
    }
    return (Int(first & 0xFFFF_FFFF), Int(first >> 32))
  }
}
