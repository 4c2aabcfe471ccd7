import Addressing
import NetworkModel

// Which resolver a client asks (NL A1, A3).
// https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html

extension NameResolver {
  /// The query leaves the client.
  func ask(from client: End, _ trail: Trail) -> [Trail] {
    switch client {
    case .interface(let interface, _, _):
      let vpc = network.vpc(of: interface)
      guard vpc >= 0 else {
        let id = topology.networkInterfaces[interface].vpcId
        return [trail.unknown(id, "the VPC \(id) of the client is not in the input; `ec2 describe-vpcs` would show it")]
      }
      return ask(from: client, inVPC: vpc, trail)
    case .nobody(_, let vpc?): return ask(from: client, inVPC: vpc, trail)
    case .site(let site, _, _): return ask(from: client, inSite: site, trail)
    case .internet, .nobody:
      var trail = trail
      open(&trail, from: client, to: "internet")
      return askPublic(.nobody, trail)
    }
  }

  /// The client in each family that it has: its name servers may be of either.
  private func senders(_ client: End) -> [End] {
    switch client {
    case .interface(let interface, _, _):
      [client] + network.endpoints.ends(of: interface).filter { $0.family != client.family }
    case .site(let site, _, _): [client] + network.endpoints.ends(ofSite: site).filter { $0.family != client.family }
    case .internet, .nobody: [client]
    }
  }

  // MARK: In a VPC

  private func ask(from client: End, inVPC vpc: Int, _ trail: Trail) -> [Trail] {
    var trail = trail
    guard let servers = nameServers(of: vpc, &trail) else {
      open(&trail, from: client, to: topology.vpcs[vpc].id)
      trail.block(
        .dnsNoServer, component(.vpc, vpc), as: .timeout,
        "\(topology.vpcs[vpc].identity.label) has no DHCP option set with name servers, so its clients know none")
      return askResolver(of: vpc, .vpc, trail)
    }
    let custom = servers.compactMap(IPAddress.init).filter { !isResolver($0, of: vpc) }
    let asksAmazon = servers.contains { text in IPAddress(text).map { isResolver($0, of: vpc) } ?? true }
    func amazon(_ trail: Trail) -> [Trail] {
      var trail = trail
      open(&trail, from: client, to: resolverAddress(of: vpc).description)
      return translated(askResolver(of: vpc, .vpc, trail), for: client, inVPC: vpc, trail)
    }
    if custom.isEmpty { return amazon(trail) }
    noteManaged(client, &trail)
    if !asksAmazon { return askInOrder(custom, from: senders(client), failing: .timeout, trail) }
    return readings(
      [amazon(trail), askInOrder(custom, from: senders(client), failing: .timeout, trail)], topology.vpcs[vpc].id,
      "the DHCP option set of \(topology.vpcs[vpc].identity.label) names Amazon's resolver and servers of its own: "
        + "AWS does not say which of them is asked")
  }

  /// The servers that DHCP gives the clients of a VPC; nil for none (NL A1).
  private func nameServers(of vpc: Int, _ trail: inout Trail) -> [String]? {
    let amazon = ["AmazonProvidedDNS"]
    let resource = topology.vpcs[vpc]
    guard let id = resource.dhcpOptionsId else {
      if !isWhole(resource.identity) {
        trail.assume(
          .unknownResource, resource.id, decides: false,
          "the DHCP option set of \(resource.identity.label) is not in the input; its clients are taken to ask Amazon's "
            + "resolver")
      }
      return amazon
    }
    // `default` is AWS's word for no option set at all.
    if id == "default" { return nil }
    guard let options = index.dhcpOptions[id] else {
      trail.assume(
        .unknownResource, id, decides: true,
        "the DHCP option set \(id) of \(resource.identity.label) is not in the input, its clients are taken to ask "
          + "Amazon's resolver; `ec2 describe-dhcp-options` would show it")
      return amazon
    }
    let servers = topology.dhcpOptions[options].domainNameServers
    return servers.isEmpty ? nil : servers
  }

  /// The address of a VPC's resolver: the base of its first IPv4 block plus two (NL A1).
  func resolverAddress(of vpc: Int) -> IPAddress {
    if let primary = topology.vpcs[vpc].cidrBlocks.first(where: { $0.family == .ipv4 }) {
      return IPAddress(family: .ipv4, value: primary.address.value + 2)
    }
    return IPAddress(family: .ipv6, value: 0xfd00_0ec2 << 96 | 0x253)
  }

  /// Whether an address leads to the resolver of this VPC.
  func isResolver(_ address: IPAddress, of vpc: Int) -> Bool {
    address == resolverAddress(of: vpc) || NameResolver.linkLocalResolvers.contains(address)
  }

  private static let linkLocalResolvers = [
    IPAddress.ipv4(169, 254, 169, 253), IPAddress(family: .ipv6, value: 0xfd00_0ec2 << 96 | 0x253),
  ]

  /// DEC-4: which servers functions and container tasks ask is not documented.
  private func noteManaged(_ client: End, _ trail: inout Trail) {
    guard case .interface(let interface, _, _) = client else { return }
    let resource = topology.networkInterfaces[interface]
    guard resource.interfaceType == .lambda || resource.interfaceType == .branch else { return }
    trail.assume(
      .unknownResource, resource.id, decides: false,
      "AWS does not say which name servers a function or a container task asks; the VPC's DHCP options are taken to hold"
    )
  }

  // MARK: On premises

  private func ask(from client: End, inSite site: Int, _ trail: Trail) -> [Trail] {
    let servers = index.serversOfSite[site]
    let resource = topology.sites[site]
    guard !servers.isEmpty else {
      var trail = trail
      open(&trail, from: client, to: "internet")
      return askPublic(.nobody, trail).map { found in
        var found = found
        // A forwarder could turn an answer that is none.
        found.assume(
          .unknownResource, resource.id, decides: found.outcome != .answer && !isWhole(resource.identity),
          "the name servers of \(resource.identity.label) are not in the input; its clients are taken to ask public DNS"
        )
        return found
      }
    }
    return askInOrder(
      servers.flatMap { topology.dnsServers[$0].addresses }, from: senders(client), failing: .timeout, trail)
  }

  /// Whether a topology file describes the resource: what it does not mention does not exist.
  func isWhole(_ identity: Identity) -> Bool {
    topology.visibility.wholeScopes.contains(Scope(account: identity.account, region: identity.region))
  }
}
