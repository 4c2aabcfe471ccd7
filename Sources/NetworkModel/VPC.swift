import Addressing

/// A virtual private cloud: its address blocks and DNS attributes.
public struct VPC: Resource {
  public static let kind = ResourceKind.vpc
  public var identity: Identity
  /// Every associated block of both families, primary first.
  public var cidrBlocks: [Prefix]
  public var dhcpOptionsId: String?
  /// Nil where the input does not show it; AWS's default is true.
  public var enableDnsSupport: Bool?
  /// Nil where the input does not show it; AWS's default is true for a default VPC only.
  public var enableDnsHostnames: Bool?
  public var isDefault: Bool

  public init(
    _ identity: Identity, cidrBlocks: [Prefix], dhcpOptionsId: String? = nil, enableDnsSupport: Bool? = nil,
    enableDnsHostnames: Bool? = nil, isDefault: Bool = false
  ) {
    self.identity = identity
    self.cidrBlocks = cidrBlocks
    self.dhcpOptionsId = dhcpOptionsId
    self.enableDnsSupport = enableDnsSupport
    self.enableDnsHostnames = enableDnsHostnames
    self.isDefault = isDefault
  }
}

/// A DHCP option set: which name servers the instances of a VPC ask.
public struct DHCPOptions: Resource {
  public static let kind = ResourceKind.dhcpOptions
  public var identity: Identity
  /// Addresses, or `AmazonProvidedDNS`.
  public var domainNameServers: [String]
  public var domainName: String?

  public init(_ identity: Identity, domainNameServers: [String], domainName: String? = nil) {
    self.identity = identity
    self.domainNameServers = domainNameServers
    self.domainName = domainName
  }
}
