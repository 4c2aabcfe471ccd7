import AccessPolicies
import NetworkModel
import Reachability
import Testing

@testable import Importing

/// A plan tells which names occur in an expression; the files of its module tell how they are combined. With them what
/// is certain is read, without them it stays open.
@Suite struct TerraformWrittenTests {
  static let folder = "\(terraformFixtures)/written"

  private static func topology(_ sources: String? = folder) throws -> Topology {
    try Importer.load(["\(folder)/plan.json"], LoadOptions(sourceRoot: sources)).topology
  }

  private func subnets(_ topology: Topology, of name: String) -> [String] {
    topology.networkInterfaces.filter { $0.instanceId?.hasPrefix("aws_instance.\(name)[") ?? false }
      .sorted { $0.id < $1.id }.map { $0.subnetId.replacing("module.net.aws_subnet.this", with: "") }
  }

  @Test("an index that is computed chooses what it computes")
  func indexes() throws {
    let topology = try Self.topology()
    #expect(subnets(topology, of: "modulo") == ["[0]", "[1]", "[0]", "[1]"])
    #expect(subnets(topology, of: "halves") == ["[0]", "[0]", "[1]", "[1]"])
    #expect(subnets(topology, of: "element") == ["[0]", "[1]", "[0]", "[1]"])
    #expect(subnets(topology, of: "zone") == ["[0]", "[1]"])
    let groups = topology.networkInterfaces.filter { $0.instanceId?.hasPrefix("aws_instance.zone") ?? false }.map(
      \.groupIds)
    #expect(groups == [["aws_security_group.web"], ["aws_security_group.admin"]])
  }

  @Test("without the files three ways to choose look the same, and none is taken")
  func openIndexes() throws {
    let topology = try Self.topology(nil)
    for name in ["modulo", "halves", "element"] {
      #expect(subnets(topology, of: name) == (0..<4).map { "aws_instance.\(name)[\($0)].subnet_id" })
    }
    let zone = topology.networkInterfaces.filter { $0.instanceId == #"aws_instance.zone["a"]"# }.first
    #expect(
      zone?.groupIds.contains(#"aws_instance.zone["a"].vpc_security_group_ids"#) == true, "a condition may choose")
  }

  /// `443 from aws_security_group.web`, for each rule.
  private func rules(_ topology: Topology, _ group: String) -> Set<String> {
    Set(
      (topology.securityGroups[id: group]?.ingress ?? []).map { rule in
        let peer =
          switch rule.peer {
          case .securityGroup(let other): other.groupId
          case .prefixList(let name): name
          case .prefix(let prefix): "\(prefix)"
          }
        return "\(rule.portRange.map { "\($0)" } ?? "any") from \(peer)"
      })
  }

  @Test("blocks that a `dynamic` block or a list makes have what is written for them")
  func blocks() throws {
    let topology = try Self.topology()
    #expect(
      rules(topology, "aws_security_group.app") == [
        "22 from aws_security_group.admin", "443 from aws_security_group.web", "8443 from aws_security_group.admin",
      ])
    #expect(
      rules(topology, "aws_security_group.listed") == [
        "443 from aws_security_group.web", "8443 from aws_security_group.admin",
      ])
    let resolver = topology.networkInterfaces.filter { $0.id.hasPrefix("aws_route53_resolver_endpoint.in/") }
    #expect(Set(resolver.map(\.subnetId)) == ["module.net.aws_subnet.this[0]", "module.net.aws_subnet.this[1]"])
  }

