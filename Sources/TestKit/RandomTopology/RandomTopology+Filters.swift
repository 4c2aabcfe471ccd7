import Addressing
import NetworkModel

extension RandomTopology {
  mutating func makePrefixLists() {
    builder.prefixList("pl-s3", ["3.5.0.0/19"])
    let entries = [networks[networks.count - 1].blocks[0]] + sitePrefixes.map(\.prefix).prefix(1)
    builder.prefixList("pl-far", entries + (random.chance(50) ? ["198.18.0.0/24"] : []))
  }

  /// A prefix that a filter may name: everything, a VPC, a subnet, a site, a host.
  mutating func anyPrefix() -> String {
    switch random.below(7) {
    case 0, 1: return "0.0.0.0/0"
    case 2: return options.ipv6 ? "::/0" : "10.0.0.0/8"
    case 3: return random.pick(random.pick(networks).blocks)
    case 4:
      let subnet = random.pick(random.pick(networks).subnets)
      return random.pick(builder[subnet: subnet].cidrBlocks).description
    case 5: return sitePrefixes.isEmpty ? "10.0.0.0/8" : random.pick(sitePrefixes).prefix
    default: return address(10, in: random.pick(random.pick(networks).subnets)) + "/32"
    }
  }

  mutating func anyService() -> String {
    random.pick([
      "all", "all", "tcp", "tcp 22", "tcp 80", "tcp 443", "tcp 400-500", "tcp 1024-65535", "tcp 32768-61000", "udp 53",
      "udp", "icmp", "icmp 8/0", "icmp 8", "icmpv6", "icmpv6 128/0", "47",
    ])
  }

  mutating func makeGroups() {
    for index in networks.indices {
      networks[index].groups = (1...(1 + random.below(3))).map { "sg-\(networks[index].id)\($0)" }
    }
    for network in networks {
      for group in network.groups {
        var ingress = (0..<random.below(4)).map { _ in "\(anyService()) from \(anyPeer(of: network))" }
        if random.chance(50) {
          ingress.append(random.pick(["all from 10.0.0.0/8", "tcp from 0.0.0.0/0", "all from ::/0"]))
        }
        let outbound = (0..<random.below(4)).map { _ in "\(anyService()) to \(anyPeer(of: network))" }
        builder.securityGroup(group, in: network.id, ingress: ingress, egress: random.chance(80) ? nil : outbound)
      }
    }
  }

  private mutating func anyPeer(of network: Network) -> String {
    if random.chance(10) { return random.pick(["pl-far", "pl-s3"]) }
    if random.chance(40) { return random.pick(random.chance(50) ? network.groups : random.pick(networks).groups) }
    return anyPrefix()
  }

  mutating func makeACLs() {
    for network in networks {
      for subnet in network.subnets where random.chance(30) {
        var entries: [String] = []
        for direction in ["in", "out"] {
          for number in 0..<random.below(4) {
            let action = random.chance(70) ? "allow" : "deny"
            entries.append("\(direction) \(100 + number) \(action) \(anyService()) \(anyPrefix())")
          }
          if random.chance(75) { entries.append("\(direction) 200 allow all 0.0.0.0/0") }
          if random.chance(75) { entries.append("\(direction) 201 allow all ::/0") }
        }
        builder.networkACL("acl-\(subnet)", in: network.id, subnets: [subnet], entries)
      }
    }
  }

  mutating func makeInterfaces() {
    for index in networks.indices {
      for subnet in networks[index].subnets {
        for number in 0..<(1 + random.below(2)) { makeInterface(subnet, networks[index], number) }
      }
      if options.middleboxes, random.chance(30) {
        let subnet = random.pick(networks[index].subnets)
        let id = "fw-\(networks[index].id)"
        builder.interface(
          id, in: subnet, address(30, in: subnet),
          publicIP: networks[index].internetGateway == nil ? nil : nextPublicAddress(), sourceDestCheck: breaks())
        networks[index].middlebox = id
      }
    }
  }

  private mutating func makeInterface(_ subnet: String, _ network: Network, _ number: Int) {
    let id = "eni-\(subnet)-\(number + 1)"
    var addresses = [address(10 + number, in: subnet)]
    if let ipv6 = address6(10 + number, in: subnet), random.chance(85) { addresses.append(ipv6) }
    var groups: [String]?
    if random.chance(60) {
      groups = [random.pick(network.groups)]
      if random.chance(25), let last = network.groups.last, last != groups?[0] { groups?.append(last) }
    }
    let isPublic = network.internetGateway != nil && random.chance(45)
    var instance: String?
    if random.chance(50) {
      instance = "i-\(subnet)-\(number + 1)"
      builder.instance("i-\(subnet)-\(number + 1)", state: breaks() ? "stopped" : "running")
    }
    builder.addInterface(
      id, in: subnet, addresses, groups: groups, publicIP: isPublic ? nextPublicAddress() : nil, instance: instance,
      denyAllIgwTraffic: random.chance(3), status: random.chance(2) && instance == nil ? "available" : "in-use")
  }
}
