import NetworkModel

// VPC Block Public Access: an account-wide stop for traffic with the internet, with exclusions (dataplane 7.4).
// https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa-basics.html

/// Where packets touch an internet or egress-only gateway.
struct PublicEdge: Sendable {
  var vpc: Int
  /// The subnet of whatever hands packets to the gateway or takes them from it.
  var subnet: Int?
  var usesNAT = false
  var isEgressOnly = false
  /// A Network Firewall endpoint: blocked even where its subnet is excluded.
  var isFirewall = false

  init(vpc: Int, subnet: Int?, isEgressOnly: Bool = false) {
    self.vpc = vpc
    self.subnet = subnet
    self.isEgressOnly = isEgressOnly
  }
}

extension Walker {
  /// Asks the owner's Block Public Access about packets that cross a gateway.
  func checkBlockPublicAccess(_ edge: PublicEdge, _ direction: Blocker.Direction, _ branch: inout Branch) {
    let vpc = topology.vpcs[edge.vpc]
    let scope = Scope(account: vpc.identity.account, region: vpc.identity.region)
    guard let position = network.blockPublicAccess[scope] else {
      if !topology.visibility.sees(
        "ec2 describe-vpc-block-public-access-options", account: scope.account, region: scope.region)
      {
        branch.assume(
          .unknownResource, scope.description, decides: false,
          "whether VPC Block Public Access is on in \(scope) is not in the input; it is taken to be off, "
            + "as it is unless somebody turns it on")
      }
      return
    }
    let options = topology.blockPublicAccess[position]
    if options.mode == .off { return }
    let opensOutward = (branch.way == .forward) == (direction == .egress)
    switch exclusion(options, edge, vpc) {
    case .allowBidirectional: return
    case .allowEgress where options.mode == .blockBidirectional && opensOutward:
      if !edge.usesNAT, !edge.isEgressOnly {
        branch.assume(
          .vpcBlockPublicAccessEnabled, vpc.id, decides: false,
          "an allow-egress exclusion is taken to let connections out through an internet gateway too")
      }
      return
    default: break
    }
    if options.mode == .blockIngress, edge.usesNAT || edge.isEgressOnly, opensOutward { return }
    if branch.blockers.contains(where: { $0.code == .vpcBlockPublicAccessEnabled && $0.component == .vpc(edge.vpc) }) {
      return
    }
    let call = "ec2 describe-vpc-block-public-access-exclusions"
    if !edge.isFirewall, !topology.visibility.sees(call, account: scope.account, region: scope.region) {
      return branch.assume(
        .vpcBlockPublicAccessEnabled, vpc.id, decides: true,
        "VPC Block Public Access (\(options.mode.rawValue)) is on in \(scope), and what it excludes is not in the input; "
          + "`\(call)` would show it")
    }
    branch.block(
      .vpcBlockPublicAccessEnabled, .vpc(edge.vpc), .text(options.mode.rawValue), direction: direction,
      "VPC Block Public Access (\(options.mode.rawValue)) in \(scope) stops traffic with the internet, "
        + "and neither \(vpc.identity.label) nor the subnet at the gateway is excluded")
  }

  private func exclusion(
    _ options: BlockPublicAccess, _ edge: PublicEdge, _ vpc: VPC
  ) -> BlockPublicAccess.ExclusionMode? {
    if edge.isFirewall { return nil }
    let subnet = edge.subnet.flatMap { $0 >= 0 ? topology.subnets[$0].id : nil }
    let modes = options.exclusions.filter { $0.resourceId == vpc.id || $0.resourceId == subnet }.map(\.mode)
    return modes.contains(.allowBidirectional) ? .allowBidirectional : modes.first
  }
}
