/// A service that calls a Lambda function, which the function's own policy has to allow.
public enum LambdaInvoker: Sendable, Hashable {
  /// API Gateway, for an integration or an authorizer of this ARN (AG 6.3, AU-3).
  ///
  /// - Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-cross-account-lambda-integrations.html
  case apiGateway(sourceARN: String)
  /// An Application Load Balancer, for this target group.
  ///
  /// - Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html
  case loadBalancer(targetGroupARN: String)

  /// The name under which the service calls.
  public var servicePrincipal: String {
    switch self {
    case .apiGateway: "apigateway.amazonaws.com"
    case .loadBalancer: "elasticloadbalancing.amazonaws.com"
    }
  }

  /// The resource on whose behalf the service calls.
  public var sourceARN: String {
    switch self {
    case .apiGateway(let arn), .loadBalancer(let arn): arn
    }
  }
}

extension AccessRequest {
  /// What a function's policy is asked when a service calls it: `aws:SourceArn` is the method, authorizer or target group,
  /// `aws:SourceAccount` the account of that.
  ///
  /// - Parameter function: the function's ARN, with the version or alias if one is called.
  public static func invokingFunction(_ function: String, by invoker: LambdaInvoker) -> AccessRequest {
    let principal = RequestPrincipal.service(invoker.servicePrincipal)
    var context = RequestContext(others: .unknown)
    context.setPrincipalKeys(of: principal)
    context["aws:SourceArn"] = .value(invoker.sourceARN)
    let account = ARN.parts(invoker.sourceARN)?[4]
    context["aws:SourceAccount"] = account.map { .value(String($0)) } ?? .unknownValue
    return AccessRequest(
      principal: principal, action: "lambda:InvokeFunction", resource: function, context: context)
  }
}
