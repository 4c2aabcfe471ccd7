import Reachability
import TestKit
import Testing

/// The vectors of internet gateways and egress-only internet gateways.
/// https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html
@Suite("Vectors: internet gateways")
struct InternetGatewayVectorTests {
  /// A subnet of both families behind an internet gateway; `e1` has these addresses.
  private func subnet(
    publicIP: String?, _ routes: KeyValuePairs<String, RouteSpec>, ipv6: String = "2001:db8:1:1::10"
  ) -> Network {
    world { t in
      t.vpc("vpc-a", "10.0.0.0/16", "2001:db8:1::/56", "fd00:1::/56")
      t.subnet("a1", in: "vpc-a", "10.0.1.0/24", "2001:db8:1:1::/64", "fd00:1:0:1::/64")
      t.internetGateway("igw-a", in: "vpc-a")
      t.routeTable("rtb-a", in: "vpc-a", subnets: ["a1"], routes)
      t.interface("e1", in: "a1", "10.0.1.10", ipv6, publicIP: publicIP)
    }
  }

  @Test("IGW-01: IPv4 goes out from a public address only")
  func noPublicAddress() {
    expect(
      subnet(publicIP: nil, ["0.0.0.0/0": .internetGateway("igw-a")]), "e1 -> 8.8.8.8 tcp/443",
      .blocked("IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS", at: "igw-a", .egress))
  }

  @Test("IGW-02: what comes in to a subnet without a route to the gateway gets no reply")
  func noRouteBack() {
    expect(
      subnet(publicIP: "198.51.100.1", [:]), "internet -> e1! tcp/22",
      .blocked("NO_ROUTE_TO_DESTINATION", at: "rtb-a", way: .return))
  }

  @Test("IGW-03: private destinations are refused on the way out")
  func privateDestination() {
    let network = subnet(publicIP: "198.51.100.1", ["0.0.0.0/0": .internetGateway("igw-a")])
    expect(
      network, "e1 -> 10.99.0.1 tcp/443",
      .blocked("IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS", at: "igw-a", .egress))
    expect(network, "e1 -> 8.8.8.8 tcp/443", .reachable)
  }

  @Test("IGW-04: a private IPv6 address does not pass")
  func uniqueLocalAddress() {
    let network = subnet(publicIP: nil, ["::/0": .internetGateway("igw-a")], ipv6: "fd00:1:0:1::10")
    expect(
      network, "e1@fd00:1:0:1::10 -> 2606:4700::1 tcp/443", .blocked("X_IGW_PRIVATE_IPV6", at: "igw-a", .egress))
    expect(
      subnet(publicIP: nil, ["::/0": .internetGateway("igw-a")]), "e1@2001:db8:1:1::10 -> 2606:4700::1 tcp/443",
      .reachable)
  }

  @Test("EIGW-01: an egress-only internet gateway lets connections out, none in")
  func egressOnly() {
    let network = world { t in
      t.vpc("vpc-a", "10.0.0.0/16", "2001:db8:1::/56")
      t.subnet("a1", in: "vpc-a", "10.0.1.0/24", "2001:db8:1:1::/64")
      t.egressOnlyInternetGateway("eigw-a", in: "vpc-a")
      t.routeTable("rtb-a", in: "vpc-a", subnets: ["a1"], ["::/0": .egressOnlyInternetGateway("eigw-a")])
      t.interface("e1", in: "a1", "10.0.1.10", "2001:db8:1:1::10")
    }
    expect(network, "e1@2001:db8:1:1::10 -> internet6 tcp/443", .reachable)
    expect(
      network, "internet6 -> e1@2001:db8:1:1::10 tcp/443", .blocked("X_EIGW_INBOUND", at: "eigw-a", .ingress))
  }
}
