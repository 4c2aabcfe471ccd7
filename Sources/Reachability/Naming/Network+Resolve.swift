import Addressing
import NetworkModel

extension Network {
  /// What becomes of a name that an end asks for.
  ///
  /// - Parameters:
  ///   - name: with or without the dot at its end.
  ///   - client: who asks: an interface, a site, or the internet.
  ///   - types: the types of records that are asked for; without any, those of the families that the client has.
  public func resolve(_ name: String, from client: End, types: [RecordType]? = nil) -> Resolution {
    let resolver = NameResolver(self)
    let domain = DomainName(name)
    let types = types ?? self.types(for: client)
    let answers = types.flatMap { type in resolver.ask(from: client, Trail(domain, type)).map(\.answer).distinct }
    return Resolution(domain.text, from: label(of: client), types, answers)
  }

  /// The same for who is called `from`: one resolution for each thing that this stands for.
  ///
  /// - Throws: 64 where `from` is no client, 66 where nothing or several things are called so.
  public func resolve(
    _ name: String, from client: String, types: [RecordType]? = nil
  ) throws(QueryError) -> [Resolution] {
    if name.isEmpty || name.contains("/") || name.contains(" ") {
      throw QueryError(status: 64, message: "`\(name)` is no name: `api.example.com`, without a scheme and a path")
    }
    var seen: Set<String> = []
    return try endpoints.clients(called: client).filter { seen.insert(label(of: $0)).inserted }.map {
      resolve(name, from: $0, types: types)
    }
  }

  /// The types of the families that a client has addresses of.
  private func types(for client: End) -> [RecordType] {
    let families: Set<AddressFamily>
    switch client {
    case .interface(let interface, _, _):
      families = Set(topology.networkInterfaces[interface].privateAddresses.map(\.family))
    case .site(let site, _, _): families = Set(topology.sites[site].prefixes.map(\.family))
    case .internet: families = [.ipv4, .ipv6]
    case .nobody(let address, _): families = [address.family]
    }
    return [RecordType.a, .aaaa].filter { $0.family.map(families.contains) ?? false }
  }
}

extension EndpointResolver {
  /// The ends that ask for names where somebody is called so, in the order of ids.
  func clients(called text: String) throws(QueryError) -> [End] {
    let typed = TypedEndpoint(text)
    if let port = typed.port {
      throw QueryError(status: 64, message: "the port `\(port)` stands behind FROM, which asks for a name")
    }
    switch try meaning(of: typed, .from) {
    case .ends(let ends, _, _): return ends
    case .address(let address): return [try end(at: address, from: .elsewhere, .from)]
    case .range(let prefix): return try ends(in: prefix, from: .elsewhere)
    }
  }
}

extension [NameAnswer] {
  /// Without answers that say and rest on the same.
  fileprivate var distinct: [NameAnswer] {
    var kept: [NameAnswer] = []
    for answer in self where !kept.contains(answer) { kept.append(answer) }
    return kept
  }
}

extension Resolution {
  init(_ name: String, from client: String, _ types: [RecordType], _ answers: [NameAnswer]) {
    let counted = Resolution.counted(answers)
    let verdict = Resolution.verdict(counted)
    self.init(
      name: name, from: client, types: types, answers: answers, verdict: verdict,
      summary: Resolution.summary(name, client, counted, verdict),
      symptom: verdict == .reachable ? nil : Resolution.symptom(counted),
      fixes: verdict == .reachable ? [] : Answering.fixes(for: counted.flatMap(\.blockers)))
  }

  /// The answers that the verdict is made of: not what is on standby, and no empty answer of one family where the
  /// other has addresses.
  private static func counted(_ answers: [NameAnswer]) -> [NameAnswer] {
    let own = answers.filter { $0.standing != .standby }
    let answered = own.filter { $0.outcome == .answer }.map(\.type)
    return own.filter { answer in
      answer.outcome != .noData || !answered.contains { $0 != answer.type }
    }
  }

  private static func verdict(_ answers: [NameAnswer]) -> Verdict {
    var counts = PairCounts()
    for answer in answers where answer.standing == .possible { counts.count(answer.verdict) }
    let readings = Set(answers.filter { $0.standing == .reading }.map(\.verdict))
    if let only = readings.first { counts.count(readings.count == 1 ? only : .undetermined) }
    return counts.asked == 0 ? .undetermined : counts.verdict
  }

  private static func symptom(_ answers: [NameAnswer]) -> String? {
    var symptoms: [String] = []
    for answer in answers where answer.verdict == .unreachable {
      if let symptom = answer.symptom, !symptoms.contains(symptom) { symptoms.append(symptom) }
    }
    return symptoms.isEmpty ? nil : symptoms.joined(separator: " or ")
  }

  private static func summary(_ name: String, _ client: String, _ answers: [NameAnswer], _ verdict: Verdict) -> String {
    var places: [String] = []
    for answer in answers where answer.outcome == .answer {
      for address in answer.addresses.map(\.description) where !places.contains(address) { places.append(address) }
    }
    let rest = places.count > 4 ? " and \(places.count - 4) more" : ""
    let where_ = places.prefix(4).joined(separator: ", ") + rest
    switch verdict {
    case .reachable: return "\(client) resolves \(name) to \(where_)."
    case .unreachable: return "\(client) cannot resolve \(name)."
    case .partial: return "\(client) resolves \(name) to \(where_), but not always."
    case .undetermined: return "What \(client) gets for \(name) cannot be told."
    }
  }
}

extension NameAnswer {
  /// What the client sees, in the contract's words; nil for addresses.
  public var symptom: String? {
    switch outcome {
    case .answer: blockers.isEmpty ? nil : "the name leads elsewhere"
    case .noData: "the name has no address of this type (NODATA)"
    case .nxDomain: "the name does not exist (NXDOMAIN)"
    case .servFail: "the name lookup fails (SERVFAIL)"
    case .timeout: "the name lookup times out"
    case .unknown: nil
    }
  }
}
