import NetworkModel
import Reachability
import TestKit
import Testing

/// Endpoints of another account's service, to its targets (dataplane 8.2, 8.3).
/// https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-share-your-services.html
@Suite("Behaviour: endpoint services")
struct EndpointServiceTests {
  @Test("the answer goes on to the service's targets, which see the node of the endpoint's zone")
  func throughToTarget() {
    let network = world { t in
      t.shop()
      t.nlb(attributes: crossZone(false))
      t.tg(["i-1", "i-2"])
      t.privateLink(endpoint: ["k1": "10.200.11.20", "k2": "10.200.12.20"])
    }
    let first = expect(network, "consumer -> vpce-k1 tcp/80", .reachable)
    #expect(first.legs.last?.to == "i-1", "\(first.digest)")
    #expect(first.legs.last?.from == "nlb")
    #expect(first.legs.last?.forward.last?.traffic.contains("10.0.1.5:") == true, "\(first.digest)")
    let second = expect(network, "consumer -> vpce-k2 tcp/80", .reachable)
    #expect(second.legs.last?.to == "i-2", "\(second.digest)")
    #expect(!first.assumptions.contains { $0.code == "UNKNOWN_DESTINATION" })
  }

  @Test("one endpoint of several whose zone has no target is a part")
  func zones() throws {
    let network = world { t in
      t.shop()
      t.nlb(attributes: crossZone(false))
      t.tg(["i-1"])
      t.privateLink(endpoint: ["k1": "10.200.11.20", "k2": "10.200.12.20"])
    }
    expect(network, "consumer -> vpce-k2 tcp/80", .blocked("ELBV2_NO_TARGETS_IN_AZ"))
    #expect(try network.answer(Query(from: "consumer", to: "vpce", port: "80")).verdict == .partial)
  }

  @Test("the endpoint's own group and its subnet's ACL come first")
  func endpointFilters() {
    let grouped = world { t in
      t.service()
      t.privateLink(groups: ["sg-vpce"])
      t.securityGroup("sg-vpce", in: "vpc-k", ingress: ["tcp 443 from 0.0.0.0/0"])
    }
    expect(grouped, "consumer -> vpce-k1 tcp/80", .blocked("ENI_SG_RULES_MISMATCH", at: "sg-vpce", leg: 0, .ingress))
    let walled = world { t in
      t.service()
      t.privateLink()
      t.networkACL(
        "acl-k", in: "vpc-k", subnets: ["k1"], ["in 100 allow all 0.0.0.0/0", "out 100 allow tcp 1-1023 0.0.0.0/0"])
    }
    expect(
      walled, "consumer -> vpce-k1 tcp/80",
      .blocked("SUBNET_ACL_RESTRICTION", at: "acl-k", leg: 0, way: .return, .egress))
    expect(walled, "consumer -> vpce-k1 tcp/80 one-way", .reachable)
  }

  @Test("outbound rules of the endpoint's group do not count")
  func endpointEgress() {
    let network = world { t in
      t.service()
      t.privateLink(groups: ["sg-vpce"])
      t.securityGroup("sg-vpce", in: "vpc-k", ingress: ["tcp 80 from 0.0.0.0/0"], egress: [])
    }
    expect(network, "consumer -> vpce-k1 tcp/80", .reachable)
  }

  @Test("the balancer behind it listens, or not")
  func listener() {
    let network = world { t in
      t.service()
      t.privateLink()
    }
    let outcome = expect(network, "consumer -> vpce-k1 tcp/443", .blocked("ELBV2_LISTENERS_MISMATCH", at: "nlb"))
    #expect(outcome.symptom == Symptom.timesOut.text)
  }

  @Test("a permission that was taken away does not cut an endpoint that is accepted")
  func permission() {
    let network = world { t in
      t.service()
      t.privateLink(allowedPrincipals: [])
    }
    expect(network, "consumer -> vpce-k1 tcp/80", .reachable)
  }

  @Test("an endpoint's policy is no part of the network", arguments: ["com.amazonaws.us-east-1.sqs", "svc"])
  func policy(service: String) {
    let network = world { t in
      t.service()
      t.privateLink()
      t.interfaceEndpoint("vpce-2", in: ["k2": "10.200.12.30"], service: service)
      for index in t.topology.vpcEndpoints.indices {
        t.topology.vpcEndpoints[index].policyDocument =
          #"{"Statement": [{"Effect": "Deny", "Principal": "*", "Action": "*", "Resource": "*"}]}"#
      }
    }
    expect(network, "consumer -> vpce-2-k2 tcp/80", .reachable)
  }

  @Test("an endpoint in another Region needs the service to support it, and no common zone")
  func otherRegion() {
    func network(supported: [String]) -> Network {
      world { t in
        t.shop()
        t.nlb(attributes: crossZone(true))
        t.tg(["i-1"])
        t.privateLink(endpoint: ["k3": "10.200.13.20"], region: "eu-west-1", supportedRegions: supported)
      }
    }
    let outcome = expect(
      network(supported: ["us-east-1", "eu-west-1"]), "consumer -> vpce-k3 tcp/80", .reachable)
    #expect(outcome.legs.last?.to == "i-1", "\(outcome.digest)")
    expect(
      network(supported: ["us-east-1", "eu-central-1"]), "consumer -> vpce-k3 tcp/80",
      .blocked("X_ENDPOINT_REGION", at: "vpce"))
  }

  @Test("a service whose owner's side is not in the input: the answer ends at the endpoint and says so")
  func unseenProvider() {
    var t = TopologyBuilder()
    t.service()
    t.privateLink()
    t.topology.vpcEndpointServices = []
    t.topology.loadBalancers = []
    let outcome = expect(Network(t.build()), "consumer -> vpce-k1 tcp/80", .reachable)
    #expect(outcome.assumes("UNKNOWN_DESTINATION", at: "vpce"), "\(outcome.digest)")
  }

  @Test("an endpoint is reached from a peered VPC")
  func peered() {
    let network = world { t in
      t.service()
      t.privateLink()
      t.vpc("vpc-q", "10.201.0.0/16")
      t.subnet("q1", in: "vpc-q", "10.201.1.0/24")
      t.interface("guest", in: "q1", "10.201.1.5")
      t.peering("pcx-q", "vpc-q", "vpc-k")
      t.routeTable("rtb-q", in: "vpc-q", main: true, ["10.200.0.0/16": .peering("pcx-q")])
      t.routeTable("rtb-k", in: "vpc-k", main: true, ["10.201.0.0/16": .peering("pcx-q")])
    }
    let outcome = expect(network, "guest -> vpce-k1 tcp/80", .reachable)
    #expect(["i-1", "i-2"].contains(outcome.legs.last?.to))
  }

  @Test("the consumer's group never counts at the provider's", arguments: ["sg-client", "10.200.1.5/32"])
  func consumerGroup(admitted: String) {
    let network = world { t in
      t.shop()
      t.securityGroup("sg-n", in: "vpc-a", ingress: ["tcp 80 from \(admitted)"])
      t.nlb(groups: ["sg-n"])
      t.tg(["i-1"])
      t.privateLink(consumer: ["sg-client"])
      t.securityGroup("sg-client", in: "vpc-k")
    }
    let outcome = ask(network, "consumer -> vpce-k1 tcp/80")
    #expect(outcome.verdict == (admitted == "sg-client" ? .unreachable : .reachable), "\(outcome.digest)")
    #expect(outcome.blockers.map(\.component.id) == (admitted == "sg-client" ? ["sg-n"] : []))
  }
}
