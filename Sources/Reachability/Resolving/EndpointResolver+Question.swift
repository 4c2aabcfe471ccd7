import Addressing
import NetworkModel

extension EndpointResolver {
  /// The pairs and the traffic that `query` asks about.
  ///
  /// - Throws: 64 for a protocol or a port that cannot be asked, 66 for an end that is not found or ambiguous.
  func question(_ query: Query) throws(QueryError) -> Question {
    let from = TypedEndpoint(query.from)
    let to = TypedEndpoint(query.to)
    var query = query
    try takePort(&query, from, to)
    let asked = try Asked(query)
    let sending = try meaning(of: from, .from)
    let receiving = try meaning(of: to, .to)
    var question = Question(
      query: query, asked: asked, fromLabel: label(sending), toLabel: label(receiving), from: [], receivers: [],
      receiversOf: [])
    question.via = try query.via.map { id throws(QueryError) in try component(id) }
    question.avoid = try query.avoid.map { id throws(QueryError) in try component(id) }
    question.from = try senders(sending, receiving)
    if case .ends(_, let thing?, _) = sending, case .ends(_, let other?, _) = receiving, thing == other,
      thing.shelf.role == .ends
    {
      throw QueryError(
        status: 66, message: "`\(query.from)` and `\(query.to)` are the same thing: there is nothing to ask")
    }
    try addReceivers(of: receiving, to: &question)
    return question
  }

  /// Puts the port behind TO where `--port` would have put it.
  private func takePort(_ query: inout Query, _ from: TypedEndpoint, _ to: TypedEndpoint) throws(QueryError) {
    if let port = from.port {
      throw QueryError(
        status: 64, message: "the port `\(port)` stands behind FROM; the port of the sender is the source port")
    }
    guard let port = to.port else { return }
    if query.port != "any", PortRange(query.port) != PortRange(port) {
      throw QueryError(status: 64, message: "TO says port `\(port)`, and the port asked for is `\(query.port)`")
    }
    query.port = port
  }

  private func label(_ meaning: Meaning) -> String {
    switch meaning {
    case .ends(_, _, let label): label
    case .address(let address): address.description
    case .range(let prefix): prefix.description
    }
  }

  private func senders(_ sending: Meaning, _ receiving: Meaning) throws(QueryError) -> [End] {
    switch sending {
    case .ends(let ends, _, _): return ends
    case .address(let address):
      var found: [End] = []
      for vantage in try vantages(receiving, .to) {
        let end = try end(at: address, from: vantage, .from)
        if !found.contains(end) { found.append(end) }
      }
      return sorted(found)
    case .range(let prefix):
      var found: [End] = []
      for vantage in try vantages(receiving, .to) {
        for end in try ends(in: prefix, from: vantage) where !found.contains(end) { found.append(end) }
      }
      return sorted(found)
    }
  }

  /// The networks that the other end is in; of an address or a range, as it is seen from nowhere in particular.
  private func vantages(_ meaning: Meaning, _ side: Side) throws(QueryError) -> [Vantage] {
    let ends: [End]
    switch meaning {
    case .ends(let known, _, _): ends = known
    case .address(let address): ends = (try? [end(at: address, from: .elsewhere, side)]) ?? []
    case .range(let prefix): ends = (try? self.ends(in: prefix, from: .elsewhere)) ?? []
    }
    var found: [Vantage] = []
    for end in ends {
      let vantage = vantage(of: end)
      if !found.contains(vantage) { found.append(vantage) }
    }
    return found.isEmpty ? [.elsewhere] : found
  }

  private func addReceivers(of meaning: Meaning, to question: inout Question) throws(QueryError) {
    if case .ends(let ends, _, _) = meaning {
      question.receivers = [ends]
      question.receiversOf = Array(repeating: 0, count: question.from.count)
      return
    }
    var lists: [Vantage: Int] = [:]
    for sender in question.from {
      let vantage = vantage(of: sender)
      if let known = lists[vantage] {
        question.receiversOf.append(known)
        continue
      }
      lists[vantage] = question.receivers.count
      question.receiversOf.append(question.receivers.count)
      switch meaning {
      case .address(let address): question.receivers.append([try end(at: address, from: vantage, .to)])
      case .range(let prefix): question.receivers.append(try ends(in: prefix, from: vantage))
      case .ends(let ends, _, _): question.receivers.append(ends)
      }
    }
  }

  /// The id of a component that the way has to pass or to avoid.
  func component(_ text: String) throws(QueryError) -> String {
    let found = places(called: text)
    if found.isEmpty {
      throw QueryError(status: 66, message: "no resource is called `\(text)`", candidates: nearest(text))
    }
    let ids = Set(found.map { topology.row($0).identity.id })
    // An id is meant before a name; the interfaces of what has the name are one thing with it.
    if ids.contains(text) { return text }
    let things = withoutOwnInterfaces(found)
    if let only = things.first, Set(things.map { topology.row($0).identity.id }).count == 1 {
      return topology.row(only).identity.id
    }
    throw ambiguous(text, things)
  }
}

extension Asked {
  /// The traffic of a query.
  ///
  /// - Throws: 64 for an unknown protocol, a port that is none, or a port with a protocol that has none.
  init(_ query: Query) throws(QueryError) {
    let protocols: Protocols
    if query.protocol == "any" {
      protocols = .any
    } else if let known = IPProtocol(query.protocol) {
      protocols = .one(known)
    } else {
      throw QueryError(
        status: 64,
        message: "`\(query.protocol)` is no protocol: tcp, udp, icmp, icmpv6, a number from 0 to 255, or any")
    }
    var ports = PortRange.all
    if query.port != "any" { ports = try Asked.ports(query.port, protocols, query) }
    var sourcePorts: PortRange?
    if let text = query.sourcePort { sourcePorts = try Asked.ports(text, protocols, query) }
    self.init(protocols: protocols, ports: ports, sourcePorts: sourcePorts, oneWay: query.oneWay)
  }

  private static func ports(_ text: String, _ protocols: Protocols, _ query: Query) throws(QueryError) -> PortRange {
    guard let ports = PortRange(text) else {
      throw QueryError(
        status: 64, message: "`\(text)` is no port: a number from 0 to 65535, or a range such as 8000-8999")
    }
    if case .one(let known) = protocols, known.hasPorts { return ports }
    let reason = query.protocol == "any" ? "some of the protocols have" : "the protocol `\(query.protocol)` has"
    throw QueryError(status: 64, message: "`\(text)` is a port, and \(reason) no ports")
  }
}
