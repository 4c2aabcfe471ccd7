import Addressing
import NetworkModel
import Reachability

extension Topology {
  /// Changes what a blocker names as its remedy says; false for blockers whose remedy is not one change of one thing.
  mutating func mend(_ blocker: Blocker) -> Bool {
    switch blocker.code.rawValue {
    case "SUBNET_ACL_RESTRICTION":
      return change(\.networkACLs, blocker) { acl in
        for isEgress in [false, true] where blocker.direction != (isEgress ? .ingress : .egress) {
          let open = Topology.everywhere.map { NetworkACLEntry(0, isEgress: isEgress, .allow, cidrBlock: $0) }
          acl.entries.insert(contentsOf: open, at: 0)
        }
      }
    case "ENI_SG_RULES_MISMATCH", "SG_HAS_NO_RULES", "SG_REFERENCES_NOT_PRESERVED":
      return change(\.securityGroups, blocker) { group in
        let open = Topology.everywhere.map { SecurityGroupRule(peer: .prefix($0)) }
        if blocker.direction == .ingress { group.ingress += open } else { group.egress += open }
      }
    case "X_ONPREM_FIREWALL":
      return change(\.sites, blocker) { $0.firewall.insert(Site.FirewallRule(.allow), at: 0) }
    case "ENI_SOURCE_DEST_CHECK_RESTRICTION":
      return change(\.networkInterfaces, blocker) { $0.sourceDestCheck = false }
    case "X_TGW_IPV6_DISABLED":
      return change(\.transitGatewayAttachments, blocker) { $0.ipv6Support = true }
    case "BAD_STATE_ATTACHMENT":
      return change(\.transitGatewayAttachments, blocker) { $0.state = "available" }
    case "VPC_BLOCK_PUBLIC_ACCESS_ENABLED":
      blockPublicAccess = []
      return true
    case "BAD_STATE":
      return change(\.vpcPeeringConnections, blocker) { $0.status = "active" }
        || change(\.instances, blocker) { $0.state = "running" }
        || change(\.natGateways, blocker) { $0.state = "available" }
        || change(\.vpcEndpoints, blocker) { $0.state = "available" }
    default: return false
    }
  }

  private static let everywhere = ["0.0.0.0/0", "::/0"].compactMap { Prefix($0) }

  private mutating func change<Value: Resource>(
    _ kind: WritableKeyPath<Topology, [Value]>, _ blocker: Blocker, _ change: (inout Value) -> Void
  ) -> Bool {
    // A peering of transit gateways is an attachment of each, and both have its id.
    let found = self[keyPath: kind].indices.filter { self[keyPath: kind][$0].identity.id == blocker.component.id }
    for index in found { change(&self[keyPath: kind][index]) }
    return !found.isEmpty
  }
}
