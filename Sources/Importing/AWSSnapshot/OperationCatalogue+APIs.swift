/// Calls about APIs and what stands around them.
extension OperationCatalogue {
  static let restAPIs: [Operation] = [
    list("apigateway get-rest-apis", "items", ScopeReading.readRestAPI, isKnownByKey: false),
    one("apigateway get-rest-api", "id", ScopeReading.readRestAPI),
    listOfOne("apigateway get-resources", "items", ScopeReading.readAPIResource),
    listOfOne("apigateway get-stages", "item", ScopeReading.readRestAPIStage),
    listOfOne("apigateway get-deployments", "items", ScopeReading.readRestAPIDeployment),
    listOfOne("apigateway get-authorizers", "items", ScopeReading.readRestAPIAuthorizer),
    listOfOne("apigateway get-gateway-responses", "items", ScopeReading.readGatewayResponse),
    list("apigateway get-vpc-links", "items", ScopeReading.readVPCLinkV1, isKnownByKey: false),
    list("apigateway get-domain-names", "items", ScopeReading.readAPIDomainName, isKnownByKey: false),
    one("apigateway get-domain-name", "domainName", ScopeReading.readAPIDomainName),
    listOfOne("apigateway get-base-path-mappings", "items", ScopeReading.readBasePathMapping),
    list(
      "apigateway get-domain-name-access-associations", "items", ScopeReading.readDomainNameAccessAssociation,
      isKnownByKey: false),
    list("apigateway get-usage-plans", "items", ScopeReading.readUsagePlan, isKnownByKey: false),
    listOfOne("apigateway get-usage-plan-keys", "items", ScopeReading.readUsagePlanKey),
    list("apigateway get-api-keys", "items", ScopeReading.readAPIKey, isKnownByKey: false),
  ]

  static let httpAPIs: [Operation] = [
    list("apigatewayv2 get-apis", "Items", ScopeReading.readHTTPAPI, isKnownByKey: false),
    one("apigatewayv2 get-api", "ApiId", ScopeReading.readHTTPAPI),
    listOfOne("apigatewayv2 get-routes", "Items", ScopeReading.readHTTPRoute),
    listOfOne("apigatewayv2 get-integrations", "Items", ScopeReading.readHTTPIntegration),
    listOfOne("apigatewayv2 get-stages", "Items", ScopeReading.readHTTPStage),
    listOfOne("apigatewayv2 get-authorizers", "Items", ScopeReading.readHTTPAuthorizer),
    list("apigatewayv2 get-vpc-links", "Items", ScopeReading.readVPCLinkV2, isKnownByKey: false),
    list("apigatewayv2 get-domain-names", "Items", ScopeReading.readHTTPDomainName, isKnownByKey: false),
    listOfOne("apigatewayv2 get-api-mappings", "Items", ScopeReading.readAPIMapping),
    listOfOne("apigatewayv2 list-routing-rules", "RoutingRules", ScopeReading.readRoutingRule),
  ]

  /// Certificates, and who vouches for callers.
  static let callers: [Operation] = [
    list("acm list-certificates", "CertificateSummaryList", ScopeReading.readListedCertificate),
    one("acm describe-certificate", "Certificate", ScopeReading.readCertificate),
    list("cognito-idp list-user-pools", "UserPools", ScopeReading.readListedUserPool),
    one("cognito-idp describe-user-pool", "UserPool", ScopeReading.readUserPool),
  ]
}
