import AccessPolicies
import NetworkModel

/// Whether a function's own policy lets a service call it (AG 6.3, AU-3; NL C2).
enum FunctionPermission: Sendable, Hashable {
  case allowed
  case refused
  /// The policy hangs on what is not known.
  case open
  /// The function, or its policy, is not in the input.
  case notVisible

  /// - Parameter arn: as it is called, with a version or an alias.
  init(_ network: Network, _ arn: String, by invoker: LambdaInvoker) {
    guard let position = network.function(called: arn) else {
      self = .notVisible
      return
    }
    // A version or an alias has a policy of its own, which the function's does not tell.
    if network.fronts.functions[arn] == nil {
      self = .notVisible
      return
    }
    let function = network.topology.managedResources[position]
    guard let document = function.policyDocument else {
      // A topology file is whole: a function without a policy has none.
      let identity = function.identity
      let isWhole =
        network.topology.visibility.readCalls.isEmpty
        && network.topology.visibility.wholeScopes.contains(
          Scope(account: identity.account, region: identity.region))
      self = isWhole ? .refused : .notVisible
      return
    }
    guard let policy = PolicyDocument(document, kind: .resource).policy else {
      self = .notVisible
      return
    }
    switch policy.evaluate(.invokingFunction(arn, by: invoker)).possible.isAllowed {
    case .yes: self = .allowed
    case .no: self = .refused
    case .unknown: self = .open
    }
  }
}

extension Network {
  /// A function by its ARN, which may name a version or an alias, or by its id.
  func function(called arn: String) -> Int? {
    if let position = fronts.functions[arn] { return position }
    return arn.lastIndex(of: ":").flatMap { fronts.functions[String(arn[..<$0])] }
  }
}
