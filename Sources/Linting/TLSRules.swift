import Addressing
import NetworkModel
import Reachability

// Rules about TLS at API Gateway's own endpoints (AG 1.4): AGW-060 to AGW-062.

extension Linter {
  mutating func checkTLS() {
    for call in calls { checkAccessMode(of: call) }
    for (domain, zone, record) in usedDomains where domain.endpointType != .private {
      checkAccessMode(of: domain, zone, record)
    }
    for zone in topology.hostedZones { checkCertificates(of: zone) }
    checkVersions()
  }

  // MARK: Access mode

  private mutating func checkAccessMode(of call: LintedCall) {
    guard let route = call.route, route.api.isPrivate else { return }
    let form: String
    switch call.host {
    case .aws(.endpoint): form = "the endpoint's own name"
    case .aws(.alias): form = "an alias name"
    case .aws(.api), .domain, .other: return
    }
    let domain = route.domain.map { topology.apiDomainNames[$0] }
    let strict: [Component] =
      (route.api.api.endpointAccessMode == "STRICT" ? [Component(route.api.api.identity, kind: .restApi)] : [])
      + (domain?.endpointAccessMode == "STRICT" ? [Component(domain?.identity ?? Identity(""), kind: .domainName)] : [])
    for component in strict {
      report(.strictAccessMode, component, at: call.source, "\(component.label) is STRICT, and \(call.title), \(form)")
    }
  }

  /// A public custom domain name by which private endpoints are called (AG MR-17).
  private mutating func checkAccessMode(of domain: APIDomainName, _ zone: HostedZone, _ record: RecordSet) {
    let apis = mappedAPIs(of: domain).filter(\.isPrivate)
    let strict: [Component] =
      apis.filter { $0.api.endpointAccessMode == "STRICT" }.map { Component($0.api.identity, kind: .restApi) }
      + (domain.endpointAccessMode == "STRICT" ? [Component(domain.identity, kind: .domainName)] : [])
    let endpoints = Words.list(endpoints(of: record).map(\.identity.label))
    for component in strict {
      report(
        .strictAccessMode, component, at: record.source,
        "\(component.label) is STRICT, and the record `\(record.name)` leads the public custom domain name to the "
          + "private endpoint \(endpoints)")
    }
  }

  // MARK: Certificates

  private mutating func checkCertificates(of zone: HostedZone) {
    // Whether somebody else has a domain name of that name is seen where APIs are.
    guard index.apis.contains(where: \.isPrivate) else { return }
    for record in zone.recordSets ?? [] where [RecordType.a, .aaaa, .cname].contains(record.type) {
      let endpoints = endpoints(of: record).filter { endpoint in
        index.apis.contains { $0.isPrivate && $0.api.identity.region == endpoint.apiRegion }
      }
      guard let endpoint = endpoints.first, !record.name.isWithin(DomainName("amazonaws.com")),
        !record.name.isWithin(DomainName("amazonaws.com.cn")), !hasDomain(record.name, endpoint),
        !endsTLS(before: record)
      else { continue }
      let identity = endpoint.identity
      guard
        topology.visibility.sees("apigateway get-domain-names", account: identity.account, region: identity.region),
        topology.visibility.sees(
          "apigateway get-domain-name-access-associations", account: identity.account, region: identity.region)
      else { continue }
      report(
        .certificateOfAWS, zone, at: record.source,
        "`\(record.name)` leads to \(Words.list(endpoints.map(\.identity.label))), and no custom domain has the name")
    }
  }

  /// Whether a custom domain has the name, also one of another account that an endpoint is associated with.
  private func hasDomain(_ name: DomainName, _ endpoint: VPCEndpoint) -> Bool {
    if case .domain = network.apiHost(name.text) { return true }
    return topology.domainNameAccessAssociations.contains { DomainName(domainName(of: $0)) == name }
  }

  /// Whether a load balancer that the record leads to shows a certificate of its own.
  private func endsTLS(before record: RecordSet) -> Bool {
    record.targetNames.compactMap { network.loadBalancer(named: $0) }.contains { balancer in
      frontedGroups.filter { $0.balancer.id == balancer.id }
        .contains { ["TLS", "HTTPS"].contains($0.listener.protocol) }
    }
  }

  // MARK: Versions

  private mutating func checkVersions() {
    for call in calls {
      guard let url = call.url, url.isTLS, let (component, name) = onlyTLS13(call.named) else {
        continue
      }
      for case .interface(let position, _, _) in call.clients {
        let interface = network.topology.networkInterfaces[position]
        guard let highest = interface.tlsAbilities?.versions?.upperBound, highest < .tls13 else { continue }
        report(
          .clientTLSTooOld, component, at: call.source,
          "\(component.label) has `\(name)`, and \(call.title), whose client speaks TLS \(highest.number) at most")
      }
    }
    // API Gateway itself calls with TLS 1.2 only.
    for use in integrationUses {
      guard let uri = use.integration.uri, uri.hasPrefix("https://"), let url = try? RequestURL(uri),
        let (component, name) = onlyTLS13(network.apiHost(url.host))
      else { continue }
      report(
        .clientTLSTooOld, component, at: use.source ?? component.source,
        "\(component.label) has `\(name)`, and \(use.title) calls `\(uri)`: API Gateway speaks TLS 1.2 only")
    }
  }

  /// What shakes hands for a host, where it takes TLS 1.3 only, with its security policy.
  private func onlyTLS13(_ host: APIHost) -> (Component, String)? {
    func policy(_ api: LintedAPI) -> (Component, String)? {
      api.api.securityPolicy.map { (Component(api.api.identity, kind: .restApi), $0) }
    }
    let found: (Component, String)?
    switch host {
    case .aws(let name): found = name.api.flatMap { index.api($0) }.flatMap(policy)
    case .domain(let position):
      let domain = topology.apiDomainNames[position]
      // The handshake uses the API's policy where the API has one (AG TLS-4).
      found =
        mappedAPIs(of: domain).lazy.compactMap(policy).first
        ?? domain.securityPolicy.map { (Component(domain.identity, kind: .domainName), $0) }
    case .other: found = nil
    }
    guard let found, TLSPolicy.versions(ofAPIPolicy: found.1)?.lowerBound == .tls13 else { return nil }
    return found
  }
}
