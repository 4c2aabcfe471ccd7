// What to change where a policy or an authorizer refuses a request (api-gateway 3, 4, 9).

extension Remedy {
  var ofPolicy: String? {
    switch blocker.code {
    case .policyEndpoint: change("the policy of \(component)")
    case .policyDomain: change("the policy of \(component)")
    case .policyResource where blocker.rule == APICall.notDeployed:
      "deploy \(component) with the policy that it has now"
    case .policyResource: change("the resource policy of \(component)") + ", and deploy it"
    case .policyIdentity: "let the caller's own policies allow `execute-api:Invoke` on \(component)"
    default: nil
    }
  }

  /// The change of a policy: of the statement that denies, or of the one that all but allows.
  private func change(_ policy: String) -> String {
    if let rule = blocker.rule { return "change \(rule) of \(policy) so that it does not deny the request" }
    guard let near = blocker.near.first else { return "add a statement to \(policy) that allows the request" }
    if near.field == "Principal", near.message.hasSuffix("has `anonymous`") {
      return "let `Principal` of \(near.rule) of \(policy) be `*`, or have \(signed)"
    }
    return
      "let `\(near.field)` of \(near.rule) of \(policy) take what the request has, or add a statement that allows it"
  }

  /// What makes a caller somebody: the endpoint knows everyone who signs, an API only where its method asks for it
  /// (AG EP-3, 3.5).
  private var signed: String {
    blocker.code == .policyEndpoint
      ? "the request signed by who it names (`--as ARN`)"
      : "the method ask for a signature (`AWS_IAM`) and the request signed by who it names (`--as ARN`)"
  }

  var ofCaller: String? {
    switch blocker.code {
    case .authUnsigned where [.vpcEndpoint, .internet].contains(blocker.component.kind):
      "sign the request with a Signature Version 4 that holds (`--as ARN`) where the method asks for one, else leave the "
        + "header Authorization out"
    case .authUnsigned: "sign the request with Signature Version 4 (`--as ARN`)"
    case .authToken:
      "send \(blocker.missing ?? "what it looks at") for \(blocker.rule ?? "the authorizer")"
        + (blocker.missing?.contains("header") ?? true ? " (`--header`)" : "")
    case .tlsStrict:
      "call \(component) by its private DNS name or a private custom domain name, or set its endpoint access mode to BASIC"
    default: nil
    }
  }
}
