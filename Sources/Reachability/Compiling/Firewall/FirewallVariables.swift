import Addressing
import NetworkModel

/// Addresses of both families.
struct DualStackRanges: Sendable, Hashable {
  var ipv4: AddressRanges
  var ipv6: AddressRanges

  static let all = DualStackRanges(
    ipv4: AddressRanges([.all(.ipv4)]), ipv6: AddressRanges([.all(.ipv6)]))

  init(ipv4: AddressRanges, ipv6: AddressRanges) {
    self.ipv4 = ipv4
    self.ipv6 = ipv6
  }

  /// The addresses of some blocks; all for none, which in a stateless rule means any.
  init(anyOr prefixes: [Prefix]) {
    if prefixes.isEmpty {
      self = .all
    } else {
      ipv4 = AddressRanges(prefixes.filter { $0.family == .ipv4 }.map(\.range))
      ipv6 = AddressRanges(prefixes.filter { $0.family == .ipv6 }.map(\.range))
    }
  }

  func ranges(_ family: AddressFamily) -> AddressRanges { family == .ipv4 ? ipv4 : ipv6 }
}

/// What the variables of a rule group stand for.
///
/// `HOME_NET` is what the group sets, else what the policy sets, else the blocks of the firewall's VPC. `EXTERNAL_NET`
/// is what the group sets, else everything but the policy's `HOME_NET` (NFW 9.2.6).
/// https://docs.aws.amazon.com/network-firewall/latest/developerguide/suricata-limitations-caveats.html
struct FirewallVariables: Sendable {
  var ipSets: [String: [String]] = [:]
  var portSets: [String: [String]] = [:]
  /// Sets by name that refer to prefix lists; nil where the list is not visible.
  var prefixLists: [String: CompiledPrefixList?] = [:]
  /// The policy's `HOME_NET` as expressions; nil where neither it nor the firewall's VPC is visible.
  var policyHomeNet: [String]?

  /// The addresses of an expression; nil where it cannot be read or a part of it is not visible.
  func addresses(_ text: String) -> DualStackRanges? {
    guard let expression = SuricataExpression(text), let ipv4 = ranges(expression, .ipv4, depth: 0),
      let ipv6 = ranges(expression, .ipv6, depth: 0)
    else { return nil }
    return DualStackRanges(ipv4: ipv4, ipv6: ipv6)
  }

  /// The ports of an expression; nil where it cannot be read.
  func ports(_ text: String) -> [PortRange]? {
    SuricataExpression(text).flatMap { ports($0, depth: 0) }.map { ranges in
      ranges.ranges.map { PortRange(UInt16(clamping: $0.lower), UInt16(clamping: $0.upper)) }
    }
  }

  // Variables may be defined by variables; more than a few inside one another are taken for a circle.
  private static let depthLimit = 8

  private func ranges(_ expression: SuricataExpression, _ family: AddressFamily, depth: Int) -> AddressRanges? {
    if depth > FirewallVariables.depthLimit { return nil }
    let all = AddressRanges([.all(family)])
    return expression.ranges(of: all) { leaf in
      switch leaf {
      case .value(let text): return FirewallVariables.block(text, family)
      case .variable("EXTERNAL_NET") where ipSets["EXTERNAL_NET"] == nil:
        return policyHomeNet.flatMap { union($0, family, depth: depth) }.map { all.subtracting($0) }
      case .variable(let name):
        return (ipSets[name] ?? (name == "HOME_NET" ? policyHomeNet : nil)).flatMap {
          union($0, family, depth: depth)
        }
      case .reference(let name): return prefixLists[name].flatMap { $0 }.map { $0.ranges(family) }
      case .any, .not, .list: return nil
      }
    }
  }

  private func union(_ texts: [String], _ family: AddressFamily, depth: Int) -> AddressRanges? {
    let items = texts.map { SuricataExpression($0) }
    if items.contains(nil) { return nil }
    return ranges(.list(items.compactMap { $0 }), family, depth: depth + 1)
  }

  /// `10.0.0.0/8`, `10.0.0.1`, `10.0.0.1-10.0.0.9`: of the other family, no address.
  private static func block(_ text: String, _ family: AddressFamily) -> AddressRanges? {
    if let prefix = Prefix(text) { return AddressRanges(prefix.family == family ? [prefix.range] : []) }
    let ends = text.split(separator: "-").map { IPAddress($0) }
    guard ends.count == 2, let low = ends[0], let high = ends[1], low.family == high.family, low.value <= high.value
    else { return nil }
    return AddressRanges(low.family == family ? [AddressRange(low.value, high.value)] : [])
  }

  private func ports(_ expression: SuricataExpression, depth: Int) -> AddressRanges? {
    if depth > FirewallVariables.depthLimit { return nil }
    return expression.ranges(of: AddressRanges([AddressRange(0, UInt128(UInt16.max))])) { leaf in
      switch leaf {
      case .value(let text): return FirewallVariables.portBlock(text)
      case .variable(let name):
        guard let items = portSets[name]?.map({ SuricataExpression($0) }), !items.contains(nil) else { return nil }
        return ports(.list(items.compactMap { $0 }), depth: depth + 1)
      case .reference, .any, .not, .list: return nil
      }
    }
  }

  /// `443`, `1024:65535`, `1024:`, `:1023`.
  private static func portBlock(_ text: String) -> AddressRanges? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    func number(_ part: Substring, _ open: UInt16) -> UInt16? { part.isEmpty ? open : PortRange(part)?.lower }
    guard parts.count <= 2, let first = parts.first,
      let low = parts.count == 1 ? PortRange(first)?.lower : number(first, 0),
      let last = parts.last, let high = parts.count == 1 ? PortRange(first)?.upper : number(last, .max), low <= high
    else { return nil }
    return AddressRanges([AddressRange(UInt128(low), UInt128(high))])
  }
}
