import Foundation
import NetworkModel
import Reachability
import Testing

@testable import Importing

/// What inputs say of TLS: listeners, hosts and their clients, and what calls make of it.
@Suite("TLS in topology files and snapshots")
struct TLSInputTests {
  private static let file = """
    vpcs:
      v:
        cidr: 10.0.0.0/16
        enableDnsHostnames: true
        subnets: {a: 10.0.1.0/24, b: {cidr: 10.0.2.0/24, zone: b}}
        securityGroups: {all: {ingress: [all from 0.0.0.0/0]}}
        instances:
          new: {subnet: a, securityGroups: all, tls: {certificate: true, privateAuthorities: false}}
          old: {subnet: a, securityGroups: all, tls: [1.0, 1.1]}
          web: {subnet: a, securityGroups: all, privateIp: 10.0.1.20, speaks: {80: plaintext, 443: shop, 8443: tls}}
        loadBalancers:
          front:
            subnets: [a, b]
            securityGroups: all
            listeners:
              - port: 443
                protocol: HTTPS
                certificates: shop
                sslPolicy: ELBSecurityPolicy-TLS13-1-2-2021-06
                mutualAuthentication: verify
                forward: web
        targetGroups: {web: {targets: web}}
    certificates: {shop: shop.example}
    hostedZones:
      example:
        domain: example
        vpcs: v
        records: {shop: {alias: front}, web: 10.0.1.20}
    """

  @Test("topology files: what hosts speak, what clients can do, mutual TLS of a listener")
  func written() throws {
    let topology = readTopology(Self.file)
    func interface(_ id: String) throws -> NetworkInterface {
      try #require(topology.networkInterfaces.first { $0.instanceId == id })
    }
    #expect(
      try interface("web").spokenProtocols == [
        80: .plaintext, 443: .tls(certificateId: "shop"), 8443: .tls(certificateId: nil),
      ])
    #expect(try interface("web").tlsAbilities == nil)
    #expect(try interface("old").tlsAbilities == TLSAbilities(versions: .tls10 ... .tls11))
    #expect(
      try interface("new").tlsAbilities == TLSAbilities(showsCertificate: true, trustsPrivateAuthorities: false))
    #expect(topology.loadBalancers[0].listeners?.map(\.mutualAuthentication) == ["verify"])
  }

  @Test("topology files: a call meets the listener's certificate, versions and demand for a certificate")
  func asked() throws {
    let network = Network(readTopology(Self.file))
    func codes(_ from: String, _ url: String) throws -> [String] {
      try network.answer(Query(from: from, to: url)).blockers.map { "\($0.code.rawValue) \($0.component.id)" }
    }
    #expect(try codes("new", "https://shop.example/") == [])
    #expect(try codes("old", "https://shop.example/") == ["X_TLS_VERSION front", "X_TLS_CLIENT_CERTIFICATE front"])
    #expect(try codes("new", "https://web.example/") == ["X_TLS_NAME_MISMATCH web"])
    #expect(try codes("new", "https://web.example:80/") == ["X_TLS_PLAINTEXT web"])
    #expect(try codes("new", "http://web.example/") == [])
  }

  @Test(
    "mistakes are named",
    arguments: [
      ("instances: {i: {subnet: a, tls: [1.4]}}", "`1.4` is not a version of TLS"),
      ("instances: {i: {subnet: a, speaks: {https: tls}}}", "`https` is not a port"),
      ("instances: {i: {subnet: a, speaks: {443: shop}}}", "shop"),
      (
        "loadBalancers: {l: {subnets: a, listeners: {port: 80, mutualAuthentication: verify}}}",
        "`mutualAuthentication` is of HTTPS on an Application Load Balancer"
      ),
    ])
  func mistakes(_ text: String, _ message: String) {
    let file = "canreach: 1\nvpcs: {v: {cidr: 10.0.0.0/16, subnets: {a: 10.0.1.0/24}, \(text)}}\n"
    let (_, diagnostics) = TopologyFileReader.read(file, file: "t.yaml")
    #expect(diagnostics.contains { $0.message.contains(message) }, "\(diagnostics)")
  }

  @Test("snapshots: the mode of mutual TLS, off where the call does not say")
  func snapshot() throws {
    let folder = try TemporaryFolder()
    let arn = "arn:aws:elasticloadbalancing:us-east-1:111111111111:loadbalancer/app/front/1"
    try folder.write(
      "111111111111/us-east-1/elbv2-describe-load-balancers.json",
      """
      {"LoadBalancers": [{"LoadBalancerArn": "\(arn)", "LoadBalancerName": "front", "Type": "application",
        "VpcId": "vpc-1"}]}
      """)
    let listener = arn.replacing(":loadbalancer/", with: ":listener/")
    try folder.write(
      "111111111111/us-east-1/elbv2-describe-listeners__loadbalancer_app_front_1.json",
      """
      {"Listeners": [
        {"LoadBalancerArn": "\(arn)", "ListenerArn": "\(listener)/1", "Port": 443, "Protocol": "HTTPS",
          "MutualAuthentication": {"Mode": "verify", "TrustStoreArn": "arn:t"}},
        {"LoadBalancerArn": "\(arn)", "ListenerArn": "\(listener)/2", "Port": 8443, "Protocol": "HTTPS"}]}
      """)
    let balancer = try #require(try load(folder.path).topology.loadBalancers.first)
    #expect(balancer.listeners?.map(\.mutualAuthentication) == ["verify", "off"])
  }

  @Test("snapshots: a listener of TLS shows its certificate of ACM, whose names may not all be listed")
  func listener() throws {
    let network = Network(try fixture("snapshots/04-multi-region"))
    let named = try network.answer(Query(from: "10.40.30.4", to: "https://api.corp.example.com/"))
    let rules = named.legs.flatMap(\.forward).compactMap(\.rule)
    #expect(rules.contains { $0.hasSuffix("covers api.corp.example.com") }, "\(rules)")
    #expect(!named.blockers.contains { $0.code.stage == .tls })
    let balancer = try #require(network.topology.loadBalancers.first { $0.identity.name == "api-a" })
    let other = try network.answer(Query(from: "10.40.30.4", to: "https://\(balancer.dnsName)/"))
    #expect(
      other.assumptions.contains { $0.code == "X_TLS_NAME_MISMATCH" && $0.message.contains("all its names") },
      "\(other.assumptions)")
  }
}
