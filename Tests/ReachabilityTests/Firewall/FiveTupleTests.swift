import Addressing
import Testing

@testable import Reachability

/// What the five fields of a rule hold of a set of packets.
@Suite("Firewall: five fields")
struct FiveTupleTests {
  private func ranges(_ texts: String...) -> DualStackRanges {
    DualStackRanges(anyOr: texts.compactMap { Prefix($0) })
  }

  private func box(_ family: AddressFamily, _ source: String, _ destination: String, _ proto: UInt8) -> TrafficBox {
    TrafficBox(
      source: Prefix(source)?.range ?? .all(family), destination: Prefix(destination)?.range ?? .all(family),
      firstProtocol: proto, lastProtocol: proto, sourcePorts: proto == 1 ? PortRange(8) : PortRange(1024, 65535),
      destinationPorts: proto == 1 ? PortRange(0) : PortRange(440, 450))
  }

  private let web = FiveTuple.Service(protocols: 6...6, destinationPorts: [PortRange(443), PortRange(445)])

  @Test("the product of the fields, each cut by its own ranges")
  func product() {
    let rule = FiveTuple(services: [web], sources: ranges("10.0.0.0/25"), destinations: ranges("10.0.1.0/24"))
    let traffic = TrafficSet(.ipv4, box(.ipv4, "10.0.0.0/24", "10.0.1.7", 6))
    let found = rule.matches(traffic)
    #expect(found.boxes.map(\.destinationPorts) == [PortRange(443), PortRange(445)])
    #expect(found.boxes.allSatisfy { $0.source == Prefix("10.0.0.0/25")?.range })
    #expect(rule.matches(TrafficSet(.ipv4, box(.ipv4, "10.0.0.0/24", "10.0.1.7", 17))).isEmpty)
  }

  @Test("a mirrored rule holds replies too, and nothing twice")
  func mirrored() {
    var rule = FiveTuple(services: [web], isMirrored: true)
    let request = TrafficSet(.ipv4, box(.ipv4, "10.0.0.1", "10.0.1.7", 6))
    let reply = request.reply
    #expect(rule.matches(reply) == rule.matches(request).reply)
    rule.services = [FiveTuple.Service(protocols: 0...255)]
    #expect(rule.matches(request) == request)
  }

  @Test("families do not mix, ICMP keeps its type")
  func families() {
    let rule = FiveTuple(services: [.init(protocols: 0...255)], sources: ranges("2001:db8::/32"))
    #expect(rule.matches(TrafficSet(.ipv4, box(.ipv4, "10.0.0.1", "10.0.1.7", 6))).isEmpty)
    let ipv6 = TrafficSet(.ipv6, box(.ipv6, "2001:db8::1", "2001:db8::2", 6))
    #expect(rule.matches(ipv6) == ipv6)
    let echo = TrafficSet(.ipv4, box(.ipv4, "10.0.0.1", "10.0.1.7", 1))
    #expect(echo.swapped.boxes.first?.sourcePorts == PortRange(8))
  }
}
