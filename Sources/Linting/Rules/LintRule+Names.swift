extension LintRule {
  static let names = [
    privateDNSWithoutAttributes, shadowedPublicAPI, shadowedCNAME, customResolverWithoutForwarder, twoPrivateDNS,
    privateNameElsewhere, noAPINamed, browserOnEndpointName, aliasNotAssociated, noEndpointAssociated, twoAPIsNamed,
    zoneWithoutRecord, ruleBeatsZone,
  ]

  static let privateDNSWithoutAttributes = LintRule(
    "AGW-020", .error, "private DNS is on, and the VPC's DNS attributes are not",
    why: "the hidden zone of the endpoint answers only with enableDnsSupport and enableDnsHostnames",
    fix: "set both attributes of the VPC to true",
    page: Page.privateLink("privatelink-access-aws-services"))

  static let shadowedPublicAPI = LintRule(
    "AGW-021", .warning, "a client in a VPC with private DNS calls a public API by its default name",
    why: "private DNS answers for every name below execute-api of the Region: the call ends at the endpoint, which "
      + "answers 403 Forbidden",
    fix: "call the API by a custom domain name (A alias), or turn private DNS off and use alias names",
    page: Page.apiGateway("apigateway-private-api-create"))

  static let shadowedCNAME = LintRule(
    "AGW-022", .warning, "a Regional custom domain is a CNAME, and a VPC that asks for it has private DNS",
    why: "the CNAME leads to a name below execute-api, for which the endpoint's hidden zone answers: no resolution, a "
      + "certificate that does not fit, or 403",
    fix: "make the record an A (and AAAA) alias",
    page: Page.apiGateway("apigateway-regional-api-custom-domain-create"))

  static let customResolverWithoutForwarder = LintRule(
    "AGW-023", .error, "private DNS is on, and the VPC's own name servers do not forward to it",
    why: "only the VPC's resolver knows the hidden zone: the name resolves publicly, or not at all",
    fix: "forward the Region's execute-api domain to the VPC's resolver, or to an inbound endpoint",
    page: Page.vpc("vpc-dns"))

  static let twoPrivateDNS = LintRule(
    "AGW-024", .error, "two execute-api endpoints with private DNS in one VPC",
    why: "AWS refuses the second: a conflicting DNS domain",
    fix: "leave private DNS on at one of them",
    page: Page.privateLink("privatelink-access-aws-services"))

  static let privateNameElsewhere = LintRule(
    "AGW-025", .warning, "a client outside the endpoint's VPC calls the API's private name",
    why: "the hidden zone is seen in the endpoint's own VPC only: public DNS answers, and the call gets 403, or the "
      + "name does not exist",
    fix: "use the alias name API-ENDPOINT, a private custom domain name, or forward to an inbound endpoint",
    page: Page.apiGateway("apigateway-private-api-test-invoke-url"))

  static let noAPINamed = LintRule(
    "AGW-026", .error, "a call by the endpoint's own name that does not say which API",
    why: "one endpoint serves many APIs: without Host or x-apigw-api-id the answer is 403 Forbidden",
    fix: "send the header x-apigw-api-id or Host, or use the alias name API-ENDPOINT",
    page: Page.apiGateway("apigateway-private-api-test-invoke-url"))

  static let browserOnEndpointName = LintRule(
    "AGW-027", .error, "a browser calls by the endpoint's own name",
    why: "scripts cannot set Host, and the preflight carries no x-apigw-api-id: it gets 403, and the browser stops",
    fix: "use the alias name API-ENDPOINT, or a private custom domain name",
    page: Page.apiGateway("how-to-cors"))

  static let aliasNotAssociated = LintRule(
    "AGW-028", .error, "a call by the alias name of an endpoint that the API does not name",
    why: "Route 53 has the alias only for endpoints among the API's vpcEndpointIds",
    fix: "add the endpoint to the API's vpcEndpointIds, and deploy",
    page: Page.apiGateway("apigateway-private-api-create"))

  static let noEndpointAssociated = LintRule(
    "AGW-029", .note, "a policy lets endpoints in, and the API is associated with none",
    why: "without private DNS and without an alias name clients have to send a header with each call",
    fix: "add the endpoints to the API's vpcEndpointIds, and deploy",
    page: Page.apiGateway("apigateway-private-api-create"))

  static let twoAPIsNamed = LintRule(
    "AGW-030", .warning, "a call whose host and x-apigw-api-id name two APIs",
    why: "AWS does not say which of them answers",
    fix: "send one of the two",
    page: Page.apiGateway("apigateway-private-api-test-invoke-url"))

  static let zoneWithoutRecord = LintRule(
    "AGW-031", .warning, "a private zone covers the name of an API and has no record for it",
    why: "the most specific private zone answers alone: NXDOMAIN or NODATA, and public DNS is not asked",
    fix: "add the record: A, and AAAA for dual-stack endpoints",
    page: Page.route53("hosted-zone-private-considerations"))

  static let ruleBeatsZone = LintRule(
    "AGW-032", .warning, "a Resolver rule takes an API's name away from the zone that has it",
    why: "a FORWARD rule for the zone's own name or a longer one wins over the zone",
    fix: "remove the rule, or make a zone with a longer name",
    page: Page.route53("hosted-zone-private-considerations"))
}
