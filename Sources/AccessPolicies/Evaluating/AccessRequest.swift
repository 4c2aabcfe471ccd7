/// Who makes a request, as far as it is known.
public enum RequestPrincipal: Sendable, Hashable {
  /// Nobody signed the request, or the service does not look at the signature.
  case anonymous
  /// A user, a session or an account's root. A role stands for one of its sessions whose name is not known.
  case identity(AWSIdentity)
  /// An AWS service, `apigateway.amazonaws.com`.
  case service(String)
  /// Somebody whom an identity provider vouches for, before a role is assumed.
  case federated(provider: String)
  /// Somebody, not known who.
  case unknown
}

extension RequestPrincipal: CustomStringConvertible {
  public var description: String {
    switch self {
    case .anonymous: "anonymous"
    case .identity(let identity): identity.arn
    case .service(let name): name
    case .federated(let provider): provider
    case .unknown: "unknown"
    }
  }
}

/// What a policy is asked about: who wants to do what, with what, under which circumstances.
public struct AccessRequest: Sendable, Hashable {
  public var principal: RequestPrincipal
  /// `execute-api:Invoke`; not case-sensitive.
  public var action: String
  /// The ARN of what the action is for.
  public var resource: String
  public var context: RequestContext

  public init(principal: RequestPrincipal, action: String, resource: String, context: RequestContext) {
    self.principal = principal
    self.action = action
    self.resource = resource
    self.context = context
  }
}
