import NetworkModel

// Which API a request is for (AG 1.5, steps 1 to 6).
// https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-api-test-invoke-url.html

/// An API, and the name by which it is called.
struct APIAddress: Sendable {
  enum Form: Sendable, Hashable {
    /// `API.execute-api.REGION.amazonaws.com` (N1).
    case defaultName
    /// `API-ENDPOINT.execute-api.REGION.amazonaws.com` (N4).
    case alias(endpoint: String)
    /// The header `x-apigw-api-id`.
    case header
    /// A custom domain name, by its position.
    case domain(Int)
  }

  var form: Form
  /// Nil for a domain name, whose mappings say which API.
  var api: ComponentReference?
}

extension APICall {
  /// The API or the domain name that the request names.
  mutating func findAPI() -> APIAddress? {
    if let domain = findDomain() { return domain }
    if hasUnseenDomain() { return nil }
    let header = request.values(of: "x-apigw-api-id").first
    guard let name = hostName, let named = name.api else {
      if let header { return find(header, .header) }
      if !apiNamesAreAWS, isServedForOthers(request.host) {
        assume(
          .httpNoApi, id(door), decides: true,
          "whether a custom domain name \(request.host) is associated with \(doorText) is not in the input; "
            + "`apigateway get-domain-name-access-associations` would show it")
      } else {
        refuseNameless()
      }
      return nil
    }
    if let header, header.lowercased() != named.lowercased() {
      assume(
        .httpNoApi, id(door), decides: true,
        "Host names API \(named) and x-apigw-api-id names \(header); AWS does not say which of the two answers")
    }
    if let alias = name.endpoint, let endpoint, alias.lowercased() != endpoint.id.lowercased() {
      assume(
        .httpNoApi, endpoint.id, decides: true,
        "the alias of endpoint \(alias) comes to endpoint \(endpoint.identity.label); AWS does not say whether that "
          + "one answers for it")
    }
    if name.region != region {
      let other = "API \(named) is one of \(name.region)"
      refuse(
        .endpointRegion, door, rule: region, symptom: Symptom.forbidden,
        "\(other), and \(doorText) leads to API Gateway in \(region) only")
      return nil
    }
    return find(named, name.endpoint.map { .alias(endpoint: $0) } ?? .defaultName)
  }

  /// What Host is among the names of API Gateway's own; nil for any other.
  var hostName: ExecuteAPIName? { network.executeAPIName(DomainName(request.host)) }

  /// How messages call the place where the request came in.
  var doorText: String { endpoint.map { "endpoint \($0.identity.label)" } ?? "the public front door" }

  // MARK: Names of AWS's own

  /// Whether the Host is a name of AWS's own, so that no custom domain name can be meant.
  private var apiNamesAreAWS: Bool {
    request.host.hasSuffix(".amazonaws.com") || request.host.hasSuffix(".amazonaws.com.cn")
  }

  private mutating func find(_ id: String, _ form: APIAddress.Form) -> APIAddress? {
    if let api = network.apis.api(called: id, in: region) { return APIAddress(form: form, api: api) }
    let elsewhere = network.apis.regions(ofAPICalled: id).filter { $0 != region }
    if let other = elsewhere.first {
      refuse(
        .endpointRegion, door, rule: region, symptom: Symptom.forbidden,
        "API \(id) is one of \(other), and \(doorText) leads to API Gateway in \(region) only")
    } else if network.apis.areAllSeen {
      refuse(
        .httpNoApi, door, rule: id, near: nearAPIs(id), symptom: Symptom.forbidden,
        "there is no API \(id) in \(region)")
    } else {
      assume(
        .httpNoApi, id, decides: true,
        "API \(id) is not in the input; `apigateway get-rest-apis` of its account would show it")
    }
    return nil
  }

  private mutating func refuseNameless() {
    let name = network.apis.ids(in: region).first ?? "API"
    refuse(
      .httpNoApi, door, rule: "Host: \(request.host)", near: nearDomains(), symptom: Symptom.forbidden,
      "the request names no API: its Host is \(request.host), and it has no header x-apigw-api-id such as "
        + "`x-apigw-api-id: \(name)`")
  }

