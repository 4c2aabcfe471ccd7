import Addressing
import NetworkModel
import Reachability
import TestKit
import Testing

@testable import Diagrams

@Suite("what a picture shows of a topology")
struct FigureTests {
  private func figure(_ name: String) throws -> Figure { try Diagram(Bundled.network(name)).figure }

  @Test("cloud, account, Region, VPC, zone and subnet are in each other")
  func nesting() throws {
    let figure = try figure("three-tier")
    let node = try #require(figure.node("app-1"))
    #expect(
      figure.ancestors(of: node).map { figure.groups[$0].kind } == [
        .privateSubnet, .zone, .vpc, .region, .account, .cloud,
      ])
    #expect(figure.groups[figure.ancestors(of: node)[0]].title == "app-a")
  }

  @Test("the same tier has the same row in every zone, public ones above")
  func tiers() throws {
    let figure = try figure("three-tier")
    let rows = Dictionary(
      uniqueKeysWithValues: figure.groups.filter { $0.component?.kind == .subnet }.map { ($0.title, $0.row) })
    #expect(rows == ["public-a": 0, "public-b": 0, "app-a": 1, "app-b": 1, "data-a": 2, "data-b": 2])
    #expect(figure.group(.publicSubnet, "public-a") != nil)
    #expect(figure.group(.privateSubnet, "data-b") != nil, "an empty subnet is drawn")
  }

  @Test("gateways stand on the border, services outside, endpoints are joined with them")
  func gateways() throws {
    let figure = try figure("three-tier")
    let gateway = try #require(figure.nodes(.internetGateway, "igw").first)
    #expect(figure.nodes[gateway].anchor == .top)
    let internet = try #require(figure.nodes(.internet, "internet").first)
    #expect(figure.links.contains(Figure.Link(from: .node(internet), to: .node(gateway))))
    let endpoint = try #require(figure.nodes(.vpcEndpoint, "s3").first)
    let service = try #require(figure.node("Amazon S3"))
    #expect(figure.groups[figure.nodes[service].group].kind == .region)
    #expect(figure.links.contains(Figure.Link(from: .node(endpoint), to: .node(service))))
  }

  @Test("a hub: attachments in their subnets, connections and sites outside of the VPCs")
  func hub() throws {
    let figure = try figure("hub-and-spoke-on-premises")
    let hub = try #require(figure.nodes(.transitGateway, "hub").first)
    let joined = figure.links.compactMap { link -> String? in
      if link.from == .node(hub), case .node(let node) = link.to { return figure.nodes[node].name }
      if link.to == .node(hub), case .node(let node) = link.from { return figure.nodes[node].name }
      return nil
    }
    #expect(joined.sorted() == ["attach-billing", "attach-egress", "attach-orders", "dxgw", "vpn-office"])
    #expect(figure.nodes(.transitGatewayRouteTable, "spokes") == [hub])
    #expect(figure.group(.site, "datacentre") != nil)
    #expect(figure.groups[try #require(figure.group(.site, "office"))].parent == nil)
  }

  @Test("an internet that nothing leads to is not drawn")
  func withoutInternet() throws {
    #expect(try figure("peering-two-vpcs").nodes(.internet, "internet").isEmpty)
  }

  @Test("four alike share a stack that answers to the names of all; three are drawn one by one")
  func stacks() throws {
    func drawn(_ count: Int) -> Figure {
      var builder = TopologyBuilder()
      builder.vpc("vpc-1", "10.0.0.0/16")
      builder.subnet("subnet-1", in: "vpc-1", "10.0.0.0/24", zone: "us-east-1a")
      for number in 1...count { builder.interface("eni-\(number)", in: "subnet-1", "10.0.0.\(10 + number)") }
      var topology = builder.build()
      for number in 1...count {
        topology.instances.append(Instance(Identity("i-\(number)", name: "web-\(number)")))
        topology.networkInterfaces[number - 1].instanceId = "i-\(number)"
      }
      return FigureBuilder.figure(of: Network(topology), options: DiagramOptions())
    }
    #expect(drawn(3).nodes.map(\.name) == ["web-1", "web-2", "web-3"])
    let stack = drawn(4)
    #expect(stack.nodes.map(\.name) == ["web-1 … 4"])
    #expect(stack.nodes[0].members == ["web-1", "web-2", "web-3", "web-4"])
    #expect(stack.nodes(.instance, "i-3") == [0])
    #expect(stack.nodes(.networkInterface, "eni-4") == [0])
  }

  @Test("security groups are boxes in the subnet, on demand")
  func securityGroups() throws {
    var options = DiagramOptions()
    options.securityGroups = true
    let figure = try Diagram(Bundled.network("three-tier"), options: options).figure
    let group = try #require(figure.group(.securityGroup, "web"))
    #expect(figure.groups[group].nodes.map { figure.nodes[$0].name } == ["web-a"])
    #expect(figure.groups[try #require(figure.groups[group].parent)].title == "public-a")
  }

  @Test("an unused default VPC is a word in its Region")
  func defaultVPC() {
    var builder = TopologyBuilder()
    builder.vpc("vpc-default", "172.31.0.0/16")
    builder.subnet("subnet-1", in: "vpc-default", "172.31.0.0/20", zone: "us-east-1a")
    var topology = builder.build()
    topology.vpcs[0].isDefault = true
    let figure = FigureBuilder.figure(of: Network(topology), options: DiagramOptions())
    #expect(figure.groups.map(\.kind) == [.cloud, .account, .region])
    #expect(figure.groups[2].detail == "default VPC 172.31.0.0/16 unused")
  }

  @Test("what AWS's ARNs are called")
  func shortNames() {
    let central = "arn:aws:elasticloadbalancing:us-east-1:111111111111:loadbalancer/net/central/93466f9f477a5910"
    #expect(ShortName.of(central) == "central")
    #expect(ShortName.of("arn:aws:lambda:us-east-1:111111111111:function:caller") == "caller")
    #expect(ShortName.of("i-0a1b") == "i-0a1b")
    #expect(ServiceName.of("com.amazonaws.us-east-1.execute-api") == "API Gateway")
    #expect(ServiceName.of("com.amazonaws.us-east-1.unheard-of") == "unheard-of")
  }

  @Test("a resource of a kind that has no code here stands where its properties say")
  func otherKinds() throws {
    var builder = TopologyBuilder()
    builder.vpc("vpc-1", "10.0.0.0/16")
    builder.subnet("subnet-1", in: "vpc-1", "10.0.0.0/24", zone: "us-east-1a")
    var topology = builder.build()
    topology.resourceConfigurations = [
      ResourceConfiguration(Identity("rcfg-1", name: "ledger"), vpcId: "vpc-1", subnetIds: ["subnet-1"], target: "x")
    ]
    #expect(OtherResource.all(of: topology).map(\.identity.id) == ["rcfg-1"])
    let figure = FigureBuilder.figure(of: Network(topology), options: DiagramOptions())
    let node = try #require(figure.node("ledger"))
    #expect(figure.groups[figure.nodes[node].group].component?.id == "subnet-1")
  }

  @Test("a service on the hosts of others is drawn as those, and a fleet is a stack")
  func hosts() {
    var builder = TopologyBuilder()
    builder.vpc("vpc-1", "10.0.0.0/16")
    builder.subnet("subnet-1", in: "vpc-1", "10.0.0.0/24", zone: "us-east-1a")
    for number in 1...4 { builder.interface("eni-\(number)", in: "subnet-1", "10.0.0.\(10 + number)") }
    var topology = builder.build()
    let names = ["alpha", "beta", "gamma", "delta"]
    for (number, name) in names.enumerated() {
      topology.instances.append(Instance(Identity("i-\(name)", name: name)))
      topology.networkInterfaces[number].instanceId = "i-\(name)"
    }
    topology.managedResources = [
      ManagedResource(Identity("fleet"), resourceKind: .autoScalingGroup, instanceIds: names.map { "i-\($0)" }),
      ManagedResource(Identity("api"), resourceKind: .service, instanceIds: ["i-beta"], networkMode: "bridge"),
    ]
    let figure = FigureBuilder.figure(of: Network(topology), options: DiagramOptions())
    #expect(figure.nodes.map(\.members) == [names])
    #expect(figure.nodes(.service, "api") == [0])
    #expect(figure.nodes(.autoScalingGroup, "fleet") == [0])
  }

  @Test("what has a name on premises has a box of its own, joined with the site's network")
  func siteHosts() throws {
    let figure = try Diagram(Bundled.network("private-api-on-premises")).figure
    let site = try #require(figure.group(.site, "office"))
    let boxes = figure.groups[site].nodes.map { "\(figure.nodes[$0].name) \(figure.nodes[$0].detail)" }
    #expect(
      boxes == [
        "Network on premises", "browsers 192.168.64.0/18", "web-application 192.168.0.80", "office-dns name server",
      ])
    let network = try #require(figure.node("Network"))
    let ends = figure.links.filter { $0.from == .node(network) }.map(\.to)
    #expect(ends == ["browsers", "web-application"].compactMap(figure.node).map(Figure.End.node))
    // Without names it is one box.
    let plain = try Diagram(Bundled.network("hub-and-spoke-on-premises")).figure
    let office = try #require(plain.group(.site, "office"))
    #expect(plain.groups[office].nodes.map { plain.nodes[$0].name } == ["Hosts", "vpn-office"])
  }
}
