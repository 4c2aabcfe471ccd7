extension TrafficSet {
  /// The boxes of the set in the one form that depends on nothing but the packets in it, sorted.
  ///
  /// Protocols are cut first, then sources, destinations, source ports and destination ports; neighbours with the
  /// same rest are merged.
  public var canonicalBoxes: [TrafficBox] {
    if boxes.count < 2 { return boxes }
    return TrafficSet.cut(boxes, by: Self.dimensions[...])
  }

  private typealias Dimension = (
    get: @Sendable (TrafficBox) -> AddressRange, set: @Sendable (inout TrafficBox, AddressRange) -> Void
  )

  private static let dimensions: [Dimension] = [
    (
      { AddressRange(UInt128($0.firstProtocol), UInt128($0.lastProtocol)) },
      {
        $0.firstProtocol = UInt8(truncatingIfNeeded: $1.lower)
        $0.lastProtocol = UInt8(truncatingIfNeeded: $1.upper)
      }
    ),
    ({ $0.source }, { $0.source = $1 }),
    ({ $0.destination }, { $0.destination = $1 }),
    (
      { AddressRange(UInt128($0.sourcePorts.lower), UInt128($0.sourcePorts.upper)) },
      { $0.sourcePorts = PortRange(UInt16(truncatingIfNeeded: $1.lower), UInt16(truncatingIfNeeded: $1.upper)) }
    ),
    (
      { AddressRange(UInt128($0.destinationPorts.lower), UInt128($0.destinationPorts.upper)) },
      { $0.destinationPorts = PortRange(UInt16(truncatingIfNeeded: $1.lower), UInt16(truncatingIfNeeded: $1.upper)) }
    ),
  ]

  private static func cut(_ boxes: [TrafficBox], by dimensions: ArraySlice<Dimension>) -> [TrafficBox] {
    guard let dimension = dimensions.first else { return boxes.isEmpty ? [] : [boxes[0]] }
    let starts = Set(
      boxes.flatMap { box -> [UInt128] in
        let range = dimension.get(box)
        return range.upper == .max ? [range.lower] : [range.lower, range.upper + 1]
      }
    ).sorted()
    var slices: [(range: AddressRange, rest: [TrafficBox])] = []
    for (index, start) in starts.enumerated() {
      let end = index + 1 < starts.count ? starts[index + 1] - 1 : .max
      let covering = boxes.filter { dimension.get($0).contains(start) }
      if covering.isEmpty { continue }
      let upper = min(end, covering.map { dimension.get($0).upper }.min() ?? end)
      // The cut dimension is normalised away, before the others are cut, so that equal rests compare equal.
      let plain = covering.map { box in
        var plain = box
        dimension.set(&plain, AddressRange(0, 0))
        return plain
      }
      let rest = cut(plain, by: dimensions.dropFirst())
      if let last = slices.last, last.range.upper != .max, last.range.upper + 1 == start, last.rest == rest {
        slices[slices.count - 1].range.upper = upper
      } else {
        slices.append((AddressRange(start, upper), rest))
      }
    }
    return slices.flatMap { slice in
      slice.rest.map { box in
        var whole = box
        dimension.set(&whole, slice.range)
        return whole
      }
    }
  }
}
