import Addressing
import NetworkModel

// VPC peering: between the addresses of two VPCs, and no further (dataplane section 4).
// https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html

extension Walker {
  /// Packets cross a peering (PCX 4.2).
  mutating func crossPeering(_ peering: Int, from place: RouterPlace, _ branch: Branch) {
    var branch = branch
    let resource = topology.vpcPeeringConnections[peering]
    let component = ComponentReference.peering(peering)
    let name = resource.identity.label
    let near = topology.vpcs[place.vpc]
    guard let farEnd = farEnd(of: resource, from: near.id) else {
      branch.block(.noPossibleDestination, component, "\(name) does not end at \(near.identity.label)")
      return end(branch, .deadEnd)
    }
    if resource.status != "active" {
      branch.block(.badState, component, "peering \(name) is \(resource.status), only an active one carries traffic")
    }
    let family = branch.family
    // A load balancer that keeps the client's address sends for it.
    let isSentFor = branch.preservation != nil && branch.way == .forward
    if !isSentFor, !branch.traffic.boxes.allSatisfy({ isInside($0.source, network.vpcs[place.vpc].ranges(family)) }) {
      branch.block(
        .pcxRequiresAddressInVpcCidr, component, direction: .egress,
        "\(name) only carries packets from addresses of \(near.identity.label); no transit through a peered VPC")
      return end(branch, .deadEnd)
    }
    guard let far = network.index.vpcs[farEnd.vpcId] else {
      return crossToUnseen(peering, farEnd, branch)
    }
    if !branch.traffic.boxes.allSatisfy({ isInside($0.destination, network.vpcs[far].ranges(family)) }) {
      branch.block(
        .pcxRequiresAddressInVpcCidr, component, direction: .ingress,
        "\(name) only carries packets to addresses of \(topology.vpcs[far].identity.label); "
          + "\(destinationText(branch)) is none: no transit through a peered VPC")
      return end(branch, .deadEnd)
    }
    if resource.status == "active" { branch.hop(component, .forwarded) }
    if !isSameRegion(peering) { branch.lose(.lost) }
    if branch.way == .forward { branch.memory.append(.peering(peering, fromVPC: place.vpc)) }
    deliverLocally(vpc: far, from: nil, branch)
  }

  private func isInside(_ range: AddressRange, _ blocks: AddressRanges) -> Bool {
    blocks.ranges.contains { $0.contains(range) }
  }

  private mutating func crossToUnseen(_ peering: Int, _ farEnd: VPCPeeringConnection.End, _ branch: Branch) {
    var branch = branch
    branch.hop(.peering(peering), .assumed, code: .unknownDestination)
    branch.assume(
      .unknownDestination, farEnd.vpcId, decides: true,
      "VPC \(farEnd.vpcId) of account \(farEnd.account) at the far end of the peering is not in the input")
    end(branch, .unknown)
  }

  private func farEnd(of peering: VPCPeeringConnection, from vpcId: String) -> VPCPeeringConnection.End? {
    if peering.requester.vpcId == vpcId { return peering.accepter }
    return peering.accepter.vpcId == vpcId ? peering.requester : nil
  }

  /// The VPC at the other end of a peering, where it is in the input.
  func farVPC(of peering: Int, from vpc: Int) -> Int? {
    farEnd(of: topology.vpcPeeringConnections[peering], from: topology.vpcs[vpc].id)
      .flatMap { network.index.vpcs[$0.vpcId] }
  }

  /// References to security groups work over a peering inside one Region only (SG 3.2).
  func isSameRegion(_ peering: Int) -> Bool {
    let resource = topology.vpcPeeringConnections[peering]
    return region(resource.requester) == region(resource.accepter)
  }

  private func region(_ end: VPCPeeringConnection.End) -> String {
    network.index.vpcs[end.vpcId].map { topology.vpcs[$0].identity.region } ?? end.region
  }
}
