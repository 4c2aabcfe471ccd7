import NetworkModel
import Reachability
import TestKit
import Testing

/// Peering, Profiles, DNS Firewall, private DNS of endpoints, associations.
/// https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/profiles.html
@Suite("Vectors: names, A9 to A13")
struct ProfileAndFirewallVectorTests {
  static func peered(flag: Bool, status: String = "active", hostnames: Bool = true) -> Network {
    world { t in
      t.vpc("vpc-a", "10.0.0.0/16")
      t.vpc("vpc-b", "10.1.0.0/16")
      t.subnet("a1", in: "vpc-a", "10.0.1.0/24")
      t.subnet("b1", in: "vpc-b", "10.1.1.0/24")
      t.peering("pcx-1", "vpc-a", "vpc-b")
      t.topology.vpcPeeringConnections[0].accepter.allowDnsResolutionFromRemoteVpc = flag
      t.topology.vpcPeeringConnections[0].status = status
      t.dns("vpc-a")
      t.dns("vpc-b", hostnames: hostnames)
      t.interface("e1", in: "a1", "10.0.1.10")
      t.interface("e2", in: "b1", "10.1.1.10", publicIP: "54.1.2.3")
      t.zone("Z1", "corp.example", in: ["vpc-a"], ["a A 10.0.0.7"])
    }
  }

  private static let publicName = "ec2-54-1-2-3.compute-1.amazonaws.com"

  @Test("A9-1, A9-2: the other side's flag makes its public names lead to private addresses")
  func peeringOption() {
    expect(Self.peered(flag: false), "e1 \(Self.publicName)", "54.1.2.3")
    expect(Self.peered(flag: true), "e1 \(Self.publicName)", "10.1.1.10")
    expect(Self.peered(flag: true, status: "deleted"), "e1 \(Self.publicName)", "54.1.2.3")
    // Within the VPC itself the public name always leads to the private address.
    expect(Self.peered(flag: false), "e2 \(Self.publicName)", "10.1.1.10")
    expect(Self.peered(flag: false), "internet \(Self.publicName)", "54.1.2.3")
  }

  @Test("A9-3: the flag shares no private zone")
  func peeringSharesNoZone() {
    expect(Self.peered(flag: true), "e2 a.corp.example", "NXDOMAIN", code: "X_DNS_PUBLIC_ANSWER", at: "Z1")
  }

  @Test("A10-1: the VPC's own zone wins over a Profile's of the same name")
  func ownZone() {
    let network = oneVPC { t in
      t.zone("Z1", "example.com", in: ["vpc-a"], ["@ A 10.0.0.1"])
      t.zone("Z2", "example.com", in: [], ["@ A 10.0.0.2"])
      t.profile("rp-1", in: ["vpc-a": nil], zones: ["Z2"])
    }
    expect(network, "e1 example.com", "10.0.0.1")
  }

  @Test("A10-2: the more specific zone wins, whoever brings it")
  func specificZone() {
    let network = oneVPC { t in
      t.zone("Z1", "example.com", in: ["vpc-a"], ["test A 10.0.0.1"])
      t.zone("Z2", "test.example.com", in: [], ["@ A 10.0.0.2"])
      t.profile("rp-1", in: ["vpc-a": nil], zones: ["Z2"])
    }
    expect(network, "e1 test.example.com", "10.0.0.2")
  }

  @Test("A10-3: of two Profiles the one with the lower number wins")
  func priority() {
    let network = oneVPC { t in
      t.zone("Z1", "example.com", in: [], ["@ A 10.0.0.1"])
      t.zone("Z2", "example.com", in: [], ["@ A 10.0.0.2"])
      t.profile("rp-1", in: ["vpc-a": 200], zones: ["Z1"])
      t.profile("rp-2", in: ["vpc-a": 100], zones: ["Z2"])
    }
    expect(network, "e1 example.com", "10.0.0.2")
  }

  @Test("A10: a Profile's rule against the VPC's own zone is open where they differ")
  func ruleOfProfile() {
    func network(_ answer: String) -> Network {
      oneVPC { t in
        t.target(["example.com": ["@ A \(answer)"]])
        t.zone("Z1", "example.com", in: ["vpc-a"], ["@ A 10.0.0.1"])
        t.resolverRule("rr-1", "example.com", to: ["10.0.1.53"], by: "out", in: [])
        t.profile("rp-1", in: ["vpc-a": nil], rules: ["rr-1"])
      }
    }
    #expect(expect(network("10.0.0.2"), "e1 example.com", "10.0.0.2", "10.0.0.1").verdict == .undetermined)
    #expect(expect(network("10.0.0.1"), "e1 example.com", "10.0.0.1").verdict == .reachable)
  }

