import AccessPolicies
import NetworkModel

/// A request at API Gateway, judged step by step in the order of AG 1.5. Every step is made that still means something,
/// also after one has refused, so that all that would have to change is known.
struct APICall {
  let network: Network
  let arrival: APIArrival
  let request: HTTPRequest
  /// The target group that sends the request, where a load balancer does.
  let sender: ComponentReference?
  var findings: [APIFinding] = []
  /// How many of them are about the handshake, which comes before every request.
  private(set) var handshakeCount = 0
  /// What the API calls; nil where it calls nothing.
  var integration: IntegrationCall?
  /// The API that answers, once it is known.
  var api: ComponentReference?

  init(_ network: Network, _ arrival: APIArrival, _ request: HTTPRequest, sender: ComponentReference? = nil) {
    self.network = network
    self.arrival = arrival
    self.request = request
    self.sender = sender
  }

  var topology: Topology { _read { yield network.topology } }

  /// The endpoint that the request came by; nil for one that came by public addresses.
  var endpoint: VPCEndpoint? {
    if case .endpoint(let position) = arrival.door { topology.vpcEndpoints[position] } else { nil }
  }

  /// Where the request came in, as a component.
  var door: ComponentReference {
    if case .endpoint(let position) = arrival.door { .endpoint(position) } else { .internet }
  }

  /// The Region whose API Gateway has the request.
  var region: String {
    switch arrival.door {
    case .endpoint(let position):
      topology.vpcEndpoints[position].serviceRegion ?? topology.vpcEndpoints[position].identity.region
    case .internet(let region): region
    }
  }

  mutating func judge() {
    let isRead = checkHandshake()
    handshakeCount = findings.count
    guard isRead, let address = findAPI() else { return }
    api = address.api
    guard checkKind(address) else { return }
    checkNames(address)
    checkLimits(address)
    guard let route = findStage(address) else { return }
    let match = findMethod(route)
    authorize(route, match?.method)
    guard let match else { return refuseMethod(route) }
    admit(route, match)
    guard let integration = match.method.integration else {
      return assume(
        .integrationUnsupported, id(route.api), decides: true,
        "what answers \(match.method.httpMethod) \(match.path) of \(label(route.api)) is not in the input; "
          + "`apigateway get-integration` would show it")
    }
    self.integration = IntegrationCall(
      api: route.api, integration: integration, stage: route.stage, variables: route.variables,
      method: match.method.httpMethod, resourcePath: match.path, request: request.asking(for: route.path))
  }
}

extension APICall {
  mutating func pass(_ component: ComponentReference, _ decision: Hop.Decision, _ rule: String) {
    findings.append(.passed(component, decision, rule))
  }

  mutating func refuse(
    _ code: Code, _ component: ComponentReference, rule: String? = nil, near: [NearMiss] = [], missing: String? = nil,
    source: SourceLocation? = nil, symptom: String, _ message: String
  ) {
    findings.append(
      .refused(
        APIRefusal(
          code: code, component: component, rule: rule, near: near, missing: missing, source: source, symptom: symptom,
          message: message)))
  }

  mutating func assume(_ code: Code, _ component: String, decides: Bool, _ message: String) {
    findings.append(
      .assumed(Assumption(code: code.rawValue, component: component, message: message, decides: decides)))
  }

  func id(_ component: ComponentReference) -> String { network.component(component).id }
  func label(_ component: ComponentReference) -> String { network.component(component).title }

  func restAPI(_ component: ComponentReference) -> RestAPI? {
    component.kind == .restApi ? topology.restAPIs[component.position] : nil
  }

  func httpAPI(_ component: ComponentReference) -> HTTPAPI? {
    component.kind == .api ? topology.httpAPIs[component.position] : nil
  }
}

extension HTTPRequest {
  /// The same request for another path.
  func asking(for path: String) -> HTTPRequest {
    var request = self
    request.path = path
    return request
  }
}
