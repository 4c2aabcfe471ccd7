extension LintRule {
  static let loadBalancers = [
    preservedClientAddress, healthCheckPath, plaintextToEndpoint, staleTargets, failoverWithoutHealth,
    healthCheckOfPrivateAddress, healthCheckInPrimaryRegion, reservedPath, zoneNotAtInboundEndpoint, inboundEndpoint,
    targetAddress,
  ]

  static let preservedClientAddress = LintRule(
    "AGW-090", .error, "client IP preservation is on, and the targets are interfaces of VPC endpoints",
    why: "traffic to such targets is lost",
    fix: "turn preserve_client_ip.enabled off at the target group",
    page: Page.networkLoadBalancer("edit-target-group-attributes"))

  static let healthCheckPath = LintRule(
    "AGW-091", .error, "a health check of an execute-api endpoint that is not /ping",
    why: "any other path answers 403, so the targets are unhealthy",
    fix: "check TCP 443, or HTTPS with path /ping and matcher 200",
    page: Page.apiGateway("api-gateway-known-issues"))

  static let plaintextToEndpoint = LintRule(
    "AGW-092", .error, "a TLS listener that sends plaintext to an execute-api endpoint",
    why: "the listener ends TLS, and a TCP target group sends the bare request to port 443: the connection is reset",
    fix: "make it a TLS target group, or a TCP listener",
    page: Page.networkLoadBalancer("create-tls-listener"))

  static let staleTargets = LintRule(
    "AGW-093", .warning, "the targets of a load balancer are not the endpoint's addresses",
    why: "a target that the endpoint does not have (any more) fails, and a zone without one has no way to the API",
    fix: "register the addresses of all the endpoint's interfaces, and no others",
    page: Page.networkLoadBalancer("load-balancer-target-groups"))

  static let failoverWithoutHealth = LintRule(
    "AGW-094", .warning, "a failover or weighted record without a health check",
    why: "a record without one is always healthy: it never fails over",
    fix: "attach a health check of a CloudWatch alarm, or evaluate the alias target's health",
    page: Page.route53("health-checks-how-route-53-chooses-records"))

  static let healthCheckOfPrivateAddress = LintRule(
    "AGW-095", .error, "a Route 53 health check of a private address",
    why: "the checkers are on the internet, outside the VPC: it is never healthy",
    fix: "use a health check of a CloudWatch alarm",
    page: Page.route53("dns-failover-private-hosted-zones"))

  static let healthCheckInPrimaryRegion = LintRule(
    "AGW-096", .warning, "the alarm behind a failover is in the Region that it guards",
    why: "when the Region is down, so is the alarm",
    fix: "put the alarm into the secondary Region",
    page: Page.apiGateway("dns-failover"))

  static let reservedPath = LintRule(
    "AGW-097", .warning, "an API behind a custom domain name has a root resource /ping or /sping",
    why: "the paths are reserved for API Gateway's own health check",
    fix: "rename the resource",
    page: Page.apiGateway("api-gateway-known-issues"))

  static let zoneNotAtInboundEndpoint = LintRule(
    "AGW-098", .warning, "a private zone is not associated with the VPC of the inbound endpoint that answers for it",
    why: "an inbound endpoint answers with what its own VPC sees: on premises gets NXDOMAIN, or the public answer",
    fix: "associate the zone with the inbound endpoint's VPC",
    page: Page.route53("resolver-forwarding-inbound-queries"))

  static let inboundEndpoint = LintRule(
    "AGW-099", .warning, "an inbound Resolver endpoint in one zone, or that does not admit DNS",
    why: "on premises no name resolves when the zone fails, or when port 53 is closed",
    fix: "use two Availability Zones, and admit TCP and UDP 53",
    page: Page.route53("resolver-forwarding-inbound-queries"))

  static let targetAddress = LintRule(
    "AGW-100", .warning, "an ip target outside the private ranges, or in a range that two networks share",
    why: "its registration is refused, or the traffic goes to the wrong network",
    fix: "reach the backend by PrivateLink",
    page: Page.networkLoadBalancer("load-balancer-target-groups"))
}
