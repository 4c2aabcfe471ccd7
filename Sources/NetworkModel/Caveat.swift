/// What an input leaves open about a part of a resource, in words for the answer.
public struct Caveat: Sendable, Hashable {
  /// The part of a resource that is open.
  public struct Subject: Sendable, Hashable {
    public enum Part: String, Sendable, Hashable {
      /// The addresses of a network interface.
      case address
      /// The route table or network ACL of a subnet.
      case routeTable, networkACL
    }

    public var id: String
    public var part: Part

    public init(_ id: String, _ part: Part) {
      self.id = id
      self.part = part
    }
  }

  public enum Weight: Sendable, Hashable {
    /// What the topology holds stands, and the answer says what it rests on.
    case noted
    /// What the topology holds is one of several that would answer differently.
    case decides
    /// The part is not visible at all.
    case hidden
  }

  public var weight: Weight
  /// Lowercase, no final period.
  public var message: String

  public init(_ weight: Weight, _ message: String) {
    self.weight = weight
    self.message = message
  }
}
