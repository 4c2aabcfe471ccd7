import Addressing
import NetworkModel

// Network ACLs: ordered, stateless, asked where packets enter or leave a subnet (dataplane section 2).
// https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html

extension Walker {
  /// Asks the network ACL of a subnet; the first entry that matches decides (NACL 2.4).
  mutating func checkACL(
    of subnet: Int, _ direction: Blocker.Direction, _ branch: Branch, then: (inout Walker, Branch) -> Void
  ) {
    let acl = network.subnets[subnet].acl
    guard acl >= 0 else {
      var unsure = branch
      let id = topology.subnets[subnet].id
      unsure.hop(.subnet(subnet), .assumed, code: .unknownResource, direction: direction)
      unsure.assume(
        .unknownResource, id, decides: true,
        caveat(id, .networkACL)
          ?? "the network ACL of subnet \(id) is not in the input; `ec2 describe-network-acls` would show it")
      return then(&self, unsure)
    }
    var rest = branch.traffic
    var allowed: [TrafficBox] = []
    var firstAllow: RuleReference?
    var denials: [(rule: RuleReference, traffic: TrafficSet)] = []
    for entry in network.acls[acl].entries(direction, branch.family) {
      rulesTried += 1
      let whole = rest.isSubset(of: entry.box)
      setOperations += whole ? 1 : 2
      let part = whole ? rest : rest.intersection(entry.box)
      if part.isEmpty { continue }
      let rule = RuleReference.aclEntry(acl: acl, entry.position)
      if entry.allows {
        allowed += part.boxes
        firstAllow = firstAllow ?? rule
      } else {
        denials.append((rule, part))
      }
      if !whole { setOperations += 1 }
      rest = whole ? TrafficSet(branch.family) : rest.subtracting(entry.box)
      if rest.isEmpty { break }
    }
    if !rest.isEmpty { denials.append((.aclDefault, rest)) }
    if !allowed.isEmpty {
      var passing = branch
      passing.traffic = TrafficSet(branch.family, disjoint: allowed)
      passing.hop(.acl(acl), .allowed, firstAllow ?? .none, direction: direction)
      then(&self, passing)
    }
    for denial in denials {
      var stopped = branch
      stopped.traffic = denial.traffic
      let name = network.component(.acl(acl)).title
      let place = topology.subnets[subnet].identity.shortLabel
      let text = network.text(of: denial.rule)
      let motion = direction == .ingress ? "entering" : "leaving"
      stopped.block(
        .subnetAclRestriction, .acl(acl), denial.rule, direction: direction,
        near: nearMisses(acl: acl, direction, stopped),
        "\(name) denies it by \(text ?? "its last entry") when \(motion) subnet \(place)")
      then(&self, stopped)
    }
  }

  /// Packets go from one subnet to another: out of the first, into the second; nothing inside one (NACL 2.2).
  mutating func cross(from sender: Int, to receiver: Int, _ branch: Branch, then: (inout Walker, Branch) -> Void) {
    if sender == receiver { return then(&self, branch) }
    checkACL(of: sender, .egress, branch) { walker, branch in
      walker.checkACL(of: receiver, .ingress, branch) { then(&$0, $1) }
    }
  }
}
