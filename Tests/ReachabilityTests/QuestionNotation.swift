import Addressing
import NetworkModel
import Reachability

/// A question in one line: `FROM -> TO [PROTOCOL[/PORT[-PORT]]] [from PORT[-PORT]] [one-way]`, or `FROM -> TO` with a
/// request (``RequestNotation``) in place of the protocol.
///
/// An end is an interface (`e1`, its first address; `e1@2001:db8::1`, another; `e1!`, its public address), `internet`
/// or `internet6`, `internet/203.0.113.0/24`, a site (`site`, `site/10.50.0.9`), or an address: as the network of the
/// other end has it, else anywhere, else nobody's; `10.0.0.9@vpc-a` says where.
struct QuestionLine {
  let pair: Pair
  let asked: Asked

  init(_ text: String, _ network: Network) {
    let sides = text.split(separator: " -> ")
    var words = sides[1].split(separator: " ").map(String.init)[...]
    let names = (from: String(sides[0]), to: words.removeFirst())
    let topology = network.topology
    let from = Ends.named(names.from, network)
    let to = Ends.named(names.to, network)
    let family = (from ?? to)?.family ?? .ipv4
    pair = Pair(
      from: from ?? Ends.loose(names.from, family, other: to, network),
      to: to ?? Ends.loose(names.to, family, other: from, network))
    precondition(pair.from.family == pair.to.family || topology.natGateways.count > 0, "the families differ: \(text)")
    asked = QuestionLine.asked(&words)
  }

  private static func asked(_ words: inout ArraySlice<String>) -> Asked {
    var asked = Asked()
    if let request = RequestNotation(&words) {
      asked.request = request.request
      asked.ports = request.port
    }
    while let word = words.popFirst() {
      switch word {
      case "one-way": asked.oneWay = true
      case "from": asked.sourcePorts = PortRange(words.removeFirst())!
      case "any": asked.protocols = .any
      default:
        let parts = word.split(separator: "/")
        asked.protocols = .one(IPProtocol(parts[0])!)
        if parts.count > 1 { asked.ports = PortRange(parts[1])! }
      }
    }
    return asked
  }
}

/// Finds the ends of questions.
enum Ends {
  /// An end that says itself what it is; nil for one that depends on the other end.
  static func named(_ text: String, _ network: Network) -> End? {
    let topology = network.topology
    if text == "internet6" { return .internet(.ipv6, network.internetAddresses(.ipv6)) }
    if text == "internet" { return nil }
    if text.hasPrefix("internet/") {
      let rest = text.dropFirst("internet/".count)
      let range = Prefix(rest)?.range ?? AddressRange(IPAddress(rest)!)
      return .internet(rest.contains(":") ? .ipv6 : .ipv4, AddressRanges([range]))
    }
    let name = text.split(whereSeparator: { "@!/".contains($0) }).first.map(String.init) ?? text
    if let position = topology.networkInterfaces.firstIndex(where: { $0.id == name }) {
      let interface = topology.networkInterfaces[position]
      let address = text.split(separator: "@").dropFirst().first.flatMap { IPAddress($0) }
      return .interface(position, address: address ?? interface.privateAddresses[0], publicly: text.hasSuffix("!"))
    }
    if let position = topology.sites.firstIndex(where: { $0.id == name }) {
      let rest = text.dropFirst(name.count + 1)
      if let address = IPAddress(rest) {
        return .site(position, family: address.family, AddressRanges([.init(address)]))
      }
      let prefixes = Prefix(rest).map { [$0] } ?? topology.sites[position].prefixes
      let family = prefixes[0].family
      return .site(position, family: family, AddressRanges(prefixes.filter { $0.family == family }.map(\.range)))
    }
    return nil
  }

  /// The internet in a family, or an address.
  static func loose(_ text: String, _ family: AddressFamily, other: End?, _ network: Network) -> End {
    if text == "internet" { return .internet(family, network.internetAddresses(family)) }
    let parts = text.split(separator: "@")
    let address = IPAddress(parts[0])!
    let topology = network.topology
    let vpc = parts.count > 1 ? String(parts[1]) : vpc(of: other, topology)
    let here = topology.vpcs.firstIndex { $0.id == vpc }
    let holders = topology.networkInterfaces.indices.filter {
      topology.networkInterfaces[$0].privateAddresses.contains(address)
        || topology.networkInterfaces[$0].delegatedPrefixes.contains { $0.contains(address) }
    }
    let local = holders.first { topology.networkInterfaces[$0].vpcId == vpc }
    if let holder = local ?? (parts.count > 1 ? nil : holders.first) {
      return .interface(holder, address: address, publicly: false)
    }
    for (position, interface) in topology.networkInterfaces.enumerated() {
      if let mapped = interface.publicAddresses.first(where: { $0.publicAddress == address }) {
        return .interface(position, address: mapped.privateAddress, publicly: true)
      }
    }
    if let site = topology.sites.firstIndex(where: { $0.prefixes.contains { $0.contains(address) } }) {
      return .site(site, family: address.family, AddressRanges([AddressRange(address)]))
    }
    if network.internetAddresses(address.family).contains(address.value) {
      return .internet(address.family, AddressRanges([AddressRange(address)]))
    }
    let isInside = here.map { topology.vpcs[$0].cidrBlocks.contains { $0.contains(address) } } ?? false
    return .nobody(address, vpc: isInside ? here : nil)
  }

  private static func vpc(of end: End?, _ topology: Topology) -> String? {
    guard case .interface(let position, _, _)? = end else { return nil }
    return topology.networkInterfaces[position].vpcId
  }
}
