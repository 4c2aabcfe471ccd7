import Addressing
import NetworkModel

/// An HTTP request, as far as the rules of a listener look at it.
public struct NaiveRequest: Sendable, Hashable {
  public var host: String
  public var path: String
  public var method: String

  public init(host: String, path: String = "/", method: String = "GET") {
    self.host = host
    self.path = path
    self.method = method
  }
}

extension NaiveTwin {
  /// C2: the actions of the first rule whose conditions all hold, the default's where none does. Without a request
  /// every rule may be the one.
  func actions(of listener: Listener, _ arrival: Arrival) -> [Listener.Action] {
    let rules = (listener.rules ?? []).sorted { $0.priority < $1.priority }
    guard let request = arrival.request, ["HTTP", "HTTPS"].contains(listener.protocol) else {
      return rules.flatMap(\.actions) + listener.defaultActions
    }
    let first = rules.first { rule in rule.conditions.allSatisfy { holds($0, request, arrival.packet.source) } }
    return first?.actions ?? listener.defaultActions
  }

  private func holds(_ condition: Listener.Condition, _ request: NaiveRequest, _ source: IPAddress) -> Bool {
    switch condition {
    case .hostHeader(let patterns): patterns.contains { matches($0.lowercased(), request.host.lowercased()) }
    case .pathPattern(let patterns): patterns.contains { matches($0, request.path) }
    case .httpRequestMethod(let methods): methods.contains(request.method)
    case .sourceIP(let prefixes): prefixes.contains { $0.contains(source) }
    case .httpHeader, .queryString, .other: false
    }
  }

  /// `*` stands for any characters, `?` for one.
  private func matches(_ pattern: String, _ text: String) -> Bool {
    guard let first = pattern.first else { return text.isEmpty }
    let rest = String(pattern.dropFirst())
    if first == "*" { return (0...text.count).contains { matches(rest, String(text.dropFirst($0))) } }
    guard let head = text.first, first == "?" || first == head else { return false }
    return matches(rest, String(text.dropFirst()))
  }
}
