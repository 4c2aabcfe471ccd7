import NetworkModel

/// Policies that a module's file writes out: `jsonencode({ … })` or a text, around what AWS will give.
extension TerraformReading {
  /// The policy that a value is. What is not told of it is a condition that nobody can judge, under the name that
  /// `open` gives; nil where it is no policy, or not told which statements it has.
  func policyText(_ value: TerraformValue, _ open: () -> String) -> String? {
    switch value {
    case .json(let document): policyText(of: document, open)
    case .composed(let text, let parts): Self.value(ofJSON: text, parts).flatMap { policyText(of: $0, open) }
    default: nil
    }
  }

  func policyText(of document: TerraformValue, _ open: () -> String) -> String? {
    guard case .object(let fields) = document, let written = fields["Statement"] else { return nil }
    let statements: [TerraformValue]
    if case .list(let all) = written { statements = all } else { statements = [written] }
    var texts: [String] = []
    for statement in statements {
      guard case .object(let elements) = statement, let effect = elements["Effect"]?.scalar else { return nil }
      var text = TerraformPolicyText.Statement(effect: effect)
      text.sid = elements["Sid"]?.scalar
      for (name, value) in elements.sorted(by: { $0.key < $1.key })
      where !["Effect", "Sid", "Condition"].contains(name) && value != .null {
        if let json = value.json({ self.json($0, in: name) }) {
          text.elements.append((name, json))
        } else {
          text.elements.append((name.hasPrefix("Not") ? String(name.dropFirst(3)) : name, "\"*\""))
          text.isOpen(open())
        }
      }
      conditions(elements["Condition"] ?? .object([:]), of: &text, open)
      texts.append(text.json)
    }
    return TerraformPolicyText.document(texts, version: fields["Version"]?.scalar ?? "2008-10-17")
  }

  private func conditions(
    _ value: TerraformValue, of statement: inout TerraformPolicyText.Statement, _ open: () -> String
  ) {
    if value == .null { return }
    guard case .object(let tests) = value else { return statement.isOpen(open()) }
    for (test, keys) in tests.sorted(by: { $0.key < $1.key }) {
      guard case .object(let keys) = keys else {
        statement.isOpen(open())
        continue
      }
      for (key, value) in keys.sorted(by: { $0.key < $1.key }) {
        var all = [value]
        if case .list(let elements) = value { all = elements }
        let texts = all.compactMap { $0.scalar ?? standIn($0, in: key) }
        if texts.count == all.count { statement.add(test, key, texts) } else { statement.isOpen(open()) }
      }
    }
  }

  private func json(_ value: TerraformValue, in element: String) -> String? {
    standIn(value, in: element).map { JSONText.quoted($0) }
  }

  /// What stands in a policy for something that AWS will give, where requests are compared with just that: the ids of
  /// endpoints and VPCs, and ARNs of APIs. Of anything else the policy is open.
  private func standIn(_ value: TerraformValue, in place: String) -> String? {
    switch (place.lowercased(), value) {
    case ("aws:sourcevpce", .computed(let instance, let attribute)):
      return id(of: instance, attribute, .vpcEndpoint)
    case ("aws:sourcevpc", .computed(let instance, let attribute)):
      return id(of: instance, attribute, .vpc)
    case ("resource", .computed(let instance, "execution_arn")),
      ("notresource", .computed(let instance, "execution_arn")),
      ("aws:sourcearn", .computed(let instance, "execution_arn")):
      return text(of: instance, "execution_arn")
    case ("resource", .composed(let text, let parts)), ("notresource", .composed(let text, let parts)),
      ("aws:sourcearn", .composed(let text, let parts)):
      let isOfAPI = parts.allSatisfy { part in
        part.attribute == "execution_arn"
          || TerraformLink.anyAPI.accepts(type: resources.instances[part.instance].type, attribute: part.attribute)
      }
      return isOfAPI ? text : nil
    default: return nil
    }
  }

  private func id(of instance: Int, _ attribute: String, _ kind: TerraformLink) -> String? {
    kind.accepts(type: resources.instances[instance].type, attribute: attribute) ? id(of: instance, attribute) : nil
  }

  /// A text of JSON as a value; `parts` stand for attributes in it.
  static func value(ofJSON text: String, _ parts: [TerraformValue.Part]) -> TerraformValue? {
    guard let document = try? JSONDocument(MappedFile(text: text), interner: StringInterner()) else { return nil }
    return withExtendedLifetime(document) { TerraformValue(document.root).marked(parts) }
  }
}

extension TerraformValue {
  /// The value with what stands for attributes in its texts.
  func marked(_ parts: [Part]) -> TerraformValue {
    switch self {
    case .text(let text):
      if let whole = parts.first(where: { $0.text == text }) {
        return .computed(instance: whole.instance, attribute: whole.attribute)
      }
      let own = parts.filter { text.contains($0.text) }
      return own.isEmpty ? self : .composed(text, of: own)
    case .list(let elements): return .list(elements.map { $0.marked(parts) })
    case .object(let fields): return .object(fields.mapValues { $0.marked(parts) })
    default: return self
    }
  }
}
