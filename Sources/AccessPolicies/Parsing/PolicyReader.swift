/// Turns a document into a policy, and collects everything that is wrong on the way.
struct PolicyReader {
  let kind: Policy.Kind
  private(set) var diagnostics: [PolicyDiagnostic] = []
  /// Decides whether `${…}` is a variable; known before the statements are read.
  private(set) var version = Policy.Version.of2008

  init(kind: Policy.Kind) { self.kind = kind }

  mutating func policy(_ node: PolicyNode) -> Policy? {
    guard let elements = elements(node, "$", known: ["Version", "Id", "Statement"]) else { return nil }
    if let element = elements["Version"] { readVersion(element) }
    let id = elements["Id"].flatMap { string($0, "$.Id") }
    guard let block = elements["Statement"] else {
      error(node, "$", "a policy without `Statement`")
      return nil
    }
    var statements: [Statement?] = []
    if case .list(let nodes) = block.value {
      for (index, node) in nodes.enumerated() {
        statements.append(statement(node, "$.Statement[\(index)]", number: index + 1))
      }
    } else {
      statements.append(statement(block, "$.Statement", number: 1))
    }
    return Policy(kind: kind, version: version, id: id, statements: statements.compactMap { $0 })
  }

  private mutating func readVersion(_ node: PolicyNode) {
    guard let text = string(node, "$.Version") else { return }
    if let known = Policy.Version(rawValue: text) {
      version = known
    } else {
      error(node, "$.Version", "unknown version `\(text)`", remedy: "use `2012-10-17`")
    }
  }

  private mutating func statement(_ node: PolicyNode, _ path: String, number: Int) -> Statement? {
    let known = [
      "Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition",
    ]
    guard let elements = elements(node, path, known: known) else { return nil }
    let sid = elements["Sid"].flatMap { string($0, "\(path).Sid") }
    let name = StatementName(number: number, sid: sid.flatMap { $0.isEmpty ? nil : $0 }, position: node.position)
    let effect = readEffect(elements["Effect"], node, path)
    let action = oneOf("Action", elements, node, path).flatMap { patterns($0, $1, isNegated: $2) }
    let resource = oneOf("Resource", elements, node, path).flatMap { patterns($0, $1, isNegated: $2) }
    let principal = readPrincipal(elements, node, path)
    let conditions = elements["Condition"].map { readConditions($0, "\(path).Condition") } ?? []
    guard let effect, let action, let resource else { return nil }
    return Statement(
      name: name, effect: effect, principal: principal, action: action, resource: resource, conditions: conditions)
  }

  private mutating func readEffect(_ element: PolicyNode?, _ statement: PolicyNode, _ path: String) -> Statement.Effect?
  {
    guard let element else {
      error(statement, path, "a statement without `Effect`")
      return nil
    }
    guard let text = string(element, "\(path).Effect") else { return nil }
    if let effect = Statement.Effect(rawValue: text) { return effect }
    error(element, "\(path).Effect", "expected `Allow` or `Deny`, found `\(text)`")
    return nil
  }

  private mutating func readPrincipal(
    _ elements: [String: PolicyNode], _ statement: PolicyNode, _ path: String
  ) -> PrincipalElement? {
    switch kind {
    case .resource:
      guard let (node, path, isNegated) = oneOf("Principal", elements, statement, path) else { return nil }
      return principalElement(node, path, isNegated: isNegated)
    case .identity:
      for name in ["Principal", "NotPrincipal"] {
        guard let element = elements[name] else { continue }
        error(element, "\(path).\(name)", "`\(name)` in a policy of an identity, which is for whoever carries it")
      }
      return nil
    }
  }

  /// The element `name` or its `Not…`; says so if both or none are there.
  private mutating func oneOf(
    _ name: String, _ elements: [String: PolicyNode], _ statement: PolicyNode, _ path: String
  ) -> (PolicyNode, String, isNegated: Bool)? {
    switch (elements[name], elements["Not\(name)"]) {
    case (let plain?, nil): return (plain, "\(path).\(name)", false)
    case (nil, let negated?): return (negated, "\(path).Not\(name)", true)
    case (nil, nil): error(statement, path, "a statement without `\(name)` or `Not\(name)`")
    case (.some, let negated?): error(negated, "\(path).Not\(name)", "both `\(name)` and `Not\(name)`")
    }
    return nil
  }

  private mutating func patterns(_ node: PolicyNode, _ path: String, isNegated: Bool) -> PatternElement? {
    guard let texts = strings(node, path) else { return nil }
    return PatternElement(isNegated: isNegated, patterns: texts.map { PolicyPattern($0.text, version: version) })
  }
}

extension PolicyReader {
  mutating func error(_ node: PolicyNode, _ path: String, _ message: String, remedy: String? = nil) {
    diagnostics.append(PolicyDiagnostic(.error, at: node.position, path: path, message, remedy: remedy))
  }

  mutating func warn(_ node: PolicyNode, _ path: String, _ message: String, remedy: String? = nil) {
    diagnostics.append(PolicyDiagnostic(.warning, at: node.position, path: path, message, remedy: remedy))
  }

  /// The fields of an object by name, each of which may occur once and must be known.
  mutating func elements(_ node: PolicyNode, _ path: String, known: [String]) -> [String: PolicyNode]? {
    guard let fields = fields(node, path) else { return nil }
    var elements: [String: PolicyNode] = [:]
    for field in fields {
      if known.contains(field.key) {
        elements[field.key] = field.value
      } else {
        let meant = known.first { $0.lowercased() == field.key.lowercased() }
        let place = PolicyNode(.null, at: field.keyPosition)
        error(place, path, "unknown element `\(field.key)`", remedy: meant.map { "write `\($0)`" })
      }
    }
    return elements
  }

  /// The fields of an object; says which keys occur twice.
  mutating func fields(_ node: PolicyNode, _ path: String) -> [PolicyNode.Field]? {
    guard case .object(let fields) = node.value else {
      error(node, path, "expected an object, found \(node.kindName)")
      return nil
    }
    var seen: Set<String> = []
    for field in fields where !seen.insert(field.key).inserted {
      error(PolicyNode(.null, at: field.keyPosition), path, "`\(field.key)` occurs twice")
    }
    return fields
  }

  mutating func string(_ node: PolicyNode, _ path: String) -> String? {
    if case .string(let text) = node.value { return text }
    error(node, path, "expected a string, found \(node.kindName)")
    return nil
  }

  /// A string, or a list of strings.
  mutating func strings(_ node: PolicyNode, _ path: String) -> [(text: String, node: PolicyNode)]? {
    guard case .list(let nodes) = node.value else { return string(node, path).map { [($0, node)] } }
    var texts: [(text: String, node: PolicyNode)] = []
    for (index, node) in nodes.enumerated() {
      if let text = string(node, "\(path)[\(index)]") { texts.append((text, node)) }
    }
    return texts
  }
}
