import NetworkModel

/// A call that a page of another origin makes in a browser: the preflight if there is one, the request, and the headers
/// with which the answer has to give leave (AG 8, DEC-9).
///
/// - Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-cors.html
struct CrossOrigin {
  let network: Network
  let arrival: APIArrival
  let request: HTTPRequest
  /// The request itself, judged.
  let own: APICall
  private(set) var findings: [APIFinding] = []

  init(_ network: Network, _ arrival: APIArrival, _ request: HTTPRequest, _ own: APICall) {
    self.network = network
    self.arrival = arrival
    self.request = request
    self.own = own
  }

  private var origin: String { request.origin?.description ?? "" }

  mutating func judge() {
    let cors = own.api.flatMap { own.httpAPI($0)?.cors }
    findings += own.findings.prefix(own.handshakeCount)
    if request.needsPreflight {
      if let cors, let api = own.api {
        findings.append(.passed(api, .answered, "its CORS configuration, for the preflight \(what)"))
        check(answer(cors), api, whose(api), isPreflight: true)
      } else {
        askFirst()
      }
    }
    for finding in own.findings.dropFirst(own.handshakeCount) {
      guard case .refused(var refusal) = finding else {
        findings.append(finding)
        continue
      }
      refusal.symptom = seen(refusal)
      findings.append(.refused(refusal))
    }
    if let cors, let api = own.api {
      if !request.needsPreflight { check(answer(cors), api, whose(api), isPreflight: false) }
    } else {
      checkAnswer()
    }
  }

  private var what: String { "OPTIONS \(request.path)" }

  // MARK: The preflight

  private mutating func askFirst() {
    var preflight = APICall(network, arrival, request.preflight)
    preflight.judge()
    let refused = own.findings.compactMap(\.refusal)
    var isRefused = false
    for finding in preflight.findings {
      switch finding {
      case .passed: continue
      case .assumed: if !own.findings.contains(finding) { findings.append(finding) }
      case .refused(let refusal):
        isRefused = true
        // What refuses the request as well is told there.
        guard !refused.contains(where: { $0.isSame(as: refusal) }) else { continue }
        findings.append(.refused(blocking(refusal)))
      }
    }
    guard !isRefused, let integration = preflight.integration, let api = preflight.api else { return }
    findings.append(.passed(api, .answered, "the \(integration.integration.type) integration of the preflight \(what)"))
    let answer = "the answer to the preflight \(what)"
    if integration.integration.isAnsweredByBackend {
      assumeHeaders(api, "\(answer) is the backend's")
    } else {
      check(integration.integration.responseHeaders, api, answer, isPreflight: true)
    }
  }

  private func blocking(_ refusal: APIRefusal) -> APIRefusal {
    var own = refusal
    own.code = .httpCorsPreflight
    own.symptom = "the browser reports a CORS error (the preflight gets \(refusal.symptom))"
    own.message = "the browser's preflight \(what) is refused: \(refusal.message)"
    if refusal.code == .httpNoApi, !request.values(of: "x-apigw-api-id").isEmpty {
      own.message += "; a preflight only names the header x-apigw-api-id, it does not carry it"
    }
    return own
  }

  // MARK: The answers' headers

  /// The answer to the request has to give leave too (AG CO-6).
  private mutating func checkAnswer() {
    guard let integration = own.integration?.integration, let api = own.api else { return }
    let answer = "the answer to \(request.method) \(request.path)"
    if integration.isAnsweredByBackend {
      assumeHeaders(api, "\(answer) is the backend's")
    } else {
      check(integration.responseHeaders, api, answer, isPreflight: false)
    }
  }

  private mutating func assumeHeaders(_ api: ComponentReference, _ whose: String) {
    let assumption = Assumption(
      code: Code.httpCorsHeaders.rawValue, component: own.id(api),
      message: "\(whose), and is taken to have the CORS headers", decides: false)
    if !findings.contains(.assumed(assumption)) { findings.append(.assumed(assumption)) }
  }

  private mutating func check(
    _ headers: [APIIntegration.ResponseHeader], _ api: ComponentReference, _ answer: String, isPreflight: Bool
  ) {
    func values(_ name: String) -> [String] { CrossOrigin.values(of: name, headers) }
    let name = "Access-Control-Allow-"
    let origins = values("access-control-allow-origin")
    // A value that is taken from the backend's answer is not in the configuration.
    if origins.contains(where: { $0.hasPrefix("integration.response.") }) {
      return assumeHeaders(api, "\(answer) takes its headers from the backend")
    }
    // For a request with credentials `*` is a name like any other.
    let isWild = !request.hasCredentials
    if !names(origin, headers) {
      lack(
        api, "\(name)Origin", origins, [origin],
        "does not name \(origin)" + (isWild ? "" : ", and `*` does not count for a request with a cookie"), answer)
    }
    let credentials = values("access-control-allow-credentials")
    if request.hasCredentials, credentials != ["true"] {
      lack(api, "\(name)Credentials", credentials, ["true"], "is not `true`, and the request has a cookie", answer)
    }
    guard isPreflight else { return }
    // What is named already stays; a `*` that does not count is no use beside names.
    func adding(_ missing: [String], to values: [String]) -> [String] {
      values.filter { isWild || $0 != "*" } + missing
    }
    let methods = values("access-control-allow-methods")
    if !request.hasSimpleMethod, !(isWild && methods.contains("*")), !methods.contains(request.method) {
      lack(
        api, "\(name)Methods", methods, adding([request.method], to: methods), "does not name \(request.method)", answer
      )
    }
    let allowed = values("access-control-allow-headers").map { $0.lowercased() }
    let missing = request.unsafeHeaders.filter {
      !allowed.contains($0) && !(isWild && allowed.contains("*") && $0 != "authorization")
    }
    if !missing.isEmpty {
      lack(
        api, "\(name)Headers", allowed, adding(missing, to: allowed),
        "does not name \(missing.joined(separator: ", "))", answer)
    }
  }

