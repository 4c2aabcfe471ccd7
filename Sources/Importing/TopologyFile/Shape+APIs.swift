extension Shape {
  static let apis: [Shape] =
    [api, method, authorizer, stage, cors, httpApi, vpcLink]
    + [domainName, routingRule, certificate, userPool, usagePlan, apiKey]

  /// Those of the file itself.
  static let apisOfFile: [Key] = [
    Key("apis", .named(.shape("api")), "REST APIs of API Gateway: `orders: {allow: edge, methods: {GET /: fn}}`."),
    Key("httpApis", .named(.shape("httpApi")), "HTTP APIs of API Gateway."),
    Key("domainNames", .named(.shape("domainName")), "Custom domain names of APIs."),
    Key(
      "certificates", .named(.either([.shape("certificate"), .oneOrMany(.text)])),
      "Certificates of ACM: `corp: \"*.corp.example\"`."),
    Key("userPools", .named(.shape("userPool")), "User pools of Cognito."),
    Key("usagePlans", .named(.shape("usagePlan")), "Usage plans: which API keys open which stages."),
    Key("apiKeys", .named(.either([.shape("apiKey"), .text])), "API keys: `partner: VALUE`."),
  ]

  /// Those of a VPC.
  static let apisOfVPC: [Key] = [
    Key("vpcLinks", .named(.shape("vpcLink")), "VPC links of API Gateway to load balancers of this VPC.")
  ]

  /// A policy, in JSON or as a mapping, or in short who is let in.
  private static func policyKeys(_ scope: String) -> [Key] {
    [
      Key("policy", .anything, "\(scope), as JSON or as a mapping. Default: none."),
      Key(
        "allow", .oneOrMany(.text),
        "In place of `policy`: the VPC endpoints and VPCs that everybody may call it through, or `anyone`."),
    ]
  }

  static let api = regional(
    "api", "a REST API",
    policyKeys("The resource policy") + [
      Key("type", .choice(["private", "regional", "edge"]), "Default: private."),
      Key(
        "vpcEndpoints", .oneOrMany(.text), "Of a private API: the endpoints with an alias name for it. Default: none."),
      Key(
        "methods", .named(.either([.text, .shape("method")])),
        "`GET /orders: orders-fn`: what answers is a function, a URL, `mock`, or is written out."),
      Key("authorizers", .named(.shape("authorizer")), "Default: none."),
      Key("stages", .either([.oneOrMany(.text), .named(.shape("stage"))]), "Default: `prod`."),
      Key(
        "cors", .either([.text, .shape("cors")]),
        "The origin whose pages may call it: an OPTIONS method for each path, and the headers where API Gateway refuses. Default: none."
      ),
      Key(
        "gatewayResponses", .named(.named(.text)),
        "Headers of what API Gateway answers itself: `DEFAULT_4XX: {X-Reason: \"'no'\"}`. Default: none."),
      Key("disableExecuteApiEndpoint", .boolean, "Whether its default name is switched off. Default: false."),
      Key("securityPolicy", .text, "`TLS_1_2`, `SecurityPolicy_TLS13_1_3_2025_09` … Default: AWS's for the type."),
      Key("endpointAccessMode", .choice(["BASIC", "STRICT"]), "Default: none."),
      Key("apiKeySource", .choice(["HEADER", "AUTHORIZER"]), "Default: HEADER."),
      Key(
        "deployedPolicy", .anything,
        "The policy that was deployed last, where it is another than the saved one; `none` for none. Default: the saved one."
      ),
      Key(
        "deployedVpcEndpoints", .oneOrMany(.text),
        "The endpoints with an alias name since the last deployment. Default: `vpcEndpoints`."),
    ])

  static let method = Shape(
    "method", "a method",
    [
      Key("auth", .text, "`none`, `iam`, or an authorizer of the API. Default: none."),
      Key("scopes", .oneOrMany(.text), "Of which a token needs one. Default: none."),
      Key("apiKey", .boolean, "Whether it needs an API key. Default: false."),
      Key("function", .text, "The function that answers it."),
      Key("uri", .text, "Or the URL, or the ARN of an action of an AWS service."),
      Key("mock", .boolean, "Or API Gateway itself. Default: false."),
      Key("vpcLink", .text, "The VPC link that leads to the URL. Default: none, the internet."),
      Key("target", .text, "Of a VPC link V2: the load balancer, or its listener: `alb:443`."),
      Key(
        "proxy", .boolean,
        "Whether request and response pass as they are. Default: true, false of an action of an AWS service."),
      Key("verb", .text, "The verb for the backend. Default: the method's, POST of a function."),
      Key("timeout", .integer, "Milliseconds. Default: 29000, of an HTTP API 30000."),
      Key("credentials", .text, "The role that calls the backend. Default: none."),
      Key("insecureSkipVerification", .boolean, "Whether any authority's certificate is accepted. Default: false."),
      Key(
        "serverNameToVerify", .text, "Of an HTTP API: the name of the backend's certificate. Default: that of the URL."),
      Key("overridesPath", .boolean, "Whether the path for the backend is without the stage. Default: false."),
    ])

  static let authorizer = Shape(
    "authorizer", "an authorizer",
    [
      Key("function", .text, "A function."),
      Key("type", .choice(["TOKEN", "REQUEST"]), "Of a function. Default: TOKEN, of an HTTP API REQUEST."),
      Key("userPools", .oneOrMany(.text), "Or user pools of Cognito: of the file, or ARNs."),
      Key("issuer", .text, "Or, of an HTTP API, who issues tokens."),
      Key("audience", .oneOrMany(.text), "For whom the issuer's tokens are. Default: anybody."),
      Key("identitySources", .oneOrMany(.text), "Default: the header `Authorization`."),
      Key("validationExpression", .text, "A regular expression for the token. Default: none."),
      Key("ttl", .integer, "Seconds that an answer is kept. Default: 300, of an HTTP API 0."),
      Key("credentials", .text, "The role that invokes the function. Default: none."),
    ])

  static let stage = Shape(
    "stage", "a stage", [Key("variables", .named(.text), "Stage variables. Default: none.")])

  static let cors = Shape(
    "cors", "CORS",
    [
      Key("origins", .oneOrMany(.text), "Required."),
      Key("methods", .oneOrMany(.text), "Default: of a REST API the methods of the path, of an HTTP API none."),
      Key("headers", .oneOrMany(.text), "Default: none."),
      Key("credentials", .boolean, "Whether cookies and the like may be sent. Default: false."),
    ])

  static let httpApi = regional(
    "httpApi", "an HTTP API",
    [
      Key("routes", .named(.either([.text, .shape("method")])), "`GET /orders: orders-fn`, as methods of `apis`."),
      Key("authorizers", .named(.shape("authorizer")), "Default: none."),
      Key("stages", .either([.oneOrMany(.text), .named(.shape("stage"))]), "Default: `$default`."),
      Key("cors", .either([.oneOrMany(.text), .shape("cors")]), "Default: none."),
      Key("disableExecuteApiEndpoint", .boolean, "Default: false."),
    ])

  static let vpcLink = resource(
    "vpcLink", "a VPC link",
    [
      Key("loadBalancers", .oneOrMany(.text), "Of a V1 link: the Network Load Balancer."),
      Key("subnets", .oneOrMany(.text), "Of a V2 link: the subnets that it has interfaces in."),
      Key("securityGroups", .oneOrMany(.text), "Of a V2 link. Default: the VPC's default group."),
      Key("privateIp", .oneOrMany(.address), "Of a V2 link: an address in each subnet. Default: the next free ones."),
      Key("ipv6", .boolean, "Of a V2 link. Default: false."),
      Key("status", .text, "Default: AVAILABLE."),
    ])

  static let domainName = regional(
    "domainName", "a custom domain name",
    policyKeys("Of a private one: who may invoke it") + [
      Key("domainName", .text, "Default: the name that it is written under."),
      Key("type", .choice(["private", "regional", "edge"]), "Default: private."),
      Key("certificate", .text, "A certificate of the file. Default: none."),
      Key(
        "mappings", .named(.text), "What answers each base path: `v1: orders/prod`; `/` is every other path."),
      Key("rules", .list(.shape("routingRule")), "Routing rules. Default: none."),
      Key(
        "routingMode", .choice(["API_MAPPING_ONLY", "ROUTING_RULE_ONLY", "ROUTING_RULE_THEN_API_MAPPING"]),
        "Default: API_MAPPING_ONLY, ROUTING_RULE_THEN_API_MAPPING with `rules`."),
      Key("vpcEndpoints", .oneOrMany(.text), "Of a private one: the endpoints that are associated. Default: none."),
      Key("domainNameId", .text, "Of a private one: what AWS tells it by. Default: not known."),
      Key("managementPolicy", .anything, "Of a private one: who may associate endpoints. Default: none."),
      Key("targetName", .text, "Of a public one: what its records point to. Default: not known."),
      Key("securityPolicy", .text, "Default: AWS's for the type."),
      Key("endpointAccessMode", .choice(["BASIC", "STRICT"]), "Default: none."),
      Key("truststore", .text, "Of a public one, with mutual TLS: where the authorities are. Default: no mutual TLS."),
      Key("status", .text, "Default: AVAILABLE."),
    ])

  static let routingRule = Shape(
    "routingRule", "a routing rule",
    [
      Key("priority", .integer, "1 to 1000000, the lowest first. Default: one more than the rule before."),
      Key("basePaths", .oneOrMany(.text), "One has to begin the path. Default: any."),
      Key("headers", .named(.text), "All have to fit: `{x-version: beta*}`. Default: any."),
      Key("to", .text, "An API and its stage: `orders/prod`. Required."),
      Key("stripBasePath", .boolean, "Default: false."),
    ])

  static let certificate = regional(
    "certificate", "a certificate",
    [
      Key("names", .oneOrMany(.text), "What it is for: `*.corp.example`. Required."),
      Key("status", .text, "Default: ISSUED."),
      Key("type", .choice(["AMAZON_ISSUED", "IMPORTED", "PRIVATE"]), "Default: AMAZON_ISSUED."),
      Key("keyAlgorithm", .text, "Default: RSA_2048."),
      Key("notAfter", .text, "When it expires: `2027-01-01T00:00:00Z`. Default: not known."),
    ])

  static let userPool = regional(
    "userPool", "a user pool", [Key("domains", .oneOrMany(.text), "Its domains. Default: none.")])

  static let usagePlan = regional(
    "usagePlan", "a usage plan",
    [
      Key("stages", .oneOrMany(.text), "APIs with their stages: `orders/prod`. Required."),
      Key("keys", .oneOrMany(.text), "API keys of the file. Default: none."),
    ])

  static let apiKey = regional(
    "apiKey", "an API key",
    [
      Key("value", .text, "What callers send. Default: not known."),
      Key("enabled", .boolean, "Default: true."),
    ])
}
