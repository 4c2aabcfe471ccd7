import Testing

@Suite("lint: several Regions, and on premises") struct RegionRulesTests {
  private func zone(_ records: String, rest: String = "") -> String {
    network(
      endpoint: "dnsNames: edge.execute-api.us-east-1.vpce.amazonaws.com",
      rest: "hostedZones: {corp.example: {vpcs: app, records: {api: [\(records)]}}}\n" + rest)
  }
  private let secondary = "{alias: far.execute-api.us-west-2.vpce.amazonaws.com, failover: secondary}"

  @Test("AGW-094: records that never give way")
  func failover() {
    expectFinding(
      "AGW-094", at: "corp.example", saying: "`api.corp.example` (A)",
      "the primary `edge.execute-api.us-east-1.vpce.amazonaws.com` has neither",
      in: zone("{alias: edge, failover: primary}, \(secondary)"))
    expectNothing(
      "AGW-094", in: zone("{alias: edge, failover: primary, evaluateTargetHealth: true}, \(secondary)"))
    expectNothing(
      "AGW-094",
      in: zone(
        "{alias: edge, failover: primary, healthCheck: check}, \(secondary)",
        rest: "healthChecks: {check: {status: healthy}}\n"))
    expectFinding(
      "AGW-094", at: "corp.example", saying: "the one of weight 10", "the one of weight 20",
      in: zone("{alias: edge, weight: 10}, {alias: far.execute-api.us-west-2.vpce.amazonaws.com, weight: 20}"))
    // Names that have nothing to do with APIs.
    expectNothing("AGW-094", in: zone("{value: 10.9.0.1, failover: primary}, {value: 10.9.0.2, failover: secondary}"))
  }

  @Test("AGW-095: health checks of private addresses")
  func privateAddress() {
    expectFinding(
      "AGW-095", at: "check", saying: "10.0.1.10", in: network(rest: "healthChecks: {check: {address: 10.0.1.10}}\n"))
    expectFinding(
      "AGW-095", at: "check", saying: "`edge.execute-api.us-east-1.vpce.amazonaws.com`",
      in: network(rest: "healthChecks: {check: {domainName: edge.execute-api.us-east-1.vpce.amazonaws.com}}\n"))
    expectNothing("AGW-095", in: network(rest: "healthChecks: {check: {address: 203.0.113.9}}\n"))
    expectNothing("AGW-095", in: network(rest: "healthChecks: {check: {domainName: www.example.com}}\n"))
  }

  @Test("AGW-096: the alarm beside what it guards")
  func alarm() {
    func world(_ region: String) -> String {
      zone(
        "{alias: edge, failover: primary, healthCheck: check}, \(secondary)",
        rest: "healthChecks: {check: {alarmRegion: \(region)}}\n")
    }
    expectFinding(
      "AGW-096", at: "corp.example", saying: "the primary is in us-east-1", "health check check", in: world("us-east-1")
    )
    expectNothing("AGW-096", in: world("us-west-2"))
  }

  @Test("AGW-097: reserved paths")
  func reserved() {
    func world(_ path: String, _ domain: String) -> String {
      network("allow: edge\nmethods: {GET \(path): mock}\n", rest: domain)
    }
    let domain = "domainNames: {api.corp.example: {vpcEndpoints: edge, allow: edge, mappings: {/: orders/prod}}}\n"
    expectFinding("AGW-097", at: "orders", saying: "`/ping`", "api.corp.example", in: world("/ping", domain))
    expectNothing("AGW-097", in: world("/ping", ""))
    expectNothing("AGW-097", in: world("/v1/ping", domain))
  }

  @Test("AGW-098: the zone and the inbound endpoint")
  func inboundZone() {
    func world(_ vpcs: String) -> String {
      network(
        vpcs: """
          dns:
            cidr: 10.3.0.0/16
            enableDnsHostnames: true
            subnets: {d: 10.3.1.0/24, e: {cidr: 10.3.2.0/24, zone: b}}
            resolverEndpoints: {inbound: {direction: inbound, subnets: [d, e]}}
          """,
        rest: """
          hostedZones: {corp.example: {vpcs: \(vpcs), records: {api: {alias: edge}}}}
          sites: {office: 192.168.0.0/16}
          dnsServers: {bind: {address: 192.168.0.53, site: office, forwarders: {corp.example: inbound}}}

          """)
    }
    expectFinding(
      "AGW-098", at: "corp.example", saying: "bind forwards `corp.example` to inbound in dns", "associated with app",
      "`api.corp.example`", in: world("app"))
    expectNothing("AGW-098", in: world("[app, dns]"))
    // Another zone of that VPC has the name.
    expectNothing(
      "AGW-098",
      in: world("app").replacing(
        "hostedZones: {", with: "hostedZones: {other: {domain: corp.example, vpcs: dns, records: {api: 10.3.1.9}}, "))
  }

  @Test("AGW-099: the inbound endpoint itself")
  func inbound() {
    func world(_ subnets: String, _ group: String) -> String {
      network(
        app: "resolverEndpoints: {inbound: {direction: inbound, subnets: \(subnets), securityGroups: dns}}"
      ).replacing("client: []}", with: "client: [], dns: [\(group)]}")
    }
    let both = "tcp 53 from 192.168.0.0/16, udp 53 from 192.168.0.0/16"
    expectFinding("AGW-099", at: "inbound", saying: "us-east-1a only", in: world("a", both))
    expectFinding(
      "AGW-099", at: "inbound", saying: "dns of inbound does not admit TCP 53",
      in: world("[a, b]", "udp 53 from 192.168.0.0/16"))
    expectNothing("AGW-099", in: world("[a, b]", both))
    let office = """
      sites: {office: 192.168.0.0/16}
      dnsServers: {bind: {address: 192.168.0.53, site: office, forwarders: {corp.example: inbound}}}

      """
    expectFinding(
      "AGW-099", at: "inbound", saying: "does not admit UDP 53 from bind (192.168.0.53)",
      in: world("[a, b]", "tcp 53 from 192.168.0.0/16, udp 53 from 192.168.7.0/24") + office)
    expectNothing("AGW-099", in: world("[a, b]", both) + office)
  }
}
