import Addressing
import Testing

struct PortAndProtocolTests {
  @Test(
    "Ports are read and printed",
    arguments: [
      ("0", PortRange(0), "0"), ("443", PortRange(443), "443"), ("65535", PortRange(65535), "65535"),
      ("8000-8999", PortRange(8000, 8999), "8000-8999"), ("22-22", PortRange(22), "22"), ("0-65535", .all, "any"),
      ("0-65534", PortRange(0, 65534), "0-65534"), ("1-65535", PortRange(1, 65535), "1-65535"),
    ])
  func reads(_ text: String, _ range: PortRange, _ printed: String) {
    #expect(PortRange(text) == range)
    #expect(range.description == printed)
  }

  @Test(
    "Anything else is no port",
    arguments: [
      "", "-", "--", "1-", "-1", "1-2-3", "2-1", "65536", "0-65536", "+1", "1-+2", " 1", "1 ", "1 - 2", "any", "٤٤٣",
      "1.5",
      "0x10", "1\0", "999999999999999999999", "1–2",
    ])
  func refuses(_ text: String) {
    #expect(PortRange(text) == nil, "\(text)")
  }

  @Test("Intersection and containment of every two ranges of six ports at either end of the space")
  func exhaustive() {
    for base: Int in [0, 65530] {
      let ranges = (0..<6).flatMap { low in (low..<6).map { (low + base)...($0 + base) } }
      for left in ranges {
        for right in ranges {
          let one = PortRange(UInt16(left.lowerBound), UInt16(left.upperBound))
          let other = PortRange(UInt16(right.lowerBound), UInt16(right.upperBound))
          let common = Set(left).intersection(right)
          let expected = common.min().map { PortRange(UInt16($0), UInt16(common.max() ?? $0)) }
          #expect(one.intersection(other) == expected)
          #expect(one.contains(other) == Set(left).isSuperset(of: right))
        }
        for port in base..<(base + 6) {
          #expect(
            PortRange(UInt16(left.lowerBound), UInt16(left.upperBound)).contains(UInt16(port)) == left.contains(port))
        }
      }
    }
  }

  @Test("Every protocol number is read; names are printed where there is one")
  func everyProtocol() {
    for number in UInt8.min...UInt8.max {
      let proto = IPProtocol(rawValue: number)
      #expect(IPProtocol("\(number)") == proto)
      let text = proto.description
      #expect(text == "protocol \(number)" || IPProtocol(text) == proto)
      #expect(proto.hasPorts == (number == 6 || number == 17))
      #expect(proto.isICMP == (number == 1 || number == 58))
    }
  }

  @Test(
    "Names in any case",
    arguments: [
      ("tcp", 6), ("TCP", 6), ("Udp", 17), ("icmp", 1), ("ICMPv6", 58), ("gre", 47), ("esp", 50), ("ah", 51),
      ("sctp", 132),
    ])
  func names(_ text: String, _ number: UInt8) {
    #expect(IPProtocol(text) == IPProtocol(rawValue: number))
  }

  @Test(
    "Anything else is no protocol",
    arguments: [
      "", "-1", "-0", "+6", " 6", "6 ", "256", "1000", "tcp ", "tcpp", "any", "all", "icmp6", "٦", "0x6", "6.0",
    ])
  func refusesProtocol(_ text: String) {
    #expect(IPProtocol(text) == nil, "\(text)")
  }
}
