import Addressing
import NetworkModel

/// Resolves a name as the client's resolvers do (names-and-load-balancers.md, A and B).
///
/// Each function takes a query on its way and returns every answer that is possible. What blocks is noted, and the
/// search goes on as if it had not: removing all blockers of an answer gives its addresses. The files of this room
/// extend the resolver by what they are called after.
struct NameResolver {
  let network: Network
  let index: NamingIndex

  var topology: Topology { _read { yield network.topology } }

  init(_ network: Network) {
    self.network = network
    index = network.naming.value
  }

  /// Whether a query came from the VPC itself or by an inbound endpoint.
  enum Via: Hashable, Sendable { case vpc, inbound }

  /// Who looks for a name, and goes on with it where a CNAME leads out of a zone.
  enum Asker: Hashable, Sendable {
    /// The resolver of a VPC.
    case vpc(Int, Via)
    /// A name server of the user's own.
    case server(Int)
    /// Public DNS, asked by nobody of the input.
    case nobody
  }

  /// Asks again, for the name that the query has come to.
  func ask(_ asker: Asker, _ trail: Trail) -> [Trail] {
    switch asker {
    case .vpc(let vpc, let via): askResolver(of: vpc, via, trail)
    case .server(let server): askServer(server, trail)
    case .nobody: askPublic(asker, trail)
    }
  }

  /// A CNAME leads from one name to another (NL A4, steps 1 and 8). AWS's limit of a chain is not documented; ours is
  /// 16.
  func follow(
    _ target: DomainName, _ component: Component, _ trail: Trail, then: (Trail) -> [Trail]
  ) -> [Trail] {
    guard !trail.names.contains(target), trail.names.count < 16 else {
      let reason =
        trail.names.contains(target) ? "the CNAMEs of \(trail.names[0]) go round" : "the chain of CNAMEs is too long"
      return [trail.refused(.dnsLoop, component, "\(trail.name) CNAME \(target)", as: .servFail, reason)]
    }
    var next = trail
    next.name = target
    next.names.append(target)
    return then(next)
  }

  /// What comes of several readings of what is not known: one where they agree, else each as a reading, of which one
  /// is true.
  func readings(_ alternatives: [[Trail]], _ component: String, _ message: String) -> [Trail] {
    let isOne = alternatives.dropFirst().allSatisfy { $0.conclusions == alternatives[0].conclusions }
    func noted(_ trails: [Trail], standing: NameAnswer.Standing?) -> [Trail] {
      trails.map { trail in
        var trail = trail
        trail.assume(.unknownResource, component, decides: !isOne, message)
        if let standing { trail.standing = standing }
        return trail
      }
    }
    if isOne { return noted(alternatives.first ?? [], standing: nil) }
    return alternatives.flatMap { noted($0, standing: .reading) }
  }

  /// A new connection of a query that goes to an end which only answers.
  func open(_ trail: inout Trail, from end: End, to other: String) {
    trail.open(from: network.label(of: end), to: other, title: "\(network.title(of: end)) to \(other)")
  }

  func component(_ kind: ResourceKind, _ position: Int) -> Component {
    network.component(ComponentReference(kind: kind, position: position))
  }

  /// The Region of who asks, as routing policies see it (NL B3); nil where that is nowhere in AWS.
  func region(of asker: Asker) -> String? {
    guard case .vpc(let vpc, _) = asker else { return nil }
    return topology.vpcs[vpc].identity.region
  }
}
