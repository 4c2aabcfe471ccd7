import Addressing
import NetworkModel

/// Integrations in shorthand.
extension APIIntegration {
  /// API Gateway itself.
  public static let mock = APIIntegration(type: "MOCK")

  /// A function by its ARN or its id, by proxy; `role` in place of the function's policy.
  public static func lambda(_ function: String, role: String? = nil) -> APIIntegration {
    APIIntegration(
      type: "AWS_PROXY", httpMethod: "POST",
      uri: "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/\(function)/invocations", credentials: role)
  }

  /// A server of the internet, by proxy.
  public static func http(_ uri: String, method: String? = nil) -> APIIntegration {
    APIIntegration(type: "HTTP_PROXY", httpMethod: method, uri: uri)
  }

  /// A load balancer behind a VPC link, by proxy.
  ///
  /// - Parameter target: of a VPC link V2 of a REST API: the load balancer or its listener.
  public static func link(
    _ link: String, _ uri: String, target: String? = nil, method: String? = nil
  ) -> APIIntegration {
    APIIntegration(
      type: "HTTP_PROXY", httpMethod: method, uri: uri, connectionType: "VPC_LINK", connectionId: link, target: target)
  }

  /// The same with something changed: `.mock.with { $0.timeoutMilliseconds = 100 }`.
  public func with(_ change: (inout APIIntegration) -> Void) -> APIIntegration {
    var changed = self
    change(&changed)
    return changed
  }
}

extension TopologyBuilder {
  // MARK: APIs

  /// A REST API that is deployed as it is written, with one stage. A method is `GET /orders/{id}`, and behind it in any
  /// order `iam`, `key`, `auth=AUTHORIZER`, `scope=SCOPE`.
  ///
  /// - Parameters:
  ///   - policy: JSON; nil for none.
  ///   - endpoints: those with an alias name for it.
  public mutating func restAPI(
    _ id: String, _ type: RestAPI.EndpointType = .private, policy: String? = nil, endpoints: [String] = [],
    stage: String = "prod", variables: [String: String] = [:], authorizers: [APIAuthorizer] = [],
    _ methods: KeyValuePairs<String, APIIntegration>
  ) {
    var resources: [APIResource] = []
    var summaries: [RestAPI.MethodSummary] = []
    for (text, integration) in methods {
      let (method, path) = Shorthand.method(text, integration, authorizers)
      summaries.append(
        RestAPI.MethodSummary(
          path: path, httpMethod: method.httpMethod, authorizationType: method.authorizationType ?? "NONE",
          apiKeyRequired: method.apiKeyRequired))
      if let known = resources.firstIndex(where: { $0.path == path }) {
        resources[known].methods.append(method)
      } else {
        resources.append(APIResource(id: "resource\(resources.count + 1)", path: path, methods: [method]))
      }
    }
    topology.restAPIs.append(
      RestAPI(
        identity(id), endpointType: type, vpcEndpointIds: endpoints, policyDocument: policy, resources: resources,
        authorizers: authorizers,
        stages: [RestAPI.Stage(name: stage, deploymentId: "\(id)-deployment", variables: variables)],
        deployments: [RestAPI.Deployment(id: "\(id)-deployment", policy: .asSaved, methods: summaries)]))
  }

  /// A private REST API without a policy.
  public mutating func restAPI(_ id: String, _ methods: KeyValuePairs<String, APIIntegration>) {
    restAPI(id, .private, methods)
  }

  /// An HTTP API with one stage. A route is written as a method of ``restAPI``, or `$default`.
  public mutating func httpAPI(
    _ id: String, stage: String = "$default", variables: [String: String] = [:], cors: HTTPAPI.CORS? = nil,
    authorizers: [APIAuthorizer] = [], _ routes: KeyValuePairs<String, APIIntegration>
  ) {
    topology.httpAPIs.append(
      HTTPAPI(
        identity(id), cors: cors,
        routes: routes.enumerated().map { position, route in
          let (method, path) = Shorthand.method(route.key, route.value, authorizers)
          return HTTPAPI.Route(
            id: "route\(position + 1)", key: path.isEmpty ? method.httpMethod : "\(method.httpMethod) \(path)",
            authorizationType: method.authorizationType ?? "NONE", authorizerId: method.authorizerId,
            authorizationScopes: method.authorizationScopes, apiKeyRequired: method.apiKeyRequired,
            integration: method.integration)
        }, authorizers: authorizers,
        stages: [HTTPAPI.Stage(name: stage, deploysAutomatically: true, variables: variables)]))
  }

  // MARK: VPC links

  /// A VPC link V1 to Network Load Balancers.
  public mutating func vpcLink(
    _ id: String, to loadBalancers: String..., status: String = "AVAILABLE", message: String? = nil
  ) {
    topology.vpcLinks.append(
      VPCLink(identity(id), version: .v1, status: status, statusMessage: message, targetArns: loadBalancers))
  }

  /// A VPC link V2 with an interface `id-subnet` in each subnet, `[subnet: addresses]`.
  ///
  /// - Parameters:
  ///   - groups: nil for one that lets everything pass.
  ///   - showsInterfaces: whether the input has the interfaces.
  public mutating func vpcLink(
    _ id: String, in subnets: KeyValuePairs<String, String>, groups: [String]? = nil, status: String = "AVAILABLE",
    showsInterfaces: Bool = true
  ) {
    guard let first = subnets.first else { Shorthand.refuse("a VPC link with a subnet", id) }
    let vpc = self[subnet: first.key].vpcId
    if showsInterfaces {
      for (subnet, addresses) in subnets {
        addInterface(
          "\(id)-\(subnet)", in: subnet, addresses.split(separator: " ").map(String.init), groups: groups,
          kind: .apiGatewayManaged)
      }
    }
    topology.vpcLinks.append(
      VPCLink(
        identity(id, inVPC: vpc), version: .v2, status: status, vpcId: vpc, subnetIds: subnets.map(\.key),
        groupIds: groups ?? [], networkInterfaceIds: showsInterfaces ? subnets.map { "\(id)-\($0.key)" } : []))
  }

