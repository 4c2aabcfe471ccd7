/// A product of five intervals: packets whose source, destination, protocol and ports each lie in a range.
///
/// Of ICMP and ICMPv6, `sourcePorts` holds the type and `destinationPorts` the code; a box holds either ICMP or
/// other protocols, never both. The family is that of the ``TrafficSet`` the box belongs to.
public struct TrafficBox: Sendable, Hashable {
  public var source: AddressRange
  public var destination: AddressRange
  public var firstProtocol: UInt8
  public var lastProtocol: UInt8
  public var sourcePorts: PortRange
  public var destinationPorts: PortRange

  @inlinable
  public init(
    source: AddressRange, destination: AddressRange, firstProtocol: UInt8, lastProtocol: UInt8,
    sourcePorts: PortRange = .all, destinationPorts: PortRange = .all
  ) {
    self.source = source
    self.destination = destination
    self.firstProtocol = firstProtocol
    self.lastProtocol = lastProtocol
    self.sourcePorts = sourcePorts
    self.destinationPorts = destinationPorts
  }

  /// Everything of `family`: the widest box, for building narrower ones from.
  public static func everything(_ family: AddressFamily) -> TrafficBox {
    TrafficBox(source: .all(family), destination: .all(family), firstProtocol: 0, lastProtocol: .max)
  }

  /// The one protocol of the box, if it has but one.
  @inlinable public var singleProtocol: IPProtocol? {
    firstProtocol == lastProtocol ? IPProtocol(rawValue: firstProtocol) : nil
  }

  @inlinable
  public func contains(_ other: TrafficBox) -> Bool {
    firstProtocol <= other.firstProtocol && other.lastProtocol <= lastProtocol
      && destinationPorts.contains(other.destinationPorts) && sourcePorts.contains(other.sourcePorts)
      && source.contains(other.source) && destination.contains(other.destination)
  }

  @inlinable
  public func intersection(_ other: TrafficBox) -> TrafficBox? {
    let first = max(firstProtocol, other.firstProtocol)
    let last = min(lastProtocol, other.lastProtocol)
    guard first <= last,
      let destinationPorts = destinationPorts.intersection(other.destinationPorts),
      let sourcePorts = sourcePorts.intersection(other.sourcePorts),
      let source = source.intersection(other.source),
      let destination = destination.intersection(other.destination)
    else { return nil }
    return TrafficBox(
      source: source, destination: destination, firstProtocol: first, lastProtocol: last,
      sourcePorts: sourcePorts, destinationPorts: destinationPorts)
  }

  /// Appends what is left of this box without `other`, as disjoint boxes: at most two for each of the five ranges.
  @usableFromInline
  func subtract(_ other: TrafficBox, into rest: inout [TrafficBox]) {
    guard let common = intersection(other) else {
      rest.append(self)
      return
    }
    var core = self
    if core.source.lower < common.source.lower {
      var piece = core
      piece.source.upper = common.source.lower - 1
      rest.append(piece)
    }
    if common.source.upper < core.source.upper {
      var piece = core
      piece.source.lower = common.source.upper + 1
      rest.append(piece)
    }
    core.source = common.source
    if core.destination.lower < common.destination.lower {
      var piece = core
      piece.destination.upper = common.destination.lower - 1
      rest.append(piece)
    }
    if common.destination.upper < core.destination.upper {
      var piece = core
      piece.destination.lower = common.destination.upper + 1
      rest.append(piece)
    }
    core.destination = common.destination
    if core.firstProtocol < common.firstProtocol {
      var piece = core
      piece.lastProtocol = common.firstProtocol - 1
      rest.append(piece)
    }
    if common.lastProtocol < core.lastProtocol {
      var piece = core
      piece.firstProtocol = common.lastProtocol + 1
      rest.append(piece)
    }
    core.firstProtocol = common.firstProtocol
    core.lastProtocol = common.lastProtocol
    if core.sourcePorts.lower < common.sourcePorts.lower {
      var piece = core
      piece.sourcePorts.upper = common.sourcePorts.lower - 1
      rest.append(piece)
    }
    if common.sourcePorts.upper < core.sourcePorts.upper {
      var piece = core
      piece.sourcePorts.lower = common.sourcePorts.upper + 1
      rest.append(piece)
    }
    core.sourcePorts = common.sourcePorts
    if core.destinationPorts.lower < common.destinationPorts.lower {
      var piece = core
      piece.destinationPorts.upper = common.destinationPorts.lower - 1
      rest.append(piece)
    }
    if common.destinationPorts.upper < core.destinationPorts.upper {
      var piece = core
      piece.destinationPorts.lower = common.destinationPorts.upper + 1
      rest.append(piece)
    }
  }
}
