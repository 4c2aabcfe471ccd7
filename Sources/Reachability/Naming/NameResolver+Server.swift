import Addressing
import NetworkModel

// Name servers of the user's own, with their zones and conditional forwarders (NL A7).
// https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-overview-forward-network-to-vpc.html

extension NameResolver {
  /// A name server is asked: its most specific forwarder or zone answers, a forwarder before a zone of the same name,
  /// else public DNS.
  func askServer(_ server: Int, _ trail: Trail) -> [Trail] {
    let resource = topology.dnsServers[server]
    let own = component(.dnsServer, server)
    var trail = trail
    guard trail.visits.insert(.server(server, trail.name)).inserted else {
      return [
        trail.refused(
          .dnsLoop, own, as: .servFail, "the query for \(trail.name) comes back to \(resource.identity.label)")
      ]
    }
    let forwarder = resource.forwarders.filter { trail.name.isWithin($0.domainName) }
      .max { $0.domainName.labelCount < $1.domainName.labelCount }
    let zone = index.serverZones[server].filter { trail.name.isWithin($0.domain) }
      .max { $0.domain.labelCount < $1.domain.labelCount }
    if let zone, zone.domain.labelCount > forwarder?.domainName.labelCount ?? -1 {
      return lookUp(zone, .server(server), trail)
    }
    if let forwarder {
      let targets = forwarder.targets.map(\.description).joined(separator: ", ")
      trail.hop(own, .forwarded, "\(forwarder.domainName) → \(targets)")
      return askInOrder(forwarder.targets, from: ends(of: server), failing: .servFail, trail)
    }
    trail.hop(own, .forwarded, "public DNS")
    return askPublic(.server(server), trail).map { filterRebinding(own, resource, $0) }
  }

  /// An end for each family that a name server has an address of.
  func ends(of server: Int) -> [End] {
    let resource = topology.dnsServers[server]
    return resource.addresses.compactMap { address in
      if let site = resource.siteId.flatMap({ network.index.sites[$0] }),
        topology.sites[site].prefixes.contains(where: { $0.contains(address) })
      {
        return .site(site, family: address.family, AddressRanges([AddressRange(address)]))
      }
      return try? network.endpoints.end(at: address, from: .elsewhere, .from)
    }
  }

  /// A server that guards against rebinding drops private addresses of public names (NL A8, AG DNS-9).
  private func filterRebinding(_ own: Component, _ server: DNSServer, _ trail: Trail) -> Trail {
    guard server.dropsPrivateAnswers else { return trail }
    let isPrivate = trail.addresses.compactMap(\.address).contains { address in
      !AddressSpace.publicAddresses(address.family).contains(address.value)
    }
    guard isPrivate else { return trail }
    var trail = trail
    let addresses = trail.addresses
    trail.block(
      .dnsNodata, own, "protection against rebinding", as: .noData,
      "\(own.label) drops private addresses from the answers of public DNS")
    return trail.ended(.noData, addresses)
  }
}
