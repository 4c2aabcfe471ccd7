import NetworkModel

extension FigureBuilder {
  /// APIs and their domain names as services of the Region, each joined with what calls come by and with what answers
  /// them.
  mutating func addAPIs() {
    for link in topology.vpcLinks where link.version == .v1 {
      let node = add(link.identity, .vpcLink, in: scopeGroup(of: link.identity))
      for arn in link.targetArns {
        for end in figure.nodes(.loadBalancer, loadBalancer(arn)?.id ?? arn) { self.link(node, end) }
      }
    }
    for api in topology.restAPIs {
      let isPrivate = api.endpointType == .private
      let kind = isPrivate ? "private" : api.endpointType == .edge ? "edge-optimized" : "Regional"
      let node = add(
        api.identity, .restApi,
        detail: detail(of: api.identity, isPrivate ? "private API" : "API", else: "\(kind) REST API"),
        in: scopeGroup(of: api.identity))
      if isPrivate {
        for end in endpoints(of: api).flatMap({ figure.nodes(.vpcEndpoint, $0) }) { link(end, node) }
      } else if !api.disablesDefaultEndpoint {
        openServices.insert(node)
      }
      let methods = (api.resources ?? []).flatMap(\.methods)
      let variables = (api.stages ?? []).map(\.variables)
      for integration in methods.compactMap(\.integration) { addBackend(integration, of: node, variables) }
      addAuthorizers(api.authorizers, of: node)
    }
    for api in topology.httpAPIs {
      let node = add(
        api.identity, .api, detail: detail(of: api.identity, "API", else: "\(api.protocolType) API"),
        in: scopeGroup(of: api.identity))
      if !api.disablesDefaultEndpoint { openServices.insert(node) }
      let variables = (api.stages ?? []).map(\.variables)
      for integration in (api.routes ?? []).compactMap(\.integration) { addBackend(integration, of: node, variables) }
      addAuthorizers(api.authorizers, of: node)
    }
    for name in topology.apiDomainNames { add(name) }
  }

  /// `private API a1b2c3d4e5`, or the kind where the name is the id.
  private func detail(of identity: Identity, _ words: String, else kind: String) -> String {
    identity.shortLabel == identity.id ? kind : "\(words) \(identity.id)"
  }

  func leadsToAPI(_ link: Figure.Link) -> Bool {
    guard case .node(let node) = link.to else { return false }
    return [.restApi, .domainName].contains(figure.nodes[node].component.kind)
  }

  // MARK: What calls come by

  /// The endpoints that a private API is meant to be called through: those that are associated with it or that its
  /// policy names, by themselves or by their VPC; where there are none, those of its account and Region (AG P-2, RP).
  private func endpoints(of api: RestAPI) -> [String] {
    let all = topology.vpcEndpoints.filter { $0.serviceName.hasSuffix(".execute-api") }
    let policy = api.policyDocument ?? ""
    let named = all.filter {
      api.vpcEndpointIds.contains($0.id) || policy.contains("\"\($0.id)\"") || policy.contains("\"\($0.vpcId)\"")
    }
    let near = all.filter { $0.identity.account == api.identity.account && $0.identity.region == api.identity.region }
    return (named.isEmpty ? near : named).map(\.id)
  }

  private mutating func add(_ domain: APIDomainName) {
    var identity = domain.identity
    identity.name = domain.domainName
    let apis = (domain.mappings ?? []).map(\.apiId) + (domain.rules ?? []).map(\.apiId)
    let nodes: [Int] = apis.flatMap { figure.nodes(.restApi, $0) + figure.nodes(.api, $0) }
    let isPrivate = domain.endpointType == .private
    let node = add(
      identity, .domainName, detail: isPrivate ? "private domain name" : "custom domain name",
      in: scopeGroup(of: identity))
    // A public name of private APIs is there for what comes by their endpoints.
    let closed = Set(topology.restAPIs.filter { $0.endpointType == .private }.map(\.id))
    if !isPrivate, !apis.allSatisfy(closed.contains) || apis.isEmpty { openServices.insert(node) }
    for association in topology.domainNameAccessAssociations where association.domainNameArn == domain.id {
      for end in figure.nodes(.vpcEndpoint, association.vpcEndpointId) { link(end, node) }
    }
    for api in nodes { link(node, api) }
  }

