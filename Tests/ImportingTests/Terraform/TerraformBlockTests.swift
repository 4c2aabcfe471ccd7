import Foundation
import NetworkModel
import Testing

@testable import Importing

/// Which of the blocks that are written a block of a plan is, where Terraform does not say.
@Suite struct TerraformBlockTests {
  private let rule: [String: Any] = [
    "to_port": 443, "protocol": "tcp", "cidr_blocks": [String](), "self": false,
  ]

  /// A group with rules from `ports`, whose sources are not known, and the references of all of them.
  private func peers(_ ports: [Int], _ references: [String]) throws -> [String] {
    var plan = PlanText.network
    for name in ["web", "app"] { plan.add("aws_security_group", name, ["name": name]) }
    plan.add(
      "aws_security_group", "db",
      ["name": "db", "ingress": ports.map { port in rule.merging(["from_port": port]) { $1 } }],
      references: ["ingress": references.flatMap { ["aws_security_group.\($0).id", "aws_security_group.\($0)"] }])
    plan.mark("aws_security_group.db", "ingress", ports.map { _ in ["security_groups": true] })
    let group = try #require(try plan.load().topology.securityGroups[id: "aws_security_group.db"])
    return group.ingress.map { rule in
      switch rule.peer {
      case .securityGroup(let group): group.groupId
      case .prefixList(let name): name.hasPrefix("aws_security_group.db.ingress") ? "open" : name
      case .prefix(let prefix): "\(prefix)"
      }
    }
  }

  @Test("one block has all references of a pool")
  func one() throws {
    #expect(try peers([443], ["web", "app"]) == ["aws_security_group.web", "aws_security_group.app"])
  }

  @Test("two blocks share a reference that occurs twice")
  func shared() throws {
    #expect(try peers([1, 2], ["web", "web"]) == ["aws_security_group.web", "aws_security_group.web"])
  }

  @Test("of two references nobody knows whose they are, and one that occurs once is not that of both")
  func open() throws {
    #expect(try peers([1, 2], ["web", "app"]) == ["open", "open"])
    #expect(
      try peers([1, 2], ["web"]) == ["open", "open"], "a `dynamic` block makes the other, and shows no reference")
  }

  /// The subnets of a resolver endpoint's addresses.
  private func subnets(_ places: [[String: Any]], _ written: [[String: Any]]) throws -> [String] {
    var plan = PlanText.network
    plan.add(
      "aws_route53_resolver_endpoint", "in", ["direction": "INBOUND", "ip_address": places],
      references: ["ip_address": written])
    plan.mark("aws_route53_resolver_endpoint.in", "ip_address", places.map { _ in ["subnet_id": true] })
    return try plan.load().topology.networkInterfaces.map { $0.subnetId.replacing("aws_subnet.", with: "") }
  }

  private func place(_ subnet: String, ip: Any? = nil) -> [String: Any] {
    var place: [String: Any] = ["subnet_id": ["references": ["aws_subnet.\(subnet).id", "aws_subnet.\(subnet)"]]]
    if let ip { place["ip"] = ip }
    return place
  }

  @Test("blocks that nothing tells apart are taken in their order")
  func alike() throws {
    #expect(try subnets([[:], [:]], [place("a"), place("b")]) == ["a", "b"])
  }

  @Test("a block is the only one that is left for it")
  func elimination() throws {
    let written = [place("a", ip: ["references": ["var.ip"]]), place("b", ip: ["constant_value": "10.0.2.9"])]
    #expect(try subnets([["ip": "10.0.1.9"], ["ip": "10.0.2.9"]], written) == ["a", "b"])
    #expect(try subnets([["ip": "10.0.2.9"], ["ip": "10.0.1.9"]], written) == ["b", "a"])
  }

  @Test("where a `dynamic` block makes some of them it is open which")
  func dynamic() throws {
    #expect(
      try subnets([[:], [:]], [place("a")])
        == [0, 1].map {
          "aws_route53_resolver_endpoint.in.ip_address[\($0)].subnet_id"
        })
  }

  @Test("candidates are given out once, and only where they are certain")
  func assignment() {
    let never: (Int, Int) -> Bool = { _, _ in false }
    #expect(TerraformMatching.assigned([[0, 1], [1]], never) == [0, 1])
    #expect(TerraformMatching.assigned([[0, 1, 2], [1, 2], [2]], never) == [0, 1, 2])
    #expect(TerraformMatching.assigned([[0, 1], [0, 1]], never) == [nil, nil])
    #expect(TerraformMatching.assigned([[0, 1], [0, 1]]) { _, _ in true } == [0, 1])
    #expect(TerraformMatching.assigned([[0, 1, 2], [0, 1, 2]]) { _, _ in true } == [nil, nil])
    #expect(TerraformMatching.assigned([[], [3]], never) == [nil, 3])
    #expect(TerraformMatching.assigned([], never).isEmpty)
  }
}