  private func nearAPIs(_ id: String) -> [NearMiss] {
    network.apis.ids(in: region).filter { $0.lowercased().hasPrefix(id.lowercased().prefix(3)) }.prefix(3).map {
      NearMiss(component: $0, rule: $0, field: "api", message: "the request names \(id)")
    }
  }

  // MARK: Custom domain names

  private mutating func findDomain() -> APIAddress? {
    let all = network.apis.domains(serving: request.host, in: region)
    guard let endpoint else {
      return all.first { topology.apiDomainNames[$0].endpointType != .private }.map {
        APIAddress(form: .domain($0), api: nil)
      }
    }
    if let own = all.first(where: { isAssociated($0, endpoint) }) {
      let domain = topology.apiDomainNames[own]
      pass(.domainName(own), .forwarded, "its association with \(endpoint.identity.label)")
      if domain.status != "AVAILABLE" {
        assume(
          .httpDomainNotAssociated, domain.id, decides: true,
          "domain name \(domain.domainName) is \(domain.status): calls fail until it is AVAILABLE, about 15 minutes")
      }
      return APIAddress(form: .domain(own), api: nil)
    }
    if let privately = all.first(where: { topology.apiDomainNames[$0].endpointType == .private }) {
      guard seesAssociations(of: endpoint) else {
        assume(
          .httpDomainNotAssociated, topology.apiDomainNames[privately].id, decides: true,
          "whether domain name \(request.host) is associated with \(doorText) is not in the input; "
            + "`apigateway get-domain-name-access-associations` would show it")
        return APIAddress(form: .domain(privately), api: nil)
      }
      refuse(
        .httpDomainNotAssociated, .domainName(privately), rule: "no access association",
        near: nearAssociations(privately), symptom: Symptom.fromAPIGateway(403),
        "no access association lets endpoint \(endpoint.identity.label) serve domain name \(request.host)")
      return APIAddress(form: .domain(privately), api: nil)
    }
    return all.first.map { APIAddress(form: .domain($0), api: nil) }
  }

  private func isAssociated(_ domain: Int, _ endpoint: VPCEndpoint) -> Bool {
    let identity = topology.apiDomainNames[domain].identity
    return topology.domainNameAccessAssociations.contains {
      $0.vpcEndpointId == endpoint.id && ($0.domainNameArn == identity.id || $0.domainNameArn == identity.arn)
    }
  }

  private func nearAssociations(_ domain: Int) -> [NearMiss] {
    let identity = topology.apiDomainNames[domain].identity
    return topology.domainNameAccessAssociations.filter {
      $0.domainNameArn == identity.id || $0.domainNameArn == identity.arn
    }.map {
      NearMiss(
        component: $0.id, rule: $0.vpcEndpointId, field: "vpcEndpoint",
        message: "the request comes by \(endpoint?.id ?? "another endpoint")", source: $0.identity.source)
    }
  }

  /// A domain name of another account, of which only the consumer's association is in the input.
  private mutating func hasUnseenDomain() -> Bool {
    guard let arn = unseenDomain(request.host) else { return false }
    pass(door, .assumed, "its association with \(request.host)")
    assume(
      .policyDomain, arn, decides: true,
      "domain name \(request.host) belongs to an account that is not in the input: neither its policy nor its mappings "
        + "are known; `apigateway get-domain-name` of that account would show them")
    return true
  }

  /// The ARN of a domain name that is associated with the endpoint, and of which the input has no more.
  private func unseenDomain(_ host: String) -> String? {
    guard let endpoint, network.apis.domains(serving: host, in: region).isEmpty else { return nil }
    let host = host.lowercased()
    return topology.domainNameAccessAssociations.first { association in
      association.vpcEndpointId == endpoint.id
        && association.domainNameArn.lowercased().split(separator: "/").last.map {
          $0 == host || $0.hasPrefix(host + "+")
        } ?? false
    }?.domainNameArn
  }

