import NetworkModel
import Reachability
import TestKit
import Testing

/// Names below `execute-api` (AG 1.2).
@Suite("names of execute-api")
struct ExecuteAPINameTests {
  private let network = world { t in
    t.apiVPCs()
    t.apiA()
    t.topology.vpcEndpoints[1].identity.id = "edge-9"
  }

  @Test(
    "N1 to N4, and what is none of them",
    arguments: [
      ("a.execute-api.us-east-1.amazonaws.com", .api("a", region: "us-east-1")),
      ("A.Execute-API.us-east-1.amazonaws.com.", .api("a", region: "us-east-1")),
      ("a.execute-api.cn-north-1.amazonaws.com.cn", .api("a", region: "cn-north-1")),
      ("d-0a1b.execute-api.us-east-1.amazonaws.com", .api("d-0a1b", region: "us-east-1")),
      ("vpce-1-x.execute-api.us-east-1.vpce.amazonaws.com", .endpoint("vpce-1", region: "us-east-1")),
      ("vpce-1-x-us-east-1a.execute-api.us-east-1.vpce.amazonaws.com", .endpoint("vpce-1", region: "us-east-1")),
      ("vpce-7-x-us-east-1a.execute-api.us-east-1.vpce.amazonaws.com", .endpoint("vpce-7", region: "us-east-1")),
      ("edge-9-x.execute-api.us-east-1.vpce.amazonaws.com", .endpoint("edge-9", region: "us-east-1")),
      ("a-vpce-1.execute-api.us-east-1.amazonaws.com", .alias(api: "a", endpoint: "vpce-1", region: "us-east-1")),
      ("b-vpce-7.execute-api.us-east-1.amazonaws.com", .alias(api: "b", endpoint: "vpce-7", region: "us-east-1")),
      ("a-edge-9.execute-api.us-east-1.amazonaws.com", .alias(api: "a", endpoint: "edge-9", region: "us-east-1")),
      ("execute-api.us-east-1.amazonaws.com", nil), ("x.a.execute-api.us-east-1.amazonaws.com", nil),
      ("a.execute-api.us-east-1.amazonaws.com.cn", nil), ("a.execute-api.us-east-1.example.com", nil),
      ("a.s3.us-east-1.amazonaws.com", nil),
    ] as [(String, ExecuteAPIName?)])
  func forms(name: String, meaning: ExecuteAPIName?) {
    #expect(network.executeAPIName(DomainName(name)) == meaning, "\(name)")
  }

  @Test("an API may be called like an alias")
  func hyphens() {
    let network = world { t in
      t.apiVPCs()
      t.restAPI("a-vpce-1", ["GET /x": .mock])
    }
    let name = network.executeAPIName(DomainName("a-vpce-1.execute-api.us-east-1.amazonaws.com"))
    #expect(name == .api("a-vpce-1", region: "us-east-1"))
  }

  @Test("the domains of a Region")
  func domains() {
    #expect(ExecuteAPIName.domain(ofRegion: "eu-west-1").text == "execute-api.eu-west-1.amazonaws.com")
    #expect(
      ExecuteAPIName.domain(ofRegion: "cn-north-1", below: "vpce").text
        == "execute-api.cn-north-1.vpce.amazonaws.com.cn")
  }
}
