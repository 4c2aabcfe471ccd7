import Synchronization

/// The targets that a load balancer's node has, with their health as far as the network decides it: found when first asked
/// for, and the same for every client.
final class MemberCache: Sendable {
  struct Key: Sendable, Hashable {
    var node: Int
    var loadBalancer: Int
    var source: Source
  }

  enum Source: Sendable, Hashable {
    case targetGroup(Int)
    /// The instances of a Classic Load Balancer, by its listener.
    case listener(Int)
  }

  private let known = Mutex<[Key: [Member]]>([:])

  /// Nothing is locked while targets are found, because finding some may ask for others; two threads that find the same
  /// do no harm.
  func members(_ key: Key, _ find: () -> [Member]) -> [Member] {
    if let members = known.withLock({ $0[key] }) { return members }
    let members = find()
    known.withLock { $0[key] = members }
    return members
  }
}
