import AccessPolicies
import NetworkModel

// Functions that a service calls: a load balancer or API Gateway asks the service Lambda, so no network is asked, only
// the function's policy (names-and-load-balancers C2, AG 6.3).
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html
// https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-integrations.html

/// A call of a function by a service.
struct FunctionCall: Sendable {
  /// As it is called, with a version or an alias.
  var function: String
  /// Who calls.
  var caller: ComponentReference
  /// On whose behalf: `target group tg-1`.
  var behalf: String
  /// What the function's policy is asked. Where AWS does not say which of several, each.
  var invokers: [LambdaInvoker]
  /// The role that the caller takes on; then the function's policy is not asked.
  var role: String?
  /// What the client sees where the function may not be called.
  var symptom: String
}

extension Follower {
  /// Calls the function of a target group.
  mutating func invoke(_ arn: String, of group: TargetGroup, _ front: Front, _ journey: Journey) {
    let call = FunctionCall(
      function: arn, caller: .loadBalancer(front.loadBalancer), behalf: "target group \(group.identity.label)",
      invokers: [.loadBalancer(targetGroupARN: group.id)], symptom: Symptom.fromLoadBalancer(502))
    invoke(call, Branch(traffic: front.arrived), journey)
  }

  /// Calls a function: a connection of its own, that nothing but a policy stands in the way of.
  mutating func invoke(_ call: FunctionCall, _ branch: Branch, _ journey: Journey) {
    let caller = network.component(call.caller)
    let function = network.function(called: call.function)
    var branch = branch
    if let role = call.role {
      branch.assume(
        .policyIdentity, role, decides: false,
        role.contains("::*:user/")
          ? "the caller of \(call.behalf) is taken to be allowed to call function \(call.function) itself"
          : "role \(role) is taken to be allowed to call function \(call.function); `iam get-account-authorization-details` "
            + "would show it")
    } else {
      askPolicy(of: function.map { topology.managedResources[$0] }, call, &branch)
    }
    if let function {
      branch.hop(.function(function), .delivered, .text("the call of \(caller.title)"))
    } else {
      branch.hop(call.caller, .assumed, .text("calls \(call.function)"), code: .unknownResource)
    }
    let name = function.map { topology.managedResources[$0].identity.label } ?? call.function
    let connection = Connection(
      pair: journey.connections[journey.connections.count - 1].pair, from: caller.id, to: call.function,
      title: "\(caller.title) to \(name)", leaf: Leaf(branch: branch, ending: .delivered), request: journey.request)
    stop(Journey(connections: journey.connections + [connection])) { _ in }
  }

  private func askPolicy(of function: ManagedResource?, _ call: FunctionCall, _ branch: inout Branch) {
    let name = function?.identity.label ?? call.function
    let permissions = Set(call.invokers.map { FunctionPermission(network, call.function, by: $0) })
    switch permissions.count == 1 ? permissions.first : .open {
    case .allowed: return
    case .refused:
      branch.block(
        .policyTarget, network.function(called: call.function).map { .function($0) } ?? call.caller,
        towards: call.invokers.first?.sourceARN, source: function?.policySource?.place, symptom: call.symptom,
        "the policy of function \(name) does not let \(call.behalf) call it")
    case .open, nil:
      branch.assume(
        .policyTarget, function?.id ?? call.function, decides: true,
        "whether the policy of function \(name) lets \(call.behalf) call it depends on what is not in the input")
    case .notVisible:
      branch.assume(
        .unknownResource, function?.id ?? call.function, decides: false,
        "the policy of function \(name) is taken to let \(call.behalf) call it; `lambda get-policy` would show it")
    }
  }
}
