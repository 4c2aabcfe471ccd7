import NetworkModel

extension ScopeReading {
  /// Notes every call that would have told something and that the snapshot lacks.
  func noteExpectedCalls(isGlobal: Bool) {
    let seen = Set(topology.coverage.calls.map(\.call))
    let read = topology.visibility.readCalls[scope] ?? []
    func expect(_ name: String, _ parameter: String? = nil) {
      let call = Self.callName(name, parameter)
      guard !seen.contains(call), !read.contains(call) else { return }
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
    for zone in topology.hostedZones where zone.recordSets == nil && zone.identity.account == scope.account && isGlobal
    {
      expect("route53 list-resource-record-sets", "hostedzone_\(zone.id)")
    }
    for endpoint in topology.resolverEndpoints where endpoint.addresses == nil {
      expect("route53resolver list-resolver-endpoint-ip-addresses", endpoint.id)
    }
    for group in topology.dnsFirewallRuleGroups where group.rules == nil {
      expect("route53resolver list-firewall-rules", group.id)
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
    for loadBalancer in topology.loadBalancers where loadBalancer.type != .classic {
      let parameter = ARN.fileNamePart(loadBalancer.id)
      expect("elbv2 describe-listeners", parameter)
      if loadBalancer.attributes == nil { expect("elbv2 describe-load-balancer-attributes", parameter) }
    }
    for group in topology.targetGroups {
      let parameter = ARN.fileNamePart(group.id)
      if group.targets == nil { expect("elbv2 describe-target-health", parameter) }
      if group.attributes == nil { expect("elbv2 describe-target-group-attributes", parameter) }
    }
  }

  /// A call about one resource that AWS answered with "there is none": it was read, and there is nothing.
  func noteEmpty(_ operation: Operation) {
    note(operation, .read, because: "AWS says that there is none")
    guard let parameter else { return }
    switch operation.name {
    case "ec2 describe-vpc-endpoint-service-permissions":
      joins.endpointServicePrincipals[parameter] = []
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
