import Addressing
import TestKit
import Testing

struct IPAddressTests {
  @Test(
    "An address that is well written is read, and printed in the canonical text of RFC 5952",
    arguments: [
      ("0.0.0.0", "0.0.0.0"), ("255.255.255.255", "255.255.255.255"), ("10.0.1.10", "10.0.1.10"),
      ("::", "::"), ("::1", "::1"), ("1::", "1::"), ("2001:DB8::1", "2001:db8::1"),
      ("2001:0db8:0000:0000:0000:0000:0000:0001", "2001:db8::1"),
      // The longest run of zeros is left out, the first of equal ones, and never a single one.
      ("2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"), ("2001:0:0:1:0:0:0:1", "2001:0:0:1::1"),
      ("2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"), ("1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"),
      ("::2:3:4:5:6:7:8", "0:2:3:4:5:6:7:8"), ("0:0:3::", "0:0:3::"), ("1:0:0:4:5:6:0:0", "1::4:5:6:0:0"),
      ("64:ff9b::8.8.8.8", "64:ff9b::808:808"), ("::ffff:1.2.3.4", "::ffff:102:304"),
      ("1:2:3:4:5:6:1.2.3.4", "1:2:3:4:5:6:102:304"),
      ("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
    ])
  func reads(_ text: String, _ canonical: String) throws {
    let address = try #require(IPAddress(text), "\(text)")
    #expect(address.description == canonical)
    #expect(IPAddress(canonical) == address)
  }

  @Test(
    "Anything else is refused",
    arguments: [
      "", " ", ".", "...", "1", "1.2.3", "1.2.3.", ".1.2.3", "1..2.3", "1.2.3.4.", "1.2.3.4.5", "01.2.3.4", "1.2.3.04",
      "00.0.0.0", "256.1.1.1", "1.1.1.256", "1.1.1.1000", "99999999999.1.1.1", "+1.2.3.4", "-1.2.3.4", " 1.2.3.4",
      "1.2.3.4 ", "1.2.3.4\n", "1.2.3.4\0", "0x1.2.3.4", "1.2.3.4/32", "١.٢.٣.٤", "1.2.3.４",
      ":", ":::", "::::", "1:", ":1", "1::2::3", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7:8::",
      "::1:2:3:4:5:6:7:8", "1:2:3:4::5:6:7:8", "12345::", "g::", "::%eth0", "fe80::1%1", "[::1]", "::1 ", "1.2.3.4::",
      "::1.2.3", "::1.2.3.4:5", "::1.2.3.256", "1:2:3:4:5:6:7:1.2.3.4", "::01.2.3.4", "::１",
    ])
  func refuses(_ text: String) {
    #expect(IPAddress(text) == nil, "\(text)")
  }

  @Test("Every random address survives printing and reading", arguments: AddressFamily.allCases)
  func roundTrip(_ family: AddressFamily) {
    var random = SplitMix64(seed: 11)
    for _ in 0..<3000 {
      // Words that are often zero make all shapes of `::`.
      var value: UInt128 = 0
      for _ in 0..<8 { value = value << 16 | UInt128(random.chance(50) ? 0 : random.below(65536)) }
      let address = IPAddress(family: family, value: value & family.maximumValue)
      #expect(IPAddress(address.description) == address, "\(address)")
    }
  }

  @Test func orderIsByFamilyThenByValue() {
    let sorted = ["0.0.0.1", "10.0.0.1", "255.255.255.255", "::", "::1", "ffff::"].compactMap { IPAddress($0) }
    #expect(sorted.reversed().sorted() == sorted)
  }
}
