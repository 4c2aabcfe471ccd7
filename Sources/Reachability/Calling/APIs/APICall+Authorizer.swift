import AccessPolicies
import NetworkModel

// Authorizers: what the request has to carry for them, and what they say (AG 9).
// https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-use-lambda-authorizer.html

/// How a method authorizes, with what was found on the caller's side.
struct MethodAuthorizing: Sendable {
  var kind: MethodAuthorization
  var findings: [APIFinding] = []
}

extension APICall {
  func authorization(of method: APIMethod?, of route: APIRoute, _ call: PrivateAPICall) -> MethodAuthorizing {
    guard let method else { return MethodAuthorizing(kind: .none) }
    switch method.authorizationType {
    case "AWS_IAM": return MethodAuthorizing(kind: .iam(identityPolicies: MethodAuthorization.unseenIdentityPolicies))
    case "COGNITO_USER_POOLS", "JWT", "CUSTOM": return asking(method, of: route)
    case nil:
      return MethodAuthorizing(
        kind: .none,
        findings: [
          assumed(
            .authDenied, route, decides: true,
            "how \(method.httpMethod) authorizes its callers is not in the input; `apigateway get-resources --embed "
              + "methods` would show it")
        ])
    default: return MethodAuthorizing(kind: .none)
    }
  }

  private func assumed(_ code: Code, _ route: APIRoute, decides: Bool, _ message: String) -> APIFinding {
    .assumed(Assumption(code: code.rawValue, component: id(route.api), message: message, decides: decides))
  }

  private func asking(_ method: APIMethod, of route: APIRoute) -> MethodAuthorizing {
    let all = restAPI(route.api)?.authorizers ?? httpAPI(route.api)?.authorizers
    let isFunction = method.authorizationType == "CUSTOM"
    guard let authorizer = all?.first(where: { $0.id == method.authorizerId }) else {
      return MethodAuthorizing(
        kind: isFunction ? .lambda(.any) : .cognito(tokenIsValid: .unknown),
        findings: [
          assumed(
            .authDenied, route, decides: true,
            "authorizer \(method.authorizerId ?? "") of \(label(route.api)) is not in the input; "
              + "`apigateway get-authorizers` would show it")
        ])
    }
    var findings: [APIFinding] = []
    let missing = missingSources(of: authorizer)
    if missing.isEmpty {
      findings.append(judgeToken(authorizer, method, route))
    } else {
      findings.append(
        refuseToken(
          "\(missing.joined(separator: " and "))", "which the request does not have", authorizer, route))
    }
    if isFunction { findings += invoking(authorizer, route) }
    let isThere: Truth = missing.isEmpty ? .yes : .no
    return MethodAuthorizing(kind: isFunction ? .lambda(.allowed) : .cognito(tokenIsValid: isThere), findings: findings)
  }

  private func refuseToken(
    _ wanted: String, _ why: String, _ authorizer: APIAuthorizer, _ route: APIRoute
  ) -> APIFinding {
    .refused(
      APIRefusal(
        code: .authToken, component: route.api, rule: "authorizer \(authorizer.name)", missing: wanted,
        symptom: Symptom.unauthorized, message: "authorizer \(authorizer.name) wants \(wanted), \(why)"))
  }

  /// What can be said of a token that is there: whether it fits the authorizer's expression, and else an assumption.
  private func judgeToken(_ authorizer: APIAuthorizer, _ method: APIMethod, _ route: APIRoute) -> APIFinding {
    let expression = authorizer.validationExpression ?? ""
    switch fits(authorizer) {
    case .no: return refuseToken("a token that matches `\(expression)`", "and this one does not", authorizer, route)
    case .unknown:
      return assumed(
        .authToken, route, decides: true,
        "whether `\(expression)` of authorizer \(authorizer.name) takes the token cannot be told: it matches a part of it "
          + "only, and AWS does not say whether that is enough, or it is no expression that can be read")
    case .yes: break
    }
    guard method.authorizationType != "CUSTOM" else {
      return assumed(
        .authDenied, route, decides: false,
        "authorizer \(authorizer.name) is taken to allow the call; what its function says is not in the input")
    }
    let scopes = method.authorizationScopes
    return assumed(
      .authToken, route, decides: false,
      "the token is taken to be one that authorizer \(authorizer.name) accepts"
        + (scopes.isEmpty ? "" : ", with scope \(scopes.joined(separator: " or "))"))
  }

