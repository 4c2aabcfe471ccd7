/// What an `Authorization` header says of the caller (AG EP-3).
///
/// - Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-vpc-endpoint-policies.html
public enum CallSignature: Sendable, Hashable {
  /// No header, or another scheme (Bearer, Basic): the caller is anonymous.
  case none
  /// A valid Signature Version 4 of this identity.
  case valid(AWSIdentity)
  /// A Signature Version 4 that does not hold: refused, whatever the policies say.
  case invalid
  case unknown

  public var principal: RequestPrincipal {
    switch self {
    case .none, .invalid: .anonymous
    case .valid(let identity): .identity(identity)
    case .unknown: .unknown
    }
  }
}

/// A call of a REST API, through a VPC endpoint if the API is private, as policies see it. What is nil is not known.
public struct PrivateAPICall: Sendable, Hashable {
  public var api: ExecuteAPI
  public var stage: String
  public var verb: String
  /// The path that is asked for, without the stage.
  public var path: String
  public var signature: CallSignature
  /// The endpoint whose interface takes the connection.
  public var vpcEndpointId: String?
  /// The VPC of that endpoint, which need not be the client's.
  public var vpcId: String?
  /// The address that opened the connection to the endpoint (a load balancer's, if one stands in front), or a prefix
  /// that holds it.
  public var sourceAddress: String?
  /// The private custom domain name that the call uses, by its ARN in `execute-api`.
  public var domainARN: String?
  /// Whether it comes by public addresses, to an API that is not private: then there is no endpoint, and
  /// `sourceAddress` is the public address.
  public var isPublic = false
  /// The headers `Referer` and `User-Agent`.
  public var referer: ContextValue
  public var userAgent: ContextValue

  public init(
    _ api: ExecuteAPI, stage: String, verb: String, path: String, signature: CallSignature = .none,
    vpcEndpointId: String?, vpcId: String?, sourceAddress: String?, domainARN: String? = nil,
    referer: ContextValue = .absent, userAgent: ContextValue = .unknown
  ) {
    self.api = api
    self.stage = stage
    self.verb = verb
    self.path = path
    self.signature = signature
    self.vpcEndpointId = vpcEndpointId
    self.vpcId = vpcId
    self.sourceAddress = sourceAddress
    self.domainARN = domainARN
    self.referer = referer
    self.userAgent = userAgent
  }

  /// What the endpoint's policy is asked: one request for the API, and one for the domain name if there is one, both of
  /// which it has to allow (AG EP-6). The principal is told from the `Authorization` header, whatever the
  /// method's authorization (EP-3).
  public var endpointRequests: [AccessRequest] {
    if isPublic { return [] }
    let resources = [domainARN, methodARN].compactMap { $0 }
    return resources.map { request(by: signature.principal, for: $0) }
  }

  /// What the domain name's policy is asked; nil without a domain name (AG CD-6).
  public func domainRequest(signatureCounts: Bool) -> AccessRequest? {
    domainARN.map { request(by: signatureCounts ? signature.principal : .anonymous, for: $0) }
  }

  /// What the API's resource policy is asked. The signature counts only for methods of authorization type `AWS_IAM`; all
  /// other calls are anonymous (AG 3.5).
  public func apiRequest(signatureCounts: Bool) -> AccessRequest {
    request(by: signatureCounts ? signature.principal : .anonymous, for: methodARN)
  }

  private var methodARN: String { api.methodARN(stage: stage, verb: verb, path: path) }

  private func request(by principal: RequestPrincipal, for resource: String) -> AccessRequest {
    var context = context(of: principal)
    context["aws:ResourceAccount"] = ARN.parts(resource).map { .value(String($0[4])) } ?? .unknownValue
    return AccessRequest(
      principal: principal, action: "execute-api:Invoke", resource: resource, context: context)
  }

  /// The keys of a call through an endpoint (AG 3.3). Keys that API Gateway's pages do not list are not known.
  ///
  /// - Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies-aws-condition-keys.html
  private func context(of principal: RequestPrincipal) -> RequestContext {
    var context = RequestContext(others: .unknown)
    context.setPrincipalKeys(of: principal)
    if isPublic {
      for key in ["aws:SourceVpce", "aws:SourceVpc", "aws:VpcSourceIp"] { context[key] = .absent }
      context["aws:SourceIp"] = sourceAddress.map { .value($0) } ?? .unknownValue
      setCommonKeys(&context)
      return context
    }
    context["aws:SourceVpce"] = vpcEndpointId.map { .value($0) } ?? .unknownValue
    context["aws:SourceVpc"] = vpcId.map { .value($0) } ?? .unknownValue
    context["aws:VpcSourceIp"] = sourceAddress.map { .value($0) } ?? .unknownValue
    // IAM's page and API Gateway's differ on why, and agree that it is of no use (C-3).
    context["aws:SourceIp"] = .absent
    setCommonKeys(&context)
    return context
  }

  private func setCommonKeys(_ context: inout RequestContext) {
    for key in ["aws:SourceVpcArn", "aws:VpceAccount", "aws:VpceOrgID", "aws:VpceOrgPaths"] { context[key] = .absent }
    context["aws:CurrentTime"] = .unknownValue
    context["aws:EpochTime"] = .unknownValue
    context["aws:SecureTransport"] = .value("true")
    context["aws:Referer"] = referer
    context["aws:UserAgent"] = userAgent
    context["execute-api:viaDomainArn"] = domainARN.map { .value($0) } ?? .absent
  }
}
