// What to change where API Gateway refuses a request (api-gateway 1 to 9).

extension Remedy {
  var ofAPI: String? {
    switch blocker.code {
    case .httpNoApi:
      "send the API's own name as `Host`, or its id as the header `x-apigw-api-id`; or call it by a name that says which "
        + "API is meant: its private DNS name, its alias with the endpoint, or a custom domain name"
    case .httpApiNotPrivate:
      "make \(component) private, or call it by a custom domain name whose record is an alias, past the endpoint"
    case .httpDefaultEndpointDisabled:
      "call \(component) by a custom domain name, or turn its default endpoint on (`disableExecuteApiEndpoint`)"
    case .httpDomainNotAssociated: "create a domain name access association of \(component) with the endpoint"
    case .httpNoStage: "call a stage or base path that \(component) has, or add this one"
    case .httpNoMethod: "call a method that \(component) has, or add `\(blocker.rule ?? "this one")` and deploy it"
    case .httpApiKey: "send `x-api-key` with the value of an API key that a usage plan of the stage has"
    case .httpLimit: "send less: \(blocker.rule ?? "the limit") is all that API Gateway takes"
    case .httpCorsPreflight: ofPreflight
    case .httpCorsHeaders:
      "let \(component) answer with the CORS header, or let the page be one of the origins that it names"
    default: ofPolicy
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

  private var ofPolicy: String? {
    switch blocker.code {
    case .policyEndpoint: "let the endpoint policy of \(component) allow `execute-api:Invoke` for the request"
    case .policyDomain: "let the policy of \(component) allow `execute-api:Invoke` for the endpoint"
    case .policyResource where blocker.rule == APICall.notDeployed:
      "deploy \(component) with the policy that it has now"
    case .policyResource:
      blocker.rule == nil
        ? "add a statement to the resource policy of \(component) that allows the request, and deploy it"
        : "change \(blocker.rule ?? "the statement") of the resource policy of \(component) so that it does not deny the "
          + "request, and deploy it"
    case .policyIdentity: "let the caller's own policies allow `execute-api:Invoke` on \(component)"
    case .authUnsigned: "sign the request with Signature Version 4 (`--as ARN`)"
    case .authToken: "send what \(blocker.rule ?? "the authorizer") wants (`--header`)"
    case .tlsStrict:
      "call \(component) by its private DNS name or a private custom domain name, or set its endpoint access mode to BASIC"
    default: nil
    }
  }
}
