import AccessPolicies
import Addressing
import NetworkModel

/// An integration at work: what API Gateway is asked for, with the stage's variables in their places.
struct Integrating: Sendable {
  let call: IntegrationCall
  /// The API.
  let api: Component
  /// The integration with the stage's variables filled in.
  let integration: APIIntegration
  /// Variables that it refers to and that the stage does not have.
  let missingVariables: [String]

  init(_ network: Network, _ call: IntegrationCall) {
    self.call = call
    api = network.component(call.api)
    (integration, missingVariables) = StageVariables(call.variables).filling(call.integration)
  }

  var isREST: Bool { call.api.kind == .restApi }

  /// How messages call the method: `GET /orders of orders`.
  var title: String {
    let route = call.method == call.resourcePath ? call.method : "\(call.method) \(call.resourcePath)"
    return "\(route) of \(api.title)"
  }

  /// Who opens the connections, with what the API's client sees of their failure (AG 6.3). Where nothing answers, AWS's
  /// pages name two statuses (U-4).
  var opener: Opener {
    Opener(
      id: api.id, label: api.title, lost: lost,
      handshake: isREST ? Symptom.fromAPIGateway(500) : Symptom.fromAPIGateway(500, or: 503))
  }

  var lost: String { isREST ? Symptom.fromAPIGateway(500, or: 504) : Symptom.fromAPIGateway(503) }

  /// The backend's URL; nil where `uri` is none.
  var url: RequestURL? {
    guard let uri = integration.uri, missingVariables.isEmpty else { return nil }
    return try? RequestURL(parameters.filling(uri))
  }

  /// The path's parameters, by their names in the resource or route.
  var parameters: PathParameters { PathParameters(call.resourcePath, call.request.path) }
}

extension Symptom {
  /// One of two statuses, where AWS does not say which.
  static func fromAPIGateway(_ status: Int, or other: Int) -> String {
    "HTTP \(status) or \(other) from API Gateway"
  }
}

extension Follower {
  /// Opens the connection to what an integration calls; a journey that ends here is complete.
  mutating func integrate(_ call: IntegrationCall, _ journey: Journey) {
    let work = Integrating(network, call)
    var journey = journey
    noteTimeout(of: work, &journey.branch)
    let unknown = [work.integration.uri, work.integration.connectionId, work.integration.target].compactMap { $0 }
      .first(where: topology.visibility.unknownValues.contains)
    if let unknown {
      return stop(journey) {
        $0.assume(
          .integrationUnsupported, unknown, decides: true,
          "where the integration of \(work.title) leads is not known yet")
      }
    }
    switch work.integration.type {
    case "MOCK":
      stop(journey) {
        $0.hopAtFront(call.api, .answered, .text("a MOCK integration, without a backend"), $0.forwardEndTraffic)
      }
    case "AWS", "AWS_PROXY": callService(work, journey)
    case "HTTP", "HTTP_PROXY":
      if work.integration.connectionType == "VPC_LINK" {
        connectOverLink(work, journey)
      } else {
        connectOverInternet(work, journey)
      }
    case let type:
      stop(journey) {
        $0.assume(
          .integrationUnsupported, work.api.id, decides: true,
          "what an integration of type `\(type)` does is not known to canreach")
      }
    }
  }

  /// A journey whose integration leads nowhere.
  mutating func refuse(
    _ journey: Journey, _ work: Integrating, _ code: Code, at component: ComponentReference? = nil,
    rule: String? = nil, symptom: String? = nil, _ message: String
  ) {
    stop(journey) { work.refuse(&$0, code, at: component, rule: rule, symptom: symptom, message) }
  }
}

extension Integrating {
  /// Notes in the API's own connection what keeps the next one from being opened.
  func refuse(
    _ branch: inout Branch, _ code: Code, at component: ComponentReference? = nil, rule: String? = nil,
    symptom: String? = nil, _ message: String
  ) {
    branch.blockAtFront(
      code, component ?? call.api, branch.forwardEndTraffic, rule: rule.map { .text($0) } ?? .none,
      symptom: symptom ?? Symptom.fromAPIGateway(500), message)
  }
}
