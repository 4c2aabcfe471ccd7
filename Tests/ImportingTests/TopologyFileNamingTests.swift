import Addressing
import NetworkModel
import Testing

@testable import Importing

@Suite("Topology file: names")
struct TopologyFileNamingTests {
  static let text = """
    canreach: 1
    account: "111111111111"
    vpcs:
      hub:
        cidr: 10.0.0.0/16
        enableDnsHostnames: true
        subnets: {a: 10.0.1.0/24, b: {cidr: 10.0.2.0/24, zone: b}}
        endpoints:
          api: {service: execute-api, subnets: [a, b], dnsRecordIpType: ipv4}
        loadBalancers:
          front: {type: network, subnets: [a]}
        resolverEndpoints:
          inbound: {direction: inbound, subnets: [a, b], privateIp: [10.0.1.53, 10.0.2.53]}
          outbound: {direction: outbound, subnets: [a]}
      spoke: {cidr: 10.1.0.0/16}
    sites:
      office: 192.168.0.0/16
    dnsServers:
      bind:
        address: 192.168.0.53
        site: office
        forwarders: {corp.example: inbound, other.example: [10.9.9.9]}
        zones:
          office.example: {printer: 192.168.0.9}
    healthChecks:
      east: {status: unhealthy}
      all: {children: [east], inverted: true}
    hostedZones:
      corp.example:
        vpcs: [hub, spoke]
        records:
          "@": [10.0.1.9, 2001:db8::9]
          "*.apps": {alias: api}
          front: {alias: front, type: [A, AAAA], evaluateTargetHealth: true}
          www: {cname: front.corp.example}
          eu: {ns: ns1.eu.corp.example}
          db:
            - {value: 10.0.1.7, failover: primary, healthCheck: east}
            - {value: 10.0.1.8, failover: secondary}
          share: [{value: 10.0.1.1, weight: 1}, {value: 10.0.1.2, weight: 3}]
          near: [{value: 10.0.1.3, latencyRegion: us-east-1}, {value: 10.0.1.4, country: DE}, {value: 10.0.1.5, country: "*"}]
      public: {domain: example.com}
    resolverRules:
      office.example: {targets: bind, endpoint: outbound, vpcs: hub}
      inside: {domain: aws.office.example, type: system, vpcs: [hub]}
    dnsFirewalls:
      guard:
        vpcs: {hub: 101}
        rules:
          - {priority: 10, action: allow, domains: "*.example.com", trustRedirection: true}
          - {priority: 20, action: block, domains: ["*"], response: NXDOMAIN}
    profiles:
      shared: {vpcs: {spoke: 200}, hostedZones: corp.example, endpoints: [api], dnsFirewalls: {guard: 300}}
    """

  static func read(_ text: String) -> (topology: Topology, diagnostics: [String]) {
    let (topology, diagnostics) = TopologyFileReader.read(text, file: "a.yaml")
    return (topology, diagnostics.map(\.description))
  }

  @Test("everything that decides names can be written in a few lines")
  func reads() throws {
    let (topology, diagnostics) = Self.read(Self.text)
    #expect(diagnostics == [])
    #expect(topology.resolverEndpoints.map(\.direction) == [.inbound, .outbound])
    #expect(topology.resolverEndpoints[0].addresses == ["10.0.1.53", "10.0.2.53"].compactMap { IPAddress($0) })
    #expect(topology.resolverEndpoints[1].addresses?.map(\.description) == ["10.0.1.6"])
    #expect(topology.vpcEndpoints[0].dnsOptions.dnsRecordIpType == "ipv4")
    let server = topology.dnsServers[0]
    #expect(server.siteId == "office")
    #expect(server.forwarders.map(\.targets.count) == [2, 1])
    #expect(server.zones[0].recordSets.map(\.name.text) == ["printer.office.example"])
    #expect(topology.healthChecks.map(\.status) == [.unhealthy, nil])
    #expect(topology.healthChecks[1].type == .calculated(children: ["east"], threshold: 1))
    #expect(topology.resolverRules.map(\.ruleType) == [.forward, .system])
    #expect(topology.resolverRules[0].targets.map(\.address) == [IPAddress("192.168.0.53")])
    #expect(topology.resolverRules[0].resolverEndpointId == "outbound")
    #expect(topology.dnsFirewallRuleGroups[0].rules?.map(\.action) == [.allow, .blockWithNXDOMAIN])
    #expect(topology.dnsFirewallRuleGroups[0].associations == [.init("hub", priority: 101)])
    #expect(topology.route53Profiles[0].associations == [.init("spoke", priority: 200)])
    #expect(topology.route53Profiles[0].firewallRuleGroups == [.init("guard", priority: 300)])
  }

  @Test("records of every kind")
  func records() throws {
    let (topology, _) = Self.read(Self.text)
    let zone = topology.hostedZones[0]
    #expect(zone.isPrivate)
    #expect(zone.vpcIds == ["hub", "spoke"])
    #expect(!topology.hostedZones[1].isPrivate)
    #expect(topology.hostedZones[1].domainName.text == "example.com")
    func found(_ name: String) -> [RecordSet] {
      zone.recordSets?.filter { $0.name.text == "\(name)corp.example" } ?? []
    }
    #expect(found("").map(\.type) == [.a, .aaaa])
    #expect(found("*.apps.").first?.alias?.dnsName.text == "api.execute-api.us-east-1.vpce.amazonaws.com")
    #expect(found("front.").map(\.type) == [.a, .aaaa])
    #expect(found("front.").first?.alias?.evaluateTargetHealth == true)
    #expect(found("front.").first?.alias?.dnsName.text == topology.loadBalancers.first?.dnsName)
    #expect(found("www.").first?.type == .cname)
    #expect(found("eu.").first?.type == .ns)
    #expect(found("db.").map(\.routing) == [.failover(.primary), .failover(.secondary)])
    #expect(found("db.").map(\.healthCheckId) == ["east", nil])
    #expect(found("share.").map(\.routing) == [.weighted(1), .weighted(3)])
    #expect(
      found("near.").map(\.routing) == [
        .latency(region: "us-east-1"), .geolocation(.init(countryCode: "DE")), .geolocation(.init()),
      ])
    #expect(zone.recordSets?.allSatisfy { $0.source != nil } == true)
  }

  @Test(
    "mistakes are named, with what to write",
    arguments: [
      ("hostedZones: {corp.example: {vpcs: hob}}", "there is no VPC `hob`"),
      ("hostedZones: {corp.example: {records: {a: front}}}", "`front` is not an address"),
      ("hostedZones: {corp.example: {records: {a: {weight: 3}}}}", "the record has no value"),
      ("hostedZones: {corp.example: {records: {a: {cname: x, alias: y}}}}", "the record has `cname` and `alias`"),
      ("resolverRules: {corp.example: {targets: 10.0.0.1}}", "needs `endpoint`"),
      ("resolverRules: {corp.example: {type: system, tragets: x}}", "has no key `tragets`"),
      ("dnsServers: {bind: {}}", "needs `address`"),
      ("dnsFirewalls: {guard: {rules: [{priority: 1, action: block}]}}", "needs `domains`"),
      ("profiles: {shared: {dnsFirewalls: {guard: 1}}}", "there is no DNS Firewall rule group `guard`"),
    ])
  func mistakes(_ line: String, _ message: String) {
    let (_, diagnostics) = Self.read("canreach: 1\n\(line)\n")
    #expect(diagnostics.contains { $0.contains(message) }, "\(diagnostics)")
  }
}
