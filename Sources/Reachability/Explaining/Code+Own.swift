// The codes that canreach adds to AWS's. DP, NL and AG are the parts of the rules: data plane, names and load
// balancers, API Gateway.

private func own(
  _ code: Code, _ stage: Code.Stage, _ meaning: String, rules: String, _ page: String, awsCode: Code? = nil,
  isBlocker: Bool = true
) -> Code.Entry {
  Code.Entry(
    code: code, stage: stage, meaning: meaning, awsCode: awsCode, rules: rules,
    page: "https://docs.aws.amazon.com/\(page)", isBlocker: isBlocker)
}

extension Code {
  public static let noSuchHost = Code(rawValue: "X_NO_SUCH_HOST")
  public static let routeLoop = Code(rawValue: "X_ROUTE_LOOP")
  public static let nondeterministicRoute = Code(rawValue: "X_NONDETERMINISTIC_ROUTE")
  public static let misdirectedReply = Code(rawValue: "X_MISDIRECTED_REPLY")
  public static let asymmetricStateful = Code(rawValue: "X_ASYMMETRIC_STATEFUL")
  public static let edgeToEdge = Code(rawValue: "X_EDGE_TO_EDGE")
  public static let tgwIpv6Disabled = Code(rawValue: "X_TGW_IPV6_DISABLED")
  public static let vgwUnknownPrefix = Code(rawValue: "X_VGW_UNKNOWN_PREFIX")
  public static let vgwVpnNoIpv6 = Code(rawValue: "X_VGW_VPN_NO_IPV6")
  public static let onpremNoRoute = Code(rawValue: "X_ONPREM_NO_ROUTE")
  public static let onpremFirewall = Code(rawValue: "X_ONPREM_FIREWALL")
  public static let natUnsolicited = Code(rawValue: "X_NAT_UNSOLICITED")
  public static let eigwInbound = Code(rawValue: "X_EIGW_INBOUND")
  public static let igwPrivateIpv6 = Code(rawValue: "X_IGW_PRIVATE_IPV6")
  public static let gwlbEigwIpv6 = Code(rawValue: "X_GWLB_EIGW_IPV6")
  public static let gatewayEndpointRemote = Code(rawValue: "X_GATEWAY_ENDPOINT_REMOTE")
  public static let dnsDisabled = Code(rawValue: "X_DNS_DISABLED")
  public static let dnsNoServer = Code(rawValue: "X_DNS_NO_SERVER")
  public static let dnsVpcPlusTwoOutside = Code(rawValue: "X_DNS_VPC_PLUS_TWO_OUTSIDE")
  public static let dnsNxdomain = Code(rawValue: "X_DNS_NXDOMAIN")
  public static let dnsNodata = Code(rawValue: "X_DNS_NODATA")
  public static let dnsPublicAnswer = Code(rawValue: "X_DNS_PUBLIC_ANSWER")
  public static let dnsShadowed = Code(rawValue: "X_DNS_SHADOWED")
  public static let dnsLoop = Code(rawValue: "X_DNS_LOOP")
  public static let dnsDelegation = Code(rawValue: "X_DNS_DELEGATION")
  public static let dnsFirewall = Code(rawValue: "X_DNS_FIREWALL")
  public static let endpointRegion = Code(rawValue: "X_ENDPOINT_REGION")
  public static let tlsNameMismatch = Code(rawValue: "X_TLS_NAME_MISMATCH")
  public static let tlsCertificateExpired = Code(rawValue: "X_TLS_CERTIFICATE_EXPIRED")
  public static let tlsUntrusted = Code(rawValue: "X_TLS_UNTRUSTED")
  public static let tlsVersion = Code(rawValue: "X_TLS_VERSION")
  public static let tlsClientCertificate = Code(rawValue: "X_TLS_CLIENT_CERTIFICATE")
  public static let tlsPlaintext = Code(rawValue: "X_TLS_PLAINTEXT")
  public static let tlsStrict = Code(rawValue: "X_TLS_STRICT")
  public static let httpNoApi = Code(rawValue: "X_HTTP_NO_API")
  public static let httpApiNotPrivate = Code(rawValue: "X_HTTP_API_NOT_PRIVATE")
  public static let httpDefaultEndpointDisabled = Code(rawValue: "X_HTTP_DEFAULT_ENDPOINT_DISABLED")
  public static let httpDomainNotAssociated = Code(rawValue: "X_HTTP_DOMAIN_NOT_ASSOCIATED")
  public static let httpNoStage = Code(rawValue: "X_HTTP_NO_STAGE")
  public static let httpNoMethod = Code(rawValue: "X_HTTP_NO_METHOD")
  public static let httpAnsweredByLoadBalancer = Code(rawValue: "X_HTTP_ANSWERED_BY_LOAD_BALANCER")
  public static let httpApiKey = Code(rawValue: "X_HTTP_API_KEY")
  public static let httpLimit = Code(rawValue: "X_HTTP_LIMIT")
  public static let httpCorsPreflight = Code(rawValue: "X_HTTP_CORS_PREFLIGHT")
  public static let httpCorsHeaders = Code(rawValue: "X_HTTP_CORS_HEADERS")
  public static let policyEndpoint = Code(rawValue: "X_POLICY_ENDPOINT")
  public static let policyDomain = Code(rawValue: "X_POLICY_DOMAIN")
  public static let policyResource = Code(rawValue: "X_POLICY_RESOURCE")
  public static let policyIdentity = Code(rawValue: "X_POLICY_IDENTITY")
  public static let policyTarget = Code(rawValue: "X_POLICY_TARGET")
  public static let authUnsigned = Code(rawValue: "X_AUTH_UNSIGNED")
  public static let authToken = Code(rawValue: "X_AUTH_TOKEN")
  public static let authDenied = Code(rawValue: "X_AUTH_DENIED")
  public static let integrationLinkState = Code(rawValue: "X_INTEGRATION_LINK_STATE")
  public static let integrationUnsupported = Code(rawValue: "X_INTEGRATION_UNSUPPORTED")
  public static let targetNoHealthy = Code(rawValue: "X_TARGET_NO_HEALTHY")
  public static let targetNotListening = Code(rawValue: "X_TARGET_NOT_LISTENING")
  public static let targetProxyProtocol = Code(rawValue: "X_TARGET_PROXY_PROTOCOL")

