import AccessPolicies
import NetworkModel

// Functions as targets: the load balancer calls the service, so no network is asked, only the function's policy
// (names-and-load-balancers C2).
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html

extension Follower {
  /// Calls the function of a target group.
  mutating func invoke(_ arn: String, of group: TargetGroup, _ front: Front, _ journey: Journey) {
    let balancer = topology.loadBalancers[front.loadBalancer].identity
    let function = network.fronts.functions[arn]
    var branch = Branch(traffic: front.arrived)
    if let function {
      ask(topology.managedResources[function], .function(function), group, &branch)
      branch.hop(.function(function), .delivered, .text("called by the load balancer"))
    } else {
      branch.hop(.loadBalancer(front.loadBalancer), .assumed, .text("calls \(arn)"), code: .unknownResource)
      assumePolicy(arn, balancer.label, &branch)
    }
    let name = function.map { topology.managedResources[$0].identity.label } ?? arn
    let connection = Connection(
      pair: journey.connections[journey.connections.count - 1].pair, from: balancer.id, to: arn,
      title: "\(balancer.label) to \(name)", leaf: Leaf(branch: branch, ending: .delivered))
    stop(Journey(connections: journey.connections + [connection])) { _ in }
  }

  private func ask(
    _ function: ManagedResource, _ component: ComponentReference, _ group: TargetGroup, _ branch: inout Branch
  ) {
    guard let document = function.policyDocument,
      let policy = PolicyDocument(document, kind: .resource).policy
    else { return assumePolicy(function.id, group.identity.label, &branch) }
    let says = policy.evaluate(.invokingFunction(function.id, by: .loadBalancer(targetGroupARN: group.id)))
    switch says.possible.isAllowed {
    case .yes: return
    case .no:
      branch.block(
        .policyTarget, component, symptom: Symptom.fromLoadBalancer(502),
        "the policy of function \(function.identity.label) does not let target group \(group.identity.label) call it")
    case .unknown:
      branch.assume(
        .policyTarget, function.id, decides: true,
        "whether the policy of function \(function.identity.label) lets target group \(group.identity.label) call it "
          + "depends on what is not in the input")
    }
  }

  private func assumePolicy(_ function: String, _ caller: String, _ branch: inout Branch) {
    branch.assume(
      .unknownResource, function, decides: false,
      "the policy of function \(function) is taken to let \(caller) call it; `lambda get-policy` would show it")
  }
}
