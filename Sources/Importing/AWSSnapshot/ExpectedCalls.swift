import NetworkModel

extension ScopeReading {
  /// Notes every call that would have told something and that the snapshot lacks.
  func noteExpectedCalls(isGlobal: Bool) {
    var seen = Set(topology.coverage.calls.map(\.call))
    let read = topology.visibility.readCalls[scope] ?? []
    func expect(_ name: String, _ parameter: String? = nil) {
      let call = Self.callName(name, parameter)
      guard !read.contains(call), seen.insert(call).inserted else { return }
      topology.coverage.calls.append(
        Coverage.CallRow(
          call: call, account: scope.account, region: scope.region, state: .notVisible,
          reason: "the snapshot has no file of it"))
    }
    for operation in OperationCatalogue.modelled
    where operation.isGlobal == isGlobal && !operation.isAboutOneResource { expect(operation.name) }
    for vpc in topology.vpcs where vpc.identity.account == scope.account {
      if vpc.enableDnsSupport == nil { expect("ec2 describe-vpc-attribute enableDnsSupport", vpc.id) }
      if vpc.enableDnsHostnames == nil { expect("ec2 describe-vpc-attribute enableDnsHostnames", vpc.id) }
    }
    for list in topology.prefixLists where list.entries == nil {
      expect("ec2 get-managed-prefix-list-entries", list.id)
    }
    for table in topology.transitGatewayRouteTables where table.routes == nil {
      expect("ec2 search-transit-gateway-routes", table.id)
    }
    for gateway in topology.directConnectGateways {
      expect("directconnect describe-direct-connect-gateway-associations", ARN.fileNamePart(gateway.id))
    }
    for service in topology.vpcEndpointServices where service.allowedPrincipals == nil {
      expect("ec2 describe-vpc-endpoint-service-permissions", service.id)
    }
    for group in topology.targetGroups {
      let parameter = ARN.fileNamePart(group.id)
      if group.targets == nil { expect("elbv2 describe-target-health", parameter) }
      if group.attributes == nil { expect("elbv2 describe-target-group-attributes", parameter) }
    }
    for call in loadBalancerCalls() + managedResourceCalls() + firewallCalls() { expect(call.name, call.parameter) }
  }

  private func loadBalancerCalls() -> [(name: String, parameter: String)] {
    topology.loadBalancers.flatMap { balancer -> [(String, String)] in
      if balancer.type == .classic {
        let name = ARN.fileNamePart(ARN.resourceId(balancer.id))
        var calls = balancer.attributes == nil ? [("elb describe-load-balancer-attributes", name)] : []
        if balancer.instances?.isEmpty == false { calls.append(("elb describe-instance-health", name)) }
        return calls
      }
      let parameter = ARN.fileNamePart(balancer.id)
      var calls = [("elbv2 describe-listeners", parameter)]
      if balancer.attributes == nil { calls.append(("elbv2 describe-load-balancer-attributes", parameter)) }
      for listener in balancer.listeners ?? [] where listener.rules == nil {
        calls.append(("elbv2 describe-rules", ARN.fileNamePart(listener.arn)))
      }
      return calls
    }
  }

  private func managedResourceCalls() -> [(name: String, parameter: String)] {
    topology.managedResources.flatMap { resource -> [(String, String)] in
      switch resource.resourceKind {
      case .function: return [("lambda get-policy", ARN.fileNamePart(ARN.resourceId(resource.id)))]
      case .service:
        // A service of ECS names its task definition; its tasks are asked cluster by cluster.
        guard let definition = joins.container.definitionOfService[resource.id] else { return [] }
        let parts = ARN.resource(resource.id).split(separator: "/")
        var calls = [("ecs describe-task-definition", ARN.fileNamePart(definition))]
        guard parts.count == 3 else { return calls }
        let cluster = "cluster_\(ARN.fileNamePart(String(parts[1])))"
        calls.append(("ecs describe-tasks", cluster))
        let hosts = tasks(of: resource).compactMap(\.containerInstance)
        if hosts.contains(where: { joins.container.instanceIds[$0] == nil }) {
          calls.append(("ecs describe-container-instances", cluster))
        }
        return calls
      default: return []
      }
    }
  }

  private func firewallCalls() -> [(name: String, parameter: String)] {
    let described = Set(topology.firewallPolicies.map(\.id))
    var calls: [(String, String)] = []
    for firewall in topology.networkFirewalls {
      guard let policy = firewall.firewallPolicyArn, !described.contains(policy) else { continue }
      calls.append(("network-firewall describe-firewall-policy", ARN.fileNamePart(policy)))
    }
    for group in topology.firewallRuleGroups where group.identity.account != "aws-managed" {
      if case .unseen = group.rules {
        calls.append(("network-firewall describe-rule-group", ARN.fileNamePart(group.id)))
      }
    }
    return calls
  }

  /// A call about one resource that AWS answered with "there is none": it was read, and there is nothing.
  func noteEmpty(_ operation: Operation) {
    note(operation, .read, because: "AWS says that there is none")
    guard let parameter else { return }
    switch operation.name {
    case "ec2 describe-vpc-endpoint-service-permissions":
      joins.endpointService.principals[parameter] = []
    case "ec2 get-managed-prefix-list-entries": joins.prefixListEntries[parameter] = []
    case "ec2 search-transit-gateway-routes": joins.transitGateway.searchedRoutes[parameter] = []
    case "elbv2 describe-target-health": joins.loadBalancer.targets[parameter] = []
    case "elbv2 describe-load-balancer-attributes", "elbv2 describe-target-group-attributes":
      joins.loadBalancer.attributes[parameter] = [:]
    default: break
    }
  }

  /// `sts get-caller-identity`.
  func readCallerIdentity(_ document: JSONValue) throws(JSONError) { callerAccount = try document.id("Account") }
}
