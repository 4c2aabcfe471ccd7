import TestKit

extension CodeCase {
  /// Codes of the gateways to the internet.
  static let internetCases: [CodeCase] = [
    CodeCase("BAD_STATE_ATTACHMENT", at: "igw-a", "e1 -> internet tcp/443") { t, mended in
      t.home(gateway: false, ["0.0.0.0/0": .internetGateway("igw-a")])
      t.internetGateway("igw-a", in: mended ? "vpc-a" : nil)
    },
    CodeCase("BAD_STATE", at: "nat-a", "e1 -> internet tcp/443") { t, mended in
      t.home(publicIP: nil, ["0.0.0.0/0": .natGateway("nat-a")])
      t.route(in: "rtb-a2", "0.0.0.0/0", .internetGateway("igw-a"))
      t.natGateway("nat-a", in: "a2", "10.0.2.5", publicIP: "198.51.100.5", state: mended ? "available" : "failed")
    },
    // The reply goes to the gateway that is attached to nothing.
    CodeCase(
      "NO_PATH", at: "vpc-a", "internet -> e1! tcp/443",
      others: [Block("BAD_STATE_ATTACHMENT", at: "igw-a", way: .return)]
    ) { t, mended in
      t.home(gateway: false, ["0.0.0.0/0": .internetGateway("igw-a")])
      t.internetGateway("igw-a", in: mended ? "vpc-a" : nil)
    },
    CodeCase("IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS", at: "igw-a", "e1 -> internet tcp/443") { t, mended in
      t.home(publicIP: mended ? "198.51.100.1" : nil, ["0.0.0.0/0": .internetGateway("igw-a")])
    },
    CodeCase("IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS", at: "igw-a", "internet -> e1 tcp/443") { t, mended in
      t.home(publicIP: mended ? "198.51.100.1" : nil, ["0.0.0.0/0": .internetGateway("igw-a")])
    },
    CodeCase(
      "IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS", at: "igw-a", "e1 -> 10.99.0.1 tcp/443",
      mended: "e1 -> 8.8.8.8 tcp/443"
    ) { t, _ in t.home(["0.0.0.0/0": .internetGateway("igw-a")]) },
    CodeCase(
      "IGW_DESTINATION_ADDRESS_NOT_IN_RFC6598_EGRESS", at: "igw-a", "e1 -> 100.64.0.1 tcp/443",
      mended: "e1 -> 8.8.8.8 tcp/443"
    ) { t, _ in t.home(["0.0.0.0/0": .internetGateway("igw-a")]) },
    CodeCase(
      "IGW_SOURCE_ADDRESS_NOT_IN_RFC1918_INGRESS", at: "igw-a", "internet/10.99.0.1 -> e1! tcp/443 one-way",
      mended: "internet/8.8.8.8 -> e1! tcp/443 one-way"
    ) { t, _ in t.home(["0.0.0.0/0": .internetGateway("igw-a")]) },
    CodeCase(
      "IGW_SOURCE_ADDRESS_NOT_IN_RFC6598_INGRESS", at: "igw-a", "internet/100.64.0.1 -> e1! tcp/443 one-way",
      mended: "internet/8.8.8.8 -> e1! tcp/443 one-way"
    ) { t, _ in t.home(["0.0.0.0/0": .internetGateway("igw-a")]) },
    CodeCase("INGRESS_RTB_NO_PUBLIC_IP", at: "rtb-edge", "internet -> e1! tcp/443") { t, mended in
      t.home(["0.0.0.0/0": .networkInterface("e-fw")])
      t.route(in: "rtb-a2", "0.0.0.0/0", .internetGateway("igw-a"))
      t.interface(
        "e-fw", in: "a2", "10.0.2.20", publicIP: mended ? "198.51.100.9" : nil, sourceDestCheck: false)
      t.edgeTable("rtb-edge", in: "vpc-a", gateway: "igw-a", ["10.0.1.0/24": .networkInterface("e-fw")])
    },
    CodeCase("INGRESS_RTB_TRAFFIC_REDIRECTION", at: "rtb-a1", way: .return, "internet -> e1! tcp/443") { t, mended in
      t.home(["0.0.0.0/0": mended ? .networkInterface("e-fw") : .internetGateway("igw-a")])
      t.route(in: "rtb-a2", "0.0.0.0/0", .internetGateway("igw-a"))
      t.interface("e-fw", in: "a2", "10.0.2.20", publicIP: "198.51.100.9", sourceDestCheck: false)
      t.edgeTable("rtb-edge", in: "vpc-a", gateway: "igw-a", ["10.0.1.0/24": .networkInterface("e-fw")])
    },
    CodeCase(
      "PROTOCOL_RESTRICTION", at: "nat-a", "e1 -> internet 47", mended: "e1 -> internet udp/53"
    ) { t, _ in
      t.home(publicIP: nil, ["0.0.0.0/0": .natGateway("nat-a")])
      t.route(in: "rtb-a2", "0.0.0.0/0", .internetGateway("igw-a"))
      t.natGateway("nat-a", in: "a2", "10.0.2.5", publicIP: "198.51.100.5")
    },
    CodeCase("REGIONAL_NGW_ROUTE_AZ_RESTRICTION", at: "nat-r", "e1 -> internet tcp/443") { t, mended in
      t.home(publicIP: nil, ["0.0.0.0/0": .natGateway("nat-r")])
      t.routeTable("rtb-r", in: "vpc-a", ["0.0.0.0/0": .internetGateway("igw-a")])
      t.regionalNatGateway(
        "nat-r", in: "vpc-a", [(mended ? "az1" : "az2"): "198.51.100.5"], table: "rtb-r", automatic: false)
    },
    CodeCase("NGW_REQUIRES_SOURCE_IN_VPC", at: "nat-a", "eb -> nat-a-eni tcp/443", mended: "eb -> e2 tcp/443") { t, _ in
      t.home()
      t.peer()
      t.route(in: "rtb-a2", "10.9.0.0/16", .peering("pcx-1"))
      t.natGateway("nat-a", in: "a2", "10.0.2.5", publicIP: "198.51.100.5")
    },
    CodeCase("X_NAT_UNSOLICITED", at: "nat-a", "internet -> 198.51.100.5 tcp/443", mended: "internet -> e1! tcp/443") {
      t, _ in
      t.home(["0.0.0.0/0": .internetGateway("igw-a")])
      t.natGateway("nat-a", in: "a2", "10.0.2.5", publicIP: "198.51.100.5")
    },
    CodeCase("X_ROUTE_LOOP", at: "rtb-a2", "e1 -> internet tcp/443") { t, mended in
      t.home(publicIP: nil, ["0.0.0.0/0": .natGateway("nat-a")])
      t.route(in: "rtb-a2", "0.0.0.0/0", mended ? .internetGateway("igw-a") : .natGateway("nat-a"))
      t.natGateway("nat-a", in: "a2", "10.0.2.5", publicIP: "198.51.100.5")
    },
    CodeCase("X_EIGW_INBOUND", at: "eigw-a", "internet6 -> e1@2001:db8:a:1::10 tcp/443") { t, mended in
      t.home(gateway: mended, ["::/0": mended ? .internetGateway("igw-a") : .egressOnlyInternetGateway("eigw-a")])
      t.egressOnlyInternetGateway("eigw-a", in: "vpc-a")
    },
    CodeCase(
      "X_IGW_PRIVATE_IPV6", at: "igw-a", "e3@fd00:a:0:1::10 -> internet6 tcp/443",
      mended: "e1@2001:db8:a:1::10 -> internet6 tcp/443"
    ) { t, _ in
      t.vpc("vpc-a", "10.0.0.0/16", "2001:db8:a::/56", "fd00:a::/56")
      t.home(["::/0": .internetGateway("igw-a")])
      t.subnet("a3", in: "vpc-a", "fd00:a:0:1::/64")
      t.interface("e3", in: "a3", "fd00:a:0:1::10")
      t.routeTable("rtb-a3", in: "vpc-a", subnets: ["a3"], ["::/0": .internetGateway("igw-a")])
    },
    CodeCase("X_GWLB_EIGW_IPV6", at: "eigw-a", "e1@2001:db8:a:1::10 -> internet6 tcp/443") { t, mended in
      t.home(["::/0": mended ? .egressOnlyInternetGateway("eigw-a") : .vpcEndpoint("gwlbe-1")])
      t.egressOnlyInternetGateway("eigw-a", in: "vpc-a")
      t.gatewayLoadBalancerEndpoint("gwlbe-1", in: "a2", "10.0.2.4")
      t.route(in: "rtb-a2", "::/0", .egressOnlyInternetGateway("eigw-a"))
    },
    CodeCase("VPC_BLOCK_PUBLIC_ACCESS_ENABLED", at: "vpc-a", "e1 -> internet tcp/443") { t, mended in
      t.home(["0.0.0.0/0": .internetGateway("igw-a")])
      t.blockPublicAccess(mended ? .off : .blockBidirectional)
    },
    CodeCase("X_ASYMMETRIC_STATEFUL", at: "nfw-1", way: .return, "e1 -> internet tcp/443") { t, mended in
      t.home(["0.0.0.0/0": .vpcEndpoint("fwe-1")])
      t.route(in: "rtb-a2", "0.0.0.0/0", .internetGateway("igw-a"))
      t.gatewayLoadBalancerEndpoint("fwe-1", in: "a2", "10.0.2.4")
      t.networkFirewall("nfw-1", in: "vpc-a", endpoints: ["fwe-1"])
      if mended { t.edgeTable("rtb-edge", in: "vpc-a", gateway: "igw-a", ["10.0.1.0/24": .vpcEndpoint("fwe-1")]) }
    },
  ]
}
