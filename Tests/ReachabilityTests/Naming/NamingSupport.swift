import Addressing
import NetworkModel
import Reachability
import TestKit
import Testing

/// Asks for a name in one line: `e1 api.example.com AAAA`; without a type, an A record.
func resolve(_ network: Network, _ question: String) -> Resolution {
  let words = question.split(separator: " ").map(String.init)
  let client = Ends.named(words[0], network) ?? .internet(.ipv4, network.internetAddresses(.ipv4))
  return network.resolve(
    words[1], from: client, types: [RecordType(rawValue: words.count > 2 ? words[2] : "A")])
}

/// Compares what comes back with `outcomes`: the outcomes or the addresses of every answer that counts, in their order,
/// `10.0.0.1,10.0.0.2` for two addresses of one answer.
@discardableResult
func expect(
  _ network: Network, _ question: String, _ outcomes: String..., code: String? = nil, at component: String? = nil,
  sourceLocation: Testing.SourceLocation = #_sourceLocation
) -> Resolution {
  let resolution = resolve(network, question)
  let found = resolution.answers.filter { $0.standing != .standby }
  #expect(found.map(\.short) == outcomes, "\(question)\n\(resolution.digest)", sourceLocation: sourceLocation)
  let blockers = found.flatMap(\.blockers)
  if let code {
    #expect(blockers.first?.code.rawValue == code, "\(resolution.digest)", sourceLocation: sourceLocation)
    #expect(blockers.allSatisfy { $0.stage == .dns }, sourceLocation: sourceLocation)
  } else if found.allSatisfy({ $0.outcome == .answer }) {
    #expect(blockers.isEmpty, "\(resolution.digest)", sourceLocation: sourceLocation)
  }
  if let component {
    #expect(blockers.first?.component.id == component, "\(resolution.digest)", sourceLocation: sourceLocation)
  }
  return resolution
}

extension NameAnswer {
  var short: String {
    outcome == .answer ? addresses.map(\.description).joined(separator: ",") : outcome.rawValue
  }
}

extension Resolution {
  /// The resolution in a few lines, for the message of a failure.
  var digest: String {
    let lines = answers.flatMap { answer -> [String] in
      ["  \(answer.short) [\(answer.standing.rawValue)] \(answer.share.map { "\($0)" } ?? "")"]
        + answer.legs.flatMap { leg in
          ["    \(leg.from) → \(leg.to) \(leg.verdict.rawValue)"]
            + leg.forward.map { "      \($0.decision.rawValue) \($0.component.id) [\($0.rule ?? "-")] \($0.traffic)" }
        }
        + answer.blockers.map { "    ✗ \($0.code.rawValue) @ \($0.component.id): \($0.message)" }
        + answer.assumptions.map { "    \($0.decides ? "?" : "·") \($0.code) @ \($0.component): \($0.message)" }
    }
    return (["\(verdict.rawValue): \(summary)"] + lines).joined(separator: "\n")
  }

  /// What answered, by the last hop.
  var answeredBy: String? { answers.first?.legs.last?.forward.last?.component.id }
}

/// One VPC with a client `e1`, both DNS attributes on, and what `write` adds.
func oneVPC(
  region: String = "us-east-1", hostnames: Bool? = true, _ write: (inout TopologyBuilder) -> Void = { _ in }
) -> Network {
  world { t in
    t.region = region
    t.vpc("vpc-a", "10.0.0.0/16", "2001:db8:a::/56")
    t.subnet("a1", in: "vpc-a", "10.0.1.0/24", "2001:db8:a:1::/64")
    t.dns("vpc-a", hostnames: hostnames)
    t.interface("e1", in: "a1", "10.0.1.10", "2001:db8:a:1::10")
    write(&t)
  }
}

extension TopologyBuilder {
  /// An outbound endpoint and a name server 10.0.1.53 that has `names` in a zone of its own.
  mutating func target(_ zones: KeyValuePairs<String, [String]>) {
    resolverEndpoint("out", .outbound, in: ["a1": "10.0.1.4"])
    interface("ns", in: "a1", "10.0.1.53")
    dnsServer("server", "10.0.1.53", zones: zones)
  }
}
