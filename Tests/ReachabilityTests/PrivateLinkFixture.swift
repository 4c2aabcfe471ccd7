import Addressing
import NetworkModel
import TestKit

extension TopologyBuilder {
  /// The endpoint service `svc` of `nlb`, and another account's `vpc-k` with `consumer` and the endpoint `vpce`.
  ///
  /// - Parameters:
  ///   - block: the first two bytes of `vpc-k`: `consumer` is at `.1.5`, the endpoint's subnets are `k1` at `.11`
  ///     (az1), `k2` at `.12` (az2) and `k3` at `.13` (az3).
  ///   - region: where `vpc-k` is, if not where the service is.
  mutating func privateLink(
    block: String = "10.200", endpoint nodes: KeyValuePairs<String, String> = ["k1": "10.200.11.20"],
    groups: [String]? = nil, consumer: [String]? = nil, state: String = "available", zones: [String] = ["az1", "az2"],
    region other: String? = nil,
    supportedRegions: [String] = [], allowedPrincipals: [String]? = ["*"]
  ) {
    endpointService(
      "svc", in: "vpc-a", loadBalancers: ["nlb"], zones: zones, allowedPrincipals: allowedPrincipals,
      supportedRegions: supportedRegions)
    let home = (account, region)
    account = "222222222222"
    if let other { region = other }
    vpc("vpc-k", "\(block).0.0/16")
    subnet("k0", in: "vpc-k", "\(block).1.0/24", zone: "az1")
    for number in 1...3 { subnet("k\(number)", in: "vpc-k", "\(block).1\(number).0/24", zone: "az\(number)") }
    interface("consumer", in: "k0", "\(block).1.5", groups: consumer)
    interfaceEndpoint(
      "vpce", in: nodes, service: "svc", groups: groups, state: state, region: other == nil ? nil : home.1)
    (account, region) = home
  }

  /// `home`, whose `e1` goes out and comes back by `gwlbe-1` in `a2`: behind it `inspection` with `gwlb` in `vpc-f`,
  /// its nodes in `f1` (az1) and `f2` (az2), and the appliances `fw-1` in `f1`, `fw-2` in `f2`.
  mutating func inspected(_ appliances: [String], attributes: [String: String] = [:], endpointZone: String = "az1") {
    vpc("vpc-a", "10.0.0.0/16", "2001:db8:a::/56")
    home(["0.0.0.0/0": .vpcEndpoint("gwlbe-1")])
    vpc("vpc-f", "10.50.0.0/16")
    subnet("f1", in: "vpc-f", "10.50.1.0/24", zone: "az1")
    subnet("f2", in: "vpc-f", "10.50.2.0/24", zone: "az2")
    interface("e-fw1", in: "f1", "10.50.1.10")
    interface("e-fw2", in: "f2", "10.50.2.10")
    instance("fw-1", interfaces: ["e-fw1"])
    instance("fw-2", interfaces: ["e-fw2"])
    gatewayLoadBalancer("gwlb", in: ["f1": "10.50.1.5", "f2": "10.50.2.5"], to: "tg-fw", attributes: attributes)
    targetGroup("tg-fw", in: "vpc-f", "GENEVE", 6081, targets: appliances)
    endpointService("inspection", in: "vpc-f", loadBalancers: ["gwlb"], zones: ["az1", "az2"])
    subnet("ae", in: "vpc-a", "10.0.9.0/24", zone: endpointZone)
    gatewayLoadBalancerEndpoint("gwlbe-1", in: "ae", "10.0.9.4", service: "inspection")
    routeTable("rtb-ae", in: "vpc-a", subnets: ["ae"], ["0.0.0.0/0": .internetGateway("igw-a")])
    edgeTable("rtb-edge", in: "vpc-a", gateway: "igw-a", ["10.0.1.0/24": .vpcEndpoint("gwlbe-1")])
  }
}
