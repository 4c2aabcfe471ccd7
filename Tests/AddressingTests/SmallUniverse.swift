import Addressing
import TestKit

/// A universe of few packets: each dimension is cut into `cells` of values, of which one stands for all.
///
/// The cells are the lowest value, everything between, and the highest value (without the middle for two cells), so
/// that boxes touch the ends of each dimension.
struct SmallUniverse {
  let family: AddressFamily
  let cells: Int
  /// The box of each cell of the product.
  private(set) var packets: [TrafficBox] = []

  init(family: AddressFamily, cells: Int) {
    self.family = family
    self.cells = cells
    packets = (0..<size).map { point in box(digits(of: point).map { $0...$0 }) }
  }

  /// The cell of each dimension of a point.
  func digits(of point: Int) -> [Int] {
    var digits: [Int] = []
    var rest = point
    for _ in 0..<5 {
      digits.insert(rest % cells, at: 0)
      rest /= cells
    }
    return digits
  }

  /// The closed ranges of cells, `low...high`.
  var intervals: [ClosedRange<Int>] { (0..<cells).flatMap { low in (low..<cells).map { low...$0 } } }

  /// The number of different packets.
  var size: Int { cells * cells * cells * cells * cells }

  private func bounds(_ cell: Int, _ maximum: UInt128) -> (UInt128, UInt128) {
    switch (cell, cells) {
    case (0, _): (0, 0)
    case (1, 3): (1, maximum - 1)
    case (1, _): (1, maximum)
    default: (maximum, maximum)
    }
  }

  private func range(_ interval: ClosedRange<Int>, _ maximum: UInt128) -> AddressRange {
    AddressRange(bounds(interval.lowerBound, maximum).0, bounds(interval.upperBound, maximum).1)
  }

  func box(_ parts: [ClosedRange<Int>]) -> TrafficBox {
    let proto = range(parts[2], 255)
    let source = range(parts[3], 65535)
    let destination = range(parts[4], 65535)
    return TrafficBox(
      source: range(parts[0], family.maximumValue), destination: range(parts[1], family.maximumValue),
      firstProtocol: UInt8(proto.lower), lastProtocol: UInt8(proto.upper),
      sourcePorts: PortRange(UInt16(source.lower), UInt16(source.upper)),
      destinationPorts: PortRange(UInt16(destination.lower), UInt16(destination.upper)))
  }

  /// The packets of a box, as numbers of `size` in the base of `cells`.
  func points(_ parts: [ClosedRange<Int>]) -> Set<Int> {
    parts.reduce([0]) { points, interval in Set(points.flatMap { point in interval.map { point * cells + $0 } }) }
  }

  /// How many boxes hold each packet.
  func counts(_ boxes: [TrafficBox]) -> [Int] {
    packets.map { packet in boxes.count { holds($0, packet) } }
  }

  private func holds(_ box: TrafficBox, _ packet: TrafficBox) -> Bool {
    box.source.contains(packet.source.lower) && box.destination.contains(packet.destination.lower)
      && box.firstProtocol <= packet.firstProtocol && packet.firstProtocol <= box.lastProtocol
      && box.sourcePorts.contains(packet.sourcePorts.lower)
      && box.destinationPorts.contains(packet.destinationPorts.lower)
  }

  func points(_ set: TrafficSet) -> Set<Int> { Set(counts(set.boxes).indices(where: { $0 > 0 })) }

  /// Whether no packet is in two boxes.
  func isDisjoint(_ set: TrafficSet) -> Bool { counts(set.boxes).allSatisfy { $0 < 2 } }

  func randomBox(_ random: inout SplitMix64) -> [ClosedRange<Int>] { (0..<5).map { _ in random.pick(intervals) } }
}

extension [Int] {
  fileprivate func indices(where matches: (Int) -> Bool) -> [Int] { indices.filter { matches(self[$0]) } }
}
