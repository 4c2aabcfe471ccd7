extension Shape {
  static let subnet = resource(
    "subnet", "a subnet",
    [
      Key("cidr", .oneOrMany(.cidr), "Its IPv4 block, its IPv6 block, or both. Required."),
      Key("cidrBlocks", .oneOrMany(.cidr), "The same as `cidr`."),
      Key("availabilityZone", .text, "`us-east-1b`, or its letter `b`. Default: `a`."),
      Key("zone", .text, "The same as `availabilityZone`."),
      Key("availabilityZoneId", .text, "`use1-az1`. Default: not known."),
      Key("mapPublicIpOnLaunch", .boolean, "Whether instances get a public address unasked. Default: false."),
      Key("assignIpv6AddressOnCreation", .boolean, "Whether interfaces get an IPv6 address unasked. Default: false."),
      Key(
        "enableDns64", .boolean,
        "Whether the VPC's resolver makes IPv6 addresses (64:ff9b::/96) of IPv4 ones for it. Default: false."),
      Key("routeTable", .text, "Its route table. Default: the VPC's main table."),
      Key("networkAcl", .text, "Its network ACL. Default: the VPC's default ACL."),
    ])

  static let routeTable = resource(
    "routeTable", "a route table",
    [
      Key("isMain", .boolean, "Whether it is the VPC's main table. Default: false."),
      Key("subnets", .oneOrMany(.text), "The subnets that use it."),
      Key("gateways", .oneOrMany(.text), "Internet and virtual private gateways whose arriving traffic it routes."),
      Key("propagatingVpnGateways", .oneOrMany(.text), "Virtual private gateways that propagate their routes into it."),
      Key(
        "routes", .either([.named(.either([.text, .shape("route")])), .list(.shape("route"))]),
        "`0.0.0.0/0: igw`; a destination is a block or a prefix list, a target anything routable, `local` or `blackhole`. The VPC's local routes are always there."
      ),
    ])

  static let route = Shape(
    "route", "a route",
    [
      Key("destination", .text, "A block or a prefix list. In a list of routes only."),
      Key("target", .text, "Where it leads. Required, unless its state is `blackhole`."),
      Key("state", .choice(["active", "blackhole"]), "Default: active."),
      Key(
        "origin", .choice(["CreateRouteTable", "CreateRoute", "EnableVgwRoutePropagation", "Advertisement"]),
        "Default: CreateRoute."),
      Key("propagated", .boolean, "Short for the origin EnableVgwRoutePropagation. Default: false."),
    ])

  static let networkACL = resource(
    "networkAcl", "a network ACL",
    [
      Key("isDefault", .boolean, "Whether it is the VPC's default ACL. Default: false."),
      Key("subnets", .oneOrMany(.text), "The subnets that use it."),
      Key(
        "ingress", .list(.either([.text, .shape("networkAclEntry")])),
        "`100 allow tcp 443 from 0.0.0.0/0`. Default: nothing is allowed (a default ACL: everything)."),
      Key(
        "egress", .list(.either([.text, .shape("networkAclEntry")])),
        "`100 allow all to 0.0.0.0/0`. Default: as `ingress`."),
    ])

  static let networkACLEntry = Shape(
    "networkAclEntry", "an entry of a network ACL",
    [
      Key("ruleNumber", .integer, "1 to 32766. Required."),
      Key("action", .choice(["allow", "deny"]), "Required."),
      Key("protocol", .text, "`tcp`, `udp`, `icmp`, `icmpv6`, a number, or `all`. Default: all."),
      Key("ports", .text, "`443` or `8000-8999`, of TCP and UDP. Default: all."),
      Key("cidr", .cidr, "The source of an ingress entry, the destination of an egress entry. Required."),
      Key("icmpType", .integer, "0 to 255. Default: any."),
      Key("icmpCode", .integer, "0 to 255. Default: any."),
    ])

  static let securityGroup = resource(
    "securityGroup", "a security group",
    [
      Key(
        "ingress", .list(.either([.text, .shape("securityGroupRule")])),
        "`tcp 443 from 0.0.0.0/0`, `tcp 5432 from app`, `all from self`. Default: nothing (the group `default`: everything from itself)."
      ),
      Key(
        "egress", .list(.either([.text, .shape("securityGroupRule")])),
        "`tcp 443 to pl-s3`. Default: everything to everywhere; `[]` for nothing."),
      Key("vpcAssociations", .oneOrMany(.text), "Other VPCs that it is associated with."),
    ])

  static let securityGroupRule = Shape(
    "securityGroupRule", "a rule of a security group",
    [
      Key("protocol", .text, "`tcp`, `udp`, `icmp`, `icmpv6`, a number, or `all`. Default: all."),
      Key("ports", .text, "`443` or `8000-8999`, of TCP and UDP. Default: all."),
      Key("from", .oneOrMany(.text), "Of an ingress rule: blocks, prefix lists, groups, `self`. Required."),
      Key("to", .oneOrMany(.text), "Of an egress rule: the same. Required."),
      Key("icmpType", .integer, "0 to 255. Default: any."),
      Key("icmpCode", .integer, "0 to 255. Default: any."),
      Key("id", .text, "The rule's id. Default: none."),
    ])

  static let internetGateway = resource(
    "internetGateway", "an internet gateway", [Key("name", .text, "Its name. Default: `igw` or `eigw`.")])

  static let carrierGateway = resource(
    "carrierGateway", "a carrier gateway",
    [Key("name", .text, "Its name. Default: `cagw`."), Key("state", .text, "Default: available.")])

  static let natGateway = resource(
    "natGateway", "a NAT gateway",
    [
      Key("subnet", .text, "The subnet it stands in. Required, unless it is regional."),
      Key("availabilityMode", .choice(["zonal", "regional"]), "Default: zonal."),
      Key("connectivityType", .choice(["public", "private"]), "Default: public."),
      Key("privateIp", .address, "Default: the next free address of the subnet."),
      Key("publicIp", .address, "Default: an address made up for it; a private gateway has none."),
      Key(
        "addresses", .named(.address),
        "Of a regional gateway, the public address of each zone. Default: one in each zone of the VPC."),
      Key(
        "routes", .either([.named(.either([.text, .shape("route")])), .list(.shape("route"))]),
        "Of a regional gateway, routes beside the local ones and 0.0.0.0/0 to the internet gateway."),
      Key("state", .text, "Default: available."),
    ])

  static let endpoint = resource(
    "endpoint", "a VPC endpoint",
    [
      Key(
        "service", .text,
        "`s3`, `ecr.api`, a full service name, or an endpoint service or resource configuration of the file. Required."),
      Key(
        "type", .choice(["gateway", "interface", "gatewayLoadBalancer", "resource", "serviceNetwork"]),
        "Default: gateway for s3 and dynamodb without subnets, what the service of the file is for, else interface."),
      Key("subnets", .oneOrMany(.text), "The subnets it has an interface in."),
      Key("securityGroups", .oneOrMany(.text), "Default: the VPC's default group."),
      Key("routeTables", .oneOrMany(.text), "Of a gateway endpoint, the tables that get its route."),
      Key("privateDnsEnabled", .boolean, "Default: true for an interface endpoint of an AWS service."),
      Key("dnsNames", .oneOrMany(.text), "Default: none."),
      Key(
        "dnsRecordIpType", .choice(["ipv4", "ipv6", "dualstack"]), "The types of its records. Default: what it has."),
      Key(
        "privateDnsOnlyForInboundResolverEndpoint", .boolean,
        "Whether only what comes by an inbound endpoint gets its private names. Default: false."),
      Key("privateIp", .oneOrMany(.address), "An address in each subnet. Default: the next free ones."),
      Key("ipv6", .boolean, "Whether its interfaces have IPv6 addresses too. Default: false."),
      Key("policy", .anything, "The endpoint policy, as JSON or as a mapping. Default: everything is allowed."),
      Key("serviceRegion", .text, "The service's Region, if it is another. Default: where the service of the file is."),
      Key("state", .text, "`pendingAcceptance`, `rejected` and so on. Default: available."),
    ])

  static let endpointService = resource(
    "endpointService", "an endpoint service",
    [
      Key("loadBalancers", .oneOrMany(.text), "Network or Gateway Load Balancers of this VPC. Required."),
      Key("serviceName", .text, "Default: `com.amazonaws.vpce.REGION.NAME`."),
      Key("availabilityZones", .oneOrMany(.text), "Default: those of the load balancers."),
      Key("acceptanceRequired", .boolean, "Default: true."),
      Key("allowedPrincipals", .oneOrMany(.text), "Accounts, ARNs, or `*`. Default: none but the owner."),
      Key("supportedRegions", .oneOrMany(.text), "Regions whose endpoints may use it. Default: its own."),
      Key("privateDnsName", .text, "Default: none."),
      Key("state", .text, "Default: Available."),
    ])
}
