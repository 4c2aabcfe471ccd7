extension Shape {
  /// What a function, a database, a cache and a service have in common.
  private static let managedKeys: [Key] = [
    Key("securityGroups", .oneOrMany(.text), "Default: the VPC's default group."),
    Key("privateIp", .oneOrMany(.address), "An address in each subnet. Default: the next free ones."),
    Key("ipv6", .boolean, "Whether its interfaces have IPv6 addresses too. Default: false."),
  ]

  static let function = resource(
    "function", "a function",
    [
      Key("subnets", .oneOrMany(.text), "The subnets it has an interface in. Required in a VPC."),
      Key(
        "policy", .anything, "Its resource policy, as JSON or as a mapping: who may invoke it. Default: nobody else."),
      Key("invokedBy", .oneOrMany(.text), "In place of `policy`: the APIs that may invoke it."),
      Key("region", .text, "The Region of one in no VPC. Default: the file's."),
    ] + managedKeys)

  static let database = resource(
    "database", "a database or cache",
    [
      Key("subnets", .oneOrMany(.text), "The subnets it has an interface in. Required."),
      Key("port", .integer, "Where it listens. Default: not known."),
      Key("publicIp", .boolean, "Whether its interfaces have public addresses. Default: false."),
    ] + managedKeys)

  static let service = resource(
    "service", "a service",
    [
      Key("subnets", .oneOrMany(.text), "The subnets it has an interface in: an ECS service in `awsvpc` mode."),
      Key("instances", .oneOrMany(.text), "Or the instances, and Auto Scaling groups, that an ECS service runs on."),
      Key(
        "networkMode", .choice(["awsvpc", "bridge", "host", "none"]),
        "Of an ECS service. Default: bridge on instances, else awsvpc where it has `ports`."),
      Key(
        "ports", .oneOrMany(.text),
        "Where its containers listen: `8080`, `53/udp`; `HOST:CONTAINER` in `bridge` mode. Default: not known."),
      Key("publicIp", .boolean, "Whether its interfaces have public addresses. Default: false."),
    ] + managedKeys)

  static let autoScalingGroup = resource(
    "autoScalingGroup", "an Auto Scaling group",
    [Key("instances", .oneOrMany(.text), "Its instances. Required.")])

  static let resourceConfiguration = resource(
    "resourceConfiguration", "a resource configuration",
    [
      Key("target", .text, "What it leads to: anything of the VPC with an interface, an address, or a name. Required."),
      Key("ports", .oneOrMany(.text), "`5432`, `8000-8999`. Required."),
      Key("subnets", .oneOrMany(.text), "The subnets of its resource gateway. Required."),
      Key("securityGroups", .oneOrMany(.text), "Of its resource gateway. Default: the VPC's default group."),
      Key("state", .text, "Default: ACTIVE."),
    ])
}
