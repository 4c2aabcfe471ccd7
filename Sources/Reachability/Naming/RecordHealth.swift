import NetworkModel

/// Whether a record counts as healthy.
enum RecordHealth: Sendable, Hashable {
  case healthy, unhealthy
  case unknown(Reason)

  struct Reason: Sendable, Hashable {
    var assumption: Assumption
    /// Whether AWS's pages leave it open: only one reading is true. Else it changes with time.
    var isReading: Bool
  }

  /// Both have to be healthy.
  func and(_ other: RecordHealth) -> RecordHealth {
    if self == .unhealthy || other == .unhealthy { return .unhealthy }
    return self == .healthy ? other : self
  }
}

// The health of what records depend on (NL B2, rules 5 to 10).
// https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-determining-health-of-endpoints.html

extension NameResolver {
  /// The status of a health check.
  func health(ofCheck id: String, isChild: Bool = false) -> RecordHealth {
    guard let position = index.healthChecks[id] else {
      return unknownCheck(id, "health check \(id) is not in the input; `route53 list-health-checks` would show it")
    }
    let check = topology.healthChecks[position]
    if check.isDisabled { return check.isInverted && !isChild ? .unhealthy : .healthy }
    var found: RecordHealth
    if case .calculated(let children, let threshold) = check.type, !isChild {
      found = calculated(children, threshold)
    } else if let status = check.status {
      found = status == .healthy ? .healthy : .unhealthy
    } else {
      return unknownCheck(
        id,
        "the status of health check \(check.identity.label) is not in the input; `route53 get-health-check-status` would show it"
      )
    }
    if check.isInverted, case .healthy = found {
      found = .unhealthy
    } else if check.isInverted, case .unhealthy = found {
      found = .healthy
    }
    return found
  }

  private func unknownCheck(_ id: String, _ message: String) -> RecordHealth {
    let assumption = Assumption(code: Code.unknownResource.rawValue, component: id, message: message, decides: false)
    return .unknown(.init(assumption: assumption, isReading: false))
  }

  /// Healthy where at least `threshold` children are; 0 is always, more than there are children is never.
  private func calculated(_ children: [String], _ threshold: Int) -> RecordHealth {
    var healthy = 0
    var open: [RecordHealth] = []
    for child in children {
      switch health(ofCheck: child, isChild: true) {
      case .healthy: healthy += 1
      case .unhealthy: break
      case .unknown(let why): open.append(.unknown(why))
      }
    }
    if healthy >= threshold { return .healthy }
    return healthy + open.count < threshold ? .unhealthy : open.first ?? .unhealthy
  }

  /// The health of what an alias stands for: a load balancer's by its targets; endpoints, API Gateway and all else
  /// are always healthy.
  func health(ofTarget name: DomainName) -> RecordHealth {
    guard let balancer = loadBalancer(named: name) else { return .healthy }
    let resource = topology.loadBalancers[balancer.position]
    switch resource.type {
    case .classic:
      guard let instances = resource.instances else { return .healthy }
      return instances.contains { ["healthy", nil].contains($0.health) } ? .healthy : .unhealthy
    case .application, .network, .gateway:
      let groups = LoadBalancerHealth(network, balancer.position).groups
      if groups.isEmpty { return .healthy }
      let empty = groups.count { $0.members.isEmpty }
      let healthy = groups.count { $0.isHealthy(in: nil) }
      if healthy == groups.count { return .healthy }
      if empty == groups.count || healthy == 0 { return .unhealthy }
      let full = groups.count { !$0.members.isEmpty && !$0.isHealthy(in: nil) }
      switch resource.type {
      // An empty group beside others counts as unhealthy on one page and not on another (NL F 3).
      case .application: return full > 0 ? .unhealthy : conflict(resource)
      // All groups unhealthy on one page, any group on another (NL F 2).
      default: return conflict(resource)
      }
    }
  }

  /// What is wrong with what an alias stands for, where it is not healthy.
  func outage(ofTarget name: DomainName) -> (component: String, why: String) {
    guard let balancer = loadBalancer(named: name) else { return ("\(name)", "what it stands for is not") }
    let resource = topology.loadBalancers[balancer.position]
    let members = LoadBalancerHealth(network, balancer.position).groups.flatMap(\.members)
    let failure = members.lazy.compactMap(\.failure).first
    let name = resource.identity.label
    return (
      resource.id,
      failure.map { "no target of \(name) passes its health check: \($0.message)" } ?? "no target of \(name) is healthy"
    )
  }

  private func conflict(_ balancer: LoadBalancer) -> RecordHealth {
    let assumption = Assumption(
      code: Code.unknownResource.rawValue, component: balancer.id,
      message:
        "AWS's pages disagree on whether an alias of \(balancer.identity.label) is healthy while one of its target "
        + "groups is not", decides: true)
    return .unknown(.init(assumption: assumption, isReading: true))
  }
}
