import Addressing
import NetworkModel

// Security groups: allow-only, stateful, bound to the interface (dataplane section 3).
// https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html

extension Walker {
  /// Asks the security groups of an interface (SG 3.5). Replies of an admitted flow do not come here.
  mutating func checkGroups(
    of interface: Int, _ direction: Blocker.Direction, _ branch: Branch, then: (inout Walker, Branch) -> Void
  ) {
    let groups = network.groups(of: interface)
    if groups.isEmpty { return then(&self, branch) }
    // An EC2 Instance Connect endpoint ignores inbound rules (SG 3.3).
    if direction == .ingress, topology.networkInterfaces[interface].interfaceType == .instanceConnectEndpoint {
      return then(&self, branch)
    }
    var search = GroupSearch(branch.traffic)
    for group in groups where !search.isComplete {
      for (index, rule) in network.groups[group].rules(direction).enumerated() {
        rulesTried += 1
        match(rule, .groupRule(group: group, direction, index), direction, branch, &search)
        if search.isComplete { break }
      }
    }
    setOperations += search.operations
    let invisible = groups.filter { network.groups[$0].position < 0 }
    var (allowed, refused) = search.result
    for open in search.openRules {
      let part = refused.intersection(open.box)
      if part.isEmpty { continue }
      refused = refused.subtracting(open.box)
      var unsure = branch
      unsure.traffic = part
      if case .groupRule(let group, _, _) = open.rule {
        unsure.hop(.group(group), .assumed, open.rule, code: open.code, direction: direction)
      }
      unsure.assume(open.code, open.id, decides: true, open.message)
      then(&self, unsure)
    }
    split(branch, allowed: allowed, refused: refused) { _, passing in
      if let first = search.firstRule, case .groupRule(let group, _, _) = first {
        passing.hop(.group(group), .allowed, first, direction: direction)
      }
    } refuse: { walker, stopped in
      if let unseen = invisible.first {
        let id = walker.network.groups[unseen].id
        stopped.hop(.group(unseen), .assumed, code: .unknownResource, direction: direction)
        stopped.assume(
          .unknownResource, id, decides: true,
          "the rules of security group \(id) are not in the input; `ec2 describe-security-groups` would show them")
      } else {
        walker.refuse(&stopped, groups, interface, direction, search.lostReference)
      }
    } then: {
      then(&$0, $1)
    }
  }

  private func match(
    _ rule: CompiledGroupRule, _ reference: RuleReference, _ direction: Blocker.Direction, _ branch: Branch,
    _ search: inout GroupSearch
  ) {
    let family = branch.family
    switch rule.peer {
    case .addresses(let ruleFamily, let range):
      if ruleFamily == family { search.allow(rule.box(family, direction, peer: range), reference) }
    case .prefixList(let list):
      guard list >= 0, network.prefixLists[list].isVisible else {
        return search.leaveOpen(unseenList(rule, reference, direction, family))
      }
      for range in network.prefixLists[list].ranges(family).ranges {
        search.allow(rule.box(family, direction, peer: range), reference)
      }
    case .group(let group, let isStale):
      let box = rule.box(family, direction, peer: .all(family))
      guard !isStale, branch.traffic.boxes.contains(where: { $0.intersection(box) != nil }) else { return }
      switch referenceState(group, direction, branch) {
      case .counts: search.allow(box, reference)
      case .lost(let code, let component): search.lostReference = search.lostReference ?? (code, component)
      case .missing: return
      case .open(let gateway):
        search.leaveOpen(
          OpenRule(
            box: box, rule: reference, code: .unknownResource, id: gateway,
            message: "whether transit gateway \(gateway) carries references to security groups is not in the input; "
              + "`ec2 describe-transit-gateways` would show it"))
      case .unplaced:
        let id = network.groups[group].id
        search.leaveOpen(
          OpenRule(
            box: box, rule: reference, code: .unknownResource, id: id,
            message:
              "the way to the member of security group \(id) is not in the input, so whether the reference counts "
              + "is open"))
      case .unseen:
        let id = network.groups[group].id
        search.leaveOpen(
          OpenRule(
            box: box, rule: reference, code: .unknownPeeredSgs, id: id,
            message:
              "security group \(id) is of a VPC that is not in the input, so whether the other end has it is open"))
      }
    }
  }

