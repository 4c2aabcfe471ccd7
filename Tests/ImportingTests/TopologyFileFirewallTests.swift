import Addressing
import NetworkModel
import Testing

@testable import Importing

@Suite("Topology file: AWS Network Firewall")
struct TopologyFileFirewallTests {
  private func read(_ firewall: String) throws -> Topology {
    readTopology(
      """
      vpcs:
        v:
          cidr: 10.0.0.0/16
          subnets: {fw: 10.0.1.0/24}
          firewalls:
            nfw:
              subnets: fw

      """ + firewall.split(separator: "\n").map { "        \($0)\n" }.joined())
  }

  @Test("a firewall that says nothing lets everything pass")
  func plain() throws {
    let topology = try read("")
    #expect(topology.firewallRuleGroups == [])
    let policy = topology.firewallPolicies[0]
    #expect(policy.id == "nfw/policy" && topology.networkFirewalls[0].firewallPolicyArn == policy.id)
    #expect(policy.statelessDefaultActions == ["aws:forward_to_sfe"] && policy.statefulDefaultActions == [])
    #expect(policy.ruleOrder == .action && policy.homeNet == nil)
    #expect(topology.networkFirewalls[0].endpointIds == ["nfw/fw"])
  }

  @Test("each kind of rule is a group of its own, in order")
  func kinds() throws {
    let topology = try read(
      """
      order: strict
      default: dropEstablished
      statelessDefault: drop
      homeNet: [10.0.0.0/8]
      policy: egress
      ipSets: {WEB: [10.0.1.0/24, 10.0.2.0/24]}
      portSets: {ADMIN: [22, "3389"]}
      stateless:
        - 10 pass tcp 80,443 from 10.0.0.0/16 to 0.0.0.0/0
        - pass tcp from 0.0.0.0/0 port 443, 80 to 10.0.0.0/16
        - 30 forward udp to 10.0.0.2/32 port 53
        - drop all
      rules:
        - pass tcp 443,8000-8999 from 10.0.0.0/16, $WEB to any
        - reject tcp $ADMIN from !10.0.0.0/8 port 1024-65535
        - drop all
      suricata: |
        pass tls $HOME_NET any -> any 443 (tls.sni; content:"a.example"; sid:1;)
        drop ip any any -> any any (sid:2;)
      domains: {allow: [example.com, .example.org], protocols: tls}
      """)
    let policy = topology.firewallPolicies[0]
    #expect(policy.identity.name == "egress" && policy.ruleOrder == .strict && policy.homeNet == ["10.0.0.0/8"])
    #expect(policy.statefulDefaultActions == ["aws:drop_established"])
    #expect(policy.statelessDefaultActions == ["aws:drop"])
    #expect(policy.statelessFragmentDefaultActions == ["aws:drop"])
    #expect(policy.statelessGroups == [.init("nfw/stateless", priority: 1)])
    #expect(
      policy.statefulGroups == [
        .init("nfw/rules", priority: 1), .init("nfw/suricata", priority: 2), .init("nfw/domains", priority: 3),
      ])
    let groups = topology.firewallRuleGroups
    #expect(groups.map(\.id) == ["nfw/stateless", "nfw/rules", "nfw/suricata", "nfw/domains"])
    #expect(groups.allSatisfy { $0.isStrictOrder })
    let (net, all) = (Prefix("10.0.0.0/16")!, Prefix("0.0.0.0/0")!)
    #expect(
      groups[0].rules
        == .stateless([
          .init(
            priority: 10, sources: [net], destinations: [all], destinationPorts: [PortRange(80), PortRange(443)],
            protocols: [6], actions: ["aws:pass"]),
          .init(
            priority: 11, sources: [all], destinations: [net], sourcePorts: [PortRange(443), PortRange(80)],
            protocols: [6], actions: ["aws:pass"]),
          .init(
            priority: 30, destinations: [Prefix("10.0.0.2/32")!], destinationPorts: [PortRange(53)], protocols: [17],
            actions: ["aws:forward_to_sfe"]),
          .init(priority: 31, actions: ["aws:drop"]),
        ]))
    #expect(
      groups[1].rules
        == .standard([
          .init(
            action: "PASS", protocol: "TCP", source: "[10.0.0.0/16,$WEB]", destinationPort: "[443,8000:8999]",
            options: [.init("sid", ["1"])]),
          .init(
            action: "REJECT", protocol: "TCP", source: "!10.0.0.0/8", sourcePort: "1024:65535",
            destinationPort: "$ADMIN", options: [.init("sid", ["2"])]),
          .init(action: "DROP", protocol: "IP", options: [.init("sid", ["3"])]),
        ]))
    #expect(groups[1].ipSets == ["WEB": ["10.0.1.0/24", "10.0.2.0/24"]])
    #expect(groups[1].portSets == ["ADMIN": ["22", "3389"]])
    guard case .suricata(let text) = groups[2].rules else { return #expect(Bool(false)) }
    #expect(text.split(separator: "\n").count == 2)
    #expect(
      groups[3].rules
        == .domainList(
          .init(targets: ["example.com", ".example.org"], matchesHTTP: false, action: "ALLOWLIST")))
  }

  @Test("several rule groups of a kind, with home networks of their own")
  func groups() throws {
    let topology = try read(
      """
      ruleGroups:
        - {name: first, rules: drop tcp 443, homeNet: 10.0.0.0/16}
        - {suricata: ["pass ip any any -> any any (sid:1;)"], domains: {deny: bad.example}}
      """)
    #expect(topology.firewallRuleGroups.map(\.id) == ["nfw/first/rules", "nfw/2/suricata", "nfw/2/domains"])
    #expect(topology.firewallRuleGroups[0].ipSets == ["HOME_NET": ["10.0.0.0/16"]])
    #expect(topology.firewallPolicies[0].statefulGroups.map(\.priority) == [nil, nil, nil], "action order has none")
  }

  @Test("rules that the file does not say are unseen")
  func unseen() throws {
    let topology = try read("passesEverything: false")
    #expect(topology.firewallPolicies[0].statefulGroups.map(\.arn) == ["nfw/rules"])
    #expect(topology.firewallRuleGroups.map(\.rules) == [.unseen("rules that the file does not say")])
  }
}
