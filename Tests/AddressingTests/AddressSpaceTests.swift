import Addressing
import Testing

struct AddressSpaceTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var address: String
    var spaces: Set<String>
    var testDescription: String { address }
  }

  // Both sides of each edge of the special-purpose blocks (RFC 6890).
  @Test(
    "Each edge of the address space",
    arguments: [
      Case(address: "9.255.255.255", spaces: ["public"]), Case(address: "10.0.0.0", spaces: ["rfc1918"]),
      Case(address: "10.255.255.255", spaces: ["rfc1918"]), Case(address: "11.0.0.0", spaces: ["public"]),
      Case(address: "172.15.255.255", spaces: ["public"]), Case(address: "172.16.0.0", spaces: ["rfc1918"]),
      Case(address: "172.31.255.255", spaces: ["rfc1918"]), Case(address: "172.32.0.0", spaces: ["public"]),
      Case(address: "192.167.255.255", spaces: ["public"]), Case(address: "192.168.0.0", spaces: ["rfc1918"]),
      Case(address: "192.168.255.255", spaces: ["rfc1918"]), Case(address: "192.169.0.0", spaces: ["public"]),
      Case(address: "100.63.255.255", spaces: ["public"]), Case(address: "100.64.0.0", spaces: ["rfc6598"]),
      Case(address: "100.127.255.255", spaces: ["rfc6598"]), Case(address: "100.128.0.0", spaces: ["public"]),
      Case(address: "0.255.255.255", spaces: []), Case(address: "1.0.0.0", spaces: ["public"]),
      Case(address: "126.255.255.255", spaces: ["public"]), Case(address: "127.0.0.1", spaces: []),
      Case(address: "128.0.0.0", spaces: ["public"]), Case(address: "169.253.255.255", spaces: ["public"]),
      Case(address: "169.254.0.0", spaces: []), Case(address: "169.254.167.255", spaces: []),
      Case(address: "169.254.168.0", spaces: ["link"]), Case(address: "169.254.169.254", spaces: ["link"]),
      Case(address: "169.254.171.255", spaces: ["link"]), Case(address: "169.254.172.0", spaces: []),
      Case(address: "169.255.0.0", spaces: ["public"]), Case(address: "198.17.255.255", spaces: ["public"]),
      Case(address: "198.18.0.0", spaces: []), Case(address: "198.19.255.255", spaces: []),
      Case(address: "198.20.0.0", spaces: ["public"]), Case(address: "223.255.255.255", spaces: ["public"]),
      Case(address: "224.0.0.0", spaces: []), Case(address: "255.255.255.255", spaces: []),
      // The blocks for documentation stand for public addresses in examples.
      Case(address: "192.0.2.1", spaces: ["public"]), Case(address: "198.51.100.1", spaces: ["public"]),
      Case(address: "203.0.113.1", spaces: ["public"]),
      Case(address: "1fff:ffff::", spaces: []), Case(address: "2000::", spaces: ["public"]),
      Case(address: "3fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", spaces: ["public"]), Case(address: "4000::", spaces: []),
      Case(address: "fbff:ffff::", spaces: []), Case(address: "fc00::", spaces: ["ula"]),
      Case(address: "fd00:ec2::254", spaces: ["ula", "link"]), Case(address: "fd00:ec3::", spaces: ["ula"]),
      Case(address: "fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", spaces: ["ula"]), Case(address: "fe00::", spaces: []),
      Case(address: "64:ff9b::808:808", spaces: ["nat64"]), Case(address: "64:ff9b:0:0:0:1::", spaces: []),
    ])
  func edges(_ row: Case) throws {
    let address = try #require(IPAddress(row.address))
    var spaces: Set<String> = []
    if AddressSpace.publicAddresses(address.family).contains(address.value) { spaces.insert("public") }
    switch address.family {
    case .ipv4:
      if AddressSpace.rfc1918.contains(address.value) { spaces.insert("rfc1918") }
      if AddressSpace.rfc6598.contains(address.value) { spaces.insert("rfc6598") }
      if AddressSpace.linkServiceIPv4.contains(address.value) { spaces.insert("link") }
    case .ipv6:
      if AddressSpace.uniqueLocalIPv6.contains(address.value) { spaces.insert("ula") }
      if try #require(AddressSpace.linkServiceIPv6).contains(address) { spaces.insert("link") }
      if try #require(AddressSpace.nat64).contains(address) { spaces.insert("nat64") }
    }
    #expect(spaces == row.spaces, "\(row.address)")
  }

  @Test("an address of the NAT64 prefix stands for the IPv4 address in its low 32 bits")
  func nat64() throws {
    func behind(_ text: String) throws -> String? {
      AddressSpace.ipv4(behind: try #require(IPAddress(text)))?.description
    }
    #expect(try behind("64:ff9b::808:808") == "8.8.8.8")
    #expect(try behind("64:ff9b::ffff:ffff") == "255.255.255.255")
    for other in ["64:ff9b:0:0:0:1::", "2001:db8::808:808", "8.8.8.8"] { #expect(try behind(other) == nil) }
  }
}
