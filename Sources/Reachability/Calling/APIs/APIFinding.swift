import NetworkModel

/// One thing that API Gateway decides about a request.
enum APIFinding: Sendable, Hashable {
  case passed(ComponentReference, Hop.Decision, String)
  case refused(APIRefusal)
  case assumed(Assumption)

  var refusal: APIRefusal? { if case .refused(let refusal) = self { refusal } else { nil } }
}

/// What keeps a request from being answered.
struct APIRefusal: Sendable, Hashable {
  var code: Code
  /// What to change.
  var component: ComponentReference
  var rule: String?
  var near: [NearMiss] = []
  /// The ARN of who would call, for a function's policy.
  var towards: String?
  /// What the request or its answer would have to have.
  var missing: String?
  /// Where the rule is written; nil where it is where the component is.
  var source: SourceLocation?
  /// What the client gets.
  var symptom: String
  var message: String

  /// Whether both are the same thing to change.
  func isSame(as other: APIRefusal) -> Bool {
    code == other.code && component == other.component && rule == other.rule
  }
}

extension Symptom {
  /// What API Gateway itself answers (AG 1.6).
  static func fromAPIGateway(_ status: Int, _ text: String? = nil) -> String {
    "HTTP \(status) from API Gateway" + (text.map { ": \($0)" } ?? "")
  }

  static let forbidden = fromAPIGateway(403, "Forbidden")
  static let missingToken = fromAPIGateway(403, "Missing Authentication Token")
  static let unauthorized = fromAPIGateway(401, "Unauthorized")
}