  // MARK: What answers

  private mutating func addBackend(_ integration: APIIntegration, of api: Int, _ stages: [[String: String]]) {
    if integration.connectionType == "VPC_LINK" {
      for text in filled(integration.connectionId, stages) {
        let links = topology.vpcLinks.filter { $0.id == text || $0.identity.arn == text }
        for link in links {
          for end in figure.nodes(.vpcLink, link.id) { self.link(api, end) }
          if link.version == .v2 { addBalancers(filled(integration.target ?? integration.uri, stages), of: link) }
        }
      }
    } else {
      for uri in filled(integration.uri, stages) {
        for end in function(called: uri) { link(api, end) }
      }
    }
  }

  /// What a text with stage variables comes to, in each stage that there is.
  private func filled(_ text: String?, _ stages: [[String: String]]) -> [String] {
    guard let text else { return [] }
    guard text.contains("${stageVariables.") else { return [text] }
    var found: [String] = []
    for variables in stages {
      let value = variables.reduce(text) { $0.replacing("${stageVariables.\($1.key)}", with: $1.value) }
      if !found.contains(value) { found.append(value) }
    }
    return found
  }

  /// From a link's interfaces to the load balancer, in the zone where both are.
  private mutating func addBalancers(_ arns: [String], of link: VPCLink) {
    for arn in arns {
      guard let balancer = loadBalancer(arn) else { continue }
      let ends = figure.nodes(.loadBalancer, balancer.id)
      for node in figure.nodes(.vpcLink, link.id) {
        let near = ends.first { figure.group(.zone, around: $0) == figure.group(.zone, around: node) } ?? ends.first
        if let near { self.link(node, near) }
      }
    }
  }

  /// A load balancer by its ARN or that of a listener.
  private func loadBalancer(_ arn: String) -> LoadBalancer? {
    topology.loadBalancers.first { balancer in
      balancer.id == arn || balancer.identity.arn == arn || (balancer.listeners ?? []).contains { $0.arn == arn }
    }
  }

  /// The nodes of a function by its ARN, or by an ARN of API Gateway around it.
  private func function(called uri: String) -> [Int] {
    var arn = Substring(uri)
    if let start = uri.firstRange(of: "/functions/") {
      arn = uri[start.upperBound...].prefix { $0 != "/" }
    }
    let parts = arn.split(separator: ":", omittingEmptySubsequences: false)
    // Behind the name there may be a version or an alias.
    let names = parts.count == 8 ? [String(arn), parts.dropLast().joined(separator: ":")] : [String(arn)]
    let found = topology.managedResources.filter {
      $0.resourceKind == .function && (names.contains($0.id) || names.contains($0.identity.arn ?? $0.id))
    }
    return found.flatMap { figure.nodes(.function, $0.id) }
  }

  /// The functions and user pools that judge callers.
  private mutating func addAuthorizers(_ authorizers: [APIAuthorizer]?, of api: Int) {
    for name in (authorizers ?? []).flatMap({ $0.providerArns + [$0.issuer].compactMap(\.self) }) {
      // By its id, its ARN, or as an issuer `https://cognito-idp.REGION.amazonaws.com/ID`.
      for pool in topology.userPools where name == pool.identity.arn || name.split(separator: "/").last == pool.id[...]
      {
        let scope = scopeGroup(of: pool.identity)
        link(api, figure.nodes(.userPool, pool.id).first ?? add(pool.identity, .userPool, in: scope))
      }
    }
    for end in (authorizers ?? []).compactMap(\.uri).flatMap(function(called:)) {
      let isBackend = figure.links.contains { $0.to == .node(end) }
      if !isBackend, figure.nodes[end].detail == ResourceKind.function.words { figure.nodes[end].detail = "authorizer" }
      link(api, end)
    }
  }
}
