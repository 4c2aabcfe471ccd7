extension Shape {
  static let loadBalancer = resource(
    "loadBalancer", "a load balancer",
    [
      Key("type", .choice(["application", "network", "gateway", "classic"]), "Default: application."),
      Key("scheme", .choice(["internal", "internet-facing"]), "Default: internal."),
      Key("subnets", .oneOrMany(.text), "One in each zone. Required."),
      Key("securityGroups", .oneOrMany(.text), "Default: the VPC's default group; of a Network Load Balancer none."),
      Key("listeners", .oneOrMany(.shape("listener")), "Default: none."),
      Key(
        "instances", .oneOrMany(.either([.text, .shape("target")])),
        "Of a Classic Load Balancer: its instances. Default: none."),
      Key(
        "healthCheck", .either([.text, .shape("healthCheck")]),
        "Of a Classic Load Balancer: `HTTP:8080/health`. Default: TCP at the port of the first listener's instances."),
      Key(
        "crossZone", .boolean,
        "Whether a node serves the targets of other zones. Default: true of an Application Load Balancer, else false."),
      Key(
        "enforceSecurityGroupInboundRulesOnPrivateLinkTraffic", .boolean,
        "Of a Network Load Balancer with security groups. Default: true."),
      Key("dnsName", .text, "Default: `NAME.elb.REGION.amazonaws.com`."),
      Key("attributes", .named(.text), "Attributes by AWS's keys. Default: AWS's."),
      Key("privateIp", .oneOrMany(.address), "An address in each subnet. Default: the next free ones."),
      Key("ipv6", .boolean, "Whether its nodes have IPv6 addresses too. Default: false."),
      Key("state", .text, "Default: active."),
    ])

  /// What a listener does with what no rule matches, and a rule with what it matches: one of three.
  private static let actionKeys: [Key] = [
    Key(
      "forward", .either([.oneOrMany(.text), .named(.integer)]),
      "A target group, several, or several with their weights: `{web: 90, canary: 10}`."),
    Key("fixedResponse", .integer, "The status that is answered: 404."),
    Key(
      "redirect", .either([.text, .shape("redirect")]),
      "`https` for the same with HTTPS on port 443, or what changes."),
    Key("authenticate", .choice(["oidc", "cognito", "jwt"]), "Who has to let the request in before. Default: nobody."),
  ]

  static let listener = Shape(
    "listener", "a listener",
    [
      Key("port", .integer, "1 to 65535. Required, but of a Gateway Load Balancer, which takes every port."),
      Key(
        "protocol", .text,
        "Default: HTTP of an Application or Classic Load Balancer, TCP of a Network, GENEVE of a Gateway Load Balancer."
      ),
      Key(
        "rules", .list(.shape("listenerRule")),
        "Of an Application Load Balancer: `{host: api.example.com, path: /v1/*, forward: api}`. Default: none."),
      Key("targetGroups", .oneOrMany(.text), "The same as `forward`."),
      Key(
        "certificates", .oneOrMany(.text), "Of HTTPS, TLS and SSL: certificates of the file, the default one first."),
      Key(
        "sslPolicy", .text,
        "Of HTTPS and TLS, by name: `ELBSecurityPolicy-TLS13-1-2-2021-06`. Default: ELBSecurityPolicy-2016-08, as AWS's."
      ),
      Key(
        "mutualAuthentication", .choice(["off", "passthrough", "verify"]),
        "Of HTTPS on an Application Load Balancer: what becomes of the client's certificate. Default: off."),
      Key("instancePort", .integer, "Of a Classic Load Balancer: the port of its instances. Default: `port`."),
      Key("instanceProtocol", .text, "Of a Classic Load Balancer. Default: `protocol`."),
    ] + actionKeys)

  static let listenerRule = Shape(
    "listenerRule", "a rule of a listener",
    [
      Key("priority", .integer, "1 to 50000, the lowest first. Default: one more than the rule before."),
      Key("host", .oneOrMany(.text), "`*.example.com`; one has to match. Default: any, as for the keys below."),
      Key("path", .oneOrMany(.text), "`/img/*`."),
      Key("method", .oneOrMany(.text), "`GET`."),
      Key("header", .named(.oneOrMany(.text)), "`{X-Env: test*}`."),
      Key("query", .oneOrMany(.text), "`version=2`; a value alone goes with any key."),
      Key("sourceIp", .oneOrMany(.cidr), "Blocks of clients."),
    ] + actionKeys)

  static let redirect = Shape(
    "redirect", "a redirect",
    [
      Key("protocol", .text, "Default: the request's, as for the keys below."),
      Key("host", .text, "May hold `#{host}`."),
      Key("port", .text, "May hold `#{port}`."),
      Key("path", .text, "May hold `#{path}`."),
      Key("query", .text, "May hold `#{query}`."),
      Key("status", .choice(["301", "302"]), "Default: 301."),
    ])

  static let targetGroup = resource(
    "targetGroup", "a target group",
    [
      Key("targetType", .choice(["instance", "ip", "lambda", "alb"]), "Default: what its first target is."),
      Key(
        "protocol", .text,
        "Default: HTTP; of the listener that forwards to it, where that is a Network Load Balancer's (TCP of a TLS listener); GENEVE of a Gateway Load Balancer."
      ),
      Key(
        "port", .integer,
        "The targets' port. Default: 80 for HTTP, 443 for HTTPS, 6081 for GENEVE, else that of the listener that forwards to it."
      ),
      Key(
        "targets", .oneOrMany(.either([.text, .shape("target")])),
        "Instances, Auto Scaling groups, services, functions, load balancers, anything with an interface, or addresses; with `:port` after them."
      ),
      Key(
        "healthCheck", .either([.text, .shape("healthCheck")]),
        "`HTTP:8080/health`; without a port that of the traffic. Default: AWS's for the protocol."),
      Key("crossZone", .boolean, "Default: the load balancer's."),
      Key(
        "preserveClientIp", .boolean,
        "Whether targets of a Network Load Balancer see the client's address. Default: true of instances and of UDP, else false."
      ),
      Key("ipAddressType", .choice(["ipv4", "ipv6"]), "Default: ipv4."),
      Key("attributes", .named(.text), "Attributes by AWS's keys. Default: AWS's."),
    ])

  static let target = Shape(
    "target", "a target",
    [
      Key("id", .text, "What the target is, or an address. Required."),
      Key("port", .integer, "Default: the service's, else the group's."),
      Key("availabilityZone", .text, "`all` for an address outside the VPC. Default: where it is."),
      Key(
        "health", .text,
        "`healthy`, `unhealthy` and so on. Default: what the health check will find, as far as the network decides it."),
    ])

  static let healthCheck = Shape(
    "healthCheck", "a health check",
    [
      Key("protocol", .choice(["TCP", "HTTP", "HTTPS", "SSL"]), "Default: AWS's for the group."),
      Key("port", .text, "Default: the port of the traffic (`traffic-port`)."),
      Key("path", .text, "Of HTTP and HTTPS. Default: `/`."),
      Key("matcher", .text, "The statuses that count as well: `200-299`. Default: AWS's."),
      Key("enabled", .boolean, "Default: true, false of functions."),
    ])
}
