/// VPC Block Public Access of an account in a Region (7.4).
public struct BlockPublicAccess: Resource {
  public static let kind = ResourceKind.vpcBlockPublicAccessOptions

  public enum Mode: String, Sendable, Hashable {
    case off
    case blockBidirectional = "block-bidirectional"
    case blockIngress = "block-ingress"
  }

  public enum ExclusionMode: String, Sendable, Hashable {
    case allowBidirectional = "allow-bidirectional"
    case allowEgress = "allow-egress"
  }

  /// A VPC or a subnet that the block leaves out.
  public struct Exclusion: Sendable, Hashable {
    /// The id of a VPC or a subnet.
    public var resourceId: String
    public var mode: ExclusionMode

    public init(resourceId: String, mode: ExclusionMode) {
      self.resourceId = resourceId
      self.mode = mode
    }
  }

  public var identity: Identity
  public var mode: Mode
  public var exclusions: [Exclusion]

  public init(_ identity: Identity, mode: Mode, exclusions: [Exclusion] = []) {
    self.identity = identity
    self.mode = mode
    self.exclusions = exclusions
  }
}
