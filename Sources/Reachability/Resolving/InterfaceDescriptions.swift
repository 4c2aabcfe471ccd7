import NetworkModel

/// Interfaces by what their descriptions say of the service that made them.
struct InterfaceDescriptions: Sendable {
  /// By what follows `ELB `, whole and without the last part: `net/name/id`, `net/name`.
  private(set) var byLoadBalancer = Multimap<String, Int32>()
  /// By the kind of the resource and its name.
  private(set) var byService = Multimap<String, Int32>()

  init(_ interfaces: [NetworkInterface]) {
    for position in interfaces.indices { add(interfaces[position].interfaceDescription, Int32(position)) }
  }

  private mutating func add(_ description: String, _ index: Int32) {
    if description.hasPrefix("ELB ") {
      let name = description.dropFirst(4)
      byLoadBalancer.add(index, for: String(name))
      if let slash = name.lastIndex(of: "/") { byLoadBalancer.add(index, for: String(name[..<slash])) }
    } else if description.hasPrefix("AWS Lambda VPC ENI-") {
      // The function's name, a hyphen, and a UUID of 36 characters.
      byService.add(index, for: "function " + description.dropFirst(19).dropLast(37))
    } else if description.hasPrefix("ElastiCache ") {
      byService.add(index, for: "cacheCluster " + description.dropFirst(12))
    }
  }
}
