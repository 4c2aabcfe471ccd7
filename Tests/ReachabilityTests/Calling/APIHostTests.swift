import NetworkModel
import Reachability
import TestKit
import Testing

/// What a host is to API Gateway.
@Suite("hosts of API Gateway")
struct APIHostTests {
  private let network = world { t in
    t.apiVPCs()
    t.domainName("*.corp.example")
    t.domainName("api.corp.example", id: "far", .regional)
    t.domainName("api.corp.example", id: "near", .regional)
    t.topology.apiDomainNames[1].identity.region = "eu-west-1"
  }

  @Test("names of AWS's own, custom domain names, and others")
  func kinds() {
    let alias = network.apiHost("a-vpce-1.execute-api.us-east-1.amazonaws.com")
    #expect(alias.api == "a" && alias.endpoint == "vpce-1")
    #expect(network.apiHost("www.example.com") == .other)
    #expect(network.apiHost("www.corp.example") == .domain(0))
    #expect(network.apiHost("a.www.corp.example") == .other)
  }

  @Test("the name itself goes before a wildcard, and that of the Region before others")
  func choice() {
    #expect(network.apiHost("API.corp.example") == .domain(1))
    #expect(network.apiHost("api.corp.example", in: "us-east-1") == .domain(2))
    #expect(network.apiHost("api.corp.example", in: "eu-west-1") == .domain(1))
    #expect(network.apiHost("api.corp.example", in: "us-west-2") == .domain(1))
  }
}
