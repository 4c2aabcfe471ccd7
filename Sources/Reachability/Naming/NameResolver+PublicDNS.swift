import Addressing
import NetworkModel

// Public DNS: the public zones of the input, the names that AWS publishes, and what the input cannot show (NL A8).
// https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html

extension NameResolver {
  private var internet: Component { Component("internet", kind: .internet) }

  /// Public recursion. It needs no way out of the VPC (NL A8).
  ///
  /// - Parameter asker: whose private names did not match.
  func askPublic(_ asker: Asker, _ trail: Trail) -> [Trail] {
    var trail = trail
    noteUnseen(asker, &trail)
    if let zone = publicZone(of: trail.name) { return lookUp(zone, asker, trail) }
    let hidden = whyNotPrivate(trail.name, asker)
    if let known = awsName(trail.name, trail.type) {
      trail.privateAnswer = hidden.map { $0.blocker(as: trail, hop: trail.legs.count - 1) }
      return answer(known, trail)
    }
    if let hidden {
      return [
        trail.refused(
          .dnsPublicAnswer, hidden.component, hidden.rule, as: .nxDomain, towards: hidden.vpc,
          "\(hidden.message); public DNS is asked, which has no \(trail.name)")
      ]
    }
    if NameResolver.isNeverPublic(trail.name) {
      return [
        trail.refused(
          .dnsNxdomain, internet, as: .nxDomain,
          "no zone of the input has \(trail.name), and public DNS has no names below \(trail.name.labels.last ?? "")")
      ]
    }
    return [answerElsewhere(trail)]
  }

  /// What the input cannot show: a name that public DNS may have.
  func answerElsewhere(_ trail: Trail) -> Trail {
    var trail = trail
    trail.hop(internet, .answered, "public DNS")
    trail.assume(
      .unknownDestination, trail.name.text, decides: false,
      "what public DNS answers for \(trail.name) is not in the input; it is taken to be a public address")
    return trail.ended(.answer, [.elsewhere])
  }

  /// The most specific public zone of the input.
  func publicZone(of name: DomainName) -> CompiledZone? {
    index.publicZones.map { index.zones[$0] }.filter { name.isWithin($0.domain) }
      .max { $0.domain.labelCount < $1.domain.labelCount }
  }

  /// Names that no public zone has: those of RFC 6761, and what networks commonly use for themselves.
  static func isNeverPublic(_ name: DomainName) -> Bool {
    guard name.labelCount > 1, let last = name.labels.last else { return true }
    return [
      "local", "internal", "corp", "lan", "home", "localdomain", "localhost", "test", "invalid", "intranet", "private",
    ]
    .contains(String(last))
  }

  // MARK: Private answers that are not given

  /// Why a private answer that the input has is not given to who asks.
  struct Hidden {
    var component: Component
    var rule: String?
    /// The VPC that a zone is not associated with.
    var vpc: String?
    var message: String

    func blocker(as trail: Trail, hop: Int) -> Blocker {
      Blocker(
        code: .dnsPublicAnswer, component: component, rule: rule, direction: nil, way: .forward, stage: .dns,
        leg: max(hop, 0), traffic: trail.question, towards: vpc, message: message, source: component.source)
    }
  }

  /// The private zone or endpoint that has the name, and what keeps who asks from it.
  func whyNotPrivate(_ name: DomainName, _ asker: Asker) -> Hidden? {
    // A zone that only covers the name says nothing about what public DNS has.
    let zones = topology.hostedZones.indices.filter {
      topology.hostedZones[$0].isPrivate && name.isWithin(topology.hostedZones[$0].domainName)
        && index.zones[$0].has(name)
    }
    let best = zones.max { left, right in
      topology.hostedZones[left].domainName.labelCount < topology.hostedZones[right].domainName.labelCount
    }
    if let zone = best {
      let resource = topology.hostedZones[zone]
      let label = Identity.label(id: resource.id, name: resource.domainName.description)
      var text = "private zone \(label), which has the name, is associated with "
      text += resource.vpcIds.isEmpty ? "no VPC" : resource.vpcIds.joined(separator: ", ")
      if case .vpc(let vpc, _) = asker, !resource.vpcIds.isEmpty {
        text += ", not with \(topology.vpcs[vpc].identity.label)"
      }
      return hidden(asker, component(.hostedZone, zone), vpcIds: resource.vpcIds, text, name)
    }
    return hiddenEndpoint(name, asker) ?? hiddenServerZone(name, asker)
  }

