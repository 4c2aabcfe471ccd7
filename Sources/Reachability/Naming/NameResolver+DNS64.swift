import Addressing
import NetworkModel

// DNS64: a client whose subnet has it on gets an IPv6 address for a name that has an IPv4 one only (dataplane 7.1.5).
// https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-nat64-dns64.html

extension NameResolver {
  /// What the VPC's resolver makes of its answers for a client: where a name has no IPv6 address, those of
  /// 64:ff9b::/96 that stand for its IPv4 ones.
  ///
  /// - Parameter asked: the query as it came to the resolver.
  func translated(_ found: [Trail], for client: End, inVPC vpc: Int, _ asked: Trail) -> [Trail] {
    guard asked.type == .aaaa, found.contains(where: isEmptyAnswer), let subnet = subnet(of: client) else {
      return found
    }
    switch subnet.enableDns64 ?? (isWhole(subnet.identity) ? false : nil) {
    case true?: return synthesized(found, subnet, vpc, asked)
    case false?: return found
    case nil:
      return readings(
        [found, synthesized(found, subnet, vpc, asked)], subnet.id,
        "whether DNS64 of \(subnet.identity.label) is on is not in the input; `ec2 describe-subnets` would show it")
    }
  }

  /// Whether a client's subnet certainly has DNS64 on.
  func translates(for client: End) -> Bool { subnet(of: client)?.enableDns64 == true }

  private func synthesized(_ found: [Trail], _ subnet: Subnet, _ vpc: Int, _ asked: Trail) -> [Trail] {
    found.flatMap { answer -> [Trail] in
      guard isEmptyAnswer(answer) else { return [answer] }
      var query = asked
      query.type = .a
      let translated = askResolver(of: vpc, .vpc, query).filter { $0.outcome == .answer }.map { found -> Trail in
        var trail = found
        trail.type = .aaaa
        trail.addresses = found.addresses.map(NameResolver.embedded)
        trail.hop(
          component(.vpc, vpc), .translated,
          "DNS64 of \(subnet.identity.label): \(trail.addresses.map(\.description).joined(separator: ", "))")
        return trail
      }
      return translated.isEmpty ? [answer] : translated
    }
  }

  /// Whether a zone or an endpoint has the name without an address of the type.
  private func isEmptyAnswer(_ trail: Trail) -> Bool {
    (trail.failure ?? trail.outcome) == .noData && trail.blockers.allSatisfy { $0.code == .dnsNodata }
  }

  private func subnet(of client: End) -> Subnet? {
    guard case .interface(let interface, _, _) = client else { return nil }
    let subnet = network.subnet(of: interface)
    return subnet < 0 ? nil : topology.subnets[subnet]
  }

  /// The address of 64:ff9b::/96 that stands for an IPv4 address.
  private static func embedded(_ place: ResolvedAddress) -> ResolvedAddress {
    guard case .address(let address, let owner) = place, address.family == .ipv4, let nat64 = AddressSpace.nat64 else {
      return place
    }
    return .address(IPAddress(family: .ipv6, value: nat64.address.value | address.value), of: owner)
  }
}
