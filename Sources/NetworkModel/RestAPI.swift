// https://docs.aws.amazon.com/apigateway/latest/api/API_RestApi.html

/// A REST API of API Gateway, with its resources, stages and authorizers (AG 1.1).
public struct RestAPI: Resource {
  public static let kind = ResourceKind.restApi

  public enum EndpointType: String, Sendable, Hashable {
    case edge = "EDGE"
    case regional = "REGIONAL"
    case `private` = "PRIVATE"
  }

  public var identity: Identity
  public var endpointType: EndpointType
  /// Of a private API: the endpoints that have an alias name for it. They neither grant nor restrict access (AG P-2).
  public var vpcEndpointIds: [String]
  /// The resource policy as it is saved, which need not be the one that is live: see ``Deployment/policy``.
  public var policyDocument: String?
  /// Where that is written; nil where it is written with the resource, or nowhere.
  public var policySource: PolicySource?
  /// Whether `ID.execute-api.REGION.amazonaws.com` is switched off (`disableExecuteApiEndpoint`).
  public var disablesDefaultEndpoint: Bool
  /// `TLS_1_0`, `TLS_1_2`, `SecurityPolicy_TLS13_1_3_2025_09` …; nil where the input does not say,
  /// which is AWS's default for the endpoint type (AG TLS-1).
  public var securityPolicy: String?
  /// `BASIC` or `STRICT`; nil where there is none, which is as `BASIC` (AG TLS-3).
  public var endpointAccessMode: String?
  /// Where a call's API key is: `HEADER` or `AUTHORIZER`.
  public var apiKeySource: String
  /// The resources with their methods; nil where the input does not show them, as for the lists below.
  public var resources: [APIResource]?
  public var authorizers: [APIAuthorizer]?
  public var stages: [Stage]?
  public var deployments: [Deployment]?
  /// What API Gateway answers by itself where that differs from its default.
  public var gatewayResponses: [GatewayResponse]?

  public init(
    _ identity: Identity, endpointType: EndpointType, vpcEndpointIds: [String] = [], policyDocument: String? = nil,
    policySource: PolicySource? = nil, disablesDefaultEndpoint: Bool = false, securityPolicy: String? = nil,
    endpointAccessMode: String? = nil,
    apiKeySource: String = "HEADER", resources: [APIResource]? = [], authorizers: [APIAuthorizer]? = [],
    stages: [Stage]? = [], deployments: [Deployment]? = [], gatewayResponses: [GatewayResponse]? = []
  ) {
    self.identity = identity
    self.endpointType = endpointType
    self.vpcEndpointIds = vpcEndpointIds
    self.policyDocument = policyDocument
    self.policySource = policySource
    self.disablesDefaultEndpoint = disablesDefaultEndpoint
    self.securityPolicy = securityPolicy
    self.endpointAccessMode = endpointAccessMode
    self.apiKeySource = apiKeySource
    self.resources = resources
    self.authorizers = authorizers
    self.stages = stages
    self.deployments = deployments
    self.gatewayResponses = gatewayResponses
  }

  /// What a stage serves; nil where the input does not show the deployment.
  public func deployment(of stage: Stage) -> Deployment? { deployments?.first { $0.id == stage.deploymentId } }
}
