// The keys that decide names: zones, Resolver rules and endpoints, name servers and so on.

extension Shape {
  static let naming: [Shape] = [
    hostedZone, record, healthCheckOfRecords, resolverRule, resolverEndpoint, profile, dnsFirewall, dnsFirewallRule,
    dnsServer,
  ]

  /// Those of the file itself.
  static let namingOfFile: [Key] = [
    Key("hostedZones", .named(.shape("hostedZone")), "Hosted zones of Route 53: `corp.example.com: {vpcs: app, …}`."),
    Key("healthChecks", .named(.shape("route53HealthCheck")), "Health checks of Route 53."),
    Key("resolverRules", .named(.shape("resolverRule")), "Rules of Route 53 Resolver."),
    Key("profiles", .named(.shape("profile")), "Route 53 Profiles."),
    Key("dnsFirewalls", .named(.shape("dnsFirewall")), "DNS Firewall rule groups."),
    Key("dnsServers", .named(.shape("dnsServer")), "Name servers of your own, on premises or on instances."),
  ]

  /// Those of a VPC.
  static let namingOfVPC: [Key] = [
    Key("resolverEndpoints", .named(.shape("resolverEndpoint")), "Resolver endpoints, an interface in each subnet.")
  ]

  private static let records = ValueForm.named(
    .either([.oneOrMany(.text), .shape("record"), .list(.shape("record"))]))

  static let hostedZone = resource(
    "hostedZone", "a hosted zone",
    [
      Key("domain", .text, "Default: its name."),
      Key("vpcs", .oneOrMany(.text), "The VPCs that it is associated with. Default: it is a public zone."),
      Key(
        "records", records,
        "By name, seen from the zone; `@` is its apex: `api: 10.0.0.5`, `\"*\": {alias: endpoint}`. Default: none."),
    ])

  static let record = Shape(
    "record", "a record",
    [
      Key("type", .oneOrMany(.text), "Default: A or AAAA by its values, A for an alias."),
      Key("value", .oneOrMany(.text), "Its values."),
      Key("cname", .text, "The name that it leads to, in place of values."),
      Key("ns", .oneOrMany(.text), "The name servers that the name is delegated to."),
      Key("alias", .text, "An endpoint or a load balancer of the file, or a name."),
      Key("evaluateTargetHealth", .boolean, "Whether an alias is healthy as its target is. Default: false."),
      Key("weight", .integer, "0 to 255: the records of a name and type share by weight."),
      Key("failover", .choice(["primary", "secondary"]), "The record is one of two that fail over."),
      Key("latencyRegion", .text, "The Region that the record is for, of several by latency."),
      Key("country", .text, "Of several by place, the country: `DE`; `\"*\"` for everywhere else."),
      Key("continent", .text, "Of several by place, the continent: `EU`."),
      Key("subdivision", .text, "Of several by place, the state of a country."),
      Key("multivalue", .boolean, "Whether it answers together with others. Default: false."),
      Key("healthCheck", .text, "A health check of the file. Default: it is always healthy."),
    ])

  static let healthCheckOfRecords = resource(
    "route53HealthCheck", "a health check of Route 53",
    [
      Key("status", .choice(["healthy", "unhealthy"]), "What the checkers find. Default: not known."),
      Key("address", .address, "What the checkers ask, by its address. Default: not known."),
      Key("domainName", .text, "Or by its name. Default: not known."),
      Key("alarmRegion", .text, "Or the Region of the CloudWatch alarm that decides. Default: no alarm."),
      Key("children", .oneOrMany(.text), "Other health checks, of a calculated one."),
      Key("threshold", .integer, "How many children have to be healthy. Default: all."),
      Key("inverted", .boolean, "Default: false."),
      Key("disabled", .boolean, "Default: false."),
    ])

  static let resolverRule = regional(
    "resolverRule", "a Resolver rule",
    [
      Key("domain", .text, "The names it is for, of a DELEGATE rule those of name servers. Default: its name."),
      Key("type", .choice(["forward", "system", "delegate"]), "Default: forward."),
      Key("targets", .oneOrMany(.text), "Addresses, name servers or inbound endpoints of the file."),
      Key("endpoint", .text, "The outbound endpoint. Required but for a system rule."),
      Key("vpcs", .oneOrMany(.text), "The VPCs that it is associated with. Default: none."),
    ])

  static let resolverEndpoint = resource(
    "resolverEndpoint", "a Resolver endpoint",
    [
      Key("direction", .choice(["inbound", "outbound", "inboundDelegation"]), "Required."),
      Key("subnets", .oneOrMany(.text), "The subnets it has an interface in. Required."),
      Key("securityGroups", .oneOrMany(.text), "Default: the VPC's default group."),
      Key("privateIp", .oneOrMany(.address), "An address in each subnet. Default: the next free ones."),
      Key("ipv6", .boolean, "Whether its interfaces have IPv6 addresses too. Default: false."),
    ])

  static let profile = regional(
    "profile", "a Route 53 Profile",
    [
      Key(
        "vpcs", .either([.oneOrMany(.text), .named(.integer)]),
        "The VPCs that it is associated with, or each with its priority: `app: 100`."),
      Key("hostedZones", .oneOrMany(.text), "Default: none."),
      Key("resolverRules", .oneOrMany(.text), "Default: none."),
      Key("endpoints", .oneOrMany(.text), "Interface endpoints. Default: none."),
      Key("dnsFirewalls", .named(.integer), "DNS Firewall rule groups, each with its priority. Default: none."),
    ])

  static let dnsFirewall = regional(
    "dnsFirewall", "a DNS Firewall rule group",
    [
      Key("vpcs", .named(.integer), "The VPCs that it is associated with, each with its priority: `app: 101`."),
      Key("rules", .list(.shape("dnsFirewallRule")), "Required."),
    ])

  static let dnsFirewallRule = Shape(
    "dnsFirewallRule", "a rule of a DNS Firewall",
    [
      Key("name", .text, "Default: its priority."),
      Key("priority", .integer, "The lowest is asked first. Required."),
      Key("action", .choice(["allow", "alert", "block"]), "Required."),
      Key("domains", .oneOrMany(.text), "Names, `*.example.com`, or `*`. Required."),
      Key("response", .text, "Of a rule that blocks: `NODATA`, `NXDOMAIN`, or a name to lead to. Default: NODATA."),
      Key("queryType", .text, "The type of queries that it is for. Default: every type."),
      Key("trustRedirection", .boolean, "Whether what an allowed name leads to is not looked at. Default: false."),
    ])

  static let dnsServer = regional(
    "dnsServer", "a name server",
    [
      Key("address", .oneOrMany(.address), "Required."),
      Key("site", .text, "The site whose clients ask it. Default: none."),
      Key(
        "forwarders", .named(.oneOrMany(.text)),
        "Where queries for a domain go, in this order: addresses, Resolver endpoints or name servers of the file."),
      Key("zones", .named(records), "Zones that it answers for itself, each with its records."),
      Key(
        "dropsPrivateAnswers", .boolean,
        "Whether it drops private addresses from answers of public DNS (rebinding protection). Default: false."),
    ])
}
