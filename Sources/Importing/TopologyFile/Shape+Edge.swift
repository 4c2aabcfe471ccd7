extension Shape {
  static let peering = regional(
    "peering", "a peering",
    [
      Key("requester", .either([.text, .shape("peeringEnd")]), "A VPC. Required."),
      Key("accepter", .either([.text, .shape("peeringEnd")]), "Another VPC. Required."),
      Key("status", .text, "AWS's word: `active`, `pending-acceptance` and so on. Default: active."),
    ])

  static let peeringEnd = Shape(
    "peeringEnd", "an end of a peering",
    [
      Key("vpc", .text, "Required."),
      Key("allowDnsResolutionFromRemoteVpc", .boolean, "Default: false."),
    ])

  static let transitGateway = regional(
    "transitGateway", "a transit gateway",
    [
      Key("attachments", .named(.shape("transitGatewayAttachment")), "What is attached to it, by name."),
      Key(
        "routeTables", .named(.shape("transitGatewayRouteTable")),
        "Default: one table `default`, which every attachment is associated with and propagates into. With any here, associations and propagations are as written."
      ),
      Key("securityGroupReferencingSupport", .boolean, "Default: false."),
      Key("vpnEcmpSupport", .boolean, "Default: true."),
      Key("state", .text, "Default: available."),
    ])

  static let transitGatewayAttachment = resource(
    "transitGatewayAttachment", "an attachment",
    [
      Key("vpc", .text, "The VPC it attaches. One of the first five keys is required."),
      Key("vpnConnection", .text, "The VPN connection it attaches; it need not name the transit gateway itself."),
      Key("directConnectGateway", .text, "The Direct Connect gateway it attaches."),
      Key(
        "transitGateway", .text, "The other transit gateway of a peering, which has the attachment under the same name."
      ),
      Key("connect", .text, "The attachment that carries this Connect attachment."),
      Key("subnets", .oneOrMany(.text), "Of a VPC attachment, one subnet in each zone. Required for it."),
      Key("routeTable", .text, "The table it is associated with. Default: as the tables say."),
      Key("propagateTo", .oneOrMany(.text), "Tables that it propagates into. Default: as the tables say."),
      Key("advertisedPrefixes", .oneOrMany(.cidr), "Of a Connect attachment, what it propagates. Default: nothing."),
      Key("applianceModeSupport", .boolean, "Default: false."),
      Key("ipv6Support", .boolean, "Default: false."),
      Key("securityGroupReferencingSupport", .boolean, "Default: true."),
      Key("state", .text, "Default: available."),
    ])

  static let transitGatewayRouteTable = resource(
    "transitGatewayRouteTable", "a transit gateway route table",
    [
      Key("associations", .oneOrMany(.text), "Attachments whose packets are looked up here."),
      Key("propagations", .oneOrMany(.text), "Attachments that propagate their prefixes into it."),
      Key(
        "routes",
        .either([.named(.either([.text, .shape("transitGatewayRoute")])), .list(.shape("transitGatewayRoute"))]),
        "Static routes: `0.0.0.0/0: egress`, or `blackhole`."),
    ])

  static let transitGatewayRoute = Shape(
    "transitGatewayRoute", "a transit gateway route",
    [
      Key("destination", .text, "A block or a prefix list. In a list of routes only."),
      Key("attachments", .oneOrMany(.text), "Where it leads. Required, unless its state is `blackhole`."),
      Key("state", .choice(["active", "blackhole"]), "Default: active."),
    ])

  static let coreNetwork = resource(
    "coreNetwork", "a core network", [Key("state", .text, "Default: AVAILABLE.")])

  static let vpnGateway = regional(
    "vpnGateway", "a virtual private gateway",
    [Key("vpc", .text, "The VPC it is attached to. Default: none."), Key("state", .text, "Default: available.")])

  static let customerGateway = regional(
    "customerGateway", "a customer gateway",
    [
      Key("ipAddress", .address, "The device's address. Default: not known."),
      Key("site", .text, "The site the device stands in. Default: none."),
      Key("state", .text, "Default: available."),
    ])

  static let vpnConnection = regional(
    "vpnConnection", "a VPN connection",
    [
      Key("customerGateway", .text, "Its far end. Required, unless `site` is there."),
      Key("site", .text, "The site at its far end, in place of a customer gateway."),
      Key("vpnGateway", .text, "The virtual private gateway it ends on."),
      Key("transitGateway", .text, "The transit gateway it ends on. Default: the one that has it as an attachment."),
      Key("staticRoutes", .oneOrMany(.cidr), "Its static routes. Default: none."),
      Key("staticRoutesOnly", .boolean, "Default: true if it has static routes."),
      Key(
        "advertisedPrefixes", .oneOrMany(.cidr),
        "What the far end advertises. Default: the site's prefixes; nothing with static routes."),
      Key("tunnels", .list(.choice(["up", "down"])), "The state of each tunnel. Default: both are up."),
      Key("state", .text, "Default: available."),
    ])

  static let directConnectGateway = resource(
    "directConnectGateway", "a Direct Connect gateway",
    [
      Key(
        "associations", .named(.either([.shape("association"), .oneOrMany(.cidr)])),
        "Transit or virtual private gateways with the allowed prefixes: `hub: [10.0.0.0/8]`."),
      Key("state", .text, "Default: available."),
    ])

  static let association = Shape(
    "association", "an association",
    [
      Key(
        "allowedPrefixes", .oneOrMany(.cidr),
        "What is advertised to the site. Required for a transit gateway; default for a virtual private gateway: the VPC's blocks."
      ),
      Key("state", .text, "Default: associated."),
    ])

  static let virtualInterface = regional(
    "virtualInterface", "a virtual interface",
    [
      Key(
        "type", .choice(["private", "public", "transit"]),
        "Default: transit if its gateway has a transit gateway, else private."),
      Key("directConnectGateway", .text, "The Direct Connect gateway it ends on."),
      Key("vpnGateway", .text, "The virtual private gateway it ends on."),
      Key("site", .text, "The site at its far end. Default: none."),
      Key("advertisedPrefixes", .oneOrMany(.cidr), "What the far end advertises. Default: the site's prefixes."),
      Key("bgp", .choice(["up", "down"]), "The state of the BGP session. Default: up."),
      Key("connection", .text, "The Direct Connect connection. Default: none."),
      Key("state", .text, "Default: available."),
    ])

  static let site = resource(
    "site", "a site",
    [
      Key("prefixes", .oneOrMany(.cidr), "Its addresses. Required."),
      Key(
        "hosts", .named(.oneOrMany(.either([.address, .cidr]))),
        "What has a name there: `web-application: 192.168.0.80`, `browsers: 192.168.64.0/18`. Default: nothing."),
      Key(
        "routes", .either([.named(.either([.text, .shape("siteRoute")])), .list(.cidr)]),
        "Routes towards AWS: `10.0.0.0/8: vpn-office`. Default: what AWS advertises."),
      Key(
        "firewall", .list(.either([.text, .shape("siteFirewallRule")])),
        "`allow in tcp 443 from 10.0.0.0/8`, `deny all`; the first that matches decides. Default: everything passes."),
      Key("isFirewallStateful", .boolean, "Whether replies of an admitted connection pass. Default: true."),
    ])

  static let siteRoute = Shape(
    "siteRoute", "a route of a site",
    [Key("connection", .text, "A VPN connection or a virtual interface. Default: any that the site has.")])

  static let siteFirewallRule = Shape(
    "siteFirewallRule", "a firewall rule of a site",
    [
      Key("action", .choice(["allow", "deny"]), "Required."),
      Key("direction", .choice(["in", "out"]), "Default: both."),
      Key("protocol", .text, "Default: all."),
      Key("ports", .text, "Destination ports. Default: all."),
      Key("from", .cidr, "Default: anywhere."),
      Key("to", .cidr, "Default: anywhere."),
    ])
}
