import Addressing
import NetworkModel

// What a rule should name where a load balancer sends or receives: the nodes of an Application or Classic Load Balancer
// change their addresses, and each load balancer has a node in every one of its zones.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-register-targets.html

extension Network {
  /// The sender as a rule names it: the load balancer's group where a reference to it counts, else its subnets. Nil for
  /// what is no load balancer's node.
  func senderInRules(_ record: BlockerRecord, _ pair: Pair) -> String? {
    if let group = record.senderGroup { return component(.group(group)).title }
    return nodeBlocks(record.way == .forward ? pair.from : pair.to, record.traffic.boxes.map(\.source))
  }

  /// The receiver as a rule names it.
  func receiverInRules(_ record: BlockerRecord, _ pair: Pair) -> String? {
    nodeBlocks(record.way == .forward ? pair.to : pair.from, record.traffic.boxes.map(\.destination))
  }

  /// The blocks of a load balancer's subnets, where all the addresses are those of its node.
  private func nodeBlocks(_ end: End, _ ranges: [AddressRange]) -> String? {
    guard case .interface(let node, let address, false) = end, let balancer = fronts.loadBalancerOfNode[node],
      ranges.allSatisfy({ $0.single == address.value })
    else { return nil }
    var blocks: [Prefix] = []
    for other in fronts.nodes[balancer] where subnet(of: other) >= 0 {
      for block in topology.subnets[subnet(of: other)].cidrBlocks where block.family == address.family {
        if !blocks.contains(block) { blocks.append(block) }
      }
    }
    return blocks.isEmpty ? nil : blocks.map(\.description).joined(separator: " and ")
  }
}
