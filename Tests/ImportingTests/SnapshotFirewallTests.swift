import Addressing
import NetworkModel
import Testing

@testable import Importing

@Suite("AWS snapshot: network firewalls and resource configurations") struct SnapshotFirewallTests {
  let topology: Topology

  init() throws { topology = try fixture("services") }

  private static let own = "arn:aws:network-firewall:eu-west-1:123456789012:"
  private static let managed =
    "arn:aws:network-firewall:eu-west-1:aws-managed:stateful-rulegroup/BotNetCommandAndControlDomainsStrictOrder"

  private func group(_ name: String) throws -> FirewallRuleGroup {
    try #require(topology.firewallRuleGroups.first { $0.identity.name == name })
  }

  @Test("a policy with its groups by priority, its order, its defaults and its home network")
  func policy() throws {
    let policy = try #require(topology.firewallPolicies.first)
    #expect(policy.statelessGroups == [.init(Self.own + "stateless-rulegroup/packets", priority: 10)])
    #expect(
      policy.statefulGroups == [
        .init(Self.managed, priority: 10, dropToAlert: true),
        .init(Self.own + "stateful-rulegroup/tuples", priority: 20),
        .init(Self.own + "stateful-rulegroup/lines", priority: 30),
        .init(Self.own + "stateful-rulegroup/names", priority: 40),
        .init(Self.own + "stateful-rulegroup/hidden", priority: 50),
      ])
    #expect(policy.ruleOrder == .strict && policy.homeNet == ["10.0.0.0/8", "172.16.0.0/12"])
    #expect(policy.statelessFragmentDefaultActions == ["aws:drop"])
    #expect(policy.statefulDefaultActions == ["aws:drop_established", "aws:alert_established"])
    let plain = try #require(try fixture("real-aws").firewallPolicies.first)
    #expect(plain.ruleOrder == .action && plain.homeNet == nil)
  }

  @Test("stateless rules")
  func stateless() throws {
    #expect(
      try group("packets").rules
        == .stateless([
          .init(
            priority: 1, sources: [Prefix("10.0.0.0/16")!, Prefix("10.9.9.9/32")!], destinations: [.all(.ipv4)],
            sourcePorts: [PortRange(1024, 65535)], destinationPorts: [PortRange(443)], protocols: [6],
            actions: ["aws:pass"]),
          .init(
            priority: 2, sources: [.all(.ipv4)], destinations: [.all(.ipv4)], protocols: [6], hasTCPFlags: true,
            actions: ["aws:drop", "count"]),
          .init(priority: 3, actions: ["aws:forward_to_sfe"]),
        ]))
  }

  @Test("stateful rules in their three forms, with sets and references")
  func stateful() throws {
    let tuples = try group("tuples")
    #expect(
      tuples.rules
        == .standard([
          .init(
            action: "PASS", protocol: "TLS", source: "$HOME_NET", destination: "[203.0.113.0/24,198.51.100.7/32]",
            destinationPort: "[443,8443]",
            options: [.init("sid", ["1"]), .init("flow", ["to_server"]), .init("noalert")]),
          .init(action: "DROP", protocol: "IP", direction: "ANY", options: [.init("sid", ["2"])]),
        ]))
    #expect(tuples.isStrictOrder)
    #expect(tuples.ipSets == ["WEB": ["10.0.1.0/24", "10.0.2.0/24"]] && tuples.portSets == ["ADMIN": ["22", "3389"]])
    #expect(tuples.ipSetReferences == ["PARTNERS": "arn:aws:ec2:eu-west-1:123456789012:prefix-list/pl-0b1"])
    #expect(
      try group("lines").rules
        == .suricata("pass tcp $HOME_NET any -> any 80 (msg:\"web\"; sid:1;)\ndrop ip any any -> any any (sid:2;)"))
    #expect(
      try group("names").rules
        == .domainList(.init(targets: [".example.com", "example.org"], matchesHTTP: false, action: "ALLOWLIST")))
  }

  @Test("groups that no call describes are unseen; AWS's own cannot be asked for")
  func unseen() throws {
    #expect(try group("hidden").rules == .unseen("`network-firewall describe-rule-group` is not visible"))
    let managed = try #require(topology.firewallRuleGroups[id: Self.managed])
    #expect(managed.rules == .unseen("rules of AWS's own group") && managed.identity.account == "aws-managed")
    let missing = topology.coverage.calls.filter { $0.state == .notVisible }.map(\.call)
    #expect(
      missing.filter { $0.hasPrefix("network-firewall describe-rule-group") } == [
        "network-firewall describe-rule-group stateful-rulegroup_hidden"
      ])
  }

  @Test("resource configurations with the gateway that they stand behind")
  func resourceConfigurations() throws {
    let db = try #require(topology.resourceConfigurations[id: "rcfg-0b00000000000000001"])
    #expect(db.target == "10.30.1.14" && db.portRanges == ["5432", "8000-8010"])
    #expect(db.vpcId == "vpc-0b000000000000001" && db.subnetIds == ["subnet-0b00000000000000a"])
    #expect(db.groupIds == ["sg-0b000000000000001"])
    #expect(db.identity.arn?.hasSuffix("resourceconfiguration/rcfg-0b00000000000000001") == true)
    #expect(topology.resourceConfigurations.map(\.target) == ["10.30.1.14", "api.example.com"])
    let rows = topology.coverage.unmodelled.filter { $0.kind == "resourceConfiguration" }
    #expect(rows.map(\.name) == ["all", "hidden", "lost"] && rows.map(\.state) == [.ignored, .unknown, .unknown])
  }
}