  /// The endpoint whose private names are nearest to being given: in the own VPC, then with private DNS on.
  private func hiddenEndpoint(_ name: DomainName, _ asker: Asker) -> Hidden? {
    var found: [(rank: Int, hidden: Hidden)] = []
    for (position, endpoint) in topology.vpcEndpoints.enumerated() where endpoint.endpointType == .interface {
      guard privateDomains(of: endpoint).contains(where: { name.isWithin($0) }) else { continue }
      let own = component(.vpcEndpoint, position)
      if case .vpc(let vpc, _) = asker, topology.vpcs[vpc].id == endpoint.vpcId, let reason = ownReason(endpoint, own) {
        found.append((0, reason))
        continue
      }
      let place = "endpoint \(own.label) has the name privately in \(endpoint.vpcId) only"
      let isOff = endpoint.privateDnsEnabled ? "" : ", and its private DNS is off"
      let reason = hidden(asker, own, vpcIds: [endpoint.vpcId], place + isOff, name)
      found.append((endpoint.privateDnsEnabled ? 1 : 2, reason))
    }
    return found.enumerated().min { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }?.element.hidden
  }

  /// What keeps an endpoint's private names from its own VPC; nil where that is the VPC.
  private func ownReason(_ endpoint: VPCEndpoint, _ own: Component) -> Hidden? {
    if endpoint.state.lowercased() != "available" {
      return Hidden(
        component: own, rule: "state \(endpoint.state)", message: "endpoint \(own.label) is \(endpoint.state)")
    }
    if !endpoint.privateDnsEnabled {
      return Hidden(
        component: own, rule: "privateDnsEnabled = false", message: "private DNS of endpoint \(own.label) is off")
    }
    guard endpoint.dnsOptions.privateDnsOnlyForInboundResolverEndpoint else { return nil }
    return Hidden(
      component: own, rule: "PrivateDnsOnlyForInboundResolverEndpoint",
      message: "the private names of endpoint \(own.label) are only for queries that come by an inbound endpoint")
  }

  /// A zone of a name server that nothing forwards to.
  private func hiddenServerZone(_ name: DomainName, _ asker: Asker) -> Hidden? {
    for (position, zones) in index.serverZones.enumerated() where asker != .server(position) {
      guard let zone = zones.first(where: { name.isWithin($0.domain) && $0.has(name) }) else { continue }
      let own = component(.dnsServer, position)
      return hidden(
        asker, own, vpcIds: [], "name server \(own.label) has zone \(zone.domain), and nothing forwards to it", name)
    }
    return nil
  }

  /// What keeps who asks from a zone of some VPCs.
  private func hidden(
    _ asker: Asker, _ owner: Component, vpcIds: [String], _ where: String, _ name: DomainName
  ) -> Hidden {
    switch asker {
    case .vpc(let vpc, _):
      let resource = topology.vpcs[vpc]
      guard vpcIds.contains(resource.id) else {
        return Hidden(component: owner, vpc: resource.identity.label, message: `where`)
      }
      return Hidden(
        component: component(.vpc, vpc), rule: "enableDnsHostnames = false",
        message: "enableDnsHostnames of \(resource.identity.label) is off, so it has no private names")
    case .server(let server):
      let own = component(.dnsServer, server)
      return Hidden(
        component: own, message: "name server \(own.label) has no forwarder for \(name): \(`where`)")
    case .nobody: return Hidden(component: owner, message: `where`)
    }
  }

  // MARK: What the input does not show

  /// Zones and endpoints that could have answered before public DNS was asked.
  private func noteUnseen(_ asker: Asker, _ trail: inout Trail) {
    guard case .vpc(let vpc, _) = asker else { return }
    let identity = topology.vpcs[vpc].identity
    func sees(_ call: String, global: Bool = false) -> Bool {
      topology.visibility.sees(call, account: identity.account, region: global ? "" : identity.region)
    }
    let zones = "route53 list-hosted-zones"
    if !sees("\(zones)-by-vpc \(identity.id)"), !sees(zones, global: true) {
      trail.assume(
        .unknownResource, identity.id, decides: true,
        "the private hosted zones of \(identity.label) are not in the input; `\(zones)-by-vpc` would show them")
    }
    if AWSService.named(trail.name) != nil, !sees("ec2 describe-vpc-endpoints") {
      trail.assume(
        .unknownResource, identity.id, decides: true,
        "the endpoints of \(identity.label) are not in the input; `ec2 describe-vpc-endpoints` would show them")
    }
  }
}
