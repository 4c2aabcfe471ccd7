import Addressing
import NetworkModel

extension TopologyFileContext {
  func readPeerings(_ file: Fields) {
    if let pair = file.pair("peerings", or: "vpcPeeringConnections") {
      each(file, pair.key, .vpcPeeringConnection) { symbol, pair in readPeering(symbol, pair) }
    }
  }

  private func readPeering(_ symbol: Symbol, _ pair: YAMLPair) {
    var ends: [VPCPeeringConnection.End] = []
    var fields: Fields?
    var status = "active"
    if let items = pair.value.items {
      ends = items.compactMap { item in end(item) }
      if items.count != 2 {
        error(
          pair.value.place, "a peering joins two VPCs, found \(items.count)",
          remedy: "write `\(symbol.name): [one, other]`")
        return
      }
    } else {
      guard let mapping = Fields(pair.value, .peering, at: pair.place, in: self) else { return }
      fields = mapping
      for key in ["requester", "accepter"] {
        if let node = mapping.node(key) {
          if let end = end(node) { ends.append(end) }
        } else {
          mapping.missing(key, "a VPC")
        }
      }
      status = mapping.text("status")?.value ?? "active"
    }
    guard ends.count == 2 else { return }
    if ends[0].vpcId == ends[1].vpcId {
      error(pair.place, "the peering `\(symbol.name)` joins `\(ends[0].vpcId)` with itself")
      return
    }
    for block in ends[0].cidrBlocks {
      if let other = ends[1].cidrBlocks.first(where: { $0.overlaps(block) }) {
        error(
          pair.place,
          "the peering `\(symbol.name)` joins VPCs with overlapping blocks: `\(block)` of `\(ends[0].vpcId)` and `\(other)` of `\(ends[1].vpcId)`",
          remedy: "AWS refuses it; give one of them another block")
      }
    }
    if let other = topology.vpcPeeringConnections.first(where: {
      Set([$0.requester.vpcId, $0.accepter.vpcId]) == Set(ends.map(\.vpcId))
    }) {
      error(
        pair.place, "`\(ends[0].vpcId)` and `\(ends[1].vpcId)` are already joined by `\(other.identity.shortLabel)`")
    }
    topology.vpcPeeringConnections.append(
      VPCPeeringConnection(identity(symbol, fields), requester: ends[0], accepter: ends[1], status: status))
  }

  private func end(_ node: YAMLNode) -> VPCPeeringConnection.End? {
    var word: Located<String>?
    var allowsResolution = false
    if node.pairs != nil {
      guard let fields = Fields(node, .peeringEnd, at: node.place, in: self) else { return nil }
      word = fields.text("vpc")
      if !fields.has("vpc") { fields.missing("vpc", "the VPC's name") }
      allowsResolution = fields.boolean("allowDnsResolutionFromRemoteVpc") ?? false
    } else {
      word = text(node, of: "an end of a peering")
    }
    guard let word, let symbol = resolve(word, [.vpc]), let vpc = vpcs[symbol.name] else { return nil }
    return VPCPeeringConnection.End(
      vpcId: vpc.id, account: symbol.account, region: symbol.region, cidrBlocks: vpc.cidrBlocks,
      allowDnsResolutionFromRemoteVpc: allowsResolution)
  }

  /// The peering between two VPCs.
  func peering(_ one: String, _ other: String) -> VPCPeeringConnection? {
    topology.vpcPeeringConnections.first {
      $0.requester.vpcId == one && $0.accepter.vpcId == other || $0.requester.vpcId == other && $0.accepter.vpcId == one
    }
  }
}
