extension LintRule {
  static let endpoints = [
    endpointGroup, defaultGroupOnly, oneZone, endpointACL, otherRegion, peeringBehindVPN, endpointPolicyPrincipals,
    endpointPolicyWithoutDomain, fullAccessEndpoint,
  ]

  static let endpointGroup = LintRule(
    "AGW-040", .error, "an endpoint's security groups do not admit a client on TCP 443",
    why: "the connection times out, and API Gateway logs nothing",
    fix: "admit TCP 443 from the client in the endpoint's security group",
    page: Page.apiGateway("apigateway-private-api-create"))

  static let defaultGroupOnly = LintRule(
    "AGW-041", .warning, "an endpoint has only the VPC's default security group, and clients have others",
    why: "the default group admits its own members only",
    fix: "give the endpoint a security group of its own that admits TCP 443 from the clients",
    page: Page.privateLink("create-interface-endpoint"))

  static let oneZone = LintRule(
    "AGW-042", .warning, "an endpoint in one Availability Zone",
    why: "the loss of the zone cuts all clients off",
    fix: "add a subnet in another Availability Zone",
    page: Page.privateLink("privatelink-access-aws-services"))

  static let endpointACL = LintRule(
    "AGW-043", .error, "a network ACL blocks calls of an endpoint, or their replies",
    why: "the connection times out: network ACLs are stateless, and have to let both directions pass",
    fix: "open TCP 443 to the endpoint's subnets, and the ephemeral ports back",
    page: Page.privateLink("create-interface-endpoint"))

  static let otherRegion = LintRule(
    "AGW-044", .error, "an endpoint of another Region than the API",
    why: "a private API is reached through endpoints of its own Region only",
    fix: "make an endpoint in the API's Region, and route to it",
    page: Page.privateLink("aws-services-cross-region-privatelink-support"))

  static let peeringBehindVPN = LintRule(
    "AGW-045", .warning, "a client on premises needs a peering connection behind its VPN or Direct Connect",
    why: "VPC peering is not transitive: what comes by VPN or Direct Connect does not go on over it",
    fix: "use a transit gateway, or make an endpoint in the VPC that the connection leads to",
    page: "https://docs.aws.amazon.com/whitepapers/latest/aws-vpc-connectivity-options/vpc-peering.html")

  static let endpointPolicyPrincipals = LintRule(
    "AGW-046", .warning, "an endpoint policy names principals, and calls are not signed",
    why: "a call with a bearer token, or none, is anonymous to the endpoint policy: it is denied",
    fix: "confine the endpoint policy by resources (aws:ResourceOrgID, ARNs of APIs)",
    page: Page.apiGateway("apigateway-vpc-endpoint-policies"))

  static let endpointPolicyWithoutDomain = LintRule(
    "AGW-047", .warning, "an endpoint policy allows an API and not the custom domain name that leads to it",
    why: "through a private custom domain name the policy has to admit the domain name's ARN as well",
    fix: "add the domain name's ARN, or test execute-api:viaDomainArn on Resource \"*\"",
    page: Page.apiGateway("apigateway-vpc-endpoint-policies"))

  static let fullAccessEndpoint = LintRule(
    "AGW-048", .note, "an endpoint with the default policy, full access",
    why: "data can leave through it to any private API of any account",
    fix: "confine the endpoint policy by aws:ResourceOrgID",
    page: Page.privateLink("vpc-endpoints-access"))
}
