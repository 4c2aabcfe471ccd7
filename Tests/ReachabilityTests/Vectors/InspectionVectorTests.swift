import Reachability
import TestKit
import Testing

/// The vectors of Gateway Load Balancer and Network Firewall endpoints that no rule decides.
/// https://docs.aws.amazon.com/vpc/latest/privatelink/vpce-gateway-load-balancer.html
@Suite("Vectors: inspection")
struct InspectionVectorTests {
  /// An application subnet whose traffic goes out, and comes in, through an endpoint.
  private func inspected(
    app: RouteSpec = .vpcEndpoint("gwlbe-1"), endpointRoutes: KeyValuePairs<String, RouteSpec>, edge: Bool = true,
    firewall: Bool = false
  ) -> Network {
    world { t in
      t.vpc("vpc-a", "10.0.0.0/16", "2001:db8:1::/56")
      t.subnet("app", in: "vpc-a", "10.0.1.0/24", "2001:db8:1:1::/64")
      t.subnet("fw", in: "vpc-a", "10.0.2.0/24", "2001:db8:1:2::/64")
      t.internetGateway("igw-a", in: "vpc-a")
      t.egressOnlyInternetGateway("eigw-a", in: "vpc-a")
      t.gatewayLoadBalancerEndpoint("gwlbe-1", in: "fw", "10.0.2.4")
      if firewall { t.networkFirewall("nfw-1", in: "vpc-a", endpoints: ["gwlbe-1"]) }
      if edge { t.edgeTable("rtb-edge", in: "vpc-a", gateway: "igw-a", ["10.0.1.0/24": .vpcEndpoint("gwlbe-1")]) }
      t.routeTable("rtb-app", in: "vpc-a", subnets: ["app"], ["0.0.0.0/0": app, "::/0": app])
      t.routeTable("rtb-fw", in: "vpc-a", subnets: ["fw"], endpointRoutes)
      t.interface("e1", in: "app", "10.0.1.10", "2001:db8:1:1::10", publicIP: "198.51.100.1")
    }
  }

  @Test("NFW-05: a firewall that sees one direction only drops")
  func oneDirection() {
    let network = inspected(endpointRoutes: ["0.0.0.0/0": .internetGateway("igw-a")], edge: false, firewall: true)
    expect(network, "e1 -> internet tcp/443", .blocked("X_ASYMMETRIC_STATEFUL", way: .return))
    let both = inspected(endpointRoutes: ["0.0.0.0/0": .internetGateway("igw-a")], firewall: true)
    expect(both, "e1 -> internet tcp/443", .reachable)
  }

  @Test("NFW-06: both directions through the endpoint pass, as far as the appliance lets them")
  func throughEndpoint() {
    let network = inspected(endpointRoutes: ["0.0.0.0/0": .internetGateway("igw-a")])
    for question in ["e1 -> internet tcp/443", "internet -> e1! tcp/443"] {
      let outcome = expect(network, question, .reachable)
      #expect(outcome.assumptions.map(\.code) == ["PATH_THROUGH_GWLB_NOT_CHECKED"])
      #expect(outcome.forwardPath.contains("gwlbe-1"))
      #expect(outcome.returnPath.contains("gwlbe-1"))
    }
  }

  @Test("NFW-07: the endpoint's subnet needs the route onwards")
  func noRouteOnwards() {
    expect(
      inspected(endpointRoutes: [:]), "e1 -> internet tcp/443", .blocked("NO_ROUTE_TO_DESTINATION", at: "rtb-fw"))
  }

  @Test("NFW-08: IPv6 from an endpoint is dropped at an egress-only internet gateway")
  func egressOnly() {
    let network = inspected(endpointRoutes: ["::/0": .egressOnlyInternetGateway("eigw-a")], edge: false)
    expect(network, "e1@2001:db8:1:1::10 -> internet6 tcp/443", .blocked("X_GWLB_EIGW_IPV6", at: "eigw-a", .egress))
  }
}
