// What to change where API Gateway refuses a request (api-gateway 1, 2, 8).

extension Remedy {
  var ofAPI: String? {
    switch blocker.code {
    case .httpNoApi where !blocker.near.isEmpty && blocker.rule?.hasPrefix("Host: ") != true:
      "call an API that exists there, such as `\(blocker.near[0].rule)`"
    case .httpNoApi where blocker.rule?.hasPrefix("Host: ") != true: "call an API that exists there"
    case .httpNoApi:
      "send the API's own name as `Host`, or its id as the header `x-apigw-api-id`; or call it by a name that says which "
        + "API is meant: its private DNS name, its alias with the endpoint, or a custom domain name"
    case .httpApiNotPrivate:
      "make \(component) private, or call it by a custom domain name whose record is an alias, past the endpoint"
    case .httpDefaultEndpointDisabled:
      "call \(component) by a custom domain name, or turn its default endpoint on (`disableExecuteApiEndpoint`)"
    case .httpDomainNotAssociated: "create a domain name access association of \(component) with the endpoint"
    case .httpNoStage:
      "call a stage or base path that \(component) has\(nearest), or add this one"
    case .httpNoMethod:
      blocker.missing.map { "ask for `\($0)`, without the stage" }
        ?? "call a method that \(component) has, or add `\(blocker.rule ?? "this one")` and deploy it"
    case .httpApiKey: ofAPIKey
    case .httpLimit: "send less: \(blocker.rule ?? "the limit") is all that API Gateway takes"
    case .httpCorsPreflight: ofPreflight
    case .httpCorsHeaders:
      "let \(component) answer with `\(blocker.missing ?? "the CORS headers")`"
        + (blocker.component.kind == .restApi ? ", and deploy it" : "")
    default: ofPolicy ?? ofCaller
    }
  }

  /// `, such as `prod``: what is nearest to what was asked for.
  private var nearest: String { blocker.near.first.map { ", such as `\($0.rule)`" } ?? "" }

  private var ofAPIKey: String {
    switch (blocker.component.kind, blocker.rule) {
    case (.apiKey, "no usage plan"): "add \(component) to a usage plan of the stage, or send a key that is in one"
    case (.apiKey, _): "switch \(component) on, or send another key of the stage"
    case (.restApi, "no usage plan"), (.api, "no usage plan"):
      "make a usage plan for the stage of \(component), with an API key to send as `x-api-key`"
    default: "send `x-api-key` with the value of an API key that a usage plan of the stage has"
    }
  }

  private var ofPreflight: String {
    switch blocker.component.kind {
    case .vpcEndpoint:
      "let the page call a name that says which API is meant: its alias with \(component), its private DNS name, or a "
        + "custom domain name"
    default: "let \(component) answer `OPTIONS` to anybody: a mock method without authorization, open in every policy"
    }
  }
}
