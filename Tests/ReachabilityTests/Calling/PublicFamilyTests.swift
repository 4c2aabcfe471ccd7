import NetworkModel
import Reachability
import TestKit
import Testing

/// Calls over the edge of a VPC in both families: to public names, by NAT64, and from on premises (dataplane 6.1.4, 7.1.5,
/// 7.3; NL A8).
@Suite("Calls over IPv4 and IPv6, to and from outside")
struct PublicFamilyTests {
  /// `families()` with an internet gateway for IPv4, where `e1` and `e4` have public addresses, and these routes of IPv6.
  private func network(
    ipv4: Bool = true, ipv6: RouteSpec?, _ more: (inout TopologyBuilder) -> Void = { _ in }
  ) -> Network {
    world { t in
      t.families()
      t.internetGateway("igw", in: "vpc-a")
      t.egressOnlyInternetGateway("eigw", in: "vpc-a")
      t.subnet("sn", in: "vpc-a", "10.0.5.0/24")
      t.natGateway("nat", in: "sn", "10.0.5.5", publicIP: "198.51.100.5")
      t.routeTable("rtb-n", in: "vpc-a", subnets: ["sn"], ["0.0.0.0/0": .internetGateway("igw")])
      t.routeTable("rtb", in: "vpc-a", main: true)
      if ipv4 { t.route(in: "rtb", "0.0.0.0/0", .natGateway("nat")) }
      if let ipv6 { t.route(in: "rtb", "::/0", ipv6) }
      t.zone("public", "example.org", ["www A 203.0.113.9", "www AAAA 2606:4700::9", "four A 203.0.113.9"])
      more(&t)
    }
  }

  private static let known = "https://www.example.org/"
  private static let unseen = "https://www.example.net/"

  @Test("7.3, DEC-3: each family by its own gateway")
  func gateways() throws {
    let network = network(ipv6: .egressOnlyInternetGateway("eigw"))
    for client in ["e1", "e4", "e6"] {
      #expect(try network.call(Self.known, from: client).verdict == .reachable, "\(client)")
    }
  }

  @Test("DEC-3: a known name of both types, and no way out for IPv6")
  func knownName() throws {
    let network = network(ipv6: nil)
    let answer = try network.call(Self.known, from: "e1")
    #expect(answer.verdict == .partial)
    #expect(answer.codes == ["NO_ROUTE_TO_DESTINATION"])
    #expect(try network.call(Self.known, from: "e4").verdict == .reachable)
    #expect(try network.call(Self.known, from: "e6").codes == ["NO_ROUTE_TO_DESTINATION"])
  }

  @Test(
    "A8: whether a name that the input does not show has an IPv6 address is not known",
    arguments: [unseen, "https://sqs.us-east-1.amazonaws.com/"])
  func unseenName(_ url: String) throws {
    let onlyFour = network(ipv6: nil)
    let answer = try onlyFour.call(url, from: "e1")
    #expect(answer.verdict == .reachable, "\(answer.summary) \(answer.codes)")
    #expect(answer.blockers.isEmpty)
    #expect(answer.assumptions.contains { $0.code == "UNKNOWN_DESTINATION" && $0.message.contains("IPv6") })
    let onlySix = network(ipv4: false, ipv6: .egressOnlyInternetGateway("eigw"))
    #expect(try onlySix.call(url, from: "e1").verdict == .undetermined)
    #expect(try onlySix.call(url, from: "e4").verdict == .unreachable)
    let neither = network(ipv4: false, ipv6: nil)
    #expect(try neither.call(url, from: "e1").verdict == .unreachable)
    let both = network(ipv6: .egressOnlyInternetGateway("eigw"))
    #expect(try both.call(url, from: "e1").verdict == .reachable)
  }

  // MARK: NAT64

