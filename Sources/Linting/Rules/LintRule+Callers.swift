extension LintRule {
  static let callers = [
    methodWithoutAuthorization, preflightAuthorized, errorsWithoutCORS, noPreflightMethod, noWayToCognito,
    functionOutsideVPC, longHeaders, onlyIPv4Listed, addressBehindBalancer,
  ]

  static let methodWithoutAuthorization = LintRule(
    "AGW-110", .warning, "methods of a private API without authorization",
    why: "the network and its policies are the only guard",
    fix: "use AWS_IAM, Cognito or a Lambda authorizer",
    page: Page.apiGateway("apigateway-private-apis"))

  static let preflightAuthorized = LintRule(
    "AGW-111", .warning, "an OPTIONS method that asks for authorization or an API key",
    why: "a browser's preflight carries neither: it gets 401 or 403",
    fix: "set authorizationType NONE, and no API key",
    page: Page.apiGateway("how-to-cors"))

  static let errorsWithoutCORS = LintRule(
    "AGW-112", .warning, "browsers call, and API Gateway's own errors carry no CORS headers",
    why: "the browser reports a CORS error in place of the 403, 401 or 5xx",
    fix: "add Access-Control-Allow-Origin to the gateway responses DEFAULT_4XX and DEFAULT_5XX",
    page: Page.apiGateway("supported-gateway-response-types"))

  static let noPreflightMethod = LintRule(
    "AGW-113", .warning, "a browser's call needs a preflight, and the path has no OPTIONS method",
    why: "the preflight gets 403 Missing Authentication Token",
    fix: "add an OPTIONS method with a MOCK integration",
    page: Page.apiGateway("how-to-cors"))

  static let noWayToCognito = LintRule(
    "AGW-114", .warning, "a client without internet cannot get a token of Cognito",
    why: "a token comes from cognito-idp, whose interface endpoint does not serve user pools that have a domain",
    fix: "make a cognito-idp endpoint, and use a user pool without a domain",
    page: "https://docs.aws.amazon.com/cognito/latest/developerguide/vpc-interface-endpoints.html")

  static let functionOutsideVPC = LintRule(
    "AGW-115", .error, "a Lambda function outside VPCs calls a private API",
    why: "it has no way to a private address",
    fix: "attach the function to a VPC",
    page: "https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html")

  static let longHeaders = LintRule(
    "AGW-116", .warning, "headers of nearly 8000 bytes",
    why: "a private API takes 8000 bytes of request line and headers, others 10240",
    fix: "trim the token or the cookies",
    page: Page.apiGateway("api-gateway-execution-service-limits-table"))

  static let onlyIPv4Listed = LintRule(
    "AGW-117", .warning, "a list of addresses holds IPv4 only, and the endpoint has IPv6",
    why: "an IPv6 caller fits none of them: IpAddress keeps it out, NotIpAddress catches it",
    fix: "add the IPv6 ranges",
    page: Page.apiGateway("api-gateway-ip-address-type"))

  static let addressBehindBalancer = LintRule(
    "AGW-118", .warning, "a policy filters by aws:VpcSourceIp, and a load balancer stands before the endpoint",
    why: "the address is that of the load balancer's node, not the client's",
    fix: "filter at the load balancer, or by aws:SourceVpce",
    page: Page.apiGateway("api-gateway-variables-for-access-logging"))
}
