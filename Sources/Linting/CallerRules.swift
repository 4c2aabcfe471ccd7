import AccessPolicies
import Addressing
import NetworkModel
import Reachability

// Rules about who calls and how (AG 9, 10): AGW-110, AGW-114 to AGW-118.

extension Linter {
  mutating func checkCallers() {
    for api in index.apis where api.isPrivate {
      let open = api.samples.filter { $0.method.authorizationType == "NONE" && $0.method.httpMethod != "OPTIONS" }
      if !open.isEmpty {
        report(
          .methodWithoutAuthorization, api.api,
          "\(Words.list(open.map(\.title))) of \(api.api.identity.label) \(open.count == 1 ? "has" : "have") "
            + "authorization NONE")
      }
      checkAddresses(in: api)
    }
    for call in calls where isOfPrivateAPI(call) {
      checkFunction(call)
      checkHeaders(of: call)
      checkCognito(call)
    }
  }

  private func isOfPrivateAPI(_ call: LintedCall) -> Bool {
    switch call.named {
    case .aws(.endpoint), .aws(.alias): true
    case .aws(.api(let id, _)): index.api(id)?.isPrivate ?? false
    case .domain(let position): topology.apiDomainNames[position].endpointType == .private
    case .other: !call.endpointIds.isEmpty
    }
  }

  // MARK: Addresses in policies

  private mutating func checkAddresses(in api: LintedAPI) {
    guard let policy = api.policy else { return }
    let named = api.endpoints(in: index)
    let endpoints = named.isEmpty ? index.apiEndpoints.filter { $0.apiRegion == api.api.identity.region } : named
    let dual = endpoints.filter { endpoint in
      index.interfaces(of: endpoint).contains { $0.privateAddresses.contains { $0.family == .ipv6 } }
    }
    let fronts = frontedGroups.filter { front in
      front.endpoints.contains { own in endpoints.contains { $0.id == own.id } }
    }
    for statement in policy.statements {
      for condition in statement.conditions where condition.isOn("aws:VpcSourceIp") {
        let prefixes = condition.values.compactMap { Prefix($0.source) }
        if let endpoint = dual.first, !prefixes.isEmpty, prefixes.allSatisfy({ $0.family == .ipv4 }) {
          report(
            .onlyIPv4Listed, api.api, at: statement.place(in: api.api.policySource),
            "\(statement.title) has `\(condition.title)` with \(Words.quoted(condition.values.map(\.source))), and "
              + "\(endpoint.identity.label) has IPv6 addresses")
        }
        if let front = fronts.first {
          report(
            .addressBehindBalancer, api.api, at: statement.place(in: api.api.policySource),
            "\(statement.title) has `\(condition.title)`, and load balancer \(front.balancer.identity.label) stands "
              + "before \(Words.list(front.endpoints.map(\.identity.label)))")
        }
      }
    }
  }

  // MARK: Callers

  private mutating func checkFunction(_ call: LintedCall) {
    let name = call.query.from
    let function = topology.managedResources.first { resource in
      resource.resourceKind == .function && resource.vpcId == nil && resource.subnetIds.isEmpty
        && [resource.id, resource.identity.name, resource.identity.arn].contains(name)
    }
    guard let function else { return }
    report(
      .functionOutsideVPC, function, at: call.source, "\(call.title), and the function is attached to no VPC")
  }

  /// From here on there is little room for a longer token.
  private static let longHeaders = 7200

  private mutating func checkHeaders(of call: LintedCall) {
    guard let request = call.request, request.headBytes >= Linter.longHeaders else { return }
    let longest = request.headers.max { $0.value.utf8.count < $1.value.utf8.count }
    let component =
      call.route.map { Component($0.api.api.identity, kind: .restApi) }
      ?? call.endpointIds.first.map { Component($0, kind: .vpcEndpoint) }
    guard let component else { return }
    report(
      .longHeaders, component, at: call.source,
      "a call of `\(call.query.from)` has \(request.headBytes) bytes of request line and headers"
        + (longest.map { ", most of them in `\($0.name.lowercased())`" } ?? ""))
  }

  /// The token of a Cognito method has to come from somewhere.
  private mutating func checkCognito(_ call: LintedCall) {
    guard let route = call.route, route.method?.authorizationType == "COGNITO_USER_POOLS",
      let authorizer = route.api.api.authorizers?.first(where: { $0.id == route.method?.authorizerId })
    else { return }
    for client in call.clients {
      guard case .interface(let position, _, _) = client, !hasInternet(client) else { continue }
      let vpcId = network.topology.networkInterfaces[position].vpcId
      guard let vpc = index.vpcs[vpcId],
        topology.visibility.sees(
          "ec2 describe-vpc-endpoints", account: vpc.identity.account, region: vpc.identity.region)
      else { continue }
      let hasEndpoint = topology.vpcEndpoints.contains {
        $0.vpcId == vpcId && $0.endpointType == .interface && $0.serviceName.hasSuffix(".cognito-idp")
      }
      let pools = authorizer.providerArns.compactMap { arn in
        topology.userPools.first { pool in pool.id == arn || pool.identity.arn == arn || arn.hasSuffix("/\(pool.id)") }
      }
      let withDomain = pools.filter { !($0.domains ?? []).isEmpty }
      let start = "\(call.title), whose method wants a token of Cognito; it has no way to the internet, and "
      if !hasEndpoint {
        report(
          .noWayToCognito, route.api.api, at: call.source,
          start + "\(vpc.identity.label) has no endpoint for cognito-idp")
      } else if let pool = withDomain.first {
        report(
          .noWayToCognito, route.api.api, at: call.source,
          start + "user pool \(pool.identity.label) has the domain \(Words.quoted(pool.domains ?? [])), which the "
            + "endpoint for cognito-idp does not serve")
      }
    }
  }

  /// Whether some of the internet may be reached by HTTPS.
  private func hasInternet(_ client: End) -> Bool {
    let internet = End.internet(client.family, network.internetAddresses(client.family))
    let outcome = network.follow(Pair(from: client, to: internet), Asked(ports: PortRange(443)))
    return outcome.verdict != .unreachable
  }
}
