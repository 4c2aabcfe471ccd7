import AccessPolicies
import Addressing
import NetworkModel
import Reachability

// Rules about the names that clients call (AG 1.2, 1.7): AGW-021, AGW-023, AGW-025 to AGW-030.

extension Linter {
  mutating func checkCalledNames() {
    for call in calls {
      switch call.host {
      case .aws(.api(let id, let region)): checkDefaultName(call, id, region)
      case .aws(.endpoint(let id, _)): checkEndpointName(call, id)
      case .aws(.alias(let api, let endpoint, _)): checkAlias(call, api, endpoint)
      case .domain, .other: break
      }
      checkAgreement(of: call)
    }
    for api in index.apis where api.isPrivate { checkAssociation(of: api) }
  }

  // MARK: Default names

  private mutating func checkDefaultName(_ call: LintedCall, _ id: String, _ region: String) {
    guard let api = index.api(id), api.isPrivate else { return checkShadowing(call, id, region) }
    for (client, resolution) in zip(call.clients, call.resolutions) where isPublic(resolution) {
      let vpcId = vpcId(of: client)
      if let endpoint = vpcId.flatMap({ privateDNSEndpoints(of: $0).first { $0.apiRegion == region } }) {
        checkResolver(of: endpoint, call, id)
      } else {
        let place = vpcId.map { "VPC \(index.vpcs[$0]?.identity.label ?? $0)" } ?? "no VPC"
        report(
          .privateNameElsewhere, api.api, at: call.source,
          "\(call.title) from \(place), where no endpoint's private DNS answers for it: public DNS does")
      }
    }
  }

  /// Public APIs that a VPC with private DNS cannot see.
  private mutating func checkShadowing(_ call: LintedCall, _ id: String, _ region: String) {
    let owner: Component
    if let api = index.api(id) {
      owner = Component(api.api.identity, kind: .restApi)
    } else if let api = topology.httpAPIs.first(where: { $0.id.lowercased() == id.lowercased() }) {
      owner = Component(api.identity, kind: .api)
    } else {
      return
    }
    for (client, resolution) in zip(call.clients, call.resolutions) {
      let endpoints = resolution.answers.flatMap(\.addresses).compactMap { address -> VPCEndpoint? in
        if case .address(_, let component?) = address { return index.endpoints[component.id] }
        return nil
      }
      guard let endpoint = endpoints.first(where: { $0.apiRegion == region }) else { continue }
      let how =
        endpoint.privateDnsEnabled
        ? "private DNS of \(endpoint.identity.label) answers for it"
        : "a private zone leads it to \(endpoint.identity.label)"
      let place = vpcId(of: client).map { " in VPC \(index.vpcs[$0]?.identity.label ?? $0)" } ?? ""
      report(
        .shadowedPublicAPI, owner, at: call.source,
        "\(call.title)\(place), a public API's default name, and \(how)")
    }
  }

  /// The VPC's own endpoint has private DNS, and the client does not come to it.
  private mutating func checkResolver(of endpoint: VPCEndpoint, _ call: LintedCall, _ id: String) {
    guard let vpc = index.vpcs[endpoint.vpcId], vpc.enableDnsSupport != false, vpc.enableDnsHostnames != false,
      let options = topology.dhcpOptions.first(where: { $0.id == vpc.dhcpOptionsId }),
      !options.domainNameServers.contains(where: { $0.lowercased() == "amazonprovideddns" })
    else { return }
    report(
      .customResolverWithoutForwarder, endpoint, at: call.source,
      "\(call.title); \(vpc.identity.label) asks \(Words.list(options.domainNameServers)), which "
        + "\(options.domainNameServers.count == 1 ? "does" : "do") not forward "
        + "`\(endpoint.privateDomain?.description ?? id)` to the VPC's resolver")
  }

  /// Whether public DNS answers for certain, or nobody does.
  private func isPublic(_ resolution: Resolution) -> Bool {
    let answers = resolution.answers.filter { $0.standing != .standby }
    return !answers.isEmpty
      && answers.allSatisfy { answer in
        !answer.assumptions.contains { $0.decides } && answer.outcome != .unknown
          && answer.addresses.allSatisfy {
            if case .address = $0 { return false }
            return true
          }
      }
  }

  /// The VPC of a client; nil for a site and the internet.
  func vpcId(of client: End) -> String? {
    switch client {
    case .interface(let position, _, _): network.topology.networkInterfaces[position].vpcId
    case .nobody(_, let vpc): vpc.map { network.topology.vpcs[$0].id }
    case .site, .internet: nil
    }
  }

  // MARK: Endpoints' names

  private mutating func checkEndpointName(_ call: LintedCall, _ id: String) {
    let component =
      index.endpoints[id].map { Component($0.identity, kind: .vpcEndpoint) }
      ?? Component(id, kind: .vpcEndpoint)
    // A Host that the input does not know may be a domain name of another account.
    if case .aws(.endpoint) = call.named, call.apiInHeader == nil {
      report(
        .noAPINamed, component, at: call.source,
        "\(call.title) with neither x-apigw-api-id nor a Host that names an API")
    }
    if call.isOfBrowser {
      report(
        .browserOnEndpointName, component, at: call.source,
        "a page of `\(call.query.origin ?? "")` in a browser at \(call.title)".replacing(" at `", with: " on `"))
    }
  }

  private mutating func checkAlias(_ call: LintedCall, _ id: String, _ endpoint: String) {
    guard let api = index.api(id), !api.api.vpcEndpointIds.contains(endpoint) else { return }
    let own = api.api.vpcEndpointIds
    report(
      .aliasNotAssociated, api.api, at: call.source,
      "\(call.title), and the API's VPC endpoints are \(own.isEmpty ? "none" : Words.quoted(own))")
  }

  /// Host, or the URL's, against x-apigw-api-id.
  private mutating func checkAgreement(of call: LintedCall) {
    guard let header = call.apiInHeader, let named = call.named.api, named.lowercased() != header.lowercased() else {
      return
    }
    let component =
      index.api(named).map { Component($0.api.identity, kind: .restApi) }
      ?? Component(named, kind: .restApi)
    report(
      .twoAPIsNamed, component, at: call.source,
      "\(call.title): the host names API `\(named)`, x-apigw-api-id `\(header)`")
  }

  private mutating func checkAssociation(of api: LintedAPI) {
    guard api.api.vpcEndpointIds.isEmpty, let policy = api.policy else { return }
    let named = Set(policy.values(of: "aws:SourceVpce"))
    let without = index.apiEndpoints.filter { named.contains($0.id) && !$0.privateDnsEnabled }
    guard !without.isEmpty else { return }
    report(
      .noEndpointAssociated, api.api,
      "the resource policy names \(Words.list(without.map(\.identity.label))), without private DNS, and none is among "
        + "the API's vpcEndpointIds")
  }
}