  static let ownEntries: [Entry] = [
    own(
      .noSuchHost, .network, "no interface has the destination address in the network that the packet came to",
      rules: "DP 11.2", "vpc/latest/userguide/subnet-route-tables.html", awsCode: .noPossibleDestination),
    own(
      .routeLoop, .network, "the packet comes to the same place with the same header again", rules: "DP 11.9",
      "vpc/latest/userguide/route-table-options.html"),
    own(
      .nondeterministicRoute, .network, "two routes of equal rank, and AWS takes either (an assumption's code)",
      rules: "DP 1.1.6", "vpc/latest/userguide/route-tables-priority.html", isBlocker: false),
    own(
      .misdirectedReply, .network, "the reply leaves for another network that has the same addresses",
      rules: "DP 4.1.6", "vpc/latest/peering/peering-configurations-partial-access.html"),
    own(
      .asymmetricStateful, .network, "the two directions do not meet the same stateful device", rules: "DP 9.1, 9.2",
      "network-firewall/latest/developerguide/asymmetric-routing.html"),
    own(
      .edgeToEdge, .network, "a packet from a peering, VPN or Direct Connect asks for another gateway of the VPC",
      rules: "DP 4.2", "vpc/latest/peering/vpc-peering-basics.html"),
    own(
      .tgwIpv6Disabled, .network, "IPv6 over an attachment without IPv6 support", rules: "DP 5.1.11",
      "AWSEC2/latest/APIReference/API_CreateTransitGatewayVpcAttachmentRequestOptions.html"),
    own(
      .vgwUnknownPrefix, .network, "the virtual private gateway knows no path to this prefix", rules: "DP 6.1.1",
      "vpn/latest/s2svpn/vpn-route-priority.html"),
    own(
      .vgwVpnNoIpv6, .network, "IPv6 over a VPN on a virtual private gateway", rules: "DP 6.1.4",
      "vpn/latest/s2svpn/ipv4-ipv6.html"),
    own(
      .onpremNoRoute, .network, "the site has no route to this prefix (not advertised, or not configured)",
      rules: "DP 6.2", "directconnect/latest/UserGuide/allowed-to-prefixes.html"),
    own(
      .onpremFirewall, .network, "a firewall rule of the site refuses", rules: "DP 6.2",
      "vpn/latest/s2svpn/vpn-route-priority.html"),
    own(
      .natUnsolicited, .network, "a connection opened towards a NAT gateway", rules: "DP 7.1.1",
      "vpc/latest/userguide/nat-gateway-basics.html"),
    own(
      .eigwInbound, .network, "a connection opened towards an egress-only internet gateway", rules: "DP 7.3",
      "vpc/latest/userguide/egress-only-internet-gateway.html"),
    own(
      .igwPrivateIpv6, .network, "a private IPv6 address at an internet gateway", rules: "DP 7.2.3",
      "vpc/latest/userguide/vpc-ip-addressing.html"),
    own(
      .gwlbEigwIpv6, .network, "IPv6 through a Gateway Load Balancer endpoint to an egress-only internet gateway",
      rules: "DP 7.3", "vpc/latest/privatelink/gateway-load-balancer-endpoints.html"),
    own(
      .gatewayEndpointRemote, .network, "a gateway endpoint asked from outside its VPC", rules: "DP 8.1",
      "vpc/latest/privatelink/vpc-endpoints-s3.html"),
    own(
      .dnsDisabled, .dns, "`enableDnsSupport` is off", rules: "NL A2", "vpc/latest/userguide/AmazonDNS-concepts.html"),
    own(
      .dnsNoServer, .dns, "no DHCP option set, so no name server", rules: "NL A1",
      "vpc/latest/userguide/DHCPOptionSet.html"),
    own(
      .dnsVpcPlusTwoOutside, .dns, "the VPC's resolver address asked from outside the VPC", rules: "NL A3",
      "vpc/latest/userguide/AmazonDNS-concepts.html"),
    own(
      .dnsNxdomain, .dns, "the zone or server that answers has no such name", rules: "NL A5",
      "Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html"),
    own(
      .dnsNodata, .dns, "the name exists without an address of this family", rules: "NL A5",
      "Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html"),
    own(
      .dnsPublicAnswer, .dns,
      "answered by public DNS where only a private answer leads there (private DNS off, zone not associated, VPC attribute off, no forwarder)",
      rules: "NL A8, A12; AG DNS-7", "vpc/latest/privatelink/manage-dns-names.html"),
    own(
      .dnsShadowed, .dns, "a private zone answers for a name meant to be public", rules: "AG 1.7",
      "Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html"),
    own(
      .dnsLoop, .dns, "CNAMEs, or a forwarding rule and an inbound endpoint, go round", rules: "NL A4, A6",
      "Route53/latest/DeveloperGuide/best-practices-resolver-endpoints.html"),
    own(
      .dnsDelegation, .dns, "a delegated name server has no address, or no DELEGATE rule covers it", rules: "NL A6",
      "Route53/latest/DeveloperGuide/outbound-delegation-tutorial.html"),
    own(
      .dnsFirewall, .dns, "a DNS Firewall rule blocks the name", rules: "NL A11",
      "Route53/latest/DeveloperGuide/resolver-dns-firewall-rule-actions.html"),
    own(
      .endpointRegion, .endpoint, "the API or service is in another Region than the endpoint", rules: "AG P-4",
      "vpc/latest/privatelink/privatelink-access-aws-services.html"),
    own(
      .tlsNameMismatch, .tls, "the certificate does not cover the name (also of a backend that API Gateway checks)",
      rules: "NL D; AG TLS-5, PI-8", "apigateway/latest/developerguide/apigateway-private-apis.html"),
    own(
      .tlsCertificateExpired, .tls, "expired, or not issued yet", rules: "NL D",
      "apigateway/latest/developerguide/apigateway-private-apis.html"),
    own(
      .tlsUntrusted, .tls, "an issuer that the caller does not trust", rules: "NL D; AG PI-8",
      "apigateway/latest/developerguide/apigateway-private-apis.html"),
    own(
      .tlsVersion, .tls, "no common version or cipher", rules: "NL D; AG TLS-1, TLS-2, PI-10",
      "apigateway/latest/developerguide/apigateway-private-apis.html"),
    own(
      .tlsClientCertificate, .tls, "a client certificate is asked for and not shown, or not accepted", rules: "NL D",
      "apigateway/latest/developerguide/apigateway-private-apis.html"),
    own(
      .tlsPlaintext, .tls, "one side speaks TLS, the other does not", rules: "AG 6.2, MR-3",
      "apigateway/latest/developerguide/apigateway-private-apis.html"),
    own(
      .tlsStrict, .tls, "access mode STRICT: server name and host differ, or another endpoint type", rules: "AG TLS-3",
      "apigateway/latest/developerguide/apigateway-private-apis.html"),
    own(
      .httpNoApi, .http, "Host and `x-apigw-api-id` name no API here", rules: "AG 1.5 step 4",
      "apigateway/latest/developerguide/apigateway-private-apis.html"),
    own(
      .httpApiNotPrivate, .http, "a Regional or edge API asked for through an endpoint", rules: "AG 1.5 step 5",
      "apigateway/latest/developerguide/apigateway-private-apis.html"),
    own(
      .httpDefaultEndpointDisabled, .http, "the API's default name is switched off", rules: "AG 1.8",
      "apigateway/latest/developerguide/apigateway-private-apis.html"),
    own(
      .httpDomainNotAssociated, .http, "no access association between the private custom domain and this endpoint",
      rules: "AG CD-4", "apigateway/latest/developerguide/apigateway-private-apis.html"),
    own(
      .httpNoStage, .http, "no such stage, base path or routing rule", rules: "AG 1.5 step 8, CD-14",
      "apigateway/latest/developerguide/apigateway-private-apis.html"),
    own(
      .httpNoMethod, .http, "no such resource or method in the deployed API", rules: "AG 1.5 step 10",
      "apigateway/latest/developerguide/apigateway-private-apis.html"),
    own(
      .httpAnsweredByLoadBalancer, .http, "a listener rule answers or redirects, so no target is asked", rules: "NL C2",
      "elasticloadbalancing/latest/application/load-balancer-listeners.html"),
    own(
      .httpApiKey, .http, "API key missing, or in no usage plan of the stage", rules: "AG 1.6",
      "apigateway/latest/developerguide/apigateway-private-apis.html"),
    own(
      .httpLimit, .http, "header, path or body over the limit", rules: "AG P-9",
      "apigateway/latest/developerguide/apigateway-private-apis.html"),
    own(
      .httpCorsPreflight, .http, "the browser's preflight is refused, or cannot name the API", rules: "AG 8",
      "apigateway/latest/developerguide/apigateway-private-apis.html"),
    own(
      .httpCorsHeaders, .http, "the answer lacks the CORS headers that the browser wants", rules: "AG 8",
      "apigateway/latest/developerguide/apigateway-private-apis.html"),
    own(
      .policyEndpoint, .policy, "the endpoint policy does not allow, or denies", rules: "AG 4",
      "apigateway/latest/developerguide/apigateway-private-apis.html"),
    own(
      .policyDomain, .policy, "the same of a private custom domain's policy", rules: "AG CD-6",
      "apigateway/latest/developerguide/apigateway-private-apis.html"),
    own(
      .policyResource, .policy, "the same of the API's resource policy as deployed (missing included)", rules: "AG 3",
      "apigateway/latest/developerguide/apigateway-private-apis.html"),
    own(
      .policyIdentity, .policy, "the same of the caller's own policies", rules: "AG 3",
      "apigateway/latest/developerguide/apigateway-private-apis.html"),
    own(
      .policyTarget, .policy,
      "the same of the target's resource policy: Lambda permission of an integration, authorizer or load balancer",
      rules: "AG 6.3, AU-3; NL C2", "apigateway/latest/developerguide/apigateway-private-apis.html"),
    own(
      .authUnsigned, .authorizer, "an AWS_IAM method called without a signature, or with a bad one", rules: "AG 1.6",
      "apigateway/latest/developerguide/apigateway-private-apis.html"),
    own(
      .authToken, .authorizer, "token or identity source missing or invalid", rules: "AG 1.6",
      "apigateway/latest/developerguide/apigateway-private-apis.html"),
    own(
      .authDenied, .authorizer, "the Lambda authorizer denies", rules: "AG 3",
      "apigateway/latest/developerguide/apigateway-private-apis.html"),
    own(
      .integrationLinkState, .integration, "the VPC link is not AVAILABLE", rules: "AG 6.1",
      "apigateway/latest/developerguide/apigateway-private-apis.html", awsCode: .badState),
    own(
      .integrationUnsupported, .integration,
      "a combination that API Gateway does not offer (accounts, Regions, link and load balancer kinds)",
      rules: "AG 6.1", "apigateway/latest/developerguide/apigateway-private-apis.html"),
    own(
      .targetNoHealthy, .target, "no healthy target where there is no fail-open (Classic and Gateway Load Balancer)",
      rules: "NL C3, C4", "elasticloadbalancing/latest/userguide/how-elastic-load-balancing-works.html"),
    own(
      .targetNotListening, .target, "nothing listens on the port, as far as the input says", rules: "DP 11.7",
      "elasticloadbalancing/latest/network/network-load-balancers.html"),
    own(
      .targetProxyProtocol, .target, "the target group sends proxy protocol v2, and the target does not read it",
      rules: "AG BE-7", "elasticloadbalancing/latest/network/edit-target-group-attributes.html"),
  ]
}
