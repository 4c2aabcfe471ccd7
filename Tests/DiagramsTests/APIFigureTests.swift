import Importing
import NetworkModel
import Reachability
import Testing

@testable import Diagrams

@Suite("APIs, their names and their links in the picture")
struct APIFigureTests {
  private func figure(_ name: String) throws -> Figure { try Diagram(Bundled.network(name)).figure }

  /// `from → to`, by the names of nodes.
  private func links(_ figure: Figure) -> Set<String> {
    Set(
      figure.links.compactMap { link in
        guard case .node(let from) = link.from, case .node(let to) = link.to else { return nil }
        return "\(figure.nodes[from].name) → \(figure.nodes[to].name)"
      })
  }

  @Test("an API stands in its Region, outside the VPCs, between the endpoints that lead to it and its functions")
  func privateAPI() throws {
    let figure = try figure("private-api-basic")
    let api = try #require(figure.nodes(.restApi, "a1b2c3d4e5").first)
    #expect(figure.groups[figure.nodes[api].group].kind == .region)
    #expect(figure.nodes[api].detail == "private API a1b2c3d4e5")
    #expect(links(figure).isSuperset(of: ["edge → orders", "orders → orders-fn", "orders → judge"]))
    let judge = try #require(figure.node("judge"))
    #expect(figure.nodes[judge].detail == "authorizer")
    // A function with interfaces is in its subnets; what only configures an API is no box.
    let nightly = try #require(figure.node("nightly"))
    #expect(figure.groups[figure.nodes[nightly].group].title == "app-a")
    #expect(links(figure).contains("orders → staff"), "a user pool that judges callers")
    #expect(figure.nodes[try #require(figure.node("staff"))].component.kind == .userPool)
    for name in ["API Gateway", "partner", "partners"] { #expect(figure.node(name) == nil, "\(name)") }
  }

  @Test("an endpoint that no API of the input is called through leads to the service")
  func otherEndpoint() throws {
    let found = links(try figure("private-api-cross-account"))
    #expect(found.contains("edge → orders"))
    #expect(found.contains("other → API Gateway"))
    #expect(!found.contains("other → orders"))
  }

  @Test("names lead to their APIs; what is public, to the internet")
  func names() throws {
    let dns = links(try figure("private-api-dns-options"))
    #expect(dns.isSuperset(of: ["edge-shop → orders.corp.example", "orders.corp.example → orders"]))
    #expect(dns.isSuperset(of: ["Internet → catalog", "catalog → items-fn"]))
    #expect(!dns.contains("edge-lab → orders.corp.example"))
    #expect(!dns.contains("Internet → orders"))
    // A public name that only private APIs have is for what comes by endpoints.
    let regions = try figure("private-api-multi-region")
    #expect(links(regions).contains("api.corp.example → orders-east"))
    #expect(regions.nodes(.internet, "internet").isEmpty)
  }

  @Test("API, link, load balancer: a V1 link stands by the API, a V2 link in its subnets")
  func vpcLinks() throws {
    let figure = try figure("private-integration-ecs")
    let found = links(figure)
    #expect(found.isSuperset(of: ["web-api → link-v1", "link-v1 → web-nlb", "web-api → link-v2", "link-v2 → web-alb"]))
    #expect(!found.contains("link-v2 → web-nlb"))
    let places = figure.nodes(.vpcLink, "link-v2").map { figure.groups[figure.nodes[$0].group].title }
    #expect(places.sorted() == ["lb-a", "lb-b"])
    // Each interface of a link leads to the node of the load balancer in its own zone.
    for case .node(let from) in figure.links.filter({ $0.from != $0.to }).map(\.from)
    where figure.nodes[from].name == "link-v2" {
      let ends = figure.links.filter { $0.from == .node(from) }.map(\.to)
      for case .node(let to) in ends {
        #expect(figure.group(.zone, around: from) == figure.group(.zone, around: to))
      }
    }
  }

  @Test("stage variables name a link in each stage; an alias is its function")
  func variables() throws {
    var topology = try Bundled.network("private-integration-ecs").topology
    var integration = APIIntegration(
      type: "HTTP_PROXY", uri: "https://web.corp.example", connectionType: "VPC_LINK",
      connectionId: "${stageVariables.link}")
    topology.httpAPIs = [
      HTTPAPI(
        Identity("h1", name: "shop", account: "111111111111", region: "us-east-1"),
        routes: [HTTPAPI.Route(id: "r", key: "$default", integration: integration)],
        stages: [HTTPAPI.Stage(name: "$default", variables: ["link": "link-v2"])])
    ]
    integration.connectionType = "INTERNET"
    let arn = "arn:aws:lambda:us-east-1:111111111111:function:settle"
    integration.uri = "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/\(arn):live/invocations"
    topology.httpAPIs[0].routes?.append(HTTPAPI.Route(id: "s", key: "GET /", integration: integration))
    topology.managedResources.append(
      ManagedResource(
        Identity(arn, name: "settle", account: "111111111111", region: "us-east-1"), resourceKind: .function))
    let figure = try Diagram(Network(topology)).figure
    #expect(links(figure).isSuperset(of: ["shop → link-v2", "shop → settle", "Internet → shop"]))
    #expect(figure.nodes[try #require(figure.node("shop"))].detail == "API h1")
  }

  @Test("an instance of an Auto Scaling group says so")
  func fleet() throws {
    let figure = try figure("private-integration-privatelink")
    #expect(figure.nodes[try #require(figure.node("billing-1"))].detail.hasSuffix("billing-asg"))
  }
}