  @Test("NAT-06, by URL: an address of 64:ff9b::/96 leads to the IPv4 address in it")
  func nat64() throws {
    let url = "https://[64:ff9b::cb00:7109]/"
    let network = network(ipv6: nil) { t in
      t.routeTable("rtb-6", in: "vpc-a", subnets: ["s6"], ["64:ff9b::/96": .natGateway("nat")])
    }
    let answer = try network.call(url, from: "e6")
    #expect(answer.verdict == .reachable, "\(answer.summary)")
    #expect(answer.legs.last?.forward.last?.traffic == "tcp 198.51.100.5:1024-65535 → 203.0.113.9:443")
    #expect(try self.network(ipv6: nil).call(url, from: "e6").codes == ["NO_ROUTE_TO_DESTINATION"])
  }

  /// `s6` with DNS64 or without, and these routes of IPv6 beside a route of 64:ff9b::/96 to the NAT gateway.
  private func translating(_ isOn: Bool?, nat64: Bool = true, ipv6: RouteSpec? = nil) -> Network {
    network(ipv6: nil) { t in
      t.topology.subnets[3].enableDns64 = isOn
      t.routeTable("rtb-6", in: "vpc-a", subnets: ["s6"])
      if nat64 { t.route(in: "rtb-6", "64:ff9b::/96", .natGateway("nat")) }
      if let ipv6 { t.route(in: "rtb-6", "::/0", ipv6) }
    }
  }

