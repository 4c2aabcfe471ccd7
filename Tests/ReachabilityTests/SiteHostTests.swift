import Reachability
import TestKit
import Testing

/// What has a name on premises is an end like its site, with its own addresses.
@Suite("hosts of sites")
struct SiteHostTests {
  private let network = world { t in
    t.vpc("vpc-a", "10.0.0.0/16", "2001:db8:a::/56")
    t.subnet("a1", in: "vpc-a", "10.0.1.0/24", "2001:db8:a:1::/64")
    t.securityGroup("sg-e", in: "vpc-a", ingress: ["tcp 443 from 192.168.7.0/24"], egress: ["all to 0.0.0.0/0"])
    t.interface("e1", in: "a1", "10.0.1.10", groups: ["sg-e"])
    t.vpnGateway("vgw-a", in: "vpc-a")
    t.site("dc", "192.168.0.0/16")
    t.siteHost("server", in: "dc", "192.168.7.20/32")
    t.siteHost("browsers", in: "dc", "192.168.64.0/18", "192.168.7.0/25")
    t.siteHost("lost", in: "elsewhere", "10.9.0.0/16")
    t.customerGateway("cgw", site: "dc")
    t.vpnConnection("vpn-1", customerGateway: "cgw", vpnGateway: "vgw-a", advertised: ["192.168.0.0/16"])
    t.routeTable("rtb-a", in: "vpc-a", main: true, ["192.168.0.0/16": .vpnGateway("vgw-a")])
  }

  @Test("each with its own addresses: what the group admits of them")
  func addresses() throws {
    let server = try network.answer(Query(from: "server", to: "e1", port: "443"))
    #expect(server.verdict == .reachable)
    #expect(server.legs.first?.from == "server")
    #expect(server.summary.hasPrefix("server can reach e1"))
    let browsers = try network.answer(Query(from: "browsers", to: "e1", port: "443"))
    #expect(browsers.verdict == .partial)
    #expect(browsers.blockers.map(\.code) == [.eniSgRulesMismatch])
    #expect(browsers.blockers.first?.traffic.description.contains("192.168.64.0/18") == true)
    #expect(try network.answer(Query(from: "dc", to: "e1", port: "443")).legs.first?.from == "dc")
  }

  @Test("as TO, and of a site that is not there")
  func receiving() throws {
    #expect(try network.answer(Query(from: "e1", to: "server", port: "22")).legs.last?.to == "server")
    #expect(throws: QueryError.self) { try network.answer(Query(from: "lost", to: "e1", port: "443")) }
    do {
      _ = try network.answer(Query(from: "lost", to: "e1", port: "443"))
    } catch {
      #expect(error.status == 66)
      #expect(error.message == "the site `elsewhere` of `lost` is not in the input")
    }
  }
}
