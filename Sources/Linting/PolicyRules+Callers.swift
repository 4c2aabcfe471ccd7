import AccessPolicies
import NetworkModel
import Reachability

// Rules about callers whom the resource policy keeps out: AGW-013, AGW-015 and AGW-016.

extension Linter {
  mutating func checkCognito(of api: LintedAPI, _ policy: Policy) {
    let shut = api.samples.filter { sample in
      sample.method.authorizationType == "COGNITO_USER_POOLS"
        && !policy.evaluate(api.request(sample, through: nil)).possible.contains(.allowed)
    }
    guard !shut.isEmpty else { return }
    report(
      .cognitoWithoutAllow, api.api, at: api.api.policySource?.place,
      "the resource policy allows nobody \(Words.list(shut.map(\.title))), and a Cognito token does not make up for it")
  }

  mutating func checkCaller(of call: LintedCall) {
    guard let route = call.route, route.api.isPrivate, let policy = route.api.policy else { return }
    let api = route.api
    let endpoint = call.endpointIds.count == 1 ? index.endpoints[call.endpointIds[0]] : nil
    if call.needsPreflight {
      let sample = LintedAPI.Sample(
        stage: route.target.stage, verb: "OPTIONS", path: route.target.path, title: "OPTIONS \(route.target.path)",
        method: APIMethod(httpMethod: "OPTIONS", authorizationType: "NONE"))
      if !policy.evaluate(api.request(sample, through: endpoint)).possible.contains(.allowed) {
        report(
          .preflightNotAllowed, api.api, at: call.source,
          "\(call.title) from a page of `\(call.query.origin ?? "")`, and the resource policy does not allow "
            + "OPTIONS \(route.target.path) of stage `\(route.target.stage)` to anonymous callers")
      }
    }
    guard let principal = call.query.principal, let identity = call.request?.signer,
      let method = route.method, method.authorizationType == "AWS_IAM", !api.name.account.isEmpty,
      identity.account != api.name.account
    else { return }
    let sample = LintedAPI.Sample(
      stage: route.target.stage, verb: call.verb, path: route.target.path, title: "", method: method)
    let request = api.request(sample, through: endpoint, signed: .valid(identity))
    if !policy.evaluate(request).possible.contains(.allowed) {
      report(
        .crossAccountNotAllowed, api.api, at: call.source,
        "`\(principal)` of account \(identity.account) calls \(call.verb) \(route.target.path), and the resource policy of "
          + "account \(api.name.account) does not allow it")
    }
  }
}
