import Addressing
import NetworkModel

// Names that the input does not show: whether such a name has an IPv6 address is not known, and what a client of both
// families makes of it rests on that (NL A8, DEC-3).

extension Network {
  /// The ways of a name of which the input does not show whether it has an IPv6 address: a client that gets there by
  /// IPv4 does so whether or not.
  ///
  /// - Parameters:
  ///   - certain: the ways by what is known.
  ///   - unseen: those by an IPv6 address that the name may have.
  static func ways(_ certain: [Way], besideUnseen unseen: [Way], _ host: String) -> [Way] {
    let all = certain + unseen
    guard !unseen.isEmpty, !certain.isEmpty, certain.verdict != all.verdict else { return all }
    let decides = certain.verdict != .reachable
    let assumption = Assumption(
      code: Code.unknownDestination.rawValue, component: host,
      message: "whether \(host) has an IPv6 address is not in the input; by IPv6 the verdict would be another",
      decides: decides)
    return (decides ? all : certain).map { way in
      var way = way
      if decides { way.doubt(assumption) } else { way.assume(assumption) }
      return way
    }
  }

  /// The ways to a public address that the input does not show, and what they rest on where only one of them is true.
  ///
  /// - Parameters:
  ///   - service: the service of AWS that has the address, with its Region.
  ///   - apiRegion: the Region whose public APIs answer there.
  func toInternet(
    _ answer: NameAnswer, _ client: [End], _ call: Call, service: (name: String, region: String?)? = nil,
    apiRegion: String? = nil
  ) -> ([Way.Stretch], Assumption?) {
    guard let family = answer.type.family, let from = client.first(where: { $0.family == family }) else {
      return ([], nil)
    }
    var asked = asked(call, by: from)
    asked.apiRegion = apiRegion
    let listed = service.flatMap { addresses(ofService: $0.name, in: $0.region, family) }
    let direct = journeys(Pair(from: from, to: .internet(family, listed ?? internetAddresses(family))), asked)
    guard listed == nil, family == .ipv6, let translated = nat64Addresses, NameResolver(self).translates(for: from)
    else { return (direct, nil) }
    // A name that the input does not show may have an IPv6 address of its own, or get one by DNS64.
    let embedded = journeys(Pair(from: from, to: .internet(.ipv6, translated)), asked)
    func verdict(_ stretches: [Way.Stretch]) -> Verdict { stretches.map { Way(stretches: [$0]) }.verdict }
    if verdict(direct) == verdict(embedded) { return (direct, nil) }
    return (
      direct + embedded,
      Assumption(
        code: Code.unknownDestination.rawValue, component: call.url.host,
        message: "whether \(call.url.host) has an IPv6 address of its own is not in the input; without one DNS64 gives "
          + "it one of 64:ff9b::/96", decides: true)
    )
  }

  /// The addresses of a service that a gateway endpoint of the Region has a prefix list of (DEC-10); nil where none has.
  private func addresses(
    ofService name: String, in region: String?, _ family: AddressFamily
  ) -> AddressRanges? {
    let endpoints = topology.vpcEndpoints.filter {
      $0.endpointType == .gateway && $0.serviceName.hasSuffix(".\(name)")
        && (region == nil || $0.identity.region == region)
    }
    let lists = topology.prefixLists.filter { list in
      endpoints.contains { endpoint in
        endpoint.prefixListId.map { $0 == list.id }
          ?? (endpoint.serviceName == list.identity.name && endpoint.identity.region == list.identity.region)
      }
    }
    let ranges = lists.flatMap { $0.entries ?? [] }.filter { $0.family == family }.map(\.range)
    return ranges.isEmpty ? nil : AddressRanges(ranges)
  }

  /// The addresses of 64:ff9b::/96 that stand for those of the internet.
  private var nat64Addresses: AddressRanges? {
    AddressSpace.nat64.map { prefix in
      AddressRanges(
        internetAddresses(.ipv4).ranges.map {
          AddressRange(prefix.address.value | $0.lower, prefix.address.value | $0.upper)
        })
    }
  }
}

extension NameAnswer {
  /// Whether it is an answer that the input does not show.
  var isUnseen: Bool {
    outcome == .answer && addresses.allSatisfy { $0.address == nil }
  }
}