  private func unseenList(
    _ rule: CompiledGroupRule, _ reference: RuleReference, _ direction: Blocker.Direction, _ family: AddressFamily
  ) -> OpenRule {
    var id = "prefix list"
    if case .groupRule(let group, let direction, let index) = reference,
      case .prefixList(let name)? = network.groupRule(group, direction, index)?.peer
    {
      id = name
    }
    return OpenRule(
      box: rule.box(family, direction, peer: .all(family)), rule: reference, code: .unknownResource, id: id,
      message: "the entries of prefix list \(id) are not in the input; "
        + "`ec2 get-managed-prefix-list-entries` would show them")
  }

  private func refuse(
    _ branch: inout Branch, _ groups: [Int], _ interface: Int, _ direction: Blocker.Direction,
    _ lost: (code: Code, component: ComponentReference)?
  ) {
    let owner = topology.networkInterfaces[interface].identity.shortLabel
    let plural = groups.count > 1
    let names =
      (plural ? "security groups " : "security group ")
      + groups.map { groupName($0, short: !plural) }.joined(separator: ", ")
    if groups.allSatisfy({ network.groups[$0].rules(direction).isEmpty }) {
      let kind = direction == .ingress ? "inbound" : "outbound"
      branch.block(
        .sgHasNoRules, .group(groups[0]), direction: direction,
        "\(names) on \(owner) \(plural ? "have" : "has") no \(kind) rule, so nothing passes")
      return noteSender(&branch, groups[0], direction)
    }
    if let lost {
      let reason =
        lost.code == .sgReferencingSupport
        ? "security group referencing is off at \(network.component(lost.component).label)"
        : "\(network.component(lost.component).label) on the way strips the sender's security groups"
      return branch.block(
        lost.code, lost.code == .sgReferencingSupport ? lost.component : .group(groups[0]), direction: direction,
        near: nearMisses(groups, direction, branch),
        "\(names) on \(owner) would allow it by a reference to a group, but \(reason)")
    }
    branch.block(
      .eniSgRulesMismatch, .group(groups[0]), direction: direction, near: nearMisses(groups, direction, branch),
      "no \(direction == .ingress ? "inbound" : "outbound") rule of \(names) on \(owner) allows it")
    noteSender(&branch, groups[0], direction)
  }

  /// What a load balancer sends is best allowed by its group, whose nodes come and go.
  private func noteSender(_ branch: inout Branch, _ refusing: Int, _ direction: Blocker.Direction) {
    guard direction == .ingress, let origin = branch.origin, network.fronts.loadBalancerOfNode[origin] != nil,
      let blocker = branch.blockers.lastIndex(where: {
        $0.component == .group(refusing) && $0.direction == direction && $0.way == branch.way
      })
    else { return }
    branch.blockers[blocker].senderGroup = network.groups(of: origin).first {
      if case .counts = referenceState($0, direction, branch) { true } else { false }
    }
  }

  func groupName(_ group: Int, short: Bool = false) -> String {
    let compiled = network.groups[group]
    if compiled.position < 0 { return compiled.id }
    let identity = topology.securityGroups[compiled.position].identity
    return short ? identity.shortLabel : identity.label
  }

  /// Whether a rule's reference to `group` matches the other end of the packets (SG 3.1.5, 3.2).
  func referenceState(_ group: Int, _ direction: Blocker.Direction, _ branch: Branch) -> ReferenceState {
    if direction == .egress {
      if outboundReference(group, branch) { return .counts }
      if mayReferToReceiver(group, branch) { return .unplaced }
      return isOfUnseenPeer(group, branch) ? .unseen : .missing
    }
    guard let origin = branch.origin, network.groups(of: origin).contains(group) else { return .missing }
    switch branch.identity {
    case .preserved: return .counts
    case .lost: return .missing
    case .unseen(let gateway): return .open(transitGateway: gateway)
    case .stripped(let component): return .lost(.sgReferencesNotPreserved, component)
    case .unsupported(let component): return .lost(.sgReferencingSupport, component)
    }
  }

