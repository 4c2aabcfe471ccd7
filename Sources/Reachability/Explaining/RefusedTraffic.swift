import Addressing

/// Refused packets as a rule or a route would name them: what to allow, from where, to where.
public struct RefusedTraffic: Sendable, Hashable {
  /// A protocol with its ports.
  public struct Item: Sendable, Hashable {
    /// `tcp`, `icmp echo-request`, `protocols 7-16`.
    public var `protocol`: String
    /// The destination ports; empty for any, or where the protocol has none.
    public var ports: [PortRange]
  }

  /// The addresses of one end.
  public enum Addresses: Sendable, Hashable {
    /// All of the internet: a rule names it by the block of the whole family.
    case internet
    /// Blocks of a rule or a route, one or a few.
    case blocks([String])
    /// More than rules would list, as people read it.
    case many(String)
  }

  public var family: AddressFamily
  /// In the order of protocol numbers; empty for any protocol.
  public var items: [Item]
  public var source: Addresses
  public var destination: Addresses
  /// The block of the VPC or site that holds the destination, for a route to the whole of it; nil where it is not
  /// known, or where a route to it would not go before the one that decided.
  public var destinationNetwork: String?
  /// Whether the route that decided is to just the destination: it has to change, no other can stand beside it.
  public var hasOwnRoute = false

  /// What a rule should name in place of the addresses, such as a load balancer's group.
  var senderInRules: String?
  var receiverInRules: String?

  /// More blocks than these are not listed.
  private static let blockLimit = 4

  /// - Parameter internet: the addresses that `internet` stands for, in the family of `traffic`.
  public init(_ traffic: TrafficSet, internet: AddressRanges) {
    let boxes = traffic.canonicalBoxes
    family = traffic.family
    items = RefusedTraffic.items(boxes)
    source = RefusedTraffic.addresses(boxes.map(\.source), family, internet)
    destination = RefusedTraffic.addresses(boxes.map(\.destination), family, internet)
  }

  // MARK: Protocols

  private static func items(_ boxes: [TrafficBox]) -> [Item] {
    let protocols = AddressRanges(boxes.map { AddressRange(UInt128($0.firstProtocol), UInt128($0.lastProtocol)) })
    if protocols.ranges == [AddressRange(0, 255)] { return [] }
    var items: [Item] = []
    for box in boxes {
      let name = box.protocolText
      let ports = box.singleProtocol?.hasPorts == true && box.destinationPorts != .all ? [box.destinationPorts] : []
      guard let known = items.firstIndex(where: { $0.protocol == name }) else {
        items.append(Item(protocol: name, ports: ports))
        continue
      }
      // Any port beside some is any port.
      items[known].ports =
        items[known].ports.isEmpty || ports.isEmpty ? [] : merged(items[known].ports + ports)
    }
    return items
  }

  private static func merged(_ ports: [PortRange]) -> [PortRange] {
    let ranges = AddressRanges(ports.map { AddressRange(UInt128($0.lower), UInt128($0.upper)) }).ranges
    let whole = ranges.map { PortRange(UInt16(clamping: $0.lower), UInt16(clamping: $0.upper)) }
    return whole == [.all] ? [] : whole
  }

  // MARK: Addresses

  private static func addresses(
    _ ranges: [AddressRange], _ family: AddressFamily, _ internet: AddressRanges
  ) -> Addresses {
    let whole = AddressRanges(ranges)
    if whole == internet { return .internet }
    var blocks: [String] = []
    for range in whole.ranges {
      blocks += prefixes(of: range, family).map(\.description)
      if blocks.count > blockLimit { break }
    }
    if blocks.count <= blockLimit { return .blocks(blocks) }
    if whole.subtracting(internet).isEmpty { return .many("part of internet") }
    let shown = whole.ranges.prefix(2).map { $0.text(family) }
    let rest = whole.ranges.count - shown.count
    return .many(shown.joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : ""))
  }

  /// The blocks that make up a range, one more than the limit at most.
  private static func prefixes(of range: AddressRange, _ family: AddressFamily) -> [Prefix] {
    var found: [Prefix] = []
    var low = range.lower
    while found.count <= blockLimit {
      var length = family.bitWidth
      while length > 0, let wider = Prefix(IPAddress(family: family, value: low), length: length - 1),
        wider.range.lower == low, wider.range.upper <= range.upper
      {
        length -= 1
      }
      guard let prefix = Prefix(IPAddress(family: family, value: low), length: length) else { break }
      found.append(prefix)
      if prefix.range.upper >= range.upper { break }
      low = prefix.range.upper + 1
    }
    return found
  }

  // MARK: Words

  /// `tcp 5432`, `tcp 0-21 and 23-65535`, `tcp 53 and udp 53`, `everything`.
  var what: String {
    if items.isEmpty { return "everything" }
    return items.map { item in
      ([item.protocol] + (item.ports.isEmpty ? [] : [item.ports.map(\.description).joined(separator: " and ")]))
        .joined(separator: " ")
    }.joined(separator: " and ")
  }

  /// What a rule has to allow: `tcp 5432 from 10.0.1.10/32`, or `to` the receiver.
  func permission(from isFrom: Bool) -> String {
    let named = isFrom ? senderInRules : receiverInRules
    return "\(what) \(isFrom ? "from" : "to") "
      + (named ?? text(isFrom ? source : destination, many: isFrom ? "the sources" : "the destinations"))
  }

  /// The destination of a route: the whole network that holds the receiver, else the receiver.
  var routeDestination: String { destinationNetwork ?? destinationText }

  /// Whether a route to the prefix is one to just the destination.
  func isTo(_ prefix: Prefix) -> Bool {
    switch destination {
    case .internet: prefix == .all(family)
    case .blocks(let blocks): blocks == [prefix.description]
    case .many: false
    }
  }

  /// The receiver of the packets.
  var destinationText: String { text(destination, many: "the destinations") }

  /// The sender of the packets, and the receiver, as ends and not as blocks: one address is an address.
  var senderText: String { bare(text(source, many: "the sources")) }
  var receiverText: String { bare(destinationText) }

  private func bare(_ blocks: String) -> String {
    let and = " and "
    return blocks.split(separator: and).map { block in
      guard let prefix = Prefix(block), prefix.length == family.bitWidth else { return String(block) }
      return prefix.address.description
    }.joined(separator: and)
  }

  private func text(_ addresses: Addresses, many: String) -> String {
    switch addresses {
    case .internet: Prefix.all(family).description
    case .blocks(let blocks): blocks.joined(separator: " and ")
    case .many(let text): "\(many) you want to allow (now refused: \(text))"
    }
  }
}
