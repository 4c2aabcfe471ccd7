extension TrafficSet: CustomStringConvertible {
  /// The set as people read it: `tcp 10.0.1.10:32768-61000 → 10.1.2.20:5432`, parts joined by `; `.
  ///
  /// Parts that differ in their addresses only are written as one, the first two ranges named and the rest counted.
  public var description: String { text() }

  /// - Parameter names: ranges that have a name of their own, such as `internet`.
  public func text(naming names: [(ranges: AddressRanges, name: String)] = []) -> String {
    if boxes.isEmpty { return "nothing" }
    if boxes.count == 1 { return partText(boxes[0], [boxes[0].source], [boxes[0].destination], names) }
    var groups: [(box: TrafficBox, sources: [AddressRange], destinations: [AddressRange])] = []
    for box in canonicalBoxes {
      if let index = groups.firstIndex(where: { TrafficSet.sameBut(.destination, $0.box, box) && $0.sources.count == 1 }
      ) {
        groups[index].destinations.append(box.destination)
      } else if let index = groups.firstIndex(where: {
        TrafficSet.sameBut(.source, $0.box, box) && $0.destinations.count == 1
      }) {
        groups[index].sources.append(box.source)
      } else {
        groups.append((box, [box.source], [box.destination]))
      }
    }
    let shown = groups.prefix(3).map { partText($0.box, $0.sources, $0.destinations, names) }
    let more = groups.count > 3 ? ["\(groups.count - 3) more"] : []
    return (shown + more).joined(separator: "; ")
  }

  private func partText(
    _ box: TrafficBox, _ sources: [AddressRange], _ destinations: [AddressRange],
    _ names: [(ranges: AddressRanges, name: String)]
  ) -> String {
    var text = box.protocolText
    text += " "
    text += TrafficSet.endText(box, label(sources, names), box.sourcePorts)
    text += " → "
    text += TrafficSet.endText(box, label(destinations, names), box.destinationPorts)
    return text
  }

  private enum Side { case source, destination }

  private static func sameBut(_ side: Side, _ left: TrafficBox, _ right: TrafficBox) -> Bool {
    var other = right
    switch side {
    case .source: other.source = left.source
    case .destination: other.destination = left.destination
    }
    return left == other
  }

  private func label(_ ranges: [AddressRange], _ names: [(ranges: AddressRanges, name: String)]) -> String {
    if ranges.count == 1, let single = ranges[0].single, !names.contains(where: { $0.ranges.ranges == ranges }) {
      return IPAddress(family: family, value: single).description
    }
    let merged = AddressRanges(ranges)
    if let known = names.first(where: { $0.ranges == merged }) { return known.name }
    if merged.ranges.count > 2, let whole = names.first(where: { merged.subtracting($0.ranges).isEmpty }) {
      return "part of \(whole.name)"
    }
    let texts = merged.ranges.prefix(2).map { $0.text(family) }
    let rest = merged.ranges.count - texts.count
    return texts.joined(separator: ",") + (rest > 0 ? ",+\(rest)" : "")
  }

  /// The address with its ports, if there are any to tell; IPv6 addresses are in brackets then.
  private static func endText(_ box: TrafficBox, _ address: String, _ ports: PortRange) -> String {
    guard let proto = box.singleProtocol, proto.hasPorts, ports != .all else { return address }
    return address.contains(":") ? "[\(address)]:\(ports)" : "\(address):\(ports)"
  }
}

extension TrafficBox {
  /// The protocol as people read it: `tcp`, `icmp echo-request`, `any protocol`, `protocols 7-16`.
  public var protocolText: String {
    guard let proto = singleProtocol else {
      let whole = firstProtocol == 0 && lastProtocol == .max
      return whole ? "any protocol" : "protocols \(firstProtocol)-\(lastProtocol)"
    }
    guard proto.isICMP, sourcePorts != .all else { return proto.description }
    let type = sourcePorts.description
    switch (proto, type) {
    case (.icmp, "8"), (.icmpv6, "128"): return "\(proto) echo-request"
    case (.icmp, "0"), (.icmpv6, "129"): return "\(proto) echo-reply"
    default: return "\(proto) type \(type)"
    }
  }
}