  @Test("NAT-06, DNS64: a name with an IPv4 address only gets one of 64:ff9b::/96 where the subnet says so")
  func dns64() throws {
    let url = "https://four.example.org/"
    let answer = try translating(true).call(url, from: "e6")
    #expect(answer.verdict == .reachable, "\(answer.summary) \(answer.codes)")
    #expect(answer.legs.last?.forward.last?.traffic == "tcp 198.51.100.5:1024-65535 → 203.0.113.9:443")
    #expect(answer.legs.first?.forward.last?.rule?.contains("64:ff9b::cb00:7109") == true)
    #expect(try translating(false).call(url, from: "e6").codes == ["X_DNS_NODATA"])
    #expect(try translating(nil).call(url, from: "e6").codes == ["X_DNS_NODATA"], "off unless a topology says so")
    #expect(try translating(true, nat64: false).call(url, from: "e6").codes == ["NO_ROUTE_TO_DESTINATION"])
    // A name with an IPv6 address keeps it.
    #expect(try translating(true).call(Self.known, from: "e6").codes == ["NO_ROUTE_TO_DESTINATION"])
    #expect(
      try translating(true, ipv6: .egressOnlyInternetGateway("eigw")).call(Self.known, from: "e6").verdict == .reachable
    )
  }

  @Test("DNS64: of a name that the input does not show, nobody knows whether it has an IPv6 address of its own")
  func dns64OfUnseenName() throws {
    let both = translating(true, ipv6: .egressOnlyInternetGateway("eigw"))
    #expect(try both.call(Self.unseen, from: "e6").verdict == .reachable)
    #expect(try translating(true).call(Self.unseen, from: "e6").verdict == .undetermined)
    #expect(try translating(true, nat64: false).call(Self.unseen, from: "e6").verdict == .unreachable)
    #expect(try translating(false).call(Self.unseen, from: "e6").verdict == .unreachable)
  }

  @Test("NAT64 leads to a host of the VPC as well, by its private address", arguments: [true, false])
  func dns64ToTheVPC(hasRoute: Bool) throws {
    let network = network(ipv6: nil) { t in
      t.topology.subnets[3].enableDns64 = true
      t.interface("server", in: "s4", "10.0.4.80")
      t.routeTable("rtb-6", in: "vpc-a", subnets: ["s6"])
      if hasRoute { t.route(in: "rtb-6", "64:ff9b::/96", .natGateway("nat")) }
      t.zone("Z1", "example.com", in: ["vpc-a"], ["app A 10.0.4.80"])
    }
    let answer = try network.call("http://app.example.com/", from: "e6")
    #expect(answer.verdict == (hasRoute ? .reachable : .unreachable), "\(answer.summary) \(answer.codes)")
    if !hasRoute { #expect(answer.codes == ["NO_ROUTE_TO_DESTINATION"]) }
  }

  @Test("NAT64 leads on premises as well, over the NAT gateway's own routes")
  func dns64OnPremises() throws {
    func answer(hasRoute: Bool) throws -> Answer {
      try network(ipv6: nil) { t in
        t.topology.subnets[3].enableDns64 = true
        t.vpnGateway("vgw", in: "vpc-a")
        t.site("dc", "192.168.0.0/16")
        t.virtualInterface("vif", vpnGateway: "vgw", site: "dc", advertised: ["192.168.0.0/16"])
        t.routeTable("rtb-6", in: "vpc-a", subnets: ["s6"], ["64:ff9b::/96": .natGateway("nat")])
        if hasRoute { t.route(in: "rtb-n", "192.168.0.0/16", .vpnGateway("vgw")) }
        t.zone("Z1", "example.com", in: ["vpc-a"], ["app A 192.168.0.9"])
      }.call("http://app.example.com/", from: "e6")
    }
    let open = try answer(hasRoute: true)
    #expect(open.verdict == .reachable, "\(open.summary) \(open.codes)")
    #expect(open.legs.last?.forward.last?.component.id == "dc")
    #expect(try answer(hasRoute: false).verdict == .unreachable)
  }

  // MARK: On premises

  private func site(
    routes: KeyValuePairs<String, String>? = nil, _ link: (inout TopologyBuilder) -> Void
  ) -> Network {
    world { t in
      t.families()
      t.interface("server", in: "s1", "10.0.9.10", "2001:db8:a:9::10")
      t.vpnGateway("vgw", in: "vpc-a")
      t.routeTable(
        "rtb", in: "vpc-a", main: true,
        ["192.168.0.0/16": .vpnGateway("vgw"), "fd00:50::/32": .vpnGateway("vgw")])
      t.site("dc", "192.168.0.0/16", "fd00:50::/32", routes: routes)
      t.dnsServer(
        "bind", site: "dc", "192.168.0.53",
        zones: ["example.com": ["both A 10.0.9.10", "both AAAA 2001:db8:a:9::10", "six AAAA 2001:db8:a:9::10"]])
      link(&t)
    }
  }

  @Test("VGW-04, by URL: a VPN on a virtual private gateway carries the IPv4 answer only")
  func overVPN() throws {
    let network = site(routes: ["10.0.0.0/16": "vpn", "2001:db8:a::/56": "vpn"]) { t in
      t.customerGateway("cgw", site: "dc")
      t.vpnConnection(
        "vpn", customerGateway: "cgw", vpnGateway: "vgw", advertised: ["192.168.0.0/16", "fd00:50::/32"])
    }
    let answer = try network.call("http://both.example.com/", from: "dc")
    #expect(answer.verdict == .partial, "\(answer.summary)")
    #expect(!answer.codes.isEmpty && Set(answer.codes) == ["X_VGW_VPN_NO_IPV6"])
    #expect(try network.call("http://both.example.com/", from: "192.168.0.9").verdict == .reachable)
    let six = try network.call("http://six.example.com/", from: "dc")
    #expect(six.verdict == .unreachable && Set(six.codes) == ["X_VGW_VPN_NO_IPV6"])
    #expect(try network.call("http://six.example.com/", from: "192.168.0.9").codes == ["X_DNS_NODATA"])
  }

  @Test("6.1.4: Direct Connect carries both")
  func overDirectConnect() throws {
    let network = site { t in
      t.virtualInterface("vif", vpnGateway: "vgw", site: "dc", advertised: ["192.168.0.0/16", "fd00:50::/32"])
    }
    for name in ["both", "six"] {
      let answer = try network.call("http://\(name).example.com/", from: "dc")
      #expect(answer.verdict == .reachable, "\(name): \(answer.summary) \(answer.codes)")
    }
  }
}
