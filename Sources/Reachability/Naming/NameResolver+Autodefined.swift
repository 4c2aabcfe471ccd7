import Addressing
import NetworkModel

// Names that AWS defines in every VPC with hostnames: those of its hosts (NL A4, A9).
// https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-overview-forward-vpc-to-network-autodefined-rules.html

extension NameResolver {
  /// The domains whose names a VPC's resolver makes up itself.
  func autodefinedDomains(of vpc: Int) -> [DomainName] {
    var regions = [topology.vpcs[vpc].identity.region]
    // Of peers with DNS resolution in other Regions, the names of theirs.
    for peer in peers(of: vpc) where !regions.contains(topology.vpcs[peer].identity.region) {
      regions.append(topology.vpcs[peer].identity.region)
    }
    return regions.flatMap { NameResolver.hostDomains($0) } + NameResolver.fixedDomains
  }

  /// `ec2.internal` and so on in us-east-1, `REGION.compute.internal` elsewhere.
  private static func hostDomains(_ region: String) -> [DomainName] {
    let names =
      region == "us-east-1"
      ? ["ec2.internal", "compute-1.internal", "compute-1.amazonaws.com"]
      : ["\(region).compute.internal", "\(region).compute.amazonaws.com"]
    return names.map { DomainName($0) }
  }

  private static let fixedDomains: [DomainName] =
    (["10.in-addr.arpa", "168.192.in-addr.arpa", "254.169.254.169.in-addr.arpa", "127.in-addr.arpa"]
    + (16...31).map { "\($0).172.in-addr.arpa" } + ["localhost", "localdomain"]).map { DomainName($0) }

  /// VPCs that let this one resolve their public host names to private addresses (NL A9): an active peering, the
  /// other side's own flag, and the DNS attributes of both.
  /// https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-dns.html
  private func peers(of vpc: Int) -> [Int] {
    let id = topology.vpcs[vpc].id
    return network.vpcs[vpc].peerings.compactMap { position in
      let peering = topology.vpcPeeringConnections[position]
      let other = peering.requester.vpcId == id ? peering.accepter : peering.requester
      guard peering.status == "active", other.allowDnsResolutionFromRemoteVpc,
        let peer = network.index.vpcs[other.vpcId], hasNames(peer), hasNames(vpc)
      else { return nil }
      return peer
    }
  }

  private func hasNames(_ vpc: Int) -> Bool {
    topology.vpcs[vpc].enableDnsSupport != false && topology.vpcs[vpc].enableDnsHostnames == true
  }

  /// Answers for a host of the VPC, or of a peer that lets it.
  func answerAutodefined(_ domain: DomainName, _ vpc: Int, _ trail: Trail) -> [Trail] {
    let own = component(.vpc, vpc)
    let label = trail.name.labels.first ?? ""
    if let host = publicHost(trail.name) {
      let home = network.vpc(of: host.interface)
      if home == vpc || peers(of: vpc).contains(home) {
        return answer(host.1.privateAddress, host.interface, domain, trail)
      }
      return answer(awsName(trail.name, trail.type), own, domain, trail)
    }
    if label.hasPrefix("ip-"), let address = IPAddress(label.dropFirst(3).replacing("-", with: ".")) {
      for home in [vpc] + peers(of: vpc) {
        if let interface = network.owner(of: address, inVPC: home) { return answer(address, interface, domain, trail) }
      }
    }
    if label.hasPrefix("i-"),
      let interface = network.endpoints.members.interfaces(in: .instance, String(label)).first(where: {
        network.vpc(of: $0) == vpc
      }),
      let address = topology.networkInterfaces[interface].privateAddresses.first(where: {
        $0.family == trail.type.family
      })
    {
      return answer(address, interface, domain, trail)
    }
    return answer(awsName(trail.name, trail.type), own, domain, trail)
  }

  private func answer(_ known: AWSName?, _ own: Component, _ domain: DomainName, _ trail: Trail) -> [Trail] {
    if let known { return answer(known, trail) }
    return [
      trail.refused(
        .dnsNxdomain, own, "autodefined: \(domain)", as: .nxDomain, "no host of \(own.label) has the name \(trail.name)"
      )
    ]
  }

  private func answer(
    _ address: IPAddress, _ interface: Int, _ domain: DomainName, _ trail: Trail
  ) -> [Trail] {
    var trail = trail
    let owner = component(.networkInterface, interface)
    guard address.family == trail.type.family else {
      return [trail.refused(.dnsNodata, owner, as: .noData, "\(trail.name) stands for an IPv4 address alone")]
    }
    trail.hop(owner, .answered, "autodefined: \(domain)")
    return [trail.ended(.answer, [.address(address, of: owner)])]
  }
}
