import Addressing
import Testing

struct TrafficSetTextTests {
  private func box(
    _ source: String, _ destination: String, _ protocols: ClosedRange<UInt8>, _ first: PortRange = .all,
    _ second: PortRange = .all
  ) throws -> TrafficBox {
    TrafficBox(
      source: try #require(Prefix(source)).range, destination: try #require(Prefix(destination)).range,
      firstProtocol: protocols.lowerBound, lastProtocol: protocols.upperBound, sourcePorts: first,
      destinationPorts: second)
  }

  @Test(
    "One box",
    arguments: [
      (
        "10.0.1.10", "10.1.2.20", 6...6, PortRange(32768, 61000), PortRange(5432),
        "tcp 10.0.1.10:32768-61000 → 10.1.2.20:5432"
      ),
      ("10.0.0.0/16", "0.0.0.0/0", 17...17, .all, PortRange(53), "udp 10.0.0.0/16 → any:53"),
      ("10.0.0.1", "10.0.0.2", 0...255, .all, .all, "any protocol 10.0.0.1 → 10.0.0.2"),
      ("10.0.0.1", "10.0.0.2", 7...16, .all, .all, "protocols 7-16 10.0.0.1 → 10.0.0.2"),
      ("10.0.0.1", "10.0.0.2", 47...47, .all, .all, "gre 10.0.0.1 → 10.0.0.2"),
      ("10.0.0.1", "10.0.0.2", 99...99, .all, .all, "protocol 99 10.0.0.1 → 10.0.0.2"),
      ("10.0.0.1", "10.0.0.2", 1...1, PortRange(8), PortRange(0), "icmp echo-request 10.0.0.1 → 10.0.0.2"),
      ("10.0.0.1", "10.0.0.2", 1...1, PortRange(0), PortRange(0), "icmp echo-reply 10.0.0.1 → 10.0.0.2"),
      ("10.0.0.1", "10.0.0.2", 1...1, PortRange(3), .all, "icmp type 3 10.0.0.1 → 10.0.0.2"),
      ("10.0.0.1", "10.0.0.2", 1...1, .all, .all, "icmp 10.0.0.1 → 10.0.0.2"),
      (
        "2001:db8::1", "2001:db8::/32", 58...58, PortRange(128), PortRange(0),
        "icmpv6 echo-request 2001:db8::1 → 2001:db8::/32"
      ),
      (
        "2001:db8::1", "2001:db8::2", 6...6, PortRange(50000), PortRange(443),
        "tcp [2001:db8::1]:50000 → [2001:db8::2]:443"
      ),
      ("2001:db8::1", "::/0", 6...6, .all, PortRange(443), "tcp 2001:db8::1 → any:443"),
      ("2001:db8::1", "2001:db8:1::/48", 6...6, .all, PortRange(443), "tcp 2001:db8::1 → [2001:db8:1::/48]:443"),
    ] as [(String, String, ClosedRange<UInt8>, PortRange, PortRange, String)])
  func one(
    _ source: String, _ destination: String, _ protocols: ClosedRange<UInt8>, _ first: PortRange, _ second: PortRange,
    _ text: String
  ) throws {
    let family = try #require(Prefix(source)).family
    let set = TrafficSet(family, try box(source, destination, protocols, first, second))
    #expect(set.description == text)
  }

  @Test func nothing() {
    #expect(TrafficSet(.ipv4).description == "nothing")
  }

  @Test func partsThatDifferInTheirDestinationsAreOne() throws {
    let boxes = try ["10.1.0.1", "10.2.0.0/16", "10.3.0.1", "10.4.0.1"].map {
      try box("10.0.0.1", $0, 6...6, .all, PortRange(443))
    }
    #expect(
      TrafficSet(.ipv4, union: boxes.prefix(2)).description == "tcp 10.0.0.1 → 10.1.0.1,10.2.0.0/16:443")
    #expect(TrafficSet(.ipv4, union: boxes).description == "tcp 10.0.0.1 → 10.1.0.1,10.2.0.0/16,+2:443")
    let sources = try ["10.1.0.1", "10.2.0.0/16"].map { try box($0, "10.0.0.1", 6...6, .all, PortRange(443)) }
    #expect(TrafficSet(.ipv4, union: sources).description == "tcp 10.1.0.1,10.2.0.0/16 → 10.0.0.1:443")
  }

  @Test func moreThanThreePartsAreCounted() throws {
    let boxes = try (1...5).map { try box("10.0.0.1", "10.0.0.2", 6...6, .all, PortRange(UInt16($0 * 10))) }
    let text = TrafficSet(.ipv4, union: boxes).description
    #expect(text.hasPrefix("tcp 10.0.0.1 → 10.0.0.2:10; tcp 10.0.0.1 → 10.0.0.2:20; "))
    #expect(text.hasSuffix("; 2 more"))
  }

  @Test func rangesWithANameAreNamed() throws {
    let names = [(ranges: AddressSpace.publicIPv6, name: "internet")]
    let set = TrafficSet(.ipv6, try box("2001:db8::1", "2000::/3", 6...6, .all, PortRange(443)))
    #expect(set.text(naming: names) == "tcp 2001:db8::1 → internet:443")
  }

  @Test func publicAddressesAsDestinationAreOnePart() throws {
    let ranges = AddressSpace.publicIPv4
    let boxes = try ranges.ranges.map { range in
      var part = try box("10.0.0.1", "0.0.0.0/0", 6...6, .all, PortRange(443))
      part.destination = range
      return part
    }
    let set = TrafficSet(.ipv4, union: boxes)
    #expect(set.text(naming: [(ranges: ranges, name: "internet")]) == "tcp 10.0.0.1 → internet:443")
  }
}