  /// Whether the token of a TOKEN authorizer matches its regular expression; one that does not is refused before the
  /// function is asked (AG AU-3). Unknown where only a part of it matches.
  private func fits(_ authorizer: APIAuthorizer) -> Truth {
    guard authorizer.type == "TOKEN", let text = authorizer.validationExpression, !text.isEmpty,
      let name = authorizer.identitySources.first?.split(separator: ".").last,
      let token = request.values(of: String(name)).first
    else { return .yes }
    guard let expression = try? Regex(text) else { return .unknown }
    if (try? expression.wholeMatch(in: token)) != nil { return .yes }
    return (try? expression.firstMatch(in: token)) != nil ? .unknown : .no
  }

  /// What the authorizer looks at and the request does not have. A REQUEST authorizer without caching is asked all the
  /// same (AG AU-3).
  private func missingSources(of authorizer: APIAuthorizer) -> [String] {
    let sources = authorizer.identitySources.flatMap { list in
      list.split(separator: ",").map { $0.filter { $0 != " " } }
    }
    if authorizer.type == "REQUEST", authorizer.resultTTLSeconds == 0 { return [] }
    return sources.compactMap { source in
      let parts = source.split(separator: ".").map(String.init)
      guard parts.count >= 2 else { return nil }
      let name = parts[parts.count - 1]
      switch parts[parts.count - 2] {
      case "header": return request.values(of: name).isEmpty ? "the header \(name)" : nil
      case "querystring": return request.query.contains { $0.name == name } ? nil : "the query parameter \(name)"
      default: return nil
      }
    }
  }

  /// Whether API Gateway may call the authorizer's function at all.
  private func invoking(_ authorizer: APIAuthorizer, _ route: APIRoute) -> [APIFinding] {
    guard authorizer.credentials == nil, let uri = authorizer.uri, let arn = APICall.functionARN(in: uri) else {
      return []
    }
    let identity = network.component(route.api)
    let api = ExecuteAPI(region: identity.region, account: identity.account, id: identity.id)
    let source = api.authorizerARN(id: authorizer.id)
    let function = network.function(called: arn)
    let name = function.map { topology.managedResources[$0].identity.label } ?? arn
    switch FunctionPermission(network, arn, by: .apiGateway(sourceARN: source)) {
    case .allowed: return []
    case .refused:
      return [
        .refused(
          APIRefusal(
            code: .policyTarget, component: function.map { .function($0) } ?? route.api,
            rule: "authorizer \(authorizer.name)", towards: source,
            source: function.flatMap { topology.managedResources[$0].policySource?.place },
            symptom: Symptom.fromAPIGateway(500, "Internal server error"),
            message:
              "the policy of function \(name) does not let authorizer \(authorizer.name) of \(label(route.api)) call it"
          ))
      ]
    case .open:
      return [
        assumed(
          .policyTarget, route, decides: true,
          "whether the policy of function \(name) lets authorizer \(authorizer.name) call it depends on what is not in the "
            + "input")
      ]
    case .notVisible:
      return [
        assumed(
          .policyTarget, route, decides: false,
          "the policy of function \(name) is taken to let authorizer \(authorizer.name) call it; `lambda get-policy` would "
            + "show it")
      ]
    }
  }

  /// The function in `arn:aws:apigateway:REGION:lambda:path/2015-03-31/functions/ARN/invocations`.
  static func functionARN(in uri: String) -> String? {
    guard let start = uri.firstRange(of: "/functions/") else { return nil }
    let rest = uri[start.upperBound...]
    guard let end = rest.firstRange(of: "/invocations") else { return nil }
    return String(rest[..<end.lowerBound])
  }

  /// HTTP APIs have authorizers and no resource policy.
  mutating func authorizeHTTP(_ route: APIRoute, _ method: APIMethod?) {
    guard let method else { return }
    if method.authorizationType == "AWS_IAM" {
      switch request.signature {
      case .none, .invalid:
        refuse(
          .authUnsigned, route.api, rule: "authorization AWS_IAM", symptom: Symptom.fromAPIGateway(403, "Forbidden"),
          "the route wants a request signed by an IAM principal, and this one is not")
      case .valid(let identity):
        assume(
          .policyIdentity, identity.arn, decides: true,
          "the policies of \(identity.arn) have to allow the call, and they are not in the input; "
            + "`iam get-account-authorization-details` would show them")
      case .unknown:
        assume(
          .authUnsigned, id(route.api), decides: true,
          "whether the signature in the header Authorization is valid is not known; `--as ARN` says who signs")
      }
      return
    }
    let identity = network.component(route.api)
    let api = ExecuteAPI(region: identity.region, account: identity.account, id: identity.id)
    let call = PrivateAPICall(
      api, stage: route.stage, verb: request.method, path: route.path, vpcEndpointId: nil, vpcId: nil,
      sourceAddress: nil)
    findings += authorization(of: method, of: route, call).findings
  }
}
