import Addressing
import TestKit
import Testing

struct PrefixTests {
  @Test(
    "A prefix is read with the bits after its length cleared",
    arguments: [
      ("10.0.0.0/16", "10.0.0.0/16", "10.0.0.0", "10.0.255.255"),
      ("10.0.1.7/24", "10.0.1.0/24", "10.0.1.0", "10.0.1.255"),
      ("0.0.0.0/0", "0.0.0.0/0", "0.0.0.0", "255.255.255.255"), ("1.2.3.4", "1.2.3.4/32", "1.2.3.4", "1.2.3.4"),
      ("255.255.255.255/1", "128.0.0.0/1", "128.0.0.0", "255.255.255.255"),
      ("255.255.255.255/32", "255.255.255.255/32", "255.255.255.255", "255.255.255.255"),
      ("::/0", "::/0", "::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
      ("2001:db8:1:2:3::/56", "2001:db8:1::/56", "2001:db8:1::", "2001:db8:1:ff:ffff:ffff:ffff:ffff"),
      ("::1", "::1/128", "::1", "::1"), ("ffff::/1", "8000::/1", "8000::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
    ])
  func reads(_ text: String, _ printed: String, _ first: String, _ last: String) throws {
    let prefix = try #require(Prefix(text), "\(text)")
    #expect(prefix.description == printed)
    #expect(prefix.range == AddressRange(try #require(IPAddress(first)).value, try #require(IPAddress(last)).value))
  }

  @Test(
    "Anything else is refused",
    arguments: [
      "", "/", "/8", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/+8", "10.0.0.0/08", "10.0.0.0/00",
      "10.0.0.0/8/8", "10.0.0.0//8", "10.0.0.0/8 ", " 10.0.0.0/8", "10.0.0.0/ 8", "10.0.0.0/255.0.0.0", "10/8",
      "10.0.0.0/٨", "10.0.0.0/8a", "10.0.0.0/99999999999999999999", "::/129", "::/-0", "::1%eth0/64", "pl-1", "sg-1",
    ])
  func refuses(_ text: String) {
    #expect(Prefix(text) == nil, "\(text)")
  }

  @Test("Every length keeps its own range and text", arguments: AddressFamily.allCases)
  func everyLength(_ family: AddressFamily) throws {
    var random = SplitMix64(seed: 12)
    for length in 0...family.bitWidth {
      let value = UInt128(random.next()) << 64 | UInt128(random.next())
      let address = IPAddress(family: family, value: value & family.maximumValue)
      let prefix = try #require(Prefix(address, length: length))
      #expect(Prefix(prefix.description) == prefix)
      #expect(prefix.contains(address) && prefix.contains(prefix.address))
      let size = prefix.range.upper &- prefix.range.lower &+ 1
      #expect(size == (length == 0 && family == .ipv6 ? 0 : UInt128(1) << UInt128(family.bitWidth - length)))
      if prefix.range.lower > 0 {
        #expect(!prefix.contains(IPAddress(family: family, value: prefix.range.lower - 1)))
      }
      if prefix.range.upper < family.maximumValue {
        #expect(!prefix.contains(IPAddress(family: family, value: prefix.range.upper + 1)))
      }
    }
    #expect(Prefix(IPAddress(family: family, value: 0), length: -1) == nil)
    #expect(Prefix(IPAddress(family: family, value: 0), length: family.bitWidth + 1) == nil)
    #expect(Prefix.all(family).range == .all(family))
  }

  @Test func familiesNeverMix() throws {
    let all4 = Prefix.all(.ipv4)
    let all6 = Prefix.all(.ipv6)
    let (address4, address6) = (try #require(IPAddress("1.1.1.1")), try #require(IPAddress("::1")))
    #expect(!all4.contains(address6) && !all6.contains(address4))
    #expect(!all4.overlaps(all6) && !all6.contains(all4))
  }

  @Test("Of two prefixes one contains the other or they are apart; exhaustive over /28 to /32 of 16 addresses")
  func nesting() throws {
    let base = try #require(IPAddress("10.0.0.0")).value
    let prefixes = try (28...32).flatMap { length in
      try stride(from: 0, to: 16, by: 1 << (32 - length)).map {
        try #require(Prefix(IPAddress(family: .ipv4, value: base + UInt128($0)), length: length))
      }
    }
    #expect(prefixes.count == 31)
    for left in prefixes {
      for right in prefixes {
        let common = left.range.intersection(right.range)
        #expect(left.overlaps(right) == (common != nil))
        #expect(left.contains(right) == (common == right.range))
        #expect(!left.overlaps(right) || left.contains(right) || right.contains(left))
      }
    }
  }
}
