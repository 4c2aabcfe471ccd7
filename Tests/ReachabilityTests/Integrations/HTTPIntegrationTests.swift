import NetworkModel
import TestKit
import Testing

@testable import Reachability

/// Integrations over the internet: public names and addresses only.
@Suite("Integrations over the internet")
struct HTTPIntegrationTests {
  /// A REST API that calls `uri`, and `web` (203.0.113.10) in a VPC with an internet gateway, with these groups.
  private func network(
    _ uri: String, groups: [String]? = nil, isHTTP: Bool = false, path: String = "/x",
    _ write: (inout TopologyBuilder) -> Void = { _ in }
  ) -> Network {
    world { t in
      t.vpc("vpc-a", "10.0.0.0/16")
      t.subnet("s1", in: "vpc-a", "10.0.1.0/24")
      t.internetGateway("igw-a", in: "vpc-a")
      t.routeTable("rtb-a", in: "vpc-a", subnets: ["s1"], ["0.0.0.0/0": .internetGateway("igw-a")])
      t.securityGroup("sg-web", in: "vpc-a", ingress: ["tcp 443 from 0.0.0.0/0"])
      t.securityGroup("sg-some", in: "vpc-a", ingress: ["tcp 443 from 198.51.100.0/24"])
      t.securityGroup("sg-ssh", in: "vpc-a", ingress: ["tcp 22 from 0.0.0.0/0"])
      t.interface("web", in: "s1", "10.0.1.10", groups: groups, publicIP: "203.0.113.10")
      if isHTTP {
        t.httpAPI("orders", ["GET \(path)": .http(uri)])
      } else {
        t.restAPI("orders", .regional, ["GET \(path)": .http(uri)])
      }
      write(&t)
    }
  }

  @Test("what is not in the input is taken to answer")
  func elsewhere() {
    let outcome = expectIntegration(network("https://partner.example.com/v1"), .reachable)
    #expect(outcome.legs.map(\.to) == ["orders", "partner.example.com"])
    #expect(outcome.assumes("UNKNOWN_DESTINATION", at: "partner.example.com"))
    expectIntegration(network("https://198.51.100.7/v1"), .reachable)
  }

  @Test("a public address of the input is reached over the internet gateway, as rules there let it")
  func inside() {
    let open = expectIntegration(network("https://203.0.113.10/", groups: ["sg-web"]), .reachable)
    #expect(open.legs.map(\.from) == ["caller", "orders"])
    #expect(open.legs[1].forward.contains { $0.component.id == "igw-a" })
    expectIntegration(
      network("https://203.0.113.10/", groups: ["sg-ssh"]),
      .blocked("ENI_SG_RULES_MISMATCH", at: "sg-ssh", leg: 1, .ingress), symptom: "HTTP 500 or 504 from API Gateway")
    expectIntegration(
      network("https://203.0.113.10/", groups: ["sg-ssh"], isHTTP: true),
      .blocked("ENI_SG_RULES_MISMATCH", at: "sg-ssh", leg: 1, .ingress), symptom: "HTTP 503 from API Gateway")
    expectIntegration(
      network("http://203.0.113.10/", groups: ["sg-web"]), .blocked("ENI_SG_RULES_MISMATCH", leg: 1, .ingress))
  }

  @Test("whether API Gateway's addresses are among those that a rule lets in is open")
  func someSources() {
    expectIntegration(network("https://203.0.113.10/", groups: ["sg-some"]), .undetermined("UNKNOWN_RESOURCE"))
  }