  /// Whether a name may be that of a domain name which the input does not show.
  func isServedForOthers(_ name: String) -> Bool {
    guard let endpoint else { return !network.apis.areAllSeen }
    if unseenDomain(name) != nil { return true }
    return !seesAssociations(of: endpoint)
  }

  /// Whether the input has the associations of an endpoint's account.
  private func seesAssociations(of endpoint: VPCEndpoint) -> Bool {
    topology.visibility.sees(
      "apigateway get-domain-name-access-associations", account: endpoint.identity.account,
      region: endpoint.identity.region)
  }

  private func nearDomains() -> [NearMiss] {
    network.apis.domains(in: region).filter {
      topology.apiDomainNames[$0].domainName.lowercased().hasSuffix(
        request.host.lowercased().drop { $0 != "." })
    }.prefix(3).map {
      NearMiss(
        component: topology.apiDomainNames[$0].id, rule: topology.apiDomainNames[$0].domainName, field: "host",
        message: "the request is for \(request.host)", source: topology.apiDomainNames[$0].identity.source)
    }
  }

  // MARK: Kind and names

  /// Whether an API answers there at all: private ones through endpoints, the others by public addresses (AG step 5).
  mutating func checkKind(_ address: APIAddress) -> Bool {
    guard let api = address.api else { return true }
    let type = restAPI(api)?.endpointType ?? .regional
    if endpoint != nil, type != .private {
      refuse(
        .httpApiNotPrivate, api, rule: type.rawValue, symptom: Symptom.forbidden,
        "\(label(api)) is \(type == .edge ? "edge-optimized" : "Regional"), and through an endpoint only private APIs "
          + "answer")
      return false
    }
    if endpoint == nil, type == .private {
      refuse(
        .dnsPublicAnswer, api, rule: "PRIVATE", symptom: Symptom.forbidden,
        "\(label(api)) is private, and the request comes to API Gateway's public addresses")
      return false
    }
    return true
  }

  /// The default name may be off, and STRICT wants the name of the handshake (AG steps 6 and 7).
  mutating func checkNames(_ address: APIAddress) {
    guard let api = address.api else { return }
    let isOff = restAPI(api)?.disablesDefaultEndpoint ?? httpAPI(api)?.disablesDefaultEndpoint ?? false
    if isOff {
      refuse(
        .httpDefaultEndpointDisabled, api, rule: "disableExecuteApiEndpoint", symptom: Symptom.forbidden,
        "the default name of \(label(api)) is switched off; only its custom domain names answer")
    }
    checkStrict(address, api, restAPI(api)?.endpointAccessMode)
  }

  /// STRICT wants the API's own endpoint type and a server name that is the Host (AG TLS-3).
  mutating func checkStrict(_ address: APIAddress, _ component: ComponentReference, _ mode: String?) {
    guard mode == "STRICT" else { return }
    let name = request.serverName?.lowercased()
    let why: String
    switch address.form {
    case .defaultName where name == request.host.lowercased(): return
    case .domain(let domain):
      let isOwnKind = (topology.apiDomainNames[domain].endpointType == .private) == (endpoint != nil)
      if isOwnKind, name == request.host.lowercased() { return }
      if isOwnKind, !request.isServerNameKnown {
        return assume(
          .tlsStrict, id(component), decides: true,
          "the endpoint access mode of \(label(component)) is STRICT, and which name the load balancer asks for is not "
            + "documented")
      }
      why =
        isOwnKind
        ? "the handshake asks for \(name ?? "no name"), the request for \(request.host)"
        : "the request comes by the \(topology.apiDomainNames[domain].endpointType) domain name \(request.host)"
    case .alias: why = "the request uses the alias of an endpoint"
    case .header where request.host.contains(".vpce."): why = "the request comes by the endpoint's own name"
    case .defaultName, .header: why = "the handshake asks for \(name ?? "no name"), the request for \(request.host)"
    }
    refuse(
      .tlsStrict, component, rule: "STRICT", symptom: Symptom.fromAPIGateway(403),
      "the endpoint access mode of \(label(component)) is STRICT, and \(why)")
  }
}
