/// The ranges of the address space that IANA and AWS treat apart.
public enum AddressSpace {
  private static func prefixes(_ texts: String...) -> [Prefix] { texts.compactMap { Prefix($0) } }

  /// RFC 1918: 10/8, 172.16/12, 192.168/16.
  public static let rfc1918 = AddressRanges(prefixes("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16").map(\.range))

  /// RFC 6598, shared address space: 100.64/10.
  public static let rfc6598 = AddressRanges(prefixes("100.64.0.0/10").map(\.range))

  /// IPv4 addresses that the public internet routes: everything but the special-purpose blocks of RFC 6890.
  /// The blocks for documentation count as public: examples are written with them.
  public static let publicIPv4 = AddressRanges([AddressRange.all(.ipv4)]).subtracting(
    AddressRanges(
      prefixes(
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
        "192.0.0.0/24", "192.168.0.0/16", "198.18.0.0/15", "224.0.0.0/3"
      ).map(\.range)))

  /// IPv6 addresses that the public internet routes: global unicast, 2000::/3.
  public static let publicIPv6 = AddressRanges(prefixes("2000::/3").map(\.range))

  /// IPv6 unique local addresses, fc00::/7.
  public static let uniqueLocalIPv6 = AddressRanges(prefixes("fc00::/7").map(\.range))

  /// The well-known NAT64 prefix, 64:ff9b::/96.
  public static let nat64 = Prefix("64:ff9b::/96")

  /// The IPv4 address that one of ``nat64`` stands for: its low 32 bits; nil for any other address.
  public static func ipv4(behind address: IPAddress) -> IPAddress? {
    guard nat64?.contains(address) ?? false else { return nil }
    return IPAddress(family: .ipv4, value: address.value & 0xffff_ffff)
  }

  /// Addresses that no VPC route forwards: 169.254.168.0/22 and fd00:ec2::/32 (RT 1.1.10), and the link-local
  /// services of 169.254.169.0/24.
  public static let linkServiceIPv4 = AddressRange(
    IPAddress.ipv4(169, 254, 168, 0).value, IPAddress.ipv4(169, 254, 171, 255).value)
  public static let linkServiceIPv6 = Prefix("fd00:ec2::/32")

  /// The public addresses of a family.
  public static func publicAddresses(_ family: AddressFamily) -> AddressRanges {
    family == .ipv4 ? publicIPv4 : publicIPv6
  }
}
