import Foundation
import NetworkModel
import Reachability
import Testing

@testable import Importing

/// Snapshots with load balancers, endpoint services and container services, asked from the client to the last hop.
@Suite struct SnapshotLoadBalancerAnswerTests {
  private func answer(_ snapshot: String, _ from: String, _ to: String, _ port: String) throws -> Answer {
    try Network(try fixture("snapshots/\(snapshot)")).answer(Query(from: from, to: to, port: port))
  }

  private func blocks(_ answer: Answer) -> [String] {
    answer.blockers.map { "\($0.leg) \($0.code.rawValue) \($0.component.name ?? $0.component.id)" }
  }

  @Test("06: a load balancer, an endpoint of another account's service, its load balancer, its instances")
  func privateLinkChain() throws {
    let passing = try answer("06-cross-account-privatelink", "10.0.20.218", "10.0.30.128", "80")
    #expect(passing.verdict == .reachable, "\(blocks(passing))")
    #expect(passing.legs.map(\.to) == ["eni-c82e4c735cbb822e5", "i-66485c1b71ccd260c"])
    #expect(passing.legs[1].from.hasSuffix("loadbalancer/net/resource-b/c0921193fdf01685"))
    // The other zone has no instance, and the service's load balancer does not cross zones.
    let empty = try answer("06-cross-account-privatelink", "10.0.21.87", "10.0.31.25", "80")
    #expect(empty.verdict == .unreachable)
    #expect(blocks(empty) == ["0 ELBV2_NO_TARGETS_IN_AZ resource-b"])
    #expect(empty.legs.count == 1)
  }

  @Test("06: the tasks of the other service are registered, and no interface has their addresses")
  func missingTasks() throws {
    let tasks = try answer("06-cross-account-privatelink", "10.0.20.218", "10.0.30.164", "80")
    #expect(tasks.verdict == .unreachable)
    #expect(blocks(tasks) == ["1 X_NO_SUCH_HOST resource-a"])
    #expect(tasks.legs[1].to == "10.0.20.50")
  }

  @Test("04: behind a TLS listener and behind an Application Load Balancer stand endpoints of API Gateway")
  func endpointsAsTargets() throws {
    for (node, group, endpoint) in [
      ("10.40.10.64", "10.40.20.122", "eni-9822c22b0e0a60135"),
      ("10.41.10.171", "10.41.20.247", "eni-9a9fd4fb0dfa0fa0c"),
    ] {
      let target = try answer("04-multi-region", node, group, "443")
      #expect(target.verdict == .reachable, "\(blocks(target))")
      #expect(target.legs.map(\.to) == [endpoint])
    }
    let closed = try answer("04-multi-region", "10.40.30.4", "api-a", "443")
    #expect(blocks(closed) == ["0 SG_HAS_NO_RULES resolver", "0 ENI_SG_RULES_MISMATCH lb"])
    #expect(closed.legs.count == 2, "the way goes on to the endpoint as if it had passed")
  }

  @Test("05: a container service without tasks has no target")
  func emptyService() throws {
    let network = Network(try fixture("snapshots/05-ecs-private-integration"))
    let answer = try network.answer(Query(from: "10.50.11.4", to: "service", port: "80"))
    #expect(answer.verdict == .unreachable)
    #expect(answer.legs.count == 1)
  }

  @Test("07, 08: tasks of other accounts over a peering and a transit gateway")
  func tasksElsewhere() throws {
    let peered = try answer("07-cross-account-peering", "10.70.10.98", "10.71.11.50", "8080")
    #expect(blocks(peered) == ["0 BAD_STATE eni-8e3fd9e9a5fe2455c"], "the interface is attached to nothing")
    let transit = try answer("08-cross-account-tgw", "10.80.10.22", "10.81.11.50", "8080")
    #expect(
      blocks(transit) == [
        "0 NO_ROUTE_TO_DESTINATION inspection-tgw", "0 BAD_STATE eni-c4795da0ac6128048",
        "0 NO_ROUTE_TO_DESTINATION inspection-tgw",
      ])
    let unregistered = try answer("07-cross-account-peering", "10.70.10.98", "10.72.11.4", "8080")
    #expect(blocks(unregistered).contains("0 TARGET_PORT_RESTRICTION central"))
  }
}