  // MARK: Domain names

  /// A custom domain name; its id is the name's, or `id`. `mappings` are `["v1": "orders/prod"]`.
  public mutating func domainName(
    _ name: String, id: String? = nil, _ type: RestAPI.EndpointType = .private, certificate: String? = nil,
    policy: String? = nil, mappings: KeyValuePairs<String, String> = [:], rules: [APIDomainName.Rule] = [],
    routingMode: APIDomainName.RoutingMode? = nil, target: String? = nil, status: String = "AVAILABLE",
    securityPolicy: String? = nil, accessMode: String? = nil
  ) {
    topology.apiDomainNames.append(
      APIDomainName(
        identity(id ?? name), domainName: name, endpointType: type, targetName: target, certificateArn: certificate,
        securityPolicy: securityPolicy, endpointAccessMode: accessMode, status: status, policyDocument: policy,
        routingMode: routingMode ?? (rules.isEmpty ? .mappingOnly : .ruleThenMapping),
        mappings: mappings.map { path, target in
          let parts = Shorthand.stage(target)
          return APIDomainName.Mapping(basePath: path, apiId: parts.api, stage: parts.stage)
        }, rules: rules))
  }

  /// The access association of a private domain name, by its id, with an endpoint that is there already.
  public mutating func association(_ domain: String, _ endpoint: String) {
    guard let owner = topology.vpcEndpoints.first(where: { $0.id == endpoint })?.identity else {
      missing("endpoint", endpoint)
    }
    topology.domainNameAccessAssociations.append(
      DomainNameAccessAssociation(
        Identity("\(domain)/\(endpoint)", account: owner.account, region: owner.region), domainNameArn: domain,
        vpcEndpointId: endpoint))
  }

  /// A certificate of ACM.
  public mutating func certificate(
    _ id: String, _ names: String..., status: String = "ISSUED", type: String = "AMAZON_ISSUED", notBefore: Int? = nil,
    notAfter: Int? = nil
  ) {
    topology.certificates.append(
      Certificate(
        identity(id), names: names, status: status, type: type, keyAlgorithm: "RSA_2048", notBefore: notBefore,
        notAfter: notAfter))
  }

  // MARK: Callers and functions

  /// A function outside VPCs; its policy is JSON, nil for one that is not seen.
  public mutating func function(_ id: String, policy: String? = nil) {
    topology.managedResources.append(
      ManagedResource(identity(id), resourceKind: .function, policyDocument: policy))
  }

  /// The policy of a function that is there already.
  public mutating func functionPolicy(_ function: String, _ policy: String) {
    guard let index = topology.managedResources.firstIndex(where: { $0.id == function }) else {
      missing("function", function)
    }
    topology.managedResources[index].policyDocument = policy
  }

  public mutating func apiKey(_ id: String, _ value: String?, isEnabled: Bool = true) {
    topology.apiKeys.append(APIKey(identity(id), isEnabled: isEnabled, value: value))
  }

  /// A usage plan with the stages that it opens, `orders/prod`, and the ids of its keys.
  public mutating func usagePlan(_ id: String, _ stages: [String], keys: [String]? = []) {
    topology.usagePlans.append(
      UsagePlan(
        identity(id),
        stages: stages.map {
          let parts = Shorthand.stage($0)
          guard let stage = parts.stage else { Shorthand.refuse("API/STAGE", $0) }
          return UsagePlan.APIStage(apiId: parts.api, stage: stage)
        }, keyIds: keys))
  }

  public mutating func userPool(_ id: String, domains: [String]? = []) {
    topology.userPools.append(UserPool(identity(id), domains: domains))
  }
}

extension Shorthand {
  /// `orders/prod`.
  static func stage(_ text: String) -> (api: String, stage: String?) {
    let parts = text.split(separator: "/", maxSplits: 1).map(String.init)
    return (parts[0], parts.count > 1 ? parts[1] : nil)
  }

  /// `GET /orders iam key`; the path is empty for `$default`.
  static func method(
    _ text: String, _ integration: APIIntegration, _ authorizers: [APIAuthorizer]
  ) -> (APIMethod, path: String) {
    var words = text.split(separator: " ").map(String.init)[...]
    guard let verb = words.popFirst() else { refuse("VERB /PATH", text) }
    let path = words.first?.hasPrefix("/") == true ? words.removeFirst() : ""
    if path.isEmpty, verb != "$default" { refuse("VERB /PATH", text) }
    var method = APIMethod(httpMethod: verb, authorizationType: "NONE", integration: integration)
    for word in words {
      let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
      switch (parts[0], parts.dropFirst().first) {
      case ("iam", nil): method.authorizationType = "AWS_IAM"
      case ("key", nil): method.apiKeyRequired = true
      case ("scope", let scope?): method.authorizationScopes.append(scope)
      case ("auth", let id?):
        guard let authorizer = authorizers.first(where: { $0.id == id }) else { missing("authorizer", id) }
        method.authorizerId = id
        method.authorizationType =
          ["COGNITO_USER_POOLS", "JWT"].contains(authorizer.type) ? authorizer.type : "CUSTOM"
      default: refuse("`iam`, `key`, `auth=` or `scope=`", text)
      }
    }
    return (method, path)
  }
}
