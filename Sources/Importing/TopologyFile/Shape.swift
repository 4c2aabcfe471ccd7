/// What a value of the file may be. Editors learn it from the schema that is made of these.
indirect enum ValueForm: Sendable {
  case text
  case boolean
  case integer
  case cidr
  case address
  case choice([String])
  /// One value, or a list of them.
  case oneOrMany(ValueForm)
  case list(ValueForm)
  /// A mapping from names of the user's choice.
  case named(ValueForm)
  /// A mapping with the keys of a shape.
  case shape(String)
  case either([ValueForm])
  case anything
}

/// A key of the file: one entry here is its reader's permission, its line in the schema and in the documentation.
struct Key: Sendable {
  var name: String
  var form: ValueForm
  /// What it says, in one sentence; its default after it.
  var meaning: String

  init(_ name: String, _ form: ValueForm, _ meaning: String) {
    self.name = name
    self.form = form
    self.meaning = meaning
  }
}

/// A mapping with fixed keys.
struct Shape: Sendable {
  var name: String
  /// What the mapping describes, for messages: `a subnet`.
  var noun: String
  var keys: [Key]

  init(_ name: String, _ noun: String, _ keys: [Key]) {
    self.name = name
    self.noun = noun
    self.keys = keys
  }

  /// The same with the keys that every resource has.
  static func resource(_ name: String, _ noun: String, _ keys: [Key]) -> Shape {
    Shape(
      name, noun,
      keys + [
        Key("id", .text, "The resource's id, if it is to be another than its name (a real AWS id)."),
        Key("account", .text, "The owning account. Default: that of what it stands in."),
        Key("tags", .named(.text), "Tags."),
      ])
  }

  /// A resource that may say its Region.
  static func regional(_ name: String, _ noun: String, _ keys: [Key]) -> Shape {
    resource(name, noun, keys + [Key("region", .text, "The Region. Default: the file's.")])
  }

  /// Every shape of the format.
  static let all: [Shape] =
    [file, vpc] + [subnet, routeTable, route, networkACL, networkACLEntry, securityGroup, securityGroupRule]
    + [instance, networkInterface, instanceInterface, tlsClient, function, database, service, autoScalingGroup]
    + [internetGateway, carrierGateway, natGateway, endpoint, endpointService, resourceConfiguration]
    + [loadBalancer, listener, listenerRule, redirect, targetGroup, target, healthCheck]
    + [firewall, ruleGroup, domainList]
    + [prefixList, dhcpOptions, peering, peeringEnd, blockPublicAccess]
    + [transitGateway, transitGatewayAttachment, transitGatewayRouteTable, transitGatewayRoute, coreNetwork]
    + [vpnGateway, customerGateway, vpnConnection, directConnectGateway, association, virtualInterface]
    + [site, siteRoute, siteFirewallRule] + naming + apis
    + [expectation, lint, lintSilence]
}
