import Addressing
import NetworkModel

extension TopologyBuilder {
  /// A security group: `tcp 22 from 10.0.1.0/24`, `all to ::/0`, `tcp 443 from sg-app`, `tcp 443 to pl-s3`,
  /// `icmp 8 from 0.0.0.0/0`.
  ///
  /// - Parameter egress: nil for what AWS gives a new group: everything, in the families that the VPC has.
  public mutating func securityGroup(
    _ id: String, in vpc: String, ingress: [String] = [], egress: [String]? = nil, associated: [String] = []
  ) {
    let hasIPv6 = self[vpc: vpc].cidrBlocks.contains { $0.family == .ipv6 }
    let outbound = egress ?? (hasIPv6 ? ["all to 0.0.0.0/0", "all to ::/0"] : ["all to 0.0.0.0/0"])
    topology.securityGroups.append(
      SecurityGroup(
        identity(id, inVPC: vpc), vpcId: vpc, ingress: ingress.map { Shorthand.groupRule($0, isEgress: false) },
        egress: outbound.map { Shorthand.groupRule($0, isEgress: true) }, associatedVpcIds: associated))
  }

  /// A network ACL: `in 100 allow tcp 80 0.0.0.0/0`, `out 110 deny all ::/0`, `in 100 allow icmp 8 0.0.0.0/0`.
  public mutating func networkACL(
    _ id: String, in vpc: String, subnets: [String] = [], _ entries: [String], isDefault: Bool = false
  ) {
    topology.networkACLs.append(
      NetworkACL(
        identity(id, inVPC: vpc), vpcId: vpc, isDefault: isDefault, subnetIds: subnets,
        entries: entries.map(Shorthand.entry)))
  }

  /// Block Public Access of the current account and Region, `[VPC or subnet: exclusion]`.
  public mutating func blockPublicAccess(
    _ mode: BlockPublicAccess.Mode, exclusions: KeyValuePairs<String, BlockPublicAccess.ExclusionMode> = [:]
  ) {
    topology.blockPublicAccess.append(
      BlockPublicAccess(
        identity("bpa-\(account)-\(region)"), mode: mode,
        exclusions: exclusions.map { BlockPublicAccess.Exclusion(resourceId: $0.key, mode: $0.value) }))
  }
}
