import Addressing

/// What the five fields of a firewall rule are about: a product of sets.
struct FiveTuple: Sendable {
  /// A range of protocols with the ports that count for them.
  struct Service: Sendable {
    var protocols: ClosedRange<UInt8>
    /// Disjoint.
    var sourcePorts: [PortRange] = [.all]
    var destinationPorts: [PortRange] = [.all]
  }

  /// Disjoint.
  var services: [Service]
  var sources: DualStackRanges = .all
  var destinations: DualStackRanges = .all
  /// Whether the rule is also meant with its ends swapped.
  var isMirrored = false

  static let everything = FiveTuple(services: [Service(protocols: 0...UInt8.max)])

  /// The packets of `traffic` that the rule is about.
  func matches(_ traffic: TrafficSet) -> TrafficSet {
    let asWritten = matchesAsWritten(traffic)
    if !isMirrored { return asWritten }
    return asWritten.union(matchesAsWritten(traffic.swapped).swapped)
  }

  private func matchesAsWritten(_ traffic: TrafficSet) -> TrafficSet {
    let sources = sources.ranges(traffic.family).ranges
    let destinations = destinations.ranges(traffic.family).ranges
    var found: [TrafficBox] = []
    for box in traffic.boxes {
      let from = sources.compactMap { $0.intersection(box.source) }
      if from.isEmpty { continue }
      let to = destinations.compactMap { $0.intersection(box.destination) }
      if to.isEmpty { continue }
      for service in services where service.protocols.overlaps(box.firstProtocol...box.lastProtocol) {
        var part = box
        part.firstProtocol = max(box.firstProtocol, service.protocols.lowerBound)
        part.lastProtocol = min(box.lastProtocol, service.protocols.upperBound)
        for sourcePorts in service.sourcePorts.compactMap({ $0.intersection(box.sourcePorts) }) {
          for destinationPorts in service.destinationPorts.compactMap({ $0.intersection(box.destinationPorts) }) {
            part.sourcePorts = sourcePorts
            part.destinationPorts = destinationPorts
            for source in from {
              part.source = source
              for destination in to {
                part.destination = destination
                found.append(part)
              }
            }
          }
        }
      }
    }
    return TrafficSet(traffic.family, disjoint: found)
  }
}

extension TrafficSet {
  /// The packets with their ends swapped, ports included. ICMP keeps its type and code.
  var swapped: TrafficSet {
    TrafficSet(
      family,
      disjoint: boxes.map { box in
        var swapped = box
        swapped.source = box.destination
        swapped.destination = box.source
        if box.singleProtocol?.isICMP != true {
          swapped.sourcePorts = box.destinationPorts
          swapped.destinationPorts = box.sourcePorts
        }
        return swapped
      })
  }
}
