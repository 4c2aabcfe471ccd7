import Reachability

/// A step of the way: a place where something is decided, with everything that is decided there.
struct Step: Sendable {
  enum Place: Sendable, Hashable {
    case node(Int)
    /// On the border of a subnet, by its group.
    case leaving(Int)
    case entering(Int)
  }

  enum State: String, Sendable {
    case passed, denied, unknown

    init(_ hop: Hop) {
      switch hop.decision {
      case .blocked: self = .denied
      case .assumed: self = .unknown
      default: self = .passed
      }
    }

    var ink: Ink {
      switch self {
      case .passed: .allow
      case .denied: .deny
      case .unknown: .unknown
      }
    }
  }

  /// Counted from 1 over the whole answer.
  var number: Int
  var place: Place
  var hops: [Hop]
  /// The connection it belongs to, and whether it is of the way back.
  var leg: Int
  var isReturn: Bool
  /// Whether it is of a query for the address of a name.
  var isLookup = false

  var ink: Ink { isLookup && state == .passed ? .dns : state.ink }

  /// That of the worst of its hops.
  var state: State {
    let states = hops.map(State.init)
    return states.contains(.denied) ? .denied : states.contains(.unknown) ? .unknown : .passed
  }

  /// The codes of what blocks or is not known here.
  var codes: [String] {
    var found: [String] = []
    for hop in hops where hop.decision == .blocked || hop.decision == .assumed {
      if let code = hop.code, !found.contains(code) { found.append(code) }
    }
    return found
  }
}

/// One way of a leg: from node to node, with the steps between them.
struct Way: Sendable {
  /// A node that the way passes, and the steps on the line that leads to it.
  struct Stage: Sendable {
    var node: Int
    /// Positions in `steps` of what is decided on the way here, and here.
    var before: [Int] = []
    var here: [Int] = []
    /// Of the last node: what is decided behind it, on a line that ends nowhere.
    var after: [Int] = []
  }

  var isReturn: Bool
  var leg: Int
  var isLookup = false
  var stages: [Stage]
}