  /// Outbound references match inside a VPC and over a peering of one Region, not over a transit gateway or through
  /// a middlebox; what the sender's route table says of the way decides which it is.
  private func outboundReference(_ group: Int, _ branch: Branch) -> Bool {
    guard case .interface(let target, _, false) = pair.to, branch.way == .forward, let origin = branch.origin,
      network.groups(of: target).contains(group), let destination = branch.destination,
      network.interface(target, has: destination), network.subnet(of: origin) >= 0
    else { return false }
    let subnet = network.subnets[network.subnet(of: origin)]
    let sameVPC = network.vpc(of: origin) == network.vpc(of: target)
    if sameVPC, subnet.ranges(branch.family).contains(destination.value) { return true }
    guard subnet.table >= 0, let route = network.routeTables[subnet.table].routes(for: destination).first else {
      return sameVPC
    }
    switch topology.routeTables[subnet.table].routes[route].target {
    case .local: return sameVPC
    case .vpcPeeringConnection(let id):
      return !sameVPC && network.index.peerings[id].map(isSameRegion) ?? false
    default: return false
    }
  }
}

extension Walker {
  /// Whether the receiver carries the group and the input does not show by which way the packets go to it.
  private func mayReferToReceiver(_ group: Int, _ branch: Branch) -> Bool {
    guard case .interface(let target, _, false) = pair.to, branch.way == .forward, let origin = branch.origin,
      network.groups(of: target).contains(group)
    else { return false }
    let subnet = network.subnet(of: origin)
    return subnet < 0 || network.subnet(of: target) < 0 || network.subnets[subnet].table < 0
  }

  /// Whether a group that is not in the input may be one of the VPC that the packets go to over a peering: a rule that
  /// refers to it is neither matched nor missed (SG 3.2).
  private func isOfUnseenPeer(_ group: Int, _ branch: Branch) -> Bool {
    guard network.groups[group].position < 0, let origin = branch.origin, let destination = branch.destination,
      network.vpc(of: origin) >= 0, network.subnet(of: origin) >= 0
    else { return false }
    let table = network.subnets[network.subnet(of: origin)].table
    guard table >= 0, let route = network.routeTables[table].routes(for: destination).first,
      case .vpcPeeringConnection(let id) = topology.routeTables[table].routes[route].target,
      let peering = network.index.peerings[id]
    else { return false }
    return farVPC(of: peering, from: network.vpc(of: origin)) == nil
  }
}

/// A rule of which the input does not show whether it matches.
struct OpenRule {
  var box: TrafficBox
  var rule: RuleReference
  var code: Code
  /// What is not visible.
  var id: String
  var message: String
}

/// What became of a rule's reference to a group.
enum ReferenceState {
  case counts
  /// The other end does not carry the group.
  case missing
  /// It does, but the way to it is not visible.
  case unplaced
  /// The group may be the other end's, which is not in the input.
  case unseen
  /// It does, and the input does not show whether the transit gateway on the way carries the reference.
  case open(transitGateway: String)
  /// It does, but the way does not carry the reference.
  case lost(Code, ComponentReference)
}

/// Collects what rules allow of a traffic set; most questions are one box that one rule covers.
struct GroupSearch {
  private let traffic: TrafficSet
  private var parts: [TrafficBox] = []
  private(set) var firstRule: RuleReference?
  private(set) var isComplete = false
  var lostReference: (code: Code, component: ComponentReference)?
  private(set) var openRules: [OpenRule] = []
  /// Subsets and intersections that were looked for.
  private(set) var operations = 0

  init(_ traffic: TrafficSet) { self.traffic = traffic }

  mutating func allow(_ box: TrafficBox, _ rule: RuleReference) {
    operations += 1
    if traffic.isSubset(of: box) {
      isComplete = true
      firstRule = rule
      return
    }
    operations += 1
    let common = traffic.intersection(box).boxes
    if common.isEmpty { return }
    firstRule = firstRule ?? rule
    parts += common
  }

  mutating func leaveOpen(_ rule: OpenRule) { openRules.append(rule) }

  var result: (allowed: TrafficSet, refused: TrafficSet) {
    if isComplete { return (traffic, TrafficSet(traffic.family)) }
    if parts.isEmpty { return (TrafficSet(traffic.family), traffic) }
    let allowed = TrafficSet(traffic.family, union: parts)
    return (allowed, traffic.subtracting(allowed))
  }
}
