import Addressing
import NetworkModel

extension Network {
  /// What becomes of a name that an end asks for.
  ///
  /// - Parameters:
  ///   - name: with or without the dot at its end.
  ///   - client: who asks: an interface, a site, or the internet.
  ///   - types: the types of records that are asked for; without any, those of the families that the client has.
  public func resolve(_ name: String, from client: End, types: [RecordType]? = nil) -> Resolution {
    let resolver = NameResolver(self)
    let domain = DomainName(name)
    let types = types ?? self.types(for: client)
    let answers = types.flatMap { type in resolver.ask(from: client, Trail(domain, type)).map(\.answer).distinct }
    return Resolution(domain.text, from: label(of: client), title: title(of: client), types, answers)
  }

  /// The same for who is called `from`: one resolution for each thing that this stands for.
  ///
  /// - Throws: 64 where `from` is no client, 66 where nothing or several things are called so.
  public func resolve(
    _ name: String, from client: String, types: [RecordType]? = nil
  ) throws(QueryError) -> [Resolution] {
    if IPAddress(name) != nil || DomainName(name).strangeness != nil {
      throw QueryError(
        status: 64,
        message: "`\(name)` is no domain name: write it like api.example.com, without a scheme, port or path")
    }
    var seen: Set<String> = []
    return try endpoints.clients(called: client).filter { seen.insert(label(of: $0)).inserted }.map {
      resolve(name, from: $0, types: types)
    }
  }

  /// What has a name of AWS's own: the load balancer, endpoint or interface whose addresses it stands for; nil where
  /// nothing of the input has it.
  public func owner(ofName name: DomainName) -> Component? {
    for type in [RecordType.a, .aaaa] {
      if case .addresses(let found, let owner, _)? = NameResolver(self).awsName(name, type), !found.isEmpty,
        owner.kind != .internet
      {
        return owner
      }
    }
    return nil
  }

  /// The types of the families that a client has addresses of.
  private func types(for client: End) -> [RecordType] {
    let families: Set<AddressFamily>
    switch client {
    case .interface(let interface, _, _):
      families = Set(topology.networkInterfaces[interface].privateAddresses.map(\.family))
    case .site(let site, _, _): families = Set(topology.sites[site].prefixes.map(\.family))
    case .internet: families = [.ipv4, .ipv6]
    case .nobody(let address, _): families = [address.family]
    }
    return [RecordType.a, .aaaa].filter { $0.family.map(families.contains) ?? false }
  }
}

extension EndpointResolver {
  /// The ends that ask for names where somebody is called so, in the order of ids.
  func clients(called text: String) throws(QueryError) -> [End] {
    let typed = TypedEndpoint(text)
    if let port = typed.port {
      throw QueryError(status: 64, message: "the port `\(port)` stands behind FROM, which asks for a name")
    }
    switch try meaning(of: typed, .from) {
    case .ends(let ends, _, _): return ends
    case .address(let address): return [try end(at: address, from: .elsewhere, .from)]
    case .range(let prefix): return try ends(in: prefix, from: .elsewhere)
    }
  }
}

extension [NameAnswer] {
  /// Without answers that say and rest on the same.
  fileprivate var distinct: [NameAnswer] {
    var kept: [NameAnswer] = []
    for answer in self where !kept.contains(answer) { kept.append(answer) }
    return kept
  }
}
