extension LintRule {
  static let tls = [strictAccessMode, certificateOfAWS, clientTLSTooOld]

  static let strictAccessMode = LintRule(
    "AGW-060", .error, "endpoint access mode STRICT, and calls that it rejects",
    why:
      "STRICT rejects a call that does not come by the resource's own endpoint type, or whose TLS name is not its host",
    fix: "set BASIC, or call by private DNS or by a private custom domain name",
    page: Page.apiGateway("apigateway-security-policies"))

  static let certificateOfAWS = LintRule(
    "AGW-061", .error, "a name of your own leads to an endpoint, and no custom domain has that name",
    why: "the endpoint shows AWS's certificate, which does not cover the name",
    fix: "make a private custom domain name of that name, and associate the endpoint",
    page: Page.apiGateway("apigateway-private-custom-domains"))

  static let clientTLSTooOld = LintRule(
    "AGW-062", .warning, "a security policy of TLS 1.3 alone, and a client that speaks 1.2",
    why: "the handshake is refused; API Gateway itself calls with TLS 1.2 only",
    fix: "choose a policy with TLS 1.2: SecurityPolicy_TLS13_1_2_…",
    page: Page.apiGateway("apigateway-security-policies-list"))
}
