/// A policy as it came: understood, or with everything that is wrong with it.
public struct PolicyDocument: Sendable, Hashable {
  /// Nil if there is an error among the diagnostics: such a policy is not visible, and neither allows nor denies.
  public let policy: Policy?
  /// All of them, in the order of the text.
  public let diagnostics: [PolicyDiagnostic]

  /// Reads JSON. Quotes that are escaped once more, as API Gateway's `policy` has them, are accepted; positions then
  /// refer to the text without that.
  ///
  /// - Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
  public init(_ text: String, kind: Policy.Kind) {
    do {
      self.init(try JSONReader.read(PolicyDocument.withoutOuterEscapes(text)), kind: kind)
    } catch {
      self.init(
        policy: nil,
        diagnostics: [PolicyDiagnostic(.error, at: error.position, path: "$", "not JSON: \(error.message)")])
    }
  }

  /// Reads a document that is already parsed, from JSON or YAML.
  public init(_ node: PolicyNode, kind: Policy.Kind) {
    var reader = PolicyReader(kind: kind)
    let policy = reader.policy(node)
    // A stable order: that of the text, where the text is known.
    diagnostics = reader.diagnostics.enumerated().sorted { left, right in
      let (first, second) = (left.element.position, right.element.position)
      return (first?.line ?? 0, first?.column ?? 0, left.offset) < (
        second?.line ?? 0, second?.column ?? 0, right.offset
      )
    }.map(\.element)
    self.policy = diagnostics.contains { $0.severity == .error } ? nil : policy
  }

  private init(policy: Policy?, diagnostics: [PolicyDiagnostic]) {
    self.policy = policy
    self.diagnostics = diagnostics
  }

  private static func withoutOuterEscapes(_ text: String) -> String {
    let start = text.utf8.filter { !" \n\r\t".utf8.contains($0) }.prefix(2)
    return start.elementsEqual("{\\".utf8) ? JSONReader.unescaped(text) ?? text : text
  }
}
