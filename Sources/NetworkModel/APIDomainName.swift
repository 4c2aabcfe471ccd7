// https://docs.aws.amazon.com/apigateway/latest/api/API_DomainName.html
// https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-routing-mode.html

/// A custom domain name of APIs, public or private (AG 2). Its id is its ARN, since names need not be unique.
public struct APIDomainName: Resource {
  public static let kind = ResourceKind.domainName

  /// Which of the rules and the mappings are asked.
  public enum RoutingMode: String, Sendable, Hashable {
    case mappingOnly = "API_MAPPING_ONLY"
    case ruleOnly = "ROUTING_RULE_ONLY"
    case ruleThenMapping = "ROUTING_RULE_THEN_API_MAPPING"
  }

  public var identity: Identity
  public var domainName: String
  public var endpointType: RestAPI.EndpointType
  /// Of a private one: what tells it from others of the same name (AG CD-1).
  public var domainNameId: String?
  /// Of a public one: the name that records point to, `d-….execute-api.REGION.amazonaws.com` or of CloudFront.
  public var targetName: String?
  /// Of a public one: the hosted zone of that name.
  public var targetHostedZoneId: String?
  public var certificateArn: String?
  /// Nil where the input does not say.
  public var securityPolicy: String?
  /// `BASIC` or `STRICT`; nil where there is none.
  public var endpointAccessMode: String?
  /// `AVAILABLE`, `UPDATING`, `PENDING` …
  public var status: String
  /// Of a private one: who may invoke it (AG CD-3).
  public var policyDocument: String?
  /// Where that is written; nil where it is written with the resource, or nowhere.
  public var policySource: PolicySource?
  /// Of a private one: which other accounts may associate their endpoints.
  public var managementPolicyDocument: String?
  /// With mutual TLS: where the authorities are that client certificates come from.
  public var truststoreURI: String?
  public var routingMode: RoutingMode
  /// Nil where the input does not show them.
  public var mappings: [Mapping]?
  /// By ascending priority; nil where the input does not show them.
  public var rules: [Rule]?

  public init(
    _ identity: Identity, domainName: String, endpointType: RestAPI.EndpointType, domainNameId: String? = nil,
    targetName: String? = nil, targetHostedZoneId: String? = nil, certificateArn: String? = nil,
    securityPolicy: String? = nil, endpointAccessMode: String? = nil, status: String = "AVAILABLE",
    policyDocument: String? = nil, policySource: PolicySource? = nil, managementPolicyDocument: String? = nil,
    truststoreURI: String? = nil,
    routingMode: RoutingMode = .mappingOnly, mappings: [Mapping]? = [], rules: [Rule]? = []
  ) {
    self.identity = identity
    self.domainName = domainName
    self.endpointType = endpointType
    self.domainNameId = domainNameId
    self.targetName = targetName
    self.targetHostedZoneId = targetHostedZoneId
    self.certificateArn = certificateArn
    self.securityPolicy = securityPolicy
    self.endpointAccessMode = endpointAccessMode
    self.status = status
    self.policyDocument = policyDocument
    self.policySource = policySource
    self.managementPolicyDocument = managementPolicyDocument
    self.truststoreURI = truststoreURI
    self.routingMode = routingMode
    self.mappings = mappings
    self.rules = rules
  }
}

extension APIDomainName {
  /// The API behind a base path.
  public struct Mapping: Sendable, Hashable {
    /// Without slashes at its ends; empty for every path that no other mapping has.
    public var basePath: String
    public var apiId: String
    /// Nil where the path goes on with the stage.
    public var stage: String?

    public init(
      basePath: String, apiId: String, stage: String?
    ) {
      self.basePath = basePath
      self.apiId = apiId
      self.stage = stage
    }
  }

  /// A routing rule: all its conditions have to hold.
  public struct Rule: Sendable, Hashable {
    /// 1 to 1000000, the lowest first.
    public var priority: Int
    /// One has to begin the path; empty for any.
    public var basePaths: [String]
    /// Each has to hold.
    public var headers: [HeaderCondition]
    public var apiId: String
    public var stage: String
    public var stripsBasePath: Bool

    public init(
      priority: Int, basePaths: [String] = [], headers: [HeaderCondition] = [], apiId: String, stage: String,
      stripsBasePath: Bool = false
    ) {
      self.priority = priority
      self.basePaths = basePaths
      self.headers = headers
      self.apiId = apiId
      self.stage = stage
      self.stripsBasePath = stripsBasePath
    }
  }

  /// Headers, one of which has to have a value that fits.
  public struct HeaderCondition: Sendable, Hashable {
    public var anyOf: [HeaderGlob]

    public init(
      anyOf: [HeaderGlob]
    ) {
      self.anyOf = anyOf
    }
  }

  /// A header and what its value has to look like: `*` stands for any characters at an end.
  public struct HeaderGlob: Sendable, Hashable {
    public var name: String
    public var valueGlob: String

    public init(
      name: String, valueGlob: String
    ) {
      self.name = name
      self.valueGlob = valueGlob
    }
  }
}
