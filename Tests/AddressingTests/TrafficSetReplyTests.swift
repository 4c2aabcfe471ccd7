import Addressing
import TestKit
import Testing

struct TrafficSetReplyTests {
  private func box(
    _ proto: IPProtocol, _ source: String = "10.0.0.1", _ destination: String = "10.0.0.2", _ first: PortRange = .all,
    _ second: PortRange = .all
  ) throws -> TrafficBox {
    TrafficBox(
      source: try #require(Prefix(source)).range, destination: try #require(Prefix(destination)).range,
      firstProtocol: proto.rawValue, lastProtocol: proto.rawValue, sourcePorts: first, destinationPorts: second)
  }

  @Test func addressesAndPortsAreSwapped() throws {
    let set = TrafficSet(.ipv4, try box(.tcp, "10.0.0.1", "10.0.0.2", PortRange(50000, 50009), PortRange(443)))
    let reply = TrafficSet(.ipv4, try box(.tcp, "10.0.0.2", "10.0.0.1", PortRange(443), PortRange(50000, 50009)))
    #expect(set.reply == reply && reply.reply == set)
  }

  @Test(
    "An echo request is answered by an echo reply, and nothing else of ICMP is answered",
    arguments: [(IPProtocol.icmp, UInt16(8), UInt16(0)), (.icmpv6, 128, 129)])
  func echo(_ proto: IPProtocol, _ request: UInt16, _ answer: UInt16) throws {
    let expected = TrafficSet(.ipv4, try box(proto, "10.0.0.2", "10.0.0.1", PortRange(answer), PortRange(0)))
    #expect(TrafficSet(.ipv4, try box(proto)).reply == expected)
    #expect(TrafficSet(.ipv4, try box(proto, "10.0.0.1", "10.0.0.2", PortRange(request))).reply == expected)
    #expect(TrafficSet(.ipv4, try box(proto, "10.0.0.1", "10.0.0.2", PortRange(answer))).reply.isEmpty)
    #expect(TrafficSet(.ipv4, try box(proto, "10.0.0.1", "10.0.0.2", PortRange(request + 1, 255))).reply.isEmpty)
    #expect(expected.reply.isEmpty)
  }

  @Test func echoRequestsThatDifferInTheirCodesOnlyHaveOneReply() throws {
    let set = TrafficSet(
      .ipv4,
      disjoint: [
        try box(.icmp, "10.0.0.1", "10.0.0.2", PortRange(8), PortRange(0, 5)),
        try box(.icmp, "10.0.0.1", "10.0.0.2", PortRange(8), PortRange(6, 9)),
      ])
    let reply = set.reply
    #expect(reply.boxes.count == 1, "the boxes of a set are disjoint")
    #expect(reply.subtracting(reply).isEmpty)
  }

  @Test("The reply to the reply of what is not ICMP is the set itself", arguments: 0..<60)
  func twice(_ seed: Int) {
    var random = SplitMix64(seed: UInt64(seed))
    let universe = SmallUniverse(family: .ipv4, cells: 3)
    var set = TrafficSet(.ipv4)
    for _ in 0..<4 {
      var box = universe.box(universe.randomBox(&random))
      box.firstProtocol = 2
      box.lastProtocol = random.chance(50) ? 2 : 57
      set.formUnion(box)
    }
    #expect(set.reply.reply == set && universe.isDisjoint(set.reply), "seed \(seed)")
  }
}