  @Test("A10: an endpoint that a Profile brings has its private names there too")
  func endpointOfProfile() {
    let network = world { t in
      t.vpc("vpc-hub", "10.0.0.0/16")
      t.subnet("h1", in: "vpc-hub", "10.0.1.0/24")
      t.vpc("vpc-spoke", "10.1.0.0/16")
      t.subnet("s1", in: "vpc-spoke", "10.1.1.0/24")
      t.dns("vpc-hub")
      t.dns("vpc-spoke")
      t.interface("e1", in: "s1", "10.1.1.10")
      t.interfaceEndpoint("vpce-1", in: ["h1": "10.0.1.20"], service: "com.amazonaws.us-east-1.sqs")
      t.privateDNS("vpce-1")
      t.profile("rp-1", in: ["vpc-spoke": 100], endpoints: ["vpce-1"])
    }
    expect(network, "e1 sqs.us-east-1.amazonaws.com", "10.0.1.20")
  }

  static func firewalled(_ rules: [DNSFirewallRuleGroup.Rule]) -> Network {
    oneVPC { t in
      t.zone("Z1", "example.com", in: ["vpc-a"], ["a CNAME b.cdn.net", "plain A 10.0.0.7"])
      t.zone("Z2", "cdn.net", ["b A 203.0.113.7"])
      t.dnsFirewall("rslvr-frg-1", in: ["vpc-a": 101], rules)
    }
  }

  static func rules(trusting: Bool = false, action: DNSFirewallRuleGroup.Action = .blockWithNoData)
    -> [DNSFirewallRuleGroup.Rule]
  {
    [
      .init("everything", priority: 20, action: action, domains: ["*"]),
      .init("ours", priority: 10, action: .allow, domains: ["*.example.com"], trustsRedirection: trusting),
    ]
  }

  @Test("A11-1: the first rule that matches decides")
  func firewall() {
    let network = Self.firewalled(Self.rules())
    expect(network, "e1 foo.net", "NODATA", code: "X_DNS_FIREWALL", at: "rslvr-frg-1")
    expect(network, "e1 plain.example.com", "10.0.0.7")
    // `*.example.com` is what is below the name.
    expect(network, "e1 example.com", "NODATA", code: "X_DNS_FIREWALL")
    expect(
      Self.firewalled(Self.rules(action: .blockWithNXDOMAIN)), "e1 foo.net", "NXDOMAIN", code: "X_DNS_FIREWALL")
  }

  @Test("A11-2: every name of a chain is looked at")
  func firewallChain() {
    let resolution = expect(
      Self.firewalled(Self.rules()), "e1 a.example.com", "NODATA", code: "X_DNS_FIREWALL", at: "rslvr-frg-1")
    #expect(resolution.answers[0].blockers[0].message.contains("b.cdn.net"))
  }

  @Test("A11-3: unless the rule that allowed it trusts where it leads")
  func firewallTrust() {
    expect(Self.firewalled(Self.rules(trusting: true)), "e1 a.example.com", "203.0.113.7")
  }

