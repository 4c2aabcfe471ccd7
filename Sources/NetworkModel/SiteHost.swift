import Addressing

/// Something on premises that has a name: an application server, the people's browsers. AWS's API does not show it.
public struct SiteHost: Resource {
  public static let kind = ResourceKind.siteHost

  public var identity: Identity
  public var siteId: String
  /// Its addresses, all of its site's.
  public var prefixes: [Prefix]

  public init(_ identity: Identity, siteId: String, prefixes: [Prefix]) {
    self.identity = identity
    self.siteId = siteId
    self.prefixes = prefixes
  }
}
