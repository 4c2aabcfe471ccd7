import Addressing
import NetworkModel

extension TopologyFileContext {
  /// Reads the VPCs with their subnets.
  func readVPCs(_ file: Fields) -> [VPCScope] {
    var scopes: [VPCScope] = []
    each(file, "vpcs", .vpc) { symbol, pair in
      guard let fields = Fields(pair.value, .vpc, at: pair.place, in: self) else { return }
      let blocks = blocks(fields, "the VPC's address blocks")
      for (index, block) in blocks.enumerated() {
        if let other = blocks[..<index].first(where: { $0.value.overlaps(block.value) }) {
          error(block.place, "`\(block.value)` overlaps `\(other.value)` of the same VPC")
        }
        if block.value.family == .ipv4, !(16...28).contains(block.value.length) {
          error(block.place, "`\(block.value)` is no block for a VPC: AWS takes /16 to /28")
        }
      }
      var optionsId = "\(symbol.id)/default-dhcp-options"
      if let word = fields.text("dhcpOptions") {
        optionsId = resolve(word, [.dhcpOptions])?.id ?? word.value
      } else {
        let identity = Identity(
          optionsId, name: "default-dhcp-options", account: symbol.account, region: symbol.region,
          source: source(symbol.place))
        topology.dhcpOptions.append(DHCPOptions(identity, domainNameServers: ["AmazonProvidedDNS"]))
      }
      let isDefault = fields.boolean("isDefault") ?? false
      let vpc = VPC(
        identity(symbol, fields), cidrBlocks: blocks.map(\.value), dhcpOptionsId: optionsId,
        enableDnsSupport: fields.boolean("enableDnsSupport") ?? true,
        enableDnsHostnames: fields.boolean("enableDnsHostnames") ?? isDefault, isDefault: isDefault)
      topology.vpcs.append(vpc)
      vpcs[symbol.name] = vpc
      let scope = VPCScope(symbol: symbol, vpc: vpc, fields: fields)
      readSubnets(scope)
      scopes.append(scope)
    }
    return scopes
  }

  /// The blocks under `cidr` or `cidrBlocks`.
  func blocks(_ fields: Fields, _ what: String) -> [Located<Prefix>] {
    let nodes = fields.pair("cidr", or: "cidrBlocks").map { $0.value.items ?? [$0.value] } ?? []
    if nodes.isEmpty { fields.missing("cidr", what) }
    return nodes.compactMap { prefix($0) }
  }

  private func readSubnets(_ scope: VPCScope) {
    var earlier: [(block: Located<Prefix>, name: String)] = []
    each(scope.fields, "subnets", .subnet, in: scope.name) { symbol, pair in
      let isShort = pair.value.pairs == nil && !pair.value.isNull
      let node = isShort ? YAMLNode(place: pair.value.place, content: .mapping([])) : pair.value
      guard let fields = Fields(node, .subnet, at: pair.place, in: self) else { return }
      let what = "the subnet's address block"
      if isShort, pair.value.items?.isEmpty == true { fields.missing("cidr", what) }
      let written =
        isShort ? (pair.value.items ?? [pair.value]).compactMap { prefix($0) } : blocks(fields, what)
      let blocks = written.sorted { ($0.value.family, $0.place) < ($1.value.family, $1.place) }
      for block in blocks {
        if !scope.vpc.cidrBlocks.contains(where: { $0.contains(block.value) }), !scope.vpc.cidrBlocks.isEmpty {
          error(
            block.place,
            "`\(block.value)` is not in the VPC `\(scope.name)`, which has \(Fields.list(scope.vpc.cidrBlocks.map(\.description)))"
          )
        } else if block.value.family == .ipv4, !(16...28).contains(block.value.length) {
          error(block.place, "`\(block.value)` is no block for a subnet: AWS takes /16 to /28")
        }
        if let other = earlier.first(where: { $0.block.value.overlaps(block.value) }) {
          error(
            block.place,
            "`\(block.value)` overlaps `\(other.block.value)` of the subnet `\(other.name)`, \(line(other.block.place, from: block.place))"
          )
        }
      }
      if let second = blocks.filter({ $0.value.family == .ipv4 }).dropFirst().first {
        error(
          second.place, "a subnet has one IPv4 block, `\(second.value)` is another",
          remedy: "make it a subnet of its own")
      }
      earlier += blocks.map { ($0, symbol.name) }
      let subnet = Subnet(
        identity(symbol, fields), vpcId: scope.vpc.id, cidrBlocks: blocks.map(\.value),
        availabilityZone: zone(fields, region: symbol.region),
        availabilityZoneId: fields.text("availabilityZoneId")?.value,
        mapPublicIpOnLaunch: fields.boolean("mapPublicIpOnLaunch") ?? false,
        enableDns64: fields.boolean("enableDns64") ?? false)
      topology.subnets.append(subnet)
      subnets[subnet.id] = subnet
      if fields.boolean("assignIpv6AddressOnCreation") ?? false { subnetsAssigningIPv6.insert(subnet.id) }
      if let word = fields.text("routeTable"), let table = resolve(word, [.routeTable], in: scope.name) {
        associate(subnet.id, symbol.name, with: table, at: word.place)
      }
      if let word = fields.text("networkAcl"), let acl = resolve(word, [.networkAcl], in: scope.name) {
        associate(subnet.id, symbol.name, with: acl, at: word.place)
      }
    }
  }

  private func zone(_ fields: Fields, region: String) -> String {
    guard let pair = fields.pair("availabilityZone", or: "zone"),
      let word = text(pair.value, of: "`\(pair.key)`")?.value
    else { return region + "a" }
    let isLetter = word.count == 1 && word.allSatisfy(\.isLetter)
    if !isLetter, !word.hasPrefix(region) || word.count == region.count {
      error(
        pair.value.place, "`\(word.shortened)` is no zone of \(region)",
        remedy: "write it like `\(region)a`, or its letter `a`")
    }
    return isLetter ? region + word : word
  }

  /// Notes the one route table, or the one network ACL, of a subnet.
  func associate(_ subnetId: String, _ name: String, with symbol: Symbol, at place: Place) {
    let key = Association(subnetId: subnetId, kind: symbol.kind)
    if let other = associations[key], other.symbol != symbol {
      error(
        place,
        "the subnet `\(name)` already has the \(symbol.kind.noun) `\(other.symbol.name)`, \(line(other.place, from: place))",
        remedy: "a subnet has one; remove one of them")
      return
    }
    associations[key] = (symbol, place)
  }

  /// The subnets associated with a table or an ACL, in the order of the file.
  func associatedSubnetIds(_ symbol: Symbol, in vpcId: String) -> [String] {
    topology.subnets.filter {
      $0.vpcId == vpcId && associations[Association(subnetId: $0.id, kind: symbol.kind)]?.symbol == symbol
    }.map(\.id)
  }
}

/// Which kind of thing a subnet has one of.
struct Association: Hashable {
  var subnetId: String
  var kind: ResourceKind
}
