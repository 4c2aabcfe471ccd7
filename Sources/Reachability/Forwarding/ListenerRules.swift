import Addressing
import NetworkModel

// The rules of an Application Load Balancer's listener: by ascending priority, the first whose conditions all hold.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html

extension Follower {
  /// Finds the rule that a request gets; where a condition cannot be judged, the rules on both sides of it are possible.
  mutating func judge(_ request: HTTPRequest, _ listener: Listener, _ front: Front, _ journey: Journey) {
    let id = topology.loadBalancers[front.loadBalancer].id
    guard let rules = listener.rules else {
      return stop(journey) { $0.assume(.unknownResource, id, decides: true, Follower.unseenRules(listener)) }
    }
    walk(rules[...], request, listener, front, journey)
  }

  private mutating func walk(
    _ rules: ArraySlice<Listener.Rule>, _ request: HTTPRequest, _ listener: Listener, _ front: Front,
    _ journey: Journey
  ) {
    guard let rule = rules.first else { return take(listener.defaultActions, .text("default action"), front, journey) }
    countRule()
    let rest = rules.dropFirst()
    switch rule.matches(request) {
    case .no: walk(rest, request, listener, front, journey)
    case .yes: splitBySource(rule, rest, request, listener, front, journey)
    case .unknown(let field):
      let id = topology.loadBalancers[front.loadBalancer].id
      either(
        .unknownResource, id,
        "whether rule \(rule.priority) matches depends on `\(field)`, which canreach cannot judge",
        [
          { $0.splitBySource(rule, rest, request, listener, front, journey) },
          { $0.walk(rest, request, listener, front, journey) },
        ])
    }
  }

  /// The source is the TCP peer, not what a header says: packets of several clients may take several rules.
  private mutating func splitBySource(
    _ rule: Listener.Rule, _ rest: ArraySlice<Listener.Rule>, _ request: HTTPRequest, _ listener: Listener,
    _ front: Front, _ journey: Journey
  ) {
    guard let prefixes = rule.sources else { return take(rule.actions, .text(rule.text), front, journey) }
    var inside = front
    inside.arrived = TrafficSet(
      front.arrived.family,
      union: prefixes.filter { $0.family == front.arrived.family }.flatMap { prefix in
        var box = TrafficBox.everything(prefix.family)
        box.source = prefix.range
        return front.arrived.intersection(box).boxes
      })
    var outside = front
    outside.arrived = front.arrived.subtracting(inside.arrived)
    if !inside.arrived.isEmpty { take(rule.actions, .text(rule.text), inside, journey) }
    if !outside.arrived.isEmpty { walk(rest, request, listener, outside, journey) }
  }
}

extension Listener.Rule {
  enum Match: Hashable {
    case yes, no
    case unknown(field: String)
  }

  /// `rule 10, host api.example.com, path /v1/*`.
  var text: String {
    (["rule \(priority)"] + conditions.map(\.text)).joined(separator: ", ")
  }

  /// The addresses that the rule is for; nil for all.
  var sources: [Prefix]? {
    let lists = conditions.compactMap { if case .sourceIP(let prefixes) = $0 { prefixes } else { nil } }
    return lists.isEmpty ? nil : lists.joined().map { $0 }
  }

  /// Whether all conditions but those about the source hold, in every reading of the request.
  func matches(_ request: HTTPRequest) -> Match {
    let match = judged(request)
    let isOne = request.readings.allSatisfy { judged(request.read(as: $0)) == match }
    return isOne ? match : .unknown(field: "the path or Host that API Gateway sends")
  }

  private func judged(_ request: HTTPRequest) -> Match {
    var unknown: String?
    for condition in conditions {
      switch condition {
      case .hostHeader(let patterns):
        if !patterns.contains(where: { Wildcard($0.lowercased()).matches(request.host.lowercased()) }) { return .no }
      case .pathPattern(let patterns):
        if !patterns.contains(where: { Wildcard($0).matches(request.path) }) { return .no }
      case .httpHeader(let name, let patterns):
        let values = name.lowercased() == "host" ? [request.host] : request.values(of: name)
        let isMet = values.contains { value in
          patterns.contains { Wildcard($0.lowercased()).matches(value.lowercased()) }
        }
        if !isMet { return .no }
      case .httpRequestMethod(let methods):
        if !methods.contains(request.method) { return .no }
      case .queryString(let patterns):
        let isMet = patterns.contains { pattern in
          request.query.contains { field in
            (pattern.key.map { Wildcard($0.lowercased()).matches(field.name.lowercased()) } ?? true)
              && Wildcard(pattern.value.lowercased()).matches(field.value.lowercased())
          }
        }
        if !isMet { return .no }
      case .sourceIP: continue
      case .other(let field): unknown = unknown ?? field
      }
    }
    return unknown.map { .unknown(field: $0) } ?? .yes
  }
}

extension Listener.Condition {
  var text: String {
    switch self {
    case .hostHeader(let values): "host \(values.joined(separator: " or "))"
    case .pathPattern(let values): "path \(values.joined(separator: " or "))"
    case .httpHeader(let name, let values): "header \(name) \(values.joined(separator: " or "))"
    case .httpRequestMethod(let values): "method \(values.joined(separator: " or "))"
    case .queryString(let values):
      "query " + values.map { ($0.key.map { "\($0)=" } ?? "") + $0.value }.joined(separator: " or ")
    case .sourceIP(let prefixes): "source \(prefixes.map(\.description).joined(separator: " or "))"
    case .other(let field): field
    }
  }
}

/// A pattern in which `*` stands for any characters and `?` for one.
package struct Wildcard {
  private let pattern: [Character]

  package init(_ pattern: String) { self.pattern = Array(pattern) }

  package func matches(_ text: String) -> Bool {
    let text = Array(text)
    var (at, position) = (0, 0)
    var star: (pattern: Int, text: Int)?
    while position < text.count {
      if at < pattern.count, pattern[at] == "*" {
        star = (at, position)
        at += 1
      } else if at < pattern.count, pattern[at] == "?" || pattern[at] == text[position] {
        at += 1
        position += 1
      } else if let last = star {
        // The last star takes one character more.
        star = (last.pattern, last.text + 1)
        (at, position) = (last.pattern + 1, last.text + 1)
      } else {
        return false
      }
    }
    return pattern[at...].allSatisfy { $0 == "*" }
  }
}
