import Addressing
import NetworkModel

/// Where a connection ends at something that opens the next one: a listener of a load balancer.
struct Front: Sendable {
  /// The interface that the next connection leaves from.
  var node: Int
  var loadBalancer: Int
  var listener: Int
  /// The packets as they came to the listener.
  var arrived: TrafficSet
  var privateLink: PrivateLinkArrival

  /// How packets came to a load balancer's node.
  enum PrivateLinkArrival: Sendable, Hashable {
    /// By its own address.
    case none
    /// Through an endpoint; the node's inbound rules were asked.
    case enforced
    /// Through an endpoint, past the node's inbound rules: references to its groups do not match (SG 3.2).
    case unenforced
  }
}

/// A load balancer's connection to a target that keeps the client's address.
struct Preservation: Sendable, Hashable {
  var node: Int
  var targetGroup: Int
}
