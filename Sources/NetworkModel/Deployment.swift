// https://docs.aws.amazon.com/apigateway/latest/api/API_Deployment.html

extension RestAPI {
  /// A stage: a name under which a deployment is called.
  public struct Stage: Sendable, Hashable {
    public var name: String
    public var deploymentId: String
    /// Stage variables, which integrations may refer to as `${stageVariables.NAME}`.
    public var variables: [String: String]
    /// A second deployment that gets a share of the calls.
    public var canary: Canary?
    /// The web ACL in front of the stage.
    public var webACLArn: String?
    public var source: SourceLocation?

    public init(
      name: String, deploymentId: String, variables: [String: String] = [:], canary: Canary? = nil,
      webACLArn: String? = nil, source: SourceLocation? = nil
    ) {
      self.name = name
      self.deploymentId = deploymentId
      self.variables = variables
      self.canary = canary
      self.webACLArn = webACLArn
      self.source = source
    }
  }

  /// What a share of a stage's calls, more than none, gets instead.
  public struct Canary: Sendable, Hashable {
    public var deploymentId: String
    /// Variables that are others than the stage's.
    public var variables: [String: String]

    public init(
      deploymentId: String, variables: [String: String] = [:]
    ) {
      self.deploymentId = deploymentId
      self.variables = variables
    }
  }

  /// The resource policy that a deployment captured.
  public enum DeployedPolicy: Sendable, Hashable {
    /// The one that the API has now.
    case asSaved
    /// Another one, or none.
    case document(String?)
    /// The input does not show it: AWS has no call that does (AG P-7).
    case notShown
  }

  /// What was deployed: a copy of the API as it was then (AG P-7).
  public struct Deployment: Sendable, Hashable {
    public var id: String
    /// Seconds since 1970; nil where the input does not say.
    public var created: Int?
    public var policy: DeployedPolicy
    /// Where a policy of its own is written; nil where it has none.
    public var policySource: PolicySource?
    /// The VPC endpoints that had an alias name then; nil where the input does not show them.
    public var vpcEndpointIds: [String]?
    /// The methods of the copy, sorted by path and verb; nil where the input does not show them.
    public var methods: [MethodSummary]?
    public var source: SourceLocation?

    public init(
      id: String, created: Int? = nil, policy: DeployedPolicy = .notShown,
      policySource: PolicySource? = nil, vpcEndpointIds: [String]? = nil,
      methods: [MethodSummary]? = nil, source: SourceLocation? = nil
    ) {
      self.id = id
      self.created = created
      self.policy = policy
      self.policySource = policySource
      self.vpcEndpointIds = vpcEndpointIds
      self.methods = methods
      self.source = source
    }
  }

  /// What a deployment says of one of its methods.
  public struct MethodSummary: Sendable, Hashable {
    public var path: String
    public var httpMethod: String
    public var authorizationType: String
    public var apiKeyRequired: Bool

    public init(
      path: String, httpMethod: String, authorizationType: String, apiKeyRequired: Bool = false
    ) {
      self.path = path
      self.httpMethod = httpMethod
      self.authorizationType = authorizationType
      self.apiKeyRequired = apiKeyRequired
    }
  }
}
