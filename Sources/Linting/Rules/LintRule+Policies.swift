extension LintRule {
  static let policies = [
    noResourcePolicy, policyNotDeployed, endpointsNotDeployed, openToEveryEndpoint, allowListBesideAuthorizer,
    sourceIPKey, unsupportedKeys, principalWithoutIAM, denyOfAbsentPrincipal, clientVPCInPolicy, unknownIdInPolicy,
    resourceWithoutMethod, preflightNotAllowed, negatedAllow, cognitoWithoutAllow, crossAccountNotAllowed,
  ]

  static let noResourcePolicy = LintRule(
    "AGW-001", .error, "a private API without a resource policy",
    why: "its deployment is refused, and every call is denied",
    fix: "attach a resource policy that allows the endpoints, then deploy",
    page: Page.apiGateway("apigateway-resource-policies-create-attach"))

  static let policyNotDeployed = LintRule(
    "AGW-002", .error, "the resource policy was changed after the last deployment",
    why: "the policy that is live is the one of the last deployment, not the one that is configured",
    fix: "deploy the API again",
    page: Page.apiGateway("apigateway-resource-policies-create-attach"))

  static let endpointsNotDeployed = LintRule(
    "AGW-003", .error, "the API's VPC endpoints were changed after the last deployment",
    why: "an alias name API-ENDPOINT.execute-api may not exist yet, or still exist",
    fix: "deploy the API again, and wait some minutes for DNS",
    page: Page.apiGateway("apigateway-private-api-create"))

  static let openToEveryEndpoint = LintRule(
    "AGW-004", .warning, "a resource policy lets in everybody from every VPC endpoint",
    why: "any VPC endpoint of any account in the Region can call the API",
    fix: "add a Deny with StringNotEquals aws:SourceVpce that lists your endpoints",
    page: Page.apiGateway("apigateway-resource-policies-examples"))

  static let allowListBesideAuthorizer = LintRule(
    "AGW-005", .warning, "a resource policy confines by Allow alone, beside a Lambda authorizer or IAM",
    why: "for a Lambda authorizer, and for IAM callers of the API's account, one side's Allow is enough: "
      + "the authorizer or the identity's policy alone lets in callers outside the list",
    fix: "allow everybody, and add a Deny with StringNotEquals for what is not on the list",
    page: Page.apiGateway("apigateway-authorization-flow"))

  static let sourceIPKey = LintRule(
    "AGW-006", .error, "the policy of a private API uses aws:SourceIp",
    why: "a call through a VPC endpoint has no such key: IpAddress fits nobody, NotIpAddress everybody",
    fix: "use aws:VpcSourceIp",
    page: Page.apiGateway("apigateway-resource-policies-aws-condition-keys"))

  static let unsupportedKeys = LintRule(
    "AGW-007", .error, "a policy uses a key of VPC endpoints that execute-api does not support",
    why: "the key is never there, so a positive condition fits nobody and a negated one everybody",
    fix: "use aws:SourceVpce or aws:SourceVpc",
    page: Page.iam("reference_policies_condition-keys"))

  static let principalWithoutIAM = LintRule(
    "AGW-008", .error, "a resource policy names principals for methods without AWS_IAM",
    why: "without AWS_IAM every call is anonymous, and no such statement lets it in: "
      + "`User: anonymous is not authorized`",
    fix: "set the methods to AWS_IAM, or allow Principal \"*\" with conditions",
    page: Page.apiGateway("apigateway-private-api-create"))

  static let denyOfAbsentPrincipal = LintRule(
    "AGW-009", .warning, "a Deny whose negated aws:Principal… condition fits every anonymous call",
    why: "a negated condition holds where the key is absent, and calls of methods without AWS_IAM have none",
    fix: "keep the statement to the methods with AWS_IAM, or add Null: {key: false} to it",
    page: Page.iam("reference_policies_elements_condition_operators"))

  static let clientVPCInPolicy = LintRule(
    "AGW-010", .warning, "aws:SourceVpc names a VPC that has no endpoint for the API",
    why: "aws:SourceVpc is the VPC of the endpoint that takes the connection, not the client's",
    fix: "name the endpoint's VPC, or the endpoint with aws:SourceVpce",
    page: Page.iam("reference_policies_condition-keys"))

  static let unknownIdInPolicy = LintRule(
    "AGW-011", .warning, "aws:SourceVpc or aws:SourceVpce names what does not exist",
    why: "a mistyped id, or one of an endpoint that was deleted, fits nobody",
    fix: "correct the id",
    page: Page.apiGateway("apigateway-resource-policies-aws-condition-keys"))

  static let resourceWithoutMethod = LintRule(
    "AGW-012", .warning, "a policy's resource is no method's ARN",
    why: "API/STAGE/VERB/PATH is compared whole: without stage and verb, and without a wildcard, it fits no method",
    fix: "write execute-api:/*",
    page: Page.apiGateway("api-gateway-control-access-using-iam-policies-to-invoke-api"))

  static let preflightNotAllowed = LintRule(
    "AGW-013", .warning, "a browser calls, and the resource policy does not let its preflight in",
    why: "the preflight is an anonymous OPTIONS request; where it is denied, the browser does not send the request",
    fix: "allow OPTIONS for everybody: execute-api:/*/OPTIONS/*",
    page: Page.apiGateway("how-to-cors"))

  static let negatedAllow = LintRule(
    "AGW-014", .error, "an Allow with NotPrincipal, NotAction or NotResource",
    why: "it grants everything that is not listed, to everybody else",
    fix: "write what is allowed with Principal, Action and Resource",
    page: Page.iam("reference_policies_elements_notprincipal"))

  static let cognitoWithoutAllow = LintRule(
    "AGW-015", .warning, "a method with a Cognito authorizer that the resource policy allows nobody",
    why: "with Cognito the resource policy has to allow the call as well; a valid token is not enough",
    fix: "add an Allow for the callers' endpoints",
    page: Page.apiGateway("apigateway-authorization-flow"))

  static let crossAccountNotAllowed = LintRule(
    "AGW-016", .error, "a caller of another account that the resource policy does not allow",
    why: "for IAM callers of other accounts the resource policy and the caller's own policies both have to allow",
    fix: "allow the principal in the resource policy, and execute-api:Invoke in its own",
    page: Page.apiGateway("apigateway-authorization-flow"))
}
