import NetworkModel
import TestKit

@testable import Reachability

extension TopologyBuilder {
  /// `e1` and `e2` of `vpc-a`, which reach one another and the internet through the firewall `nfw-1`, whose endpoint
  /// stands in a subnet of its own.
  mutating func behindFirewall(policy: String? = "policy") {
    home(["10.0.2.0/24": .vpcEndpoint("fwe-1"), "0.0.0.0/0": .vpcEndpoint("fwe-1")])
    route(in: "rtb-a2", "10.0.1.0/24", .vpcEndpoint("fwe-1"))
    subnet("a3", in: "vpc-a", "10.0.3.0/24")
    routeTable("rtb-a3", in: "vpc-a", subnets: ["a3"], ["0.0.0.0/0": .internetGateway("igw-a")])
    edgeTable("rtb-edge", in: "vpc-a", gateway: "igw-a", ["10.0.1.0/24": .vpcEndpoint("fwe-1")])
    gatewayLoadBalancerEndpoint("fwe-1", in: "a3", "10.0.3.4")
    networkFirewall("nfw-1", in: "vpc-a", endpoints: ["fwe-1"], policy: policy)
  }

  /// A policy under action order with one group of rules.
  mutating func suricata(
    _ rules: String, order: FirewallPolicy.RuleOrder = .action, otherwise: String? = nil, homeNet: [String]? = nil
  ) {
    behindFirewall()
    firewallPolicy("policy", stateful: ["rules"], order: order, otherwise: otherwise, homeNet: homeNet)
    suricataRules("rules", rules)
  }
}

extension HTTPRequest {
  /// An HTTPS request to a host.
  static func https(_ host: String) -> HTTPRequest { HTTPRequest(serverName: host, host: host) }
  /// A plain HTTP request to a host.
  static func http(_ host: String) -> HTTPRequest { HTTPRequest(isTLS: false, host: host) }
}