  @Test("a private address, by itself or behind a name, needs a VPC link")
  func privateAddress() {
    let outcome = expectIntegration(
      network("http://10.0.1.10/"), .blocked("NO_PATH", at: "orders", leg: 0),
      symptom: "HTTP 500 or 504 from API Gateway")
    #expect(
      outcome.fixSentences == ["make a VPC link to `10.0.1.10`, and let the integration of REST API orders use it"])
    expectIntegration(
      network("http://[fd00::1]/"), .blocked("NO_PATH", at: "orders", leg: 0))
    func named(_ address: String) -> Network {
      network("https://web.shop.example/", groups: ["sg-web"]) { $0.zone("z", "shop.example", ["web A \(address)"]) }
    }
    expectIntegration(named("10.0.1.10"), .blocked("NO_PATH", at: "orders", leg: 0))
    expectIntegration(named("203.0.113.10"), .reachable)
  }

  @Test("whether API Gateway calls over IPv6 is open, where there is no other address")
  func ipv6() {
    func network(_ records: String...) -> Network {
      self.network("https://web.shop.example/", groups: ["sg-web"]) { $0.zone("z", "shop.example", records) }
    }
    expectIntegration(network("web AAAA 2001:db8:ffff::1"), .undetermined("X_INTEGRATION_UNSUPPORTED"))
    expectIntegration(network("web AAAA 2001:db8:ffff::1", "web A 203.0.113.10"), .reachable)
    expectIntegration(self.network("https://[2001:db8:ffff::1]/"), .undetermined("X_INTEGRATION_UNSUPPORTED"))
  }

  @Test("a URL that is known only after apply leaves the verdict open")
  func unknownValue() {
    var builder = TopologyBuilder()
    builder.shop()
    builder.restAPI("orders", ["GET /x": .http("aws_api_gateway_integration.x.uri")])
    var topology = builder.build()
    topology.visibility.unknownValues = ["aws_api_gateway_integration.x.uri"]
    expectIntegration(Network(topology), .undetermined("X_INTEGRATION_UNSUPPORTED"))
  }

  @Test("a name that only a private zone has, or nobody, leads nowhere")
  func privateName() {
    let hidden = network("https://web.shop.example/") { t in
      t.dns("vpc-a")
      t.zone("z", "shop.example", in: ["vpc-a"], ["web A 10.0.1.10"])
    }
    expectIntegration(
      hidden, .blocked("X_DNS_PUBLIC_ANSWER", at: "orders", leg: 0), symptom: "HTTP 500 or 504 from API Gateway")
    expectIntegration(network("https://web.internal/"), .blocked("X_DNS_NXDOMAIN", at: "orders", leg: 0))
    expectIntegration(
      network("https://gone.shop.example/") { $0.zone("z", "shop.example", ["web A 203.0.113.10"]) },
      .blocked("X_DNS_NXDOMAIN", at: "orders", leg: 0))
  }

  @Test("the path's parameters go into the URL, and the request has its verb, Host and path")
  func request() {
    func network(_ uri: String, _ method: String = "GET /files/{proxy+}") -> Network {
      world { t in
        t.shop()
        t.restAPI("orders", stage: "prod", variables: ["host": "backend.example"], [method: .http(uri, method: "POST")])
      }
    }
    func asked(_ uri: String, _ method: String = "GET /files/{proxy+}", path: String = "/files/a/b") -> HTTPRequest {
      let network = network(uri, method)
      let work = Integrating(network, integrationCall(network, "orders", "GET", path))
      let url = work.url!
      return work.request(to: url, path: url.path)
    }
    let request = asked("https://${stageVariables.host}/v1/{proxy}?x=1")
    #expect(request.host == "backend.example")
    #expect(request.path == "/v1/a/b")
    #expect(request.method == "POST")
    #expect(request.isTLS)
    #expect(request.serverName == "backend.example")
    #expect(request.query == [HTTPRequest.Field("x", "1")])
    #expect(request.tlsClient.versions == .tls12 ... .tls12)
    #expect(request.tlsClient.verification == .full)
    #expect(asked("http://backend.example/{id}", "GET /{id}", path: "/7").path == "/7")
    let open = expectIntegration(network("http://backend.example/{other}"), .reachable, path: "/files/a")
    #expect(open.assumes("X_INTEGRATION_UNSUPPORTED", at: "orders"))
  }

  @Test("insecureSkipVerification lets any authority pass, nothing more (PI-8)")
  func anyAuthority() {
    let network = network("https://backend.example/") { t in
      t.topology.restAPIs[0].resources![0].methods[0].integration!.skipsCertificateAuthority = true
    }
    let work = Integrating(network, integrationCall(network, "orders", "GET", nil))
    #expect(work.request(to: work.url!, path: "/").tlsClient.verification == .anyAuthority)
  }
}
