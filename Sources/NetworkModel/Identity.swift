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

  /// The id, with the name in front where there is another: `web-1 (i-0a1b)`. An id that ends in the name says it
  /// already, and so does an ARN, which is too long to be read in a sentence: there the name alone.
  public var label: String { Identity.label(id: id, name: name) }

  /// The label of a resource with this id and name.
  public static func label(id: String, name: String?) -> String {
    guard let name, name != id, !id.hasSuffix("/" + name) || id.hasPrefix("arn:") else { return id }
    return id.hasPrefix("arn:") ? name : "\(name) (\(id))"
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
