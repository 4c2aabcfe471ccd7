extension LintRule {
  static let domainNames = [
    noAccessAssociation, domainPolicyDenies, domainAllowsAPIDenies, twoSameNames, publicAndPrivateDomain,
    associationElsewhere, unreachableAPI, unsupportedDomain,
  ]

  static let noAccessAssociation = LintRule(
    "AGW-050", .error, "a private custom domain name is used at an endpoint that is not associated with it",
    why: "an endpoint serves a private custom domain name only with an access association",
    fix: "make the access association, and wait about 15 minutes",
    page: Page.apiGateway("apigateway-private-custom-domains-associations"))

  static let domainPolicyDenies = LintRule(
    "AGW-051", .error, "the policy of a private custom domain name does not let an associated endpoint in",
    why: "the domain name's own policy is asked before the API's, and the default denies everything",
    fix: "allow the endpoint in the domain name's `policy`",
    page: Page.apiGateway("apigateway-private-custom-domains-associations"))

  static let domainAllowsAPIDenies = LintRule(
    "AGW-052", .error, "a private custom domain name lets an endpoint in, and the API behind it does not",
    why: "both policies have to allow",
    fix: "allow the endpoint in both policies, and deploy",
    page: Page.apiGateway("apigateway-private-custom-domains"))

  static let twoSameNames = LintRule(
    "AGW-053", .error, "two private custom domain names of one name at one endpoint",
    why: "AWS does not allow it",
    fix: "use a second endpoint for the second",
    page: Page.apiGateway("apigateway-private-custom-domains"))

  static let publicAndPrivateDomain = LintRule(
    "AGW-054", .warning, "an endpoint serves a public custom domain name and a private one",
    why: "AWS documents that as unsupported",
    fix: "use an endpoint for each",
    page: Page.apiGateway("apigateway-private-custom-domains"))

  static let associationElsewhere = LintRule(
    "AGW-055", .warning,
    "an access association across Regions, or of an account that the domain name is not shared with",
    why: "domain names are Regional; a share of Resource Access Manager that nobody accepts lapses after 12 hours, and "
      + "their owner may reject an association at any time",
    fix: "associate an endpoint of the domain name's Region; share again, and accept within 12 hours",
    page: Page.apiGateway("apigateway-private-custom-domains-provider-share"))

  static let unreachableAPI = LintRule(
    "AGW-056", .error, "an API whose default name is switched off, and that no domain name leads to",
    why: "nothing can call it: the default name answers 403 Forbidden",
    fix: "map a custom domain name to it, or switch the default name on",
    page: Page.apiGateway("rest-api-disable-default-endpoint"))

  static let unsupportedDomain = LintRule(
    "AGW-057", .error, "a private custom domain name with a wildcard, or with a base path of several levels",
    why: "private custom domain names support neither",
    fix: "write the names out; use a routing rule for the path",
    page: Page.apiGateway("apigateway-private-custom-domains"))
}
