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
    Key(
      "listens", .oneOrMany(.text),
      "Ports where processes listen: `[80, 8000-8999]`; `[]` for none. Default: not known, wherever asked."),
    Key(
      "speaks", .named(.text),
      "What a process speaks on a port: `{443: orders, 80: plaintext}`, a certificate of the file for TLS, `tls` for TLS with one that is not told, or `plaintext`. Default: not known."
    ),
    Key(
      "tls", .either([.shape("tlsClient"), .oneOrMany(.choice(tlsVersions))]),
      "What its clients can do over TLS: `[1.0, 1.1]`, or more. Default: 1.2 and 1.3."),
  ]

  static let tlsVersions = ["1.0", "1.1", "1.2", "1.3"]

  static let tlsClient = Shape(
    "tlsClient", "what clients can do over TLS",
    [
      Key("versions", .oneOrMany(.choice(tlsVersions)), "Default: 1.2 and 1.3."),
      Key("certificate", .boolean, "Whether they show one of their own where it is asked for. Default: false."),
      Key(
        "privateAuthorities", .boolean,
        "Whether they trust certificates of ACM's private authorities. Default: not known."),
    ])

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
}
