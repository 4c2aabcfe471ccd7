import Addressing
import NetworkModel
import TestKit
import Testing

@testable import Reachability

/// A policy of a function that lets API Gateway call it for what `source` matches.
func invocationPolicy(_ source: String, principal: String = "apigateway.amazonaws.com") -> String {
  """
  {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"\(principal)"},\
  "Action":"lambda:InvokeFunction","Resource":"*","Condition":{"ArnLike":{"AWS:SourceArn":"\(source)"}}}]}
  """
}

/// What comes of a call of the first method of the API `orders`, from where API Gateway has let it in.
///
/// - Parameters:
///   - path: without the stage.
///   - verb: the caller's.
func integrate(
  _ network: Network, _ verb: String = "GET", _ path: String? = nil
) -> PairOutcome {
  let api = "orders"
  let call = integrationCall(network, api, verb, path)
  let internet = End.internet(.ipv4, network.internetAddresses(.ipv4))
  var follower = Follower(network, Asked(ports: PortRange(443), request: call.request))
  var box = TrafficBox.everything(.ipv4)
  (box.firstProtocol, box.lastProtocol, box.destinationPorts) = (6, 6, PortRange(443))
  var branch = Branch(traffic: TrafficSet(.ipv4, box))
  branch.hop(call.api, .forwarded, .text("\(call.method) \(call.resourcePath)"))
  let connection = Connection(
    pair: Pair(from: internet, to: internet), from: "caller", to: api, title: "caller to \(api)",
    leaf: Leaf(branch: branch, ending: .delivered), request: call.request)
  follower.integrate(call, Journey(connections: [connection]))
  return network.outcome(of: follower)
}

func integrationCall(_ network: Network, _ api: String, _ verb: String, _ path: String?) -> IntegrationCall {
  let topology = network.topology
  func call(
    _ kind: ResourceKind, _ position: Int, _ method: String, _ template: String, _ integration: APIIntegration,
    _ stage: String, _ variables: [String: String]
  ) -> IntegrationCall {
    IntegrationCall(
      api: ComponentReference(kind: kind, position: position), integration: integration, stage: stage,
      variables: variables, method: method, resourcePath: template,
      request: HTTPRequest(
        serverName: "\(api).example", host: "\(api).example", method: verb,
        path: path ?? (template.hasPrefix("/") ? template : "/")))
  }
  if let position = topology.restAPIs.firstIndex(where: { $0.id == api }) {
    let rest = topology.restAPIs[position]
    let (resource, stage) = (rest.resources![0], rest.stages![0])
    let method = resource.methods[0]
    return call(
      .restApi, position, method.httpMethod, resource.path, method.integration!, stage.name, stage.variables)
  }
  let position = topology.httpAPIs.firstIndex { $0.id == api }!
  let (route, stage) = (topology.httpAPIs[position].routes![0], topology.httpAPIs[position].stages![0])
  let words = route.key.split(separator: " ").map(String.init)
  return call(.api, position, words[0], words[words.count - 1], route.integration!, stage.name, stage.variables)
}

/// Calls the first method of the API `orders` and compares the outcome.
@discardableResult
func expectIntegration(
  _ network: Network, _ expectation: Expectation, verb: String = "GET", path: String? = nil, symptom: String? = nil,
  sourceLocation: Testing.SourceLocation = #_sourceLocation
) -> PairOutcome {
  let outcome = integrate(network, verb, path)
  var complaint = expectation.complaint(outcome)
  if complaint == nil, let symptom, symptom != outcome.symptom { complaint = "does not say `\(symptom)`" }
  if let complaint {
    Issue.record("the integration \(complaint)\n\(outcome.digest)", sourceLocation: sourceLocation)
  }
  return outcome
}

extension PairOutcome {
  /// The sentences of the fix.
  var fixSentences: [String] { Answering.fixes(for: blockers).flatMap(\.changes).map(\.summary) }
}
