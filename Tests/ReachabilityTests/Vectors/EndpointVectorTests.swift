import Reachability
import TestKit
import Testing

/// The vectors of endpoints that need no provider's side.
/// https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html
@Suite("Vectors: endpoints")
struct EndpointVectorTests {
  @Test("EP-01: a gateway endpoint serves its own Region's addresses")
  func gatewayEndpoint() {
    let network = world { t in
      t.vpc("vpc-a", "10.0.0.0/16")
      t.subnet("a1", in: "vpc-a", "10.0.1.0/24")
      t.internetGateway("igw-a", in: "vpc-a")
      t.prefixList("pl-s3", ["52.216.0.0/15"])
      t.routeTable("rtb-a", in: "vpc-a", subnets: ["a1"], ["0.0.0.0/0": .internetGateway("igw-a")])
      t.gatewayEndpoint("vpce-s3", in: "vpc-a", service: "s3", prefixList: "pl-s3", tables: ["rtb-a"])
      t.interface("e1", in: "a1", "10.0.1.10")
    }
    expect(network, "e1 -> 52.216.1.1 tcp/443", .reachable)
    expect(
      network, "e1 -> 52.92.1.1 tcp/443", .blocked("IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS", at: "igw-a", .egress))
  }

  @Test("EP-02: a gateway endpoint is not reached over a peering or a transit gateway", arguments: [true, false])
  func remote(overPeering: Bool) {
    let network = world { t in
      t.vpc("vpc-h", "10.0.0.0/16")
      t.vpc("vpc-s", "10.9.0.0/16")
      t.subnet("h1", in: "vpc-h", "10.0.1.0/24")
      t.subnet("s1", in: "vpc-s", "10.9.1.0/24")
      t.prefixList("pl-s3", ["52.216.0.0/15"])
      t.routeTable("rtb-h", in: "vpc-h", main: true)
      t.gatewayEndpoint("vpce-s3", in: "vpc-h", service: "s3", prefixList: "pl-s3", tables: ["rtb-h"])
      t.interface("es", in: "s1", "10.9.1.10")
      if overPeering {
        t.peering("pcx-1", "vpc-s", "vpc-h")
        t.route(in: "rtb-h", "10.9.0.0/16", .peering("pcx-1"))
        t.routeTable("rtb-s", in: "vpc-s", main: true, ["52.216.0.0/15": .peering("pcx-1")])
      } else {
        t.transitGateway("tgw-1")
        t.attachment("att-h", to: "tgw-1", vpc: "vpc-h", subnets: ["h1"], table: "tgw-rtb-h")
        t.attachment("att-s", to: "tgw-1", vpc: "vpc-s", subnets: ["s1"], table: "tgw-rtb-s")
        t.transitGatewayRouteTable("tgw-rtb-h", of: "tgw-1", propagating: ["att-s"])
        t.transitGatewayRouteTable("tgw-rtb-s", of: "tgw-1", ["0.0.0.0/0": .static("att-h")])
        t.route(in: "rtb-h", "10.9.0.0/16", .transitGateway("tgw-1"))
        t.routeTable("rtb-s", in: "vpc-s", main: true, ["52.216.0.0/15": .transitGateway("tgw-1")])
      }
    }
    expect(
      network, "es -> 52.216.1.1 tcp/443",
      overPeering
        ? .blocked("PCX_REQUIRES_ADDRESS_IN_VPC_CIDR", at: "pcx-1")
        : .blocked("X_GATEWAY_ENDPOINT_REMOTE", at: "vpce-s3"))
  }

  @Test("EP-03: the replies of a gateway endpoint meet the subnet's ACL")
  func repliesMeetACL() {
    let network = world { t in
      t.vpc("vpc-a", "10.0.0.0/16")
      t.subnet("a1", in: "vpc-a", "10.0.1.0/24")
      t.prefixList("pl-s3", ["52.216.0.0/15"])
      t.routeTable("rtb-a", in: "vpc-a", subnets: ["a1"])
      t.gatewayEndpoint("vpce-s3", in: "vpc-a", service: "s3", prefixList: "pl-s3", tables: ["rtb-a"])
      t.securityGroup("sg-1", in: "vpc-a", egress: ["tcp 443 to pl-s3"])
      t.networkACL(
        "acl-1", in: "vpc-a", subnets: ["a1"], ["in 100 allow tcp 443 0.0.0.0/0", "out 100 allow all 0.0.0.0/0"])
      t.interface("e1", in: "a1", "10.0.1.10", groups: ["sg-1"])
    }
    expect(
      network, "e1 -> 52.216.1.1 tcp/443",
      .blocked("SUBNET_ACL_RESTRICTION", at: "acl-1", way: .return, rule: "* deny all", .ingress))
  }