  @Test("without the files the references of a written block are not those of the blocks beside it")
  func openBlocks() throws {
    let topology = try Self.topology(nil)
    for group in ["app", "listed"] {
      let peers = rules(topology, "aws_security_group.\(group)")
      #expect(peers.allSatisfy { $0.contains("aws_security_group.\(group).ingress[") }, "\(peers)")
    }
    #expect(
      topology.networkInterfaces.filter { $0.id.hasPrefix("aws_route53_resolver_endpoint.in/") }.allSatisfy {
        topology.visibility.unknownValues.contains($0.subnetId)
      })
  }

  private func says(_ topology: Topology, _ api: String, endpoint: String, verb: String = "GET") throws -> Evaluation {
    let id = "aws_api_gateway_rest_api.\(api)"
    let target = ExecuteAPI(region: "eu-west-1", account: "", id: id)
    let document = try #require(topology.restAPIs.first { $0.id == id }?.policyDocument)
    let policy = try #require(PolicyDocument(document, kind: .resource).policy)
    return policy.expandingShortForms(of: .api(target)).evaluate(
      PrivateAPICall(
        target, stage: "prod", verb: verb, path: "/", vpcEndpointId: endpoint,
        vpcId: endpoint == "vpce-other" ? "vpc-other" : "module.net.aws_vpc.this", sourceAddress: "10.0.0.5"
      ).apiRequest(signatureCounts: false))
  }

  @Test("a policy around an id that AWS gives is read as it is written", arguments: ["written", "text"])
  func policies(_ api: String) throws {
    let topology = try Self.topology()
    #expect(try says(topology, api, endpoint: "aws_vpc_endpoint.api").possible.isAllowed == .yes)
    #expect(try says(topology, api, endpoint: "vpce-other").possible.isAllowed == .no)
    #expect(!topology.visibility.unknownValues.contains("aws_api_gateway_rest_api.\(api).policy"))
    let open = try Self.topology(nil)
    #expect(try says(open, api, endpoint: "aws_vpc_endpoint.api").possible.isAllowed == .unknown)
    #expect(open.visibility.unknownValues.contains("aws_api_gateway_rest_api.\(api).policy"))
  }

  @Test("who only AWS can say leaves a statement open, and the others as they are")
  func openStatement() throws {
    let topology = try Self.topology()
    let get = try says(topology, "role", endpoint: "aws_vpc_endpoint.api")
    #expect(get.possible.isAllowed == .unknown)
    #expect(get.unknownKeys == ["aws_api_gateway_rest_api.role.policy"])
    #expect(try says(topology, "role", endpoint: "aws_vpc_endpoint.api", verb: "POST").possible.isAllowed == .yes)
    #expect(try says(topology, "role", endpoint: "vpce-other", verb: "POST").possible.isAllowed == .no)
  }

  @Test("texts around names that AWS gives")
  func texts() throws {
    let topology = try Self.topology()
    let integration = topology.restAPIs.first { $0.identity.name == "written" }?.resources?.first?.methods.first?
      .integration
    #expect(integration?.uri == "http://aws_lb.n.dns_name:443/x")
    let open = try Self.topology(nil).restAPIs.first { $0.identity.name == "written" }
    #expect(open?.resources?.first?.methods.first?.integration?.uri == "aws_api_gateway_integration.root.uri")
    let statement = topology.managedResources.first { $0.id == "aws_lambda_function.f" }?.policyDocument
    #expect(statement?.contains("aws_apigatewayv2_api.made/*/*") == true)
  }

  @Test("an alias of a function that is made now leads to the function")
  func alias() throws {
    let topology = try Self.topology()
    let api = try #require(topology.httpAPIs.first { $0.identity.name == "made" })
    let route = try #require(api.routes?.first)
    #expect(api.routes?.map(\.key) == ["GET /orders/{id}"])
    #expect(route.integration?.uri?.hasSuffix("/functions/aws_lambda_function.f:live/invocations") == true)
    #expect(try Self.topology(nil).httpAPIs.first { $0.identity.name == "made" }?.routes == nil, "it is not known")
  }

  @Test("an HTTP API by its definition: routes, authorizers, integrations, CORS")
  func definition() throws {
    let api = try #require(try Self.topology(nil).httpAPIs.first { $0.identity.name == "known" })
    let routes = try #require(api.routes)
    #expect(routes.map(\.key) == ["$default", "GET /orders/{id}", "PUT /orders/{id}"])
    #expect(routes.map(\.authorizationType) == ["NONE", "JWT", "AWS_IAM"])
    #expect(routes[1].authorizationScopes == ["orders/read"])
    #expect(routes[1].integration?.uri == "https://backend.example/{proxy}")
    #expect(routes[1].integration?.serverNameToVerify == "backend.example")
    #expect(routes[0].integration?.responseHeaders == [.init("X-Why", "no")])
    let authorizer = try #require(api.authorizers?.first)
    #expect(authorizer.type == "JWT" && authorizer.id == routes[1].authorizerId)
    #expect(authorizer.issuer == "https://issuer.example" && authorizer.audience == ["app"])
    #expect(authorizer.identitySources == ["$request.header.Authorization"])
    #expect(api.cors?.allowOrigins == ["https://app.example"] && api.cors?.maxAgeSeconds == 60)
    #expect(api.stages?.map(\.name) == ["$default"])
  }

  @Test("a Web ACL is noted at the stage that it guards")
  func webACL() throws {
    let stage = try Self.topology(nil).restAPIs.first { $0.identity.name == "written" }?.stages?.first
    #expect(stage?.webACLArn == "aws_wafv2_web_acl.w")
  }

  @Test("files that say something else than the plan are not believed")
  func stale() throws {
    let folder = try TemporaryFolder()
    let text = try String(contentsOfFile: "\(Self.folder)/main.tf", encoding: .utf8)
    _ = try folder.write(
      "main.tf",
      text.replacing(#""aws:SourceVpce" = local.guards["endpoint"]"#, with: #""aws:SourceVpc" = module.net.vpc_id"#))
    let topology = try Self.topology(folder.path)
    #expect(topology.visibility.unknownValues.contains("aws_api_gateway_rest_api.written.policy"))
  }
}
