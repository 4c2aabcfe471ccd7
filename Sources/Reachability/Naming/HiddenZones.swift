import Addressing
import NetworkModel

// Private DNS of interface endpoints: a zone that AWS manages and hides (NL A12).
// https://docs.aws.amazon.com/vpc/latest/privatelink/manage-dns-names.html

extension NameResolver {
  /// The domains of an endpoint's hidden zones; none where it has no private names for this query.
  func hiddenZones(of endpoint: VPCEndpoint, _ via: Via) -> [DomainName] {
    guard endpoint.endpointType == .interface, endpoint.state.lowercased() == "available", endpoint.privateDnsEnabled
    else { return [] }
    if endpoint.dnsOptions.privateDnsOnlyForInboundResolverEndpoint, via == .vpc { return [] }
    return privateDomains(of: endpoint)
  }

  /// The domains that private DNS covers, whether it is on or not.
  func privateDomains(of endpoint: VPCEndpoint) -> [DomainName] {
    guard isNameVerified(endpoint) else { return [] }
    var domains: [DomainName] = []
    for name in privateNames(of: endpoint) {
      let domain = name.isWildcard ? name.parent ?? name : name
      if !domains.contains(domain) { domains.append(domain) }
    }
    return domains
  }

  /// The names of the zones, wildcards among them: those that AWS lists, else what the service's name makes them.
  private func privateNames(of endpoint: VPCEndpoint) -> [DomainName] {
    let listed = endpoint.dnsNames.map { DomainName($0) }.filter { isPrivate($0, endpoint) }
    if !listed.isEmpty { return listed }
    if let service = service(of: endpoint) { return service.privateDnsName.map { [DomainName($0)] } ?? [] }
    // com.amazonaws.REGION.PART.SERVICE has the names SERVICE.PART.REGION.amazonaws.com and below.
    let parts = endpoint.serviceName.split(separator: ".")
    guard let start = parts.firstIndex(of: "amazonaws"), start + 2 < parts.count, parts[start + 1] != "vpce" else {
      return []
    }
    let service = parts[(start + 2)...].reversed().joined(separator: ".")
    let suffix = parts.first == "cn" ? "amazonaws.com.cn" : "amazonaws.com"
    let domain = DomainName("\(service).\(parts[start + 1]).\(suffix)")
    return [domain, domain.wildcard]
  }

  private func service(of endpoint: VPCEndpoint) -> VPCEndpointService? {
    topology.vpcEndpointServices.first { $0.serviceName == endpoint.serviceName }
  }

  /// A third party's name has to be proved its own.
  private func isNameVerified(_ endpoint: VPCEndpoint) -> Bool {
    service(of: endpoint)?.isPrivateDnsNameVerified != false
  }

  /// The hidden zone of an endpoint answers.
  func answerHidden(_ endpoint: Int, _ domain: DomainName, _ trail: Trail) -> [Trail] {
    let resource = topology.vpcEndpoints[endpoint]
    let names = privateNames(of: resource)
    let isThere =
      names.contains(trail.name) || names.contains { $0.isWildcard && $0.parent == domain } && trail.name != domain
    guard isThere else {
      return [
        trail.refused(
          .dnsNxdomain, component(.vpcEndpoint, endpoint), "private DNS of \(domain)", as: .nxDomain,
          "the private DNS of endpoint \(resource.identity.label) answers for \(domain) and has no name \(trail.name)")
      ]
    }
    switch addresses(of: endpoint, trail.type) {
    case .addresses(let found, let owner, _) where !found.isEmpty:
      return answer(
        .addresses(
          found, owner,
          note: "private DNS of \(domain): \(trail.type.rawValue) \(found.map(\.description).joined(separator: ", "))"),
        trail)
    case let other: return answer(other, trail)
    }
  }
}