  @Test("A11: a domain list that is not seen: AWS's own is taken not to match, another leaves it open")
  func firewallUnseen() {
    func network(managed: String?) -> Network {
      Self.firewalled([
        .init("threats", priority: 1, action: .blockWithNXDOMAIN, domains: nil, managedListName: managed)
      ])
    }
    #expect(
      resolve(network(managed: "AWSManagedDomainsMalwareDomainList"), "e1 plain.example.com").verdict == .reachable)
    #expect(resolve(network(managed: nil), "e1 plain.example.com").verdict == .undetermined)
  }

  static func storage() -> Network {
    NameServerVectorTests.onPremises { t in
      t.prefixList("pl-s3", ["52.216.0.0/15"])
      t.gatewayEndpoint("vpce-gw", in: "vpc-a", service: "s3", prefixList: "pl-s3", tables: ["rtb-a"])
      t.interfaceEndpoint("vpce-s3", in: ["a1": "10.0.1.20"], service: "com.amazonaws.us-east-1.s3")
      t.privateDNS("vpce-s3", onlyInbound: true)
      t.resolverEndpoint("in", .inbound, in: ["a1": "10.0.1.5"])
      t.dnsServer("bind", site: "dc", "10.2.0.53", forwarders: ["amazonaws.com": ["10.0.1.5"]])
      t.interface("e1", in: "a1", "10.0.1.11")
    }
  }

  @Test("A12-1: private names for inbound queries only: the VPC gets the public ones")
  func onlyInbound() {
    expect(Self.storage(), "e1 s3.us-east-1.amazonaws.com", "a public address of s3 in us-east-1")
  }

  @Test("A12-2: what comes by the inbound endpoint gets the endpoint's addresses")
  func onlyInboundFromSite() {
    expect(Self.storage(), "dc/10.1.5.5 s3.us-east-1.amazonaws.com", "10.0.1.20")
    expect(Self.storage(), "dc/10.1.5.5 bucket.s3.us-east-1.amazonaws.com", "10.0.1.20")
  }

  static func hub(privateDNS: Bool, zone: Bool) -> Network {
    world { t in
      t.region = "eu-west-1"
      t.vpc("vpc-hub", "10.0.0.0/16")
      t.subnet("h1", in: "vpc-hub", "10.0.1.0/24", "2001:db8:1:1::/64")
      t.vpc("vpc-spoke", "10.1.0.0/16")
      t.subnet("s1", in: "vpc-spoke", "10.1.1.0/24")
      t.dns("vpc-hub")
      t.dns("vpc-spoke")
      t.interface("e1", in: "s1", "10.1.1.10")
      t.interface("e2", in: "h1", "10.0.1.10")
      t.interfaceEndpoint("vpce-1", in: ["h1": "10.0.1.20"], service: "com.amazonaws.eu-west-1.execute-api")
      t.privateDNS("vpce-1", privateDNS)
      if zone {
        t.zone(
          "Z1", "execute-api.eu-west-1.amazonaws.com", in: ["vpc-spoke"],
          ["* A alias vpce-1-x.execute-api.eu-west-1.vpce.amazonaws.com"])
      }
    }
  }

  @Test("A12-3: private DNS is the endpoint's own VPC's")
  func ownVPC() {
    let network = Self.hub(privateDNS: true, zone: false)
    expect(network, "e2 abc.execute-api.eu-west-1.amazonaws.com", "10.0.1.20")
    let resolution = expect(
      network, "e1 abc.execute-api.eu-west-1.amazonaws.com", "a public address of execute-api in eu-west-1")
    #expect(resolution.answers[0].privateAnswer?.component.id == "vpce-1")
    // Switched off, it is nobody's.
    let off = resolve(Self.hub(privateDNS: false, zone: false), "e2 abc.execute-api.eu-west-1.amazonaws.com")
    #expect(off.answers[0].privateAnswer?.rule == "privateDnsEnabled = false")
  }

  @Test("A12-4: a zone of one's own takes its place")
  func ownZoneForEndpoint() {
    let resolution = expect(
      Self.hub(privateDNS: false, zone: true), "e1 abc.execute-api.eu-west-1.amazonaws.com", "10.0.1.20")
    #expect(resolution.answeredBy == "vpce-1")
  }

  @Test("A12: the types that an endpoint's names have")
  func recordTypes() {
    func network(_ type: String?) -> Network {
      oneVPC { t in
        t.interfaceEndpoint("vpce-1", in: ["a1": "10.0.1.20"], service: "com.amazonaws.us-east-1.sqs")
        t.topology.networkInterfaces[t.topology.networkInterfaces.count - 1].privateAddresses.append(
          .init("2001:db8:a:1::20")!)
        t.privateDNS("vpce-1", recordType: type)
      }
    }
    expect(network("dualstack"), "e1 sqs.us-east-1.amazonaws.com AAAA", "2001:db8:a:1::20")
    expect(network("ipv4"), "e1 sqs.us-east-1.amazonaws.com AAAA", "NODATA", code: "X_DNS_NODATA", at: "vpce-1")
    expect(network("ipv6"), "e1 sqs.us-east-1.amazonaws.com", "NODATA", code: "X_DNS_NODATA", at: "vpce-1")
    // The other family's answer is enough.
    #expect(
      network("ipv4").resolve("sqs.us-east-1.amazonaws.com", from: Ends.named("e1", network("ipv4"))!).verdict
        == .reachable)
  }

  @Test("A12: a third party's private name has to be proved its own")
  func verification() {
    func network(_ isVerified: Bool?) -> Network {
      oneVPC { t in
        t.interfaceEndpoint("vpce-1", in: ["a1": "10.0.1.20"], service: "com.amazonaws.vpce.us-east-1.vpce-svc-1")
        t.privateDNS("vpce-1")
        t.topology.vpcEndpointServices.append(
          VPCEndpointService(
            Identity("vpce-svc-1", account: "111111111111", region: "us-east-1"),
            serviceName: "com.amazonaws.vpce.us-east-1.vpce-svc-1", privateDnsName: "orders.example.net"))
        t.topology.vpcEndpointServices[0].isPrivateDnsNameVerified = isVerified
      }
    }
    expect(network(true), "e1 orders.example.net", "10.0.1.20")
    expect(network(false), "e1 orders.example.net", "a public address")
  }

  @Test("A13-1, A13-2: associations count, authorisations do not")
  func associations() {
    let network = oneVPC { t in
      t.zone("Z1", "corp.example", in: [], ["a A 10.0.0.7"])
      t.account = "222222222222"
      t.zone("Z2", "shared.example", in: ["vpc-a"], ["a A 10.0.0.8"])
    }
    expect(network, "e1 a.corp.example", "NXDOMAIN", code: "X_DNS_PUBLIC_ANSWER", at: "Z1")
    expect(network, "e1 a.shared.example", "10.0.0.8")
  }
}
