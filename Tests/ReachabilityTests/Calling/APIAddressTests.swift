import NetworkModel
import Reachability
import TestKit
import Testing

/// By which door and which name a request comes to an API (AG 1.2, 1.5).
@Suite("API addresses")
struct APIAddressTests {
  typealias Fixture = PrivateAPIFixture

  private let endpoint = "https://vpce-1-x.execute-api.us-east-1.vpce.amazonaws.com"

  private func network(_ change: (inout TopologyBuilder) -> Void) -> Network {
    world { t in
      t.apiVPCs()
      t.apiVPCsWayOut()
      t.apiA()
      t.restAPI("r", .regional, ["GET /x": .mock])
      change(&t)
    }
  }

  @Test("API Gateway answers on port 443 only")
  func ports() throws {
    let network = network { _ in }
    let privately = try network.call("https://a.execute-api.us-east-1.amazonaws.com:8443/prod/x")
    #expect(privately.codes == ["PROTOCOL_RESTRICTION"])
    #expect(privately.blockers.first?.component.id == "vpce-1")
    let publicly = try network.call("https://r.execute-api.us-east-1.amazonaws.com:8443/prod/x", from: "client-out")
    #expect(publicly.codes == ["PROTOCOL_RESTRICTION"])
    #expect(publicly.symptom == "the connection times out")
  }

  @Test("N6: a domain name in Host alone is no way to an API with access mode STRICT")
  func strictByHost() throws {
    func answer(_ url: String, _ mode: String, headers: [String] = []) throws -> Answer {
      try network { t in
        t.certificate("cert", "*.corp.example")
        t.domainName(
          "api.corp.example", certificate: "cert", policy: Fixture.everyone, mappings: ["v1": "a/prod"])
        t.association("api.corp.example", "vpce-1")
        t.zone("corp", "corp.example", in: ["vpc-1"], ["api A 10.1.1.50"])
        t.topology.restAPIs[0].endpointAccessMode = mode
      }.call(url, headers: headers)
    }
    let host = ["Host: api.corp.example"]
    #expect(try answer("\(endpoint)/v1/x", "BASIC", headers: host).verdict == .reachable)
    #expect(try answer("\(endpoint)/v1/x", "STRICT", headers: host).codes == ["X_TLS_STRICT"])
    #expect(try answer("https://api.corp.example/v1/x", "STRICT").verdict == .reachable)
  }

  @Test("an edge-optimized domain name leads to its API by CloudFront's name")
  func edge() throws {
    let network = network { t in
      t.restAPI("e", .edge, ["GET /x": .mock])
      t.certificate("cert", "*.corp.example")
      t.domainName(
        "cf.corp.example", .edge, certificate: "cert", mappings: ["": "e/prod"], target: "d111111abcdef8.cloudfront.net"
      )
      t.zone("corp", "corp.example", in: ["vpc-out"], ["cf CNAME d111111abcdef8.cloudfront.net"])
    }
    #expect(try network.call("https://cf.corp.example/x", from: "client-out").verdict == .reachable)
    #expect(try network.call("https://cf.corp.example/y", from: "client-out").codes == ["X_HTTP_NO_METHOD"])
  }

  @Test("rules or mappings that the input does not show leave open where a path leads")
  func unseenRouting() throws {
    func answer(_ change: @escaping (inout APIDomainName) -> Void) throws -> Answer {
      try network { t in
        t.certificate("cert", "*.corp.example")
        t.domainName(
          "api.corp.example", certificate: "cert", policy: Fixture.everyone, mappings: ["v1": "a/prod"],
          rules: [APIDomainName.Rule(priority: 1, basePaths: ["v2"], apiId: "a", stage: "prod", stripsBasePath: true)])
        t.association("api.corp.example", "vpce-1")
        t.zone("corp", "corp.example", in: ["vpc-1"], ["api A 10.1.1.50"])
        change(&t.topology.apiDomainNames[0])
      }.call("https://api.corp.example/v1/x")
    }
    #expect(try answer { _ in }.verdict == .reachable)
    #expect(try answer { $0.mappings = nil }.verdict == .undetermined, "no rule takes the path; a mapping may")
    #expect(try answer { $0.rules = nil }.verdict == .undetermined, "a rule would be tried first")
    #expect(try answer { ($0.rules, $0.routingMode) = (nil, .mappingOnly) }.verdict == .reachable)
    #expect(try answer { ($0.mappings, $0.routingMode) = (nil, .ruleOnly) }.codes == ["X_HTTP_NO_STAGE"])
  }

  @Test("an endpoint that the input does not show may have a private API's name")
  func unseenEndpoints() throws {
    let url = "https://a.execute-api.us-east-1.amazonaws.com/prod/x"
    #expect(try network { _ in }.call(url, from: "client-out").codes == ["X_DNS_PUBLIC_ANSWER"])
    let unseen = network { t in
      t.topology.visibility.readCalls[Scope(account: "111111111111", region: "us-east-1")] = ["ec2 describe-vpcs"]
    }
    #expect(try unseen.call(url, from: "client-out").verdict == .undetermined)
  }

  @Test("--via and --avoid judge each address of a name by itself")
  func filters() throws {
    let network = world { t in
      t.apiVPCs()
      t.subnet("s1b", in: "vpc-1", "10.1.2.0/24")
      t.apiA()
      t.topology.vpcEndpoints[0].privateDnsEnabled = false
      t.interfaceEndpoint(
        "vpce-2", in: ["s1": "10.1.1.60", "s1b": "10.1.2.60"], service: "com.amazonaws.us-east-1.execute-api")
      t.topology.vpcEndpoints[t.topology.vpcEndpoints.count - 1].privateDnsEnabled = true
    }
    let interfaces = network.topology.networkInterfaces.filter { $0.id.contains("vpce-2") }.map(\.id)
    try #require(interfaces.count == 2)
    var query = Query(from: "client", to: Fixture.name("a") + "/prod/x")
    #expect(try network.answer(query).verdict == .reachable)
    for interface in interfaces {
      query.via = [interface]
      #expect(try network.answer(query).verdict == .partial, "via \(interface)")
      (query.via, query.avoid) = ([], [interface])
      #expect(try network.answer(query).verdict == .partial, "avoid \(interface)")
      query.avoid = []
    }
  }
}
