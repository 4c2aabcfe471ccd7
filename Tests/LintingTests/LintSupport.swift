import Linting
import NetworkModel
import Reachability
import Testing

@testable import Importing

/// What the rules find in a topology file; its first key is added.
func lint(_ text: String, sourceLocation: Testing.SourceLocation = #_sourceLocation) -> LintResult {
  let document = TopologyFileReader.document("canreach: 1\n" + text, file: "net.yaml")
  #expect(document.diagnostics.map(\.description) == [], sourceLocation: sourceLocation)
  return Linter.lint(document.topology, calls: clientCalls(document.expectations))
}

/// The calls that are expected to get through.
func clientCalls(_ expectations: [Importing.Expectation]) -> [ClientCall] {
  expectations.compactMap { expectation in
    var query = Query(from: expectation.from, to: expectation.to, expect: .init(rawValue: expectation.verdict.rawValue))
    (query.method, query.headers) = (expectation.method, expectation.headers)
    (query.origin, query.principal) = (expectation.origin, expectation.principal)
    return ClientCall(query, source: expectation.location)
  }
}

/// Expects that a rule finds something at a component of a topology file, and that one finding says all of `parts`.
func expectFinding(
  _ rule: String, at component: String, saying parts: String..., in text: String,
  sourceLocation: Testing.SourceLocation = #_sourceLocation
) {
  let found = lint(text, sourceLocation: sourceLocation).findings.filter { $0.rule.id == rule }
  let fitting = found.filter { finding in
    finding.component?.id == component && parts.allSatisfy { finding.message.contains($0) }
  }
  #expect(
    !fitting.isEmpty, "\(found.map { "\($0.component?.id ?? ""): \($0.message)" })", sourceLocation: sourceLocation)
}

/// Expects that a rule finds nothing in a topology file.
func expectNothing(_ rule: String, in text: String, sourceLocation: Testing.SourceLocation = #_sourceLocation) {
  let found = lint(text, sourceLocation: sourceLocation).findings.filter { $0.rule.id == rule }
  #expect(found.map(\.message) == [], "\(rule)", sourceLocation: sourceLocation)
}

/// A private API that lets the endpoint `edge` in, with one method.
let plainAPI = "allow: edge\nmethods: {GET /items: mock}\n"

/// A VPC with an endpoint of execute-api, and the private API `orders`.
///
/// - Parameters:
///   - api: what stands under the API, a line a key.
///   - endpoint: further keys of the endpoint.
///   - app: what else stands in the VPC, a line a key, as for the next ones.
///   - vpcs: further VPCs.
///   - rest: what stands at the end of the file.
func network(
  _ api: String = plainAPI, endpoint: String = "", app: String = "", vpcs: String = "", rest: String = "",
  hostnames: Bool = true
) -> String {
  func indented(_ text: String, _ blanks: Int) -> String {
    text.split(separator: "\n").map { String(repeating: " ", count: blanks) + $0 + "\n" }.joined()
  }
  return """
    account: "111111111111"
    vpcs:
      app:
        cidr: [10.0.0.0/16, "2600:1f00:1::/56"]
        enableDnsHostnames: \(hostnames)
        subnets:
          a: [10.0.1.0/24, "2600:1f00:1::/64"]
          b: {cidr: [10.0.2.0/24, "2600:1f00:1:1::/64"], zone: b}
        securityGroups: {edge: [tcp 443 from 10.0.0.0/8, tcp 443 from 192.168.0.0/16], client: []}
        instances: {web-1: {subnet: a, securityGroups: client}}
        endpoints: {edge: {service: execute-api, subnets: [a, b]\(endpoint.contains("securityGroups") ? "" : ", securityGroups: edge")\(endpoint.isEmpty ? "" : ", " + endpoint)}}
    \(indented(app, 4))\(indented(vpcs, 2))functions: {fn: {}}
    userPools: {people: {}}
    apis:
      orders:
    \(indented(api, 4))\(rest)
    """
}

/// An expectation that a client calls a URL; further keys as they are written.
func call(_ to: String, from: String = "web-1", _ keys: String = "") -> String {
  "expect: [{from: \(from), to: \"\(to)\", verdict: reachable\(keys.isEmpty ? "" : ", " + keys)}]\n"
}

/// A policy with these statements, which have `Principal`, `Action` and `Resource` `*` where they say no other.
func policy(_ statements: String...) -> String {
  let whole = statements.map { statement in
    var text = statement
    if !text.contains("Principal\"") { text += #", "Principal": "*""# }
    if !text.contains("Action\"") { text += #", "Action": "execute-api:Invoke""# }
    if !text.contains("Resource\"") { text += #", "Resource": "execute-api:/*""# }
    return "{\(text)}"
  }
  return #"  policy: {"Version": "2012-10-17", "Statement": ["# + whole.joined(separator: ", ") + "]}\n"
}
