import TestKit

extension CodeCase {
  /// Codes of a VPC's own components and of peerings.
  static let vpcCases: [CodeCase] = [
    CodeCase("BAD_STATE", at: "i-1", "e1 -> e2 tcp/22") { t, mended in
      t.home()
      t.instance("i-1", state: mended ? "running" : "stopped", interfaces: ["e1"])
    },
    CodeCase("BAD_STATE", at: "e3", "e1 -> e3 tcp/22") { t, mended in
      t.home()
      t.interface("e3", in: "a2", "10.0.2.11", status: mended ? "in-use" : "available")
    },
    CodeCase("BAD_STATE", at: "pcx-1", "e1 -> eb tcp/22", others: [Block("BAD_STATE", at: "pcx-1", way: .return)]) {
      t, mended in
      t.home(["10.9.0.0/16": .peering("pcx-1")])
      t.peer(status: mended ? "active" : "expired")
    },
    CodeCase("BAD_STATE_ROUTE", at: "rtb-a1", "e1 -> eb tcp/22") { t, mended in
      t.home(["10.9.0.0/16": mended ? .peering("pcx-1") : .peering("pcx-0").blackhole])
      t.peer()
    },
    CodeCase("ENI_SG_RULES_MISMATCH", at: "sg-2", "e1 -> e2 tcp/22") { t, mended in
      t.vpc("vpc-a", "10.0.0.0/16", "2001:db8:a::/56")
      t.securityGroup("sg-2", in: "vpc-a", ingress: [mended ? "tcp 22 from 10.0.0.0/16" : "tcp 80 from 10.0.0.0/16"])
      t.home(serverGroups: ["sg-2"])
    },
    CodeCase("SG_HAS_NO_RULES", at: "sg-1", "e1 -> e2 tcp/22") { t, mended in
      t.vpc("vpc-a", "10.0.0.0/16", "2001:db8:a::/56")
      t.securityGroup("sg-1", in: "vpc-a", egress: mended ? nil : [])
      t.home(groups: ["sg-1"])
    },
    CodeCase("SG_REFERENCES_NOT_PRESERVED", at: "sg-2", "e1 -> e2 tcp/22") { t, mended in
      t.vpc("vpc-a", "10.0.0.0/16", "2001:db8:a::/56")
      t.securityGroup("sg-1", in: "vpc-a")
      t.securityGroup("sg-2", in: "vpc-a", ingress: ["all from sg-1"])
      t.home(groups: ["sg-1"], serverGroups: ["sg-2"])
      t.subnet("a3", in: "vpc-a", "10.0.3.0/24")
      t.gatewayLoadBalancerEndpoint("gwlbe-1", in: "a3", "10.0.3.4")
      if mended { return }
      t.route(in: "rtb-a1", "10.0.2.0/24", .vpcEndpoint("gwlbe-1"))
      t.route(in: "rtb-a2", "10.0.1.0/24", .vpcEndpoint("gwlbe-1"))
    },
    CodeCase("SUBNET_ACL_RESTRICTION", at: "acl-2", "e1 -> e2 tcp/22") { t, mended in
      t.home()
      t.networkACL(
        "acl-2", in: "vpc-a", subnets: ["a2"],
        ["in 100 \(mended ? "allow" : "deny") tcp 22 10.0.0.0/16", "out 100 allow all 0.0.0.0/0"])
    },
    CodeCase(
      "ENI_SOURCE_DEST_CHECK_RESTRICTION", at: "e-fw", "e1 -> e2 tcp/22",
      others: [Block("ENI_SOURCE_DEST_CHECK_RESTRICTION", at: "e-fw", way: .return)]
    ) { t, mended in
      t.home(["10.0.2.0/24": .networkInterface("e-fw")])
      t.route(in: "rtb-a2", "10.0.1.0/24", .networkInterface("e-fw"))
      t.subnet("a3", in: "vpc-a", "10.0.3.0/24")
      t.interface("e-fw", in: "a3", "10.0.3.10", sourceDestCheck: !mended)
    },
    CodeCase("MORE_SPECIFIC_ROUTE", at: "rtb-a1", "e1 -> 8.8.8.8 tcp/443") { t, mended in
      t.home(["0.0.0.0/0": .internetGateway("igw-a"), (mended ? "9.9.9.0/24" : "8.8.8.0/24"): .peering("pcx-1")])
      t.peer()
    },
    CodeCase("NO_ROUTE_TO_DESTINATION", at: "rtb-a1", "e1 -> eb tcp/22") { t, mended in
      t.home()
      t.peer()
      if mended { t.route(in: "rtb-a1", "10.9.0.0/16", .peering("pcx-1")) }
    },
    CodeCase("NO_POSSIBLE_DESTINATION", at: "pcx-2", "e1 -> eb tcp/22") { t, mended in
      t.home(["10.9.0.0/16": .peering("pcx-2")])
      t.other(["10.0.0.0/16": .peering("pcx-2")])
      t.vpc("vpc-c", "10.7.0.0/16")
      t.peering("pcx-2", "vpc-b", mended ? "vpc-a" : "vpc-c")
    },
    CodeCase("PCX_REQUIRES_ADDRESS_IN_VPC_CIDR", at: "pcx-1", "eb -> 8.8.8.8 tcp/443") { t, mended in
      t.home(["0.0.0.0/0": .internetGateway("igw-a")])
      t.peer()
      t.topology.networkInterfaces[2].publicAddresses = [.init(.ipv4(198, 51, 100, 9), for: .ipv4(10, 9, 1, 10))]
      if mended { t.internetGateway("igw-b", in: "vpc-b") }
      t.route(in: "rtb-b", "0.0.0.0/0", mended ? .internetGateway("igw-b") : .peering("pcx-1"))
    },
    CodeCase("NO_SOURCE_OR_DESTINATION", at: "vpc-a", "10.0.1.77@vpc-a -> e2 tcp/22", mended: "e1 -> e2 tcp/22") {
      t, _ in
      t.home()
    },
    CodeCase("X_NO_SUCH_HOST", at: "vpc-a", "e1 -> 10.0.2.77 tcp/22", mended: "e1 -> 10.0.2.10 tcp/22") { t, _ in
      t.home()
    },
    CodeCase("X_ROUTE_LOOP", at: "rtb-a3", "e1 -> e2 tcp/22") { t, mended in
      t.home(["10.0.2.0/24": .networkInterface("e-fw")])
      t.subnet("a3", in: "vpc-a", "10.0.3.0/24")
      t.interface("e-fw", in: "a3", "10.0.3.10", sourceDestCheck: false)
      t.routeTable("rtb-a3", in: "vpc-a", subnets: ["a3"])
      t.route(in: "rtb-a2", "10.0.1.0/24", .networkInterface("e-fw"))
      if !mended { t.route(in: "rtb-a3", "10.0.2.0/24", .networkInterface("e-fw")) }
    },
    CodeCase("X_MISDIRECTED_REPLY", at: "rtb-a1", way: .return, "eb -> e1 tcp/22") { t, mended in
      t.home(["10.9.0.0/16": mended ? .peering("pcx-1") : .peering("pcx-2")])
      t.peer()
      t.vpc("vpc-c", "10.9.0.0/16")
      t.peering("pcx-2", "vpc-a", "vpc-c")
    },
    CodeCase("X_EDGE_TO_EDGE", at: "gwlbe-1-a2", "eb -> gwlbe-1-a2 tcp/443", mended: "eb -> e2 tcp/443") { t, _ in
      t.home()
      t.peer()
      t.route(in: "rtb-a2", "10.9.0.0/16", .peering("pcx-1"))
      t.gatewayLoadBalancerEndpoint("gwlbe-1", in: "a2", "10.0.2.4")
    },
    CodeCase("X_TARGET_NOT_LISTENING", at: "fn-a2", "e1 -> fn-a2 tcp/443", mended: "e1 -> e2 tcp/443") { t, _ in
      t.home()
      t.lambda("fn", in: ["a2": "10.0.2.30"])
    },
  ]
}
