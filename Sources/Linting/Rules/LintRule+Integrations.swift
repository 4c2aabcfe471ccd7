extension LintRule {
  static let integrations = [
    linkEnforcesGroups, balancerTakenTwice, linkElsewhere, backendCertificate, backendProtocol, skippedVerification,
    stageInPath, targetGroupRules, linkGroups, inactiveLink, legacyLink, cloudMapOfREST, longTimeout, backendTLS13Only,
  ]

  static let linkEnforcesGroups = LintRule(
    "AGW-070", .error, "a VPC link V1, and the load balancer's security groups are enforced on PrivateLink",
    why: "API Gateway's own addresses are tested, which nobody can list: 500 or 504",
    fix: "turn off inbound rule enforcement on PrivateLink traffic at the load balancer",
    page: Page.apiGateway("set-up-nlb-for-vpclink-using-console"))

  static let balancerTakenTwice = LintRule(
    "AGW-071", .error, "a VPC link V1 to a load balancer that already backs an endpoint service",
    why: "a Network Load Balancer backs one endpoint service, and a VPC link V1 is one: the link fails",
    fix: "use another Network Load Balancer, or one link with several listeners",
    page: Page.apiGateway("set-up-api-with-vpclink-cli"))

  static let linkElsewhere = LintRule(
    "AGW-072", .error, "an API, its VPC link and the load balancer are not of one account and Region",
    why: "AWS supports them only together",
    fix: "bring the load balancer to the API's account and Region, and reach the backend by ip targets",
    page: Page.apiGateway("private-integration"))

  static let backendCertificate = LintRule(
    "AGW-073", .error, "an integration's host is not in the certificate of the listener",
    why: "API Gateway checks the host of the URI against the certificate: 500, Host name does not match",
    fix: "use a host that the certificate covers, or a certificate that covers the host",
    page: Page.apiGateway("set-up-private-integration"))

  static let backendProtocol = LintRule(
    "AGW-074", .error, "an integration and its backend do not agree on TLS",
    why: "one side speaks TLS and the other plaintext: the call fails",
    fix: "align the scheme of the URI, the listener and the backend",
    page: Page.networkLoadBalancer("create-tls-listener"))

  static let skippedVerification = LintRule(
    "AGW-075", .warning, "an integration with insecureSkipVerification",
    why: "it skips the check of the authority only (name and expiry still count), and lets anybody stand in between",
    fix: "use a certificate of a public authority, and turn it off",
    page: Page.apiGateway("api-gateway-extensions-integration-tls-config"))

  static let stageInPath = LintRule(
    "AGW-076", .warning,
    "a private integration sends the stage in the path, and the load balancer's rules do not expect it",
    why: "the stage's name is part of the path that a private integration sends",
    fix: "override the path without the stage, or add the stage to the rules",
    page: Page.apiGateway("private-integration"))

  static let targetGroupRules = LintRule(
    "AGW-077", .error, "a target's security groups do not admit the Network Load Balancer",
    why: "the target is unhealthy, or calls time out: 500 or 504",
    fix: "admit the load balancer's subnets on the traffic port and the health check's",
    page: Page.networkLoadBalancer("load-balancer-security-groups"))

  static let linkGroups = LintRule(
    "AGW-078", .error, "security groups between a VPC link V2 and its load balancer",
    why: "API Gateway cannot connect to the load balancer",
    fix: "let the link's security group send to the listener's port, and the load balancer's admit it",
    page: Page.apiGateway("apigateway-vpc-links-v2"))

  static let inactiveLink = LintRule(
    "AGW-079", .warning, "a VPC link V2 that is inactive",
    why: "after 60 days without traffic its interfaces are removed, and the first calls fail for minutes",
    fix: "keep some traffic on it",
    page: Page.apiGateway("apigateway-vpc-links-v2"))

  static let legacyLink = LintRule(
    "AGW-080", .warning, "a VPC link V1 of a REST API",
    why: "V1 is legacy, and AWS does not recommend it for new APIs; V2 leads to Application Load Balancers, too",
    fix: "use a VPC link V2",
    page: Page.apiGateway("vpc-links-v1"))

  static let cloudMapOfREST = LintRule(
    "AGW-081", .error, "a REST API that integrates with a Cloud Map service",
    why: "only HTTP APIs can",
    fix: "put an Application or Network Load Balancer in between",
    page: Page.apiGateway("private-integration"))

  static let longTimeout = LintRule(
    "AGW-082", .error, "an integration timeout above the limit",
    why:
      "29 s is the limit of a REST API unless its quota was raised, which edge-optimized ones cannot have; 30 s that "
      + "of an HTTP API: the setting is refused",
    fix: "lower the timeout, or have the quota raised for a Regional or private API",
    page: Page.apiGateway("api-gateway-execution-service-limits-table"))

  static let backendTLS13Only = LintRule(
    "AGW-083", .warning, "a backend's listener that takes TLS 1.3 only",
    why: "API Gateway calls integrations with TLS 1.2 only",
    fix: "choose a security policy of the listener with TLS 1.2",
    page: Page.apiGateway("apigateway-security-policies-list"))
}
