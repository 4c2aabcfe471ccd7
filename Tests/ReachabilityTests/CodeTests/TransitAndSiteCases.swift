import TestKit

extension CodeCase {
  /// Codes of transit gateways.
  static let transitCases: [CodeCase] = [
    CodeCase(
      "BAD_STATE_ATTACHMENT", at: "att-b", "e1 -> eb tcp/22",
      others: [Block("BAD_STATE_ATTACHMENT", at: "att-b", way: .return)]
    ) { t, mended in
      t.home(["10.9.0.0/16": .transitGateway("tgw-1")])
      t.transit(state: mended ? "available" : "pendingAcceptance")
    },
    CodeCase("TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION", at: "att-a", "e1 -> eb tcp/22") { t, mended in
      t.home(["10.9.0.0/16": .transitGateway("tgw-1")])
      t.transit(table: mended ? "tgw-rtb" : nil)
    },
    CodeCase("TGW_ROUTE_AZ_RESTRICTION", at: "att-a", "e3 -> eb tcp/22") { t, mended in
      t.home()
      t.subnet("a3", in: "vpc-a", "10.0.3.0/24", zone: mended ? "az1" : "az2")
      t.routeTable("rtb-a3", in: "vpc-a", subnets: ["a3"], ["10.9.0.0/16": .transitGateway("tgw-1")])
      t.interface("e3", in: "a3", "10.0.3.10")
      t.transit()
    },
    CodeCase("TGW_RTB_BAD_STATE_ROUTE", at: "tgw-rtb", "e1 -> eb tcp/22") { t, mended in
      t.home(["10.9.0.0/16": .transitGateway("tgw-1")])
      t.transit(mended ? [:] : ["10.9.0.0/16": .blackhole])
    },
    CodeCase("TGW_RTB_HIGHER_PRIORITY_ROUTE", at: "tgw-rtb", "e1 -> eb tcp/22") { t, mended in
      t.home(["10.9.0.0/16": .transitGateway("tgw-1")])
      t.transit(mended ? [:] : ["10.9.0.0/16": .static("att-v")])
      t.branchOffice(overTransit: true)
    },
    CodeCase("TGW_RTB_MORE_SPECIFIC_ROUTE", at: "tgw-rtb", "e1 -> eb tcp/22") { t, mended in
      t.home(["10.9.0.0/16": .transitGateway("tgw-1")])
      t.transit([(mended ? "10.9.2.0/24" : "10.9.1.0/24"): .static("att-v")])
      t.branchOffice(overTransit: true)
    },
    CodeCase("TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT", at: "tgw-rtb", "e1 -> eb tcp/22") { t, mended in
      t.home(["10.9.0.0/16": .transitGateway("tgw-1")])
      t.transit(propagating: mended ? ["att-a", "att-b"] : ["att-a"])
    },
    CodeCase(
      "TGW_BAD_STATE_VPN", at: "vpn-1", "e1 -> dc/192.168.0.9 tcp/22",
      others: [Block("TGW_BAD_STATE_VPN", at: "vpn-1", way: .return)]
    ) { t, mended in
      t.home(["192.168.0.0/16": .transitGateway("tgw-1")])
      t.transit(propagating: ["att-a", "att-v"])
      t.branchOffice(overTransit: true, up: [mended, false])
    },
    CodeCase("SG_REFERENCING_SUPPORT", at: "tgw-1", "e1 -> eb tcp/22") { t, mended in
      t.vpc("vpc-a", "10.0.0.0/16", "2001:db8:a::/56")
      t.securityGroup("sg-1", in: "vpc-a")
      t.home(groups: ["sg-1"], ["10.9.0.0/16": .transitGateway("tgw-1")])
      t.vpc("vpc-b", "10.9.0.0/16", "2001:db8:b::/56")
      t.securityGroup("sg-b", in: "vpc-b", ingress: ["tcp 22 from sg-1"])
      t.transit(referencing: mended, groups: ["sg-b"])
    },
    CodeCase(
      "X_TGW_IPV6_DISABLED", at: "att-a", "e1@2001:db8:a:1::10 -> eb@2001:db8:b:1::10 tcp/22",
      others: [Block("X_TGW_IPV6_DISABLED", at: "att-a", way: .return)]
    ) { t, mended in
      t.home(["2001:db8:b::/56": .transitGateway("tgw-1")])
      t.transit(ipv6: mended)
    },
    CodeCase("GATEWAY_REJECTS_SPOOFED_TRAFFIC", at: "igw-a", "eb@2001:db8:b:1::10 -> internet6 tcp/443") { t, mended in
      t.home(["::/0": .internetGateway("igw-a"), "2001:db8:b::/56": .transitGateway("tgw-1")])
      t.transit(["::/0": .static("att-a")])
      if mended { t.internetGateway("igw-b", in: "vpc-b") }
      t.route(in: "rtb-b", "::/0", mended ? .internetGateway("igw-b") : .transitGateway("tgw-1"))
    },
  ]

