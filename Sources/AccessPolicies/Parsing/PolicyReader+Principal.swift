extension PolicyReader {
  /// `"*"`, or an object of the kinds of principals.
  mutating func principalElement(_ node: PolicyNode, _ path: String, isNegated: Bool) -> PrincipalElement? {
    if case .string(let text) = node.value {
      guard text == "*" else {
        error(
          node, path, "expected `*` or an object, found `\(text)`",
          remedy: "write `{\"AWS\": \"\(text)\"}` for an identity")
        return nil
      }
      return PrincipalElement(isNegated: isNegated, patterns: [.everyone])
    }
    guard let fields = fields(node, path) else { return nil }
    var patterns: [PrincipalPattern] = []
    for field in fields {
      let path = "\(path).\(field.key)"
      guard let read = PolicyReader.principalKinds.first(where: { $0.name == field.key })?.read else {
        error(
          PolicyNode(.null, at: field.keyPosition), path, "unknown kind of principal `\(field.key)`",
          remedy: "use `AWS`, `Service`, `Federated` or `CanonicalUser`")
        continue
      }
      for (text, node) in strings(field.value, path) ?? [] {
        let meaning = read(text)
        if meaning == .nobody { warnOfNobody(text, node, path) }
        patterns.append(PrincipalPattern(text, meaning))
      }
    }
    return PrincipalElement(isNegated: isNegated, patterns: patterns)
  }

  private mutating func warnOfNobody(_ text: String, _ node: PolicyNode, _ path: String) {
    let reason =
      text.contains("*") || text.contains("?")
      ? "a principal takes no wildcard but `*` alone"
      : "it is no ARN, account or `*`; deleted identities look like this"
    warn(node, path, "`\(text)` matches nobody: \(reason)")
  }

  private static let principalKinds: [(name: String, read: @Sendable (String) -> PrincipalPattern.Meaning)] = [
    ("AWS", { PrincipalPattern.Meaning(aws: $0) }),
    ("Service", { $0 == "*" ? .everyService : .service($0) }),
    ("Federated", { $0 == "*" ? .everyProvider : .federated($0) }),
    ("CanonicalUser", { _ in .canonicalUser }),
  ]
}
