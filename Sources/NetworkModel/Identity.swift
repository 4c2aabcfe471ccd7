/// What every resource has: its id, its names, and whose it is.
public struct Identity: Sendable, Hashable {
  /// AWS's id or ARN; of a resource in a topology file the name it is written under.
  public var id: String
  /// The tag `Name`, or the resource's own name.
  public var name: String?
  /// The account that owns the resource; empty if the input does not say.
  public var account: String
  /// The Region; empty for what has none.
  public var region: String
  public var arn: String?
  /// Tags in the order of their keys.
  public var tags: [Tag]
  public var source: SourceLocation?

  public init(
    _ id: String, name: String? = nil, account: String = "", region: String = "", arn: String? = nil, tags: [Tag] = [],
    source: SourceLocation? = nil
  ) {
    self.id = id
    self.name = name
    self.account = account
    self.region = region
    self.arn = arn
    self.tags = tags
    self.source = source
  }

  /// The id, with the name in front where there is another: `web-1 (i-0a1b)`.
  public var label: String {
    if let name, name != id { return "\(name) (\(id))" }
    return id
  }

  /// The name, or the id where there is no name.
  public var shortLabel: String { name ?? id }
}

/// A tag of a resource.
public struct Tag: Sendable, Hashable {
  public var key: String
  public var value: String

  public init(_ key: String, _ value: String) {
    self.key = key
    self.value = value
  }
}

/// Something of a topology that has an identity.
public protocol Resource: Sendable, Hashable {
  static var kind: ResourceKind { get }
  var identity: Identity { get set }
}

extension Resource {
  public var id: String { identity.id }
}
