import Addressing
import NetworkModel

// The resolver of a VPC: what matches a name, and what of that wins (NL A2, A4).
// https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-overview-forward-vpc-to-network-domain-name-matches.html

extension NameResolver {
  /// Something that a VPC's resolver may go by for a name.
  struct Candidate {
    enum Source {
      case rule(Int)
      case zone(Int)
      /// The hidden zone of an interface endpoint, `domain` and what is below it.
      case hidden(Int)
      /// Names that AWS defines by itself.
      case autodefined
    }

    var domain: DomainName
    var source: Source
    var origin: NamingIndex.Origin

    var isRule: Bool {
      if case .rule = source { return true }
      return false
    }

    /// Of equal domains the least wins: rules, then the VPC's own, then Profiles by priority (NL A4, A10). A zone that
    /// is listed beside an endpoint's hidden one of the same name is that one, without its records.
    var rank: (Int, Int, Int, Int) {
      let (kind, detail) =
        switch source {
        case .rule: (0, 0)
        case .hidden: (1, 0)
        case .zone: (1, 1)
        case .autodefined: (1, 2)
        }
      switch origin {
      case .vpc: return (kind, 0, 0, detail)
      case .profile(_, let priority): return (kind, 1, priority, detail)
      }
    }
  }

  /// A query comes to the resolver of a VPC.
  func askResolver(of vpc: Int, _ via: Via, _ trail: Trail) -> [Trail] {
    var trail = trail
    let resource = topology.vpcs[vpc]
    let (own, rule) = (component(.vpc, vpc), "the VPC's resolver")
    // A name that a CNAME led to is looked up where the query already is.
    let isHere = trail.legs.last?.forward.contains { $0.component == own && $0.rule == rule } ?? false
    if !isHere { trail.hop(own, .delivered, rule) }
    if resource.enableDnsSupport == false, !trail.blockers.contains(where: { $0.code == .dnsDisabled }) {
      trail.block(
        .dnsDisabled, own, "enableDnsSupport = false", as: .timeout,
        "enableDnsSupport of \(resource.identity.label) is off: its resolver serves nobody (no reply, or REFUSED)")
    }
    if let hostnames = resource.enableDnsHostnames ?? defaultHostnames(of: resource) {
      return filter(vpc, trail) { resolve(vpc, via, hostnames, $0) }
    }
    return filter(vpc, trail) { trail in
      readings(
        [true, false].map { resolve(vpc, via, $0, trail) }, resource.id,
        "enableDnsHostnames of \(resource.identity.label) is not in the input; "
          + "`ec2 describe-vpc-attribute --attribute enableDnsHostnames` would show it")
    }
  }

  /// AWS's default, where it is the one that holds (NL A2).
  private func defaultHostnames(of vpc: VPC) -> Bool? {
    if vpc.isDefault { return true }
    return isWhole(vpc.identity) ? false : nil
  }

  private func resolve(_ vpc: Int, _ via: Via, _ hostnames: Bool, _ trail: Trail) -> [Trail] {
    let best = NameResolver.best(candidates(trail.name, vpc, via, hostnames))
    guard let winner = best.first else { return askPublic(.vpc(vpc, via), trail) }
    // UNDOC: a rule of a Profile against a zone of the VPC itself (NL A4, step 6).
    if winner.isRule, winner.origin != .vpc, let zone = best.first(where: { !$0.isRule && $0.origin == .vpc }) {
      return readings(
        [winner, zone].map { execute($0, vpc, via, hostnames, trail) }, topology.vpcs[vpc].id,
        "AWS does not say whether a Profile's rule for \(winner.domain) or the VPC's own zone of that name wins")
    }
    return execute(winner, vpc, via, hostnames, trail)
  }

  /// The most specific of what matches, the one that wins first (NL A4, steps 5 and 6).
  private static func best(_ candidates: [Candidate]) -> [Candidate] {
    let labels = candidates.map(\.domain.labelCount).max() ?? 0
    return candidates.filter { $0.domain.labelCount == labels }.sorted { $0.rank < $1.rank }
  }

  /// Everything that matches the name (NL A4, step 4).
  private func candidates(_ name: DomainName, _ vpc: Int, _ via: Via, _ hostnames: Bool) -> [Candidate] {
    let names = index.vpcs[vpc]
    var found: [Candidate] = []
    for entry in names.rules {
      let rule = topology.resolverRules[entry.position]
      guard rule.ruleType == .forward || rule.ruleType == .system, name.isWithin(rule.domainName) else { continue }
      found.append(Candidate(domain: rule.domainName, source: .rule(entry.position), origin: entry.origin))
    }
    // A resolver that serves nobody is looked at as if it did, and private names need the hostnames too (NL A2).
    guard hostnames else { return found }
    for entry in names.zones {
      let zone = topology.hostedZones[entry.position]
      if name.isWithin(zone.domainName) {
        found.append(Candidate(domain: zone.domainName, source: .zone(entry.position), origin: entry.origin))
      }
    }
    for entry in names.endpoints {
      let endpoint = topology.vpcEndpoints[entry.position]
      if let domain = hiddenZones(of: endpoint, via).filter({ name.isWithin($0) }).max(by: {
        $0.labelCount < $1.labelCount
      }) {
        found.append(Candidate(domain: domain, source: .hidden(entry.position), origin: entry.origin))
      }
    }
    for domain in autodefinedDomains(of: vpc) where name.isWithin(domain) {
      found.append(Candidate(domain: domain, source: .autodefined, origin: .vpc))
    }
    return found
  }

  /// What the winner does (NL A4, step 7).
  private func execute(
    _ winner: Candidate, _ vpc: Int, _ via: Via, _ hostnames: Bool, _ trail: Trail
  ) -> [Trail] {
    let asker = Asker.vpc(vpc, via)
    switch winner.source {
    case .rule(let rule) where topology.resolverRules[rule].ruleType == .system:
      var trail = trail
      trail.hop(component(.resolverRule, rule), .forwarded, "\(winner.domain) SYSTEM: resolved inside AWS")
      // Whether a zone that is less specific than the rule is used is not documented; it is taken to be.
      let local = NameResolver.best(candidates(trail.name, vpc, via, hostnames).filter { !$0.isRule }).first
      return local.map { execute($0, vpc, via, hostnames, trail) } ?? askPublic(asker, trail)
    case .rule(let rule): return forward(rule, vpc, trail)
    case .zone(let zone): return lookUp(index.zones[zone], asker, trail)
    case .hidden(let endpoint): return answerHidden(endpoint, winner.domain, trail)
    case .autodefined: return answerAutodefined(winner.domain, vpc, trail)
    }
  }
}
