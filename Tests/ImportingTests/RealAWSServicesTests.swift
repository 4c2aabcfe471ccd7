import Addressing
import NetworkModel
import Testing

@testable import Importing

@Suite struct RealAWSServicesTests {
  let topology: Topology

  init() throws { topology = try fixture("real-aws") }

  @Test func endpoints() throws {
    let gateway = try #require(topology.vpcEndpoints[id: "vpce-0aaaaaaaaaaaaaaa1"])
    #expect(gateway.prefixListId == "pl-6da54004")
    #expect(gateway.endpointType == .gateway)
    let interface = try #require(topology.vpcEndpoints[id: "vpce-0aaaaaaaaaaaaaaa3"])
    #expect(interface.groupIds == ["sg-0aaaaaaaaaaaaaaa1"])
    #expect(interface.dnsNames.count == 2)
    #expect(interface.privateDnsEnabled)
    #expect(topology.vpcEndpoints[id: "vpce-0aaaaaaaaaaaaaaa4"]?.serviceName.hasSuffix("rcfg-1") == true)
  }

  @Test("a call about one resource that AWS answered with `not found` is empty, not unseen")
  func endpointServicePermissions() throws {
    let service = try #require(topology.vpcEndpointServices.first)
    #expect(service.allowedPrincipals == [])
    #expect(service.loadBalancerArns.count == 1)
    #expect(
      topology.visibility.sees(
        "ec2 describe-vpc-endpoint-service-permissions vpce-svc-0aaaaaaaaaaaaaaa1", account: "123456789012",
        region: "eu-west-1"))
  }

  @Test func loadBalancers() throws {
    let orders = try #require(topology.loadBalancers.first { $0.identity.name == "orders" })
    #expect(orders.type == .network)
    #expect(orders.listeners?.count == 1)
    #expect(orders.listeners?[0].port == 443)
    #expect(orders.listeners?[0].targetGroupArns.count == 2)
    #expect(orders.attributes == ["load_balancing.cross_zone.enabled": "true"])
    let group = try #require(topology.targetGroups.first { $0.identity.name == "orders" })
    #expect(
      group.targets == [
        TargetGroup.Target(id: "10.20.1.10", port: 8080, availabilityZone: "eu-west-1a", health: "unhealthy"),
        TargetGroup.Target(id: "10.99.0.1", port: 8080, availabilityZone: "all", health: "unavailable"),
      ])
    #expect(topology.targetGroups.first { $0.identity.name == "canary" }?.targets == nil, "no call showed them")
    let classic = try #require(topology.loadBalancers.first { $0.type == .classic })
    #expect(classic.id == "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/old")
    #expect(classic.listeners?.map(\.port) == [80])
  }

  @Test func vpn() throws {
    #expect(topology.vpnGateways[0].vpcId == "vpc-0aaaaaaaaaaaaaaa1")
    let connection = topology.vpnConnections[0]
    #expect(connection.tunnelsUp == [true, false])
    #expect(connection.staticRoutesOnly)
    #expect(connection.staticRoutes == [Prefix("192.168.0.0/16")])
    #expect(connection.advertisedPrefixes == nil)
  }

  @Test func directConnect() throws {
    let transit = try #require(topology.virtualInterfaces[id: "dxvif-fg1234ab"])
    #expect(transit.type == .transit)
    #expect(transit.bgpUp == true, "one session of two is up")
    #expect(transit.vpnGatewayId == nil)
    #expect(transit.identity.name == "dc1 transit")
    #expect(transit.advertisedPrefixes == nil)
    let open = try #require(topology.virtualInterfaces[id: "dxvif-fg1234ac"])
    #expect(open.advertisedPrefixes?.map(\.description) == ["203.0.113.0/24"])
    #expect(open.bgpUp == nil)
    let gateway = try #require(topology.directConnectGateways.first)
    #expect(gateway.identity.region == "")
    #expect(gateway.associations.map(\.gatewayId) == ["tgw-0aaaaaaaaaaaaaaa1"])
    #expect(gateway.associations[0].isTransitGateway)
    #expect(gateway.associations[0].allowedPrefixes == [Prefix("10.20.0.0/16")])
  }

  @Test func firewalls() throws {
    #expect(topology.networkFirewalls.count == 1)
    #expect(topology.networkFirewalls[0].endpointIds == ["vpce-0aaaaaaaaaaaaaab1", "vpce-0aaaaaaaaaaaaaab2"])
    #expect(topology.firewallPolicies[0].statefulGroups.isEmpty)
    #expect(
      topology.coverage.unmodelled.contains {
        $0.name == "hidden" && $0.state == .unknown
          && $0.reason == "`network-firewall describe-firewall` is not visible"
      })
  }

  @Test func blockPublicAccess() throws {
    let block = try #require(topology.blockPublicAccess.first)
    #expect(block.mode == .blockIngress)
    #expect(
      block.exclusions == [BlockPublicAccess.Exclusion(resourceId: "subnet-0aaaaaaaaaaaaaaa1", mode: .allowEgress)])
  }

  @Test("managed resources know their interfaces")
  func managedResources() throws {
    func interfaces(_ name: String) -> [String]? {
      topology.managedResources.first { $0.identity.name == name }?.networkInterfaceIds
    }
    #expect(interfaces("orders") == ["eni-0aaaaaaaaaaaaaaa3"])
    #expect(interfaces("outside") == [])
    #expect(interfaces("orders-db") == ["eni-0aaaaaaaaaaaaaaa6"])
    #expect(interfaces("sessions-001") == ["eni-0aaaaaaaaaaaaaaa5"])
    #expect(interfaces("web") == ["eni-0aaaaaaaaaaaaaaa7"])
    #expect(topology.managedResources.first { $0.identity.name == "web" }?.vpcId == "vpc-0aaaaaaaaaaaaaaa1")
    #expect(topology.coreNetworks.map(\.id) == ["core-network-0aaaaaaaaaaaaaaa1"])
  }
}
