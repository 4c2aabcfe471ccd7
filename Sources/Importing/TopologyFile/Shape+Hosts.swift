extension Shape {
  /// The keys of what has a network interface.
  private static let interfaceKeys: [Key] = [
    Key("subnet", .text, "The subnet it stands in. Required."),
    Key("securityGroups", .oneOrMany(.text), "Default: the VPC's default group."),
    Key(
      "privateIp", .oneOrMany(.address),
      "IPv4 addresses, the primary first. Default: the next free address of the subnet."),
    Key(
      "publicIp", .either([.boolean, .address]),
      "`true` for one made up, or the address. Default: the subnet's `mapPublicIpOnLaunch`."),
    Key(
      "ipv6", .either([.boolean, .oneOrMany(.address)]),
      "`true` for the next free address, or the addresses. Default: the subnet's `assignIpv6AddressOnCreation`; true in a subnet of IPv6 alone."
    ),
    Key("sourceDestCheck", .boolean, "Default: true."),
    Key("delegatedPrefixes", .oneOrMany(.cidr), "Blocks that also lead to it. Default: none."),
    Key("denyAllIgwTraffic", .boolean, "IPv6: whether the internet may not open connections to it. Default: false."),
  ]

  static let instance = resource(
    "instance", "an instance",
    interfaceKeys + [
      Key("networkInterfaces", .list(.shape("instanceInterface")), "Several interfaces, instead of the keys above."),
      Key("state", .text, "Default: running."),
      Key("platform", .choice(["linux", "windows"]), "Default: linux."),
    ])

  static let instanceInterface = Shape(
    "instanceInterface", "an interface of an instance",
    interfaceKeys + [Key("id", .text, "Default: the instance's name with `/eth0`, `/eth1` and so on.")])

  static let networkInterface = resource(
    "networkInterface", "a network interface",
    interfaceKeys + [
      Key("interfaceType", .text, "AWS's word: `interface`, `lambda`, `efs` and so on. Default: interface."),
      Key("instance", .text, "The instance it is attached to. Default: none."),
      Key("status", .text, "Default: in-use."),
      Key("interfaceDescription", .text, "Default: none."),
    ])

  static let managedResource = resource(
    "managedResource", "a function, database, cache or service",
    [
      Key("subnets", .oneOrMany(.text), "The subnets it has an interface in. Required."),
      Key("securityGroups", .oneOrMany(.text), "Default: the VPC's default group."),
      Key("privateIp", .oneOrMany(.address), "An address in each subnet. Default: the next free ones."),
      Key("publicIp", .boolean, "Whether its interfaces have public addresses. Default: false."),
      Key("ipv6", .boolean, "Whether its interfaces have IPv6 addresses too. Default: false."),
    ])

  static let loadBalancer = resource(
    "loadBalancer", "a load balancer",
    [
      Key("type", .choice(["application", "network", "gateway", "classic"]), "Default: application."),
      Key("scheme", .choice(["internal", "internet-facing"]), "Default: internal."),
      Key("subnets", .oneOrMany(.text), "One in each zone. Required."),
      Key("securityGroups", .oneOrMany(.text), "Default: the VPC's default group; of a Network Load Balancer none."),
      Key("listeners", .list(.shape("listener")), "Default: none."),
      Key("dnsName", .text, "Default: `NAME.elb.REGION.amazonaws.com`."),
      Key("attributes", .named(.text), "Attributes by AWS's keys. Default: AWS's."),
      Key("privateIp", .oneOrMany(.address), "An address in each subnet. Default: the next free ones."),
      Key("ipv6", .boolean, "Whether its nodes have IPv6 addresses too. Default: false."),
      Key("state", .text, "Default: active."),
    ])

  static let listener = Shape(
    "listener", "a listener",
    [
      Key("port", .integer, "1 to 65535. Required."),
      Key(
        "protocol", .text,
        "Default: HTTP of an Application or Classic Load Balancer, TCP of a Network, GENEVE of a Gateway Load Balancer."
      ),
      Key("targetGroups", .oneOrMany(.text), "Default: none."),
    ])

  static let targetGroup = resource(
    "targetGroup", "a target group",
    [
      Key("targetType", .choice(["instance", "ip", "lambda", "alb"]), "Default: instance."),
      Key("protocol", .text, "Default: HTTP."),
      Key("port", .integer, "The targets' port. Default: none."),
      Key(
        "targets", .list(.either([.text, .shape("target")])),
        "Instances, functions, load balancers or addresses, with `:port` after them."),
      Key("attributes", .named(.text), "Attributes by AWS's keys. Default: AWS's."),
    ])

  static let target = Shape(
    "target", "a target",
    [
      Key("id", .text, "An instance, a function, a load balancer or an address. Required."),
      Key("port", .integer, "Default: the group's."),
      Key("availabilityZone", .text, "Default: where it is."),
      Key("health", .text, "`healthy`, `unhealthy` and so on. Default: healthy."),
    ])

  static let firewall = resource(
    "firewall", "a firewall",
    [
      Key(
        "subnets", .oneOrMany(.text), "The subnets it has an endpoint in; a route names it `FIREWALL/SUBNET`. Required."
      ),
      Key("passesEverything", .boolean, "Whether its policy lets everything pass. Default: true."),
      Key("policy", .text, "The policy's name. Default: none."),
    ])
}
