import AccessPolicies
import Testing

/// The policy that a text stands for, which must be without errors.
func policy(
  _ text: String, _ kind: Policy.Kind = .resource, sourceLocation: SourceLocation = #_sourceLocation
) throws -> Policy {
  let document = PolicyDocument(text, kind: kind)
  return try #require(document.policy, "\(document.diagnostics)", sourceLocation: sourceLocation)
}

/// A resource policy of version 2012-10-17 with these statements; they are JSON objects without `Action`, `Resource`
/// and `Principal` where those are `*`.
func statements(_ texts: [String], sourceLocation: SourceLocation = #_sourceLocation) throws -> Policy {
  let whole = texts.map { text in
    var text = text
    for name in ["Principal", "Action", "Resource"] where !text.contains("\(name)\":") {
      text += ", \"\(name)\": \"*\""
    }
    return "{\(text)}"
  }
  let json = "{\"Version\": \"2012-10-17\", \"Statement\": [\(whole.joined(separator: ", "))]}"
  return try policy(json, sourceLocation: sourceLocation)
}

/// A request whose keys are all absent but these.
func request(
  _ principal: RequestPrincipal = .anonymous, _ action: String = "execute-api:Invoke",
  _ resource: String = "arn:aws:x:::y",
  _ keys: [String: ContextValue]? = nil
) -> AccessRequest {
  var context = RequestContext(others: .absent)
  for (key, value) in keys ?? [:] { context[key] = value }
  return AccessRequest(principal: principal, action: action, resource: resource, context: context)
}

/// The principal with this ARN.
func caller(_ arn: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> RequestPrincipal {
  .identity(try #require(AWSIdentity(arn: arn), "\(arn)", sourceLocation: sourceLocation))
}

func statements(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> Policy {
  try statements([text], sourceLocation: sourceLocation)
}

/// A request by nobody, with these keys and no others.
func request(keys: [String: ContextValue]) -> AccessRequest {
  request(.anonymous, "execute-api:Invoke", "arn:aws:x:::y", keys)
}
