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
        ✓ resolved
        web-1 resolves orders.corp.example to 10.0.1.4, 10.0.2.4.

        A: 10.0.1.4, 10.0.2.4
          ✓ VPC hub: delivered to the VPC's resolver
          ✓ hosted zone corp.example: forwarded
              by orders.corp.example A alias of
                api.execute-api.us-east-1.vpce.amazonaws.com
          ✓ VPC endpoint api: answered by A 10.0.1.4, 10.0.2.4

        """)
  }

  @Test("what is no domain name", arguments: ["a..b", "https://a.example", "a.example:53", "10.0.0.1", "a/b", "."])
  func noName(_ name: String) {
    let ran = Self.fixture().run(["resolve", "web-1", name])
    #expect(ran.status == 64)
    #expect(ran.errors.hasPrefix("error: `\(name)` is no domain name: "))
  }

  @Test("a query that is lost shows where, and what the name would lead to")
  func blocked() {
    let ran = Self.fixture(ingress: "udp 5353 from 192.168.0.0/16").run(
      "resolve office abc.execute-api.us-east-1.amazonaws.com")
    #expect(ran.status == 1)
    #expect(
      ran.output == """
        ✗ not resolved
        office cannot resolve abc.execute-api.us-east-1.amazonaws.com.
        What the client sees: the name lookup fails (SERVFAIL) or times out.

        A: SERVFAIL (else 10.0.1.4, 10.0.2.4)
        Query 1: office to bind
          ✓ name server bind: forwarded
              by execute-api.us-east-1.amazonaws.com → 10.0.1.5, 10.0.2.5
        Query 2: bind to inbound
          ✓ site office: forwarded by 10.0.0.0/16 learned over vpn
          ✓ VPN connection vpn: forwarded
          ✓ virtual private gateway vgw: forwarded
          ✓ network ACL hub/default-acl, entering subnet: allowed
              by #100 allow all 0.0.0.0/0
          ✗ security group dns, inbound: blocked, see 1 below
              (from here on the way is shown as if it had passed)
          ✓ network interface inbound (inbound/eth0): delivered
          ✓ Resolver endpoint inbound: delivered to 10.0.1.5
          ✓ VPC hub: delivered to the VPC's resolver
          ✓ VPC endpoint api: answered
              by private DNS of execute-api.us-east-1.amazonaws.com: A 10.0.1.4,
                10.0.2.4

        What blocks it
          1. ENI_SG_RULES_MISMATCH at security group dns, inbound
             no inbound rule of security group dns on inbound allows it
             refuses: udp 192.168.0.53:1024-65535 → 10.0.1.5:53
             nearly: udp 5353 from 192.168.0.0/16 (line 8): the traffic goes to port 53,
               not 5353
             nearly: tcp 53 from 192.168.0.0/16 (line 8): the traffic is udp, not tcp
             written at shop.canreach.yaml:8:22

        What would open it
          - add an ingress rule to security group dns that allows udp 53 from
            192.168.0.53/32

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
    #expect(Self.fixture().run("resolve web-1 10.0.1.9").status == 64)
    #expect(Self.fixture().run("resolve web-1:80 orders.corp.example").status == 64)
  }
}