  /// Codes of on-premises sites and the gateways to them.
  static let siteCases: [CodeCase] = [
    CodeCase(
      "BAD_STATE_ATTACHMENT", at: "vgw-a", "e1 -> dc/192.168.0.9 tcp/22",
      others: [Block("BAD_STATE_ATTACHMENT", at: "vgw-a", way: .return)]
    ) { t, mended in
      t.home(["192.168.0.0/16": .vpnGateway("vgw-a")])
      t.branchOffice(attached: mended, routes: ["10.0.0.0/8": "vpn-1"])
    },
    CodeCase(
      "BAD_STATE_VPN", at: "vpn-1", "e1 -> dc/192.168.0.9 tcp/22",
      others: [Block("BAD_STATE_VPN", at: "vpn-1", way: .return)]
    ) { t, mended in
      t.home(["192.168.0.0/16": .vpnGateway("vgw-a")])
      t.branchOffice(up: [false, mended])
    },
    CodeCase(
      "BAD_STATE", at: "vif-1", "e1 -> dc/192.168.0.9 tcp/22", others: [Block("BAD_STATE", at: "vif-1", way: .return)]
    ) { t, mended in
      t.home(["192.168.0.0/16": .vpnGateway("vgw-a")])
      t.site("dc", "192.168.0.0/16")
      t.vpnGateway("vgw-a", in: "vpc-a")
      t.virtualInterface("vif-1", vpnGateway: "vgw-a", site: "dc", advertised: ["192.168.0.0/16"], bgpUp: mended)
    },
    CodeCase("HIGHER_PRIORITY_ROUTE", at: "rtb-a1", "e1 -> dc/192.168.0.9 tcp/22") { t, mended in
      t.home(["192.168.0.0/16": .vpnGateway("vgw-a").propagated])
      t.branchOffice()
      if !mended { t.route(in: "rtb-a1", "192.168.0.0/16", .internetGateway("igw-a")) }
    },
    CodeCase(
      "VGW_PRIVATE_IP_ASSOCIATION_FOR_EGRESS", at: "vgw-a", "eb -> dc/192.168.0.9 tcp/22",
      mended: "e1 -> dc/192.168.0.9 tcp/22"
    ) { t, _ in
      t.home(["192.168.0.0/16": .vpnGateway("vgw-a")])
      t.transit(["192.168.0.0/16": .static("att-a")])
      t.route(in: "rtb-b", "192.168.0.0/16", .transitGateway("tgw-1"))
      t.branchOffice()
    },
    CodeCase(
      "VGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS", at: "vgw-a", "dc/192.168.0.9 -> 8.8.8.8 tcp/443",
      mended: "dc/192.168.0.9 -> e1 tcp/443"
    ) { t, _ in
      t.home(["192.168.0.0/16": .vpnGateway("vgw-a"), "0.0.0.0/0": .internetGateway("igw-a")])
      t.branchOffice(routes: ["0.0.0.0/0": "vpn-1"])
    },
    CodeCase("X_VGW_UNKNOWN_PREFIX", at: "vgw-a", "e1 -> dc/192.168.0.9 tcp/22") { t, mended in
      t.home(["192.168.0.0/16": .vpnGateway("vgw-a")])
      t.branchOffice(advertised: [mended ? "192.168.0.0/24" : "192.168.7.0/24"])
    },
    CodeCase(
      "X_VGW_VPN_NO_IPV6", at: "vgw-6", "e1@2001:db8:a:1::10 -> dc6 tcp/22",
      others: [Block("X_VGW_VPN_NO_IPV6", at: "vpn-6", way: .return)]
    ) { t, mended in
      t.home(["fd00:50::/32": .vpnGateway("vgw-6")])
      t.site("dc6", "fd00:50::/32", routes: ["2001:db8:a::/56": mended ? "vif-6" : "vpn-6"])
      t.customerGateway("cgw-6", site: "dc6")
      t.vpnGateway("vgw-6", in: "vpc-a")
      t.vpnConnection("vpn-6", customerGateway: "cgw-6", vpnGateway: "vgw-6", advertised: ["fd00:50::/32"])
      if mended { t.virtualInterface("vif-6", vpnGateway: "vgw-6", site: "dc6", advertised: ["fd00:50::/32"]) }
    },
    CodeCase("X_ONPREM_NO_ROUTE", at: "dc", way: .return, "e1 -> dc/192.168.0.9 tcp/22") { t, mended in
      t.home(["192.168.0.0/16": .vpnGateway("vgw-a")])
      t.site("dc", "192.168.0.0/16", routes: mended ? ["10.0.0.0/16": "vpn-1"] : [:])
      t.customerGateway("cgw", site: "dc")
      t.vpnGateway("vgw-a", in: "vpc-a")
      t.vpnConnection("vpn-1", customerGateway: "cgw", vpnGateway: "vgw-a", staticRoutes: ["192.168.0.0/16"])
    },
    CodeCase("X_ONPREM_FIREWALL", at: "dc", "e1 -> dc/192.168.0.9 tcp/22") { t, mended in
      t.home(["192.168.0.0/16": .vpnGateway("vgw-a")])
      t.branchOffice(firewall: [mended ? "in allow tcp 22" : "in deny tcp 22", "in allow tcp 443"])
    },
  ]
}