  @Test("EP-04: an interface endpoint's group has to let the peer in", arguments: ["10.0.0.0/16", "10.0.0.0/8"])
  func endpointGroup(admitted: String) {
    let network = world { t in
      t.vpc("vpc-a", "10.0.0.0/16")
      t.vpc("vpc-p", "10.8.0.0/16")
      t.subnet("a1", in: "vpc-a", "10.0.1.0/24")
      t.subnet("p1", in: "vpc-p", "10.8.1.0/24")
      t.peering("pcx-1", "vpc-a", "vpc-p")
      t.routeTable("rtb-a", in: "vpc-a", main: true, ["10.8.0.0/16": .peering("pcx-1")])
      t.routeTable("rtb-p", in: "vpc-p", main: true, ["10.0.0.0/16": .peering("pcx-1")])
      t.securityGroup("sg-vpce", in: "vpc-a", ingress: ["tcp 443 from \(admitted)"])
      t.interfaceEndpoint("vpce-1", in: ["a1": "10.0.1.20"], service: "execute-api", groups: ["sg-vpce"])
      t.interface("ep", in: "p1", "10.8.1.1")
    }
    expect(
      network, "10.8.1.1 -> vpce-1-a1 tcp/443",
      admitted == "10.0.0.0/8" ? .reachable : .blocked("ENI_SG_RULES_MISMATCH", at: "sg-vpce", .ingress))
  }

  /// A client and an interface endpoint in one VPC.
  private func endpoint(state: String, service: String = "execute-api") -> Network {
    world { t in
      t.vpc("vpc-a", "10.0.0.0/16")
      t.subnet("a1", in: "vpc-a", "10.0.1.0/24")
      t.subnet("a2", in: "vpc-a", "10.0.2.0/24")
      t.interfaceEndpoint("vpce-1", in: ["a1": "10.0.1.20"], service: service, state: state)
      t.interface("e2", in: "a2", "10.0.2.10")
    }
  }

  @Test("EP-05: an endpoint that waits for acceptance carries nothing", arguments: ["pendingAcceptance", "available"])
  func state(state: String) {
    expect(
      endpoint(state: state), "e2 -> vpce-1-a1 tcp/443",
      state == "available" ? .reachable : .blocked("BAD_STATE", at: "vpce-1"))
  }

  @Test("EP-10: the service cannot open connections through its endpoint")
  func initiatedByService() {
    expect(endpoint(state: "available"), "vpce-1-a1 -> e2 tcp/443", .blocked("VPCE_INTRA_VPC_TRAFFIC", at: "vpce-1"))
  }

  @Test("AG 1.2: API Gateway's endpoint answers on tcp/443 only; the ports of other services are not known")
  func portOfAPIGateway() {
    func ask(_ traffic: String, of service: String, _ expectation: Expectation) {
      let network = endpoint(state: "available", service: "com.amazonaws.us-east-1.\(service)")
      expect(network, "e2 -> vpce-1-a1 \(traffic)", expectation)
    }
    ask("tcp/443", of: "execute-api", .reachable)
    ask("tcp/8443", of: "execute-api", .blocked("PROTOCOL_RESTRICTION", at: "vpce-1"))
    ask("icmp", of: "execute-api", .blocked("PROTOCOL_RESTRICTION", at: "vpce-1"))
    ask("udp/443", of: "execute-api", .blocked("PROTOCOL_RESTRICTION", at: "vpce-1"))
    ask("tcp/443-444", of: "execute-api", .partial([Block("PROTOCOL_RESTRICTION", at: "vpce-1")]))
    ask("tcp/8443", of: "logs", .reachable)
  }
}
