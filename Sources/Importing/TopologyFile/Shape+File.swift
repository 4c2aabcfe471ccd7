extension Shape {
  static let file = Shape(
    "file", "a topology file",
    [
      Key("canreach", .choice(["1"]), "The version of the format. Required, and the first key."),
      Key("account", .text, "The account that owns everything which says no other. Default: none."),
      Key("region", .text, "The Region of everything which says no other. Default: `us-east-1`."),
      Key("vpcs", .named(.shape("vpc")), "The VPCs, by name."),
      Key(
        "peerings", .named(.either([.shape("peering"), .list(.text)])), "VPC peering connections: `peer-ab: [a, b]`."),
      Key("vpcPeeringConnections", .named(.either([.shape("peering"), .list(.text)])), "The same as `peerings`."),
      Key("transitGateways", .named(.shape("transitGateway")), "Transit gateways with attachments and route tables."),
      Key("coreNetworks", .named(.shape("coreNetwork")), "Core networks of Cloud WAN. Their routes are not modelled."),
      Key("vpnGateways", .named(.either([.shape("vpnGateway"), .text])), "Virtual private gateways: `vgw: app`."),
      Key("customerGateways", .named(.shape("customerGateway")), "Customer gateways: the far ends of VPN connections."),
      Key("vpnConnections", .named(.shape("vpnConnection")), "Site-to-Site VPN connections."),
      Key("directConnectGateways", .named(.shape("directConnectGateway")), "Direct Connect gateways."),
      Key("virtualInterfaces", .named(.shape("virtualInterface")), "Virtual interfaces of Direct Connect."),
      Key(
        "sites", .named(.either([.shape("site"), .oneOrMany(.cidr)])), "On-premises networks: `office: 192.168.0.0/16`."
      ),
      Key(
        "prefixLists", .named(.either([.shape("prefixList"), .oneOrMany(.text)])),
        "Managed prefix lists: `corp: [10.0.0.0/8]`."),
      Key("dhcpOptions", .named(.shape("dhcpOptions")), "DHCP option sets."),
      Key("functions", .named(.shape("function")), "Lambda functions outside VPCs."),
      Key("blockPublicAccess", .oneOrMany(.shape("blockPublicAccess")), "VPC Block Public Access. Default: off."),
      Key("base", .text, "The topology file that this one changes, seen from its folder."),
      Key("changes", .anything, "What is other than in the base: `null` takes away, mappings merge. Default: nothing."),
      Key("topology", .oneOrMany(.text), "The topologies that a suite of expectations asks, seen from its folder."),
      Key("expect", .list(.shape("expectation")), "What the topology promises: `canreach test` asks."),
      Key("lint", .shape("lint"), "What `canreach lint` is to keep quiet about."),
    ] + namingOfFile + apisOfFile)

  static let vpc = regional(
    "vpc", "a VPC",
    [
      Key("cidr", .oneOrMany(.cidr), "Its blocks of both families, the primary first. Required."),
      Key("cidrBlocks", .oneOrMany(.cidr), "The same as `cidr`."),
      Key("isDefault", .boolean, "Whether it is the Region's default VPC. Default: false."),
      Key("enableDnsSupport", .boolean, "Whether the VPC has a resolver. Default: true."),
      Key("enableDnsHostnames", .boolean, "Default: false, true for a default VPC."),
      Key("dhcpOptions", .text, "A DHCP option set of the file. Default: Amazon's resolver."),
      Key("subnets", .named(.either([.shape("subnet"), .oneOrMany(.cidr)])), "The subnets: `web: 10.0.1.0/24`."),
      Key("routeTables", .named(.shape("routeTable")), "Route tables. Default: a main table with the local routes."),
      Key("networkAcls", .named(.shape("networkAcl")), "Network ACLs. Default: one that allows everything."),
      Key("securityGroups", .named(.either([.shape("securityGroup"), .list(.text)])), "Security groups."),
      Key(
        "internetGateway", .either([.boolean, .text, .shape("internetGateway")]),
        "An internet gateway: `true` (called `igw`), or its name."),
      Key(
        "egressOnlyInternetGateway", .either([.boolean, .text, .shape("internetGateway")]),
        "`true` (called `eigw`), or its name."),
      Key(
        "carrierGateway", .either([.boolean, .text, .shape("carrierGateway")]), "`true` (called `cagw`), or its name."),
      Key("natGateways", .named(.either([.shape("natGateway"), .text])), "NAT gateways: `nat-a: public-a`."),
      Key("endpoints", .named(.shape("endpoint")), "VPC endpoints."),
      Key(
        "endpointServices", .named(.shape("endpointService")), "Endpoint services behind load balancers of this VPC."),
      Key("instances", .named(.either([.shape("instance"), .text])), "EC2 instances: `web-1: web`."),
      Key("networkInterfaces", .named(.shape("networkInterface")), "Network interfaces that stand alone."),
      Key("functions", .named(.shape("function")), "Lambda functions, an interface in each of their subnets."),
      Key("databases", .named(.shape("database")), "Database instances, an interface in each of their subnets."),
      Key("caches", .named(.shape("database")), "Cache clusters, an interface in each of their subnets."),
      Key(
        "services", .named(.shape("service")),
        "ECS services, and anything else with interfaces, one in each of its subnets."),
      Key(
        "autoScalingGroups", .named(.either([.shape("autoScalingGroup"), .list(.text)])),
        "Auto Scaling groups: `fleet: [web-1, web-2]`."),
      Key("loadBalancers", .named(.shape("loadBalancer")), "Load balancers, an interface in each of their subnets."),
      Key("targetGroups", .named(.shape("targetGroup")), "Target groups."),
      Key(
        "resourceConfigurations", .named(.shape("resourceConfiguration")),
        "What resource endpoints lead to, with a resource gateway in this VPC."),
      Key("firewalls", .named(.shape("firewall")), "AWS Network Firewalls, an endpoint in each of their subnets."),
    ] + namingOfVPC + apisOfVPC)

  static let prefixList = regional(
    "prefixList", "a prefix list",
    [Key("entries", .oneOrMany(.text), "Blocks, or other prefix lists whose entries it takes over. Required.")])

  static let dhcpOptions = regional(
    "dhcpOptions", "a DHCP option set",
    [
      Key("domainNameServers", .oneOrMany(.text), "Addresses, or `AmazonProvidedDNS`. Default: `AmazonProvidedDNS`."),
      Key("domainName", .text, "The search domain. Default: none."),
    ])

  static let blockPublicAccess = regional(
    "blockPublicAccess", "Block Public Access",
    [
      Key("mode", .choice(["off", "block-bidirectional", "block-ingress"]), "Required."),
      Key(
        "exclusions", .named(.choice(["allow-bidirectional", "allow-egress"])),
        "VPCs and subnets left out: `public-a: allow-egress`."),
    ])
}
