/// A set of packets of one family: a union of disjoint boxes.
///
/// The boxes of two equal sets may differ; ``canonicalBoxes`` is the same for equal sets.
public struct TrafficSet: Sendable {
  public let family: AddressFamily
  /// INVARIANT: disjoint.
  public private(set) var boxes: [TrafficBox]

  /// The empty set.
  public init(_ family: AddressFamily) {
    self.family = family
    boxes = []
  }

  public init(_ family: AddressFamily, _ box: TrafficBox) {
    self.family = family
    boxes = [box]
  }

  /// The union of `boxes`, which may overlap.
  public init(_ family: AddressFamily, union boxes: some Sequence<TrafficBox>) {
    self.init(family)
    for box in boxes { formUnion(box) }
  }

  /// The boxes as they are; they must be disjoint.
  public init(_ family: AddressFamily, disjoint boxes: [TrafficBox]) {
    self.family = family
    self.boxes = boxes
  }

  public var isEmpty: Bool { boxes.isEmpty }

  public mutating func formUnion(_ box: TrafficBox) {
    if boxes.isEmpty {
      boxes = [box]
      return
    }
    var added = [box]
    for mine in boxes {
      if added.isEmpty { return }
      added = TrafficSet.subtract(mine, from: added)
    }
    boxes += added
  }

  public func union(_ other: TrafficSet) -> TrafficSet {
    var result = self
    for box in other.boxes { result.formUnion(box) }
    return result
  }

  public func intersection(_ box: TrafficBox) -> TrafficSet {
    var common: [TrafficBox] = []
    for mine in boxes {
      if let part = mine.intersection(box) { common.append(part) }
    }
    return TrafficSet(family, disjoint: common)
  }

  public func intersection(_ other: TrafficSet) -> TrafficSet {
    TrafficSet(family, disjoint: other.boxes.flatMap { intersection($0).boxes })
  }

  public func subtracting(_ box: TrafficBox) -> TrafficSet {
    TrafficSet(family, disjoint: TrafficSet.subtract(box, from: boxes))
  }

  public func subtracting(_ other: TrafficSet) -> TrafficSet {
    var rest = boxes
    for box in other.boxes where !rest.isEmpty { rest = TrafficSet.subtract(box, from: rest) }
    return TrafficSet(family, disjoint: rest)
  }

  public func isSubset(of other: TrafficSet) -> Bool { subtracting(other).isEmpty }

  public func isSubset(of box: TrafficBox) -> Bool {
    boxes.allSatisfy { box.contains($0) }
  }

  static func subtract(_ box: TrafficBox, from boxes: [TrafficBox]) -> [TrafficBox] {
    var rest: [TrafficBox] = []
    for mine in boxes { mine.subtract(box, into: &rest) }
    return rest
  }

  /// The set with each box changed by `change`, which must keep different boxes disjoint or make them equal.
  public func map(_ change: (TrafficBox) -> TrafficBox) -> TrafficSet {
    if boxes.count == 1 { return TrafficSet(family, change(boxes[0])) }
    return TrafficSet(family, union: boxes.map(change))
  }

  /// The replies: addresses and ports swapped. An ICMP echo request becomes its reply; other ICMP has none.
  public var reply: TrafficSet {
    var replies: [TrafficBox] = []
    for box in boxes {
      var reply = box
      reply.source = box.destination
      reply.destination = box.source
      if let proto = box.singleProtocol, proto.isICMP {
        let (request, answer): (UInt16, UInt16) = proto == .icmp ? (8, 0) : (128, 129)
        guard box.sourcePorts.contains(request) else { continue }
        reply.sourcePorts = PortRange(answer)
        reply.destinationPorts = PortRange(0)
      } else {
        reply.sourcePorts = box.destinationPorts
        reply.destinationPorts = box.sourcePorts
      }
      replies.append(reply)
    }
    // Echo requests that differ in their codes have one reply, so ICMP has to be united.
    return replies.contains { $0.singleProtocol?.isICMP == true }
      ? TrafficSet(family, union: replies) : TrafficSet(family, disjoint: replies)
  }

  /// One packet of the set: the least in the order of the canonical boxes. Nil if the set is empty.
  public var witness: TrafficBox? {
    guard var box = canonicalBoxes.first else { return nil }
    box.source.upper = box.source.lower
    box.destination.upper = box.destination.lower
    box.lastProtocol = box.firstProtocol
    box.sourcePorts.upper = box.sourcePorts.lower
    box.destinationPorts.upper = box.destinationPorts.lower
    return box
  }
}

extension TrafficSet: Equatable {
  /// Whether both hold the same packets, however they are cut into boxes.
  public static func == (left: TrafficSet, right: TrafficSet) -> Bool {
    guard left.family == right.family else { return false }
    return left.boxes == right.boxes || (left.isSubset(of: right) && right.isSubset(of: left))
  }
}