  private static func values(of name: String, _ headers: [APIIntegration.ResponseHeader]) -> [String] {
    headers.filter { $0.name.lowercased() == name }.flatMap { header in
      header.value.filter { $0 != "'" && $0 != " " }.split(separator: ",").map(String.init)
    }
  }

  /// Whether an answer gives leave to an origin.
  private func names(_ origin: String, _ headers: [APIIntegration.ResponseHeader]) -> Bool {
    let origins = CrossOrigin.values(of: "access-control-allow-origin", headers)
    return !request.hasCredentials && origins.contains("*") || origins.contains(origin)
  }

  /// - Parameter wanted: the values that the header would have to have.
  private mutating func lack(
    _ api: ComponentReference, _ header: String, _ values: [String], _ wanted: [String], _ why: String,
    _ answer: String
  ) {
    let found = values.isEmpty ? "\(answer) has no header \(header)" : "\(header) of \(answer) \(why)"
    findings.append(
      .refused(
        APIRefusal(
          code: .httpCorsHeaders, component: api,
          rule: values.isEmpty ? nil : "\(header): \(values.joined(separator: ","))",
          missing: "\(header): \(wanted.joined(separator: ","))", symptom: "the browser reports a CORS error",
          message: found)))
  }

  private func whose(_ api: ComponentReference) -> String { "the CORS configuration of \(own.label(api))" }

  /// What an HTTP API answers by its configuration, in which `https://*` is every origin of the scheme.
  ///
  /// - Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html
  private func answer(_ cors: HTTPAPI.CORS) -> [APIIntegration.ResponseHeader] {
    let isOfScheme = cors.allowOrigins.contains { $0.hasSuffix("://*") && origin.hasPrefix($0.dropLast()) }
    return [
      .init("Access-Control-Allow-Origin", isOfScheme ? origin : cors.allowOrigins.joined(separator: ",")),
      .init("Access-Control-Allow-Methods", cors.allowMethods.joined(separator: ",")),
      .init("Access-Control-Allow-Headers", cors.allowHeaders.joined(separator: ",")),
      .init("Access-Control-Allow-Credentials", cors.allowCredentials ? "true" : ""),
    ]
  }

  // MARK: What the page sees

  /// What API Gateway itself refuses carries no CORS headers unless its gateway responses add them (AG CO-10).
  private func seen(_ refusal: APIRefusal) -> String {
    if refusal.code.stage == .tls || hasHeaders(refusal) { return refusal.symptom }
    return "the browser reports a CORS error, which hides \(refusal.symptom)"
  }

  /// An HTTP API gives leave to the origins of its configuration in every answer, to others in none.
  private func hasHeaders(_ refusal: APIRefusal) -> Bool {
    guard let api = own.api else { return false }
    if let http = own.httpAPI(api) { return http.cors.map { names(origin, answer($0)) } ?? false }
    let responses = own.restAPI(api)?.gatewayResponses ?? []
    let fallback = refusal.symptom.contains("HTTP 5") ? "DEFAULT_5XX" : "DEFAULT_4XX"
    let response =
      responses.first { $0.responseType == refusal.code.gatewayResponse }
      ?? responses.first { $0.responseType == fallback }
    return response?.headers.contains { $0.name.lowercased().hasSuffix("access-control-allow-origin") } ?? false
  }
}

extension Code {
  /// The gateway response that a refusal is answered with.
  ///
  /// - Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
  fileprivate var gatewayResponse: String {
    switch self {
    case .policyEndpoint, .policyDomain, .policyResource, .policyIdentity, .authDenied: "ACCESS_DENIED"
    case .authToken: "UNAUTHORIZED"
    case .authUnsigned, .httpNoMethod, .httpNoStage: "MISSING_AUTHENTICATION_TOKEN"
    case .httpApiKey: "INVALID_API_KEY"
    case .policyTarget: "AUTHORIZER_CONFIGURATION_ERROR"
    default: ""
    }
  }
}

extension APIIntegration {
  /// Whether the backend's answer goes to the client as it is (AG CO-7).
  var isAnsweredByBackend: Bool { type.hasSuffix("_PROXY") }
}
