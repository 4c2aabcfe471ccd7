import NetworkModel

/// Pictures that the user brings, by the name of the kind they are for: `instance`, `loadBalancer.network`.
public struct Icons: Sendable {
  public struct Icon: Sendable {
    /// `image/svg+xml` or `image/png`.
    public var mediaType: String
    public var bytes: [UInt8]
    /// Where it is, for the formats that Graphviz writes.
    public var path: String

    public init(mediaType: String, bytes: [UInt8], path: String) {
      self.mediaType = mediaType
      self.bytes = bytes
      self.path = path
    }
  }

  public var byKind: [String: Icon]

  public init(byKind: [String: Icon] = [:]) { self.byKind = byKind }

  /// The names that pictures can have: those of the kinds of resources, and of their variants.
  public static let names: [String] = {
    let corners: Set<String> = ["cloud", "account", "region", "publicSubnet", "privateSubnet", "siteGroup", "vpc"]
    let balancers = LoadBalancer.LoadBalancerType.allCases.map { "loadBalancer.\($0.rawValue)" }
    let all = ResourceKind.allCases.map(\.rawValue) + GlyphTable.rows.map(\.name) + balancers
    return Set(all).subtracting(corners).sorted()
  }()

  /// Whether something could be drawn with a picture of this name. Behind `service.` stands any service of AWS.
  public static func isName(_ name: String) -> Bool { name.hasPrefix("service.") || names.contains(name) }

  /// Those that can be put into a bitmap.
  var bitmaps: Icons { Icons(byKind: byKind.filter { $0.value.mediaType == "image/png" }) }

  /// The name under which there is a picture for a glyph: its own, or that of its kind.
  func name(for glyph: String) -> String? {
    if byKind[glyph] != nil { return glyph }
    let kind = glyph.split(separator: ".").first.map(String.init) ?? glyph
    return byKind[kind] == nil ? nil : kind
  }
}
