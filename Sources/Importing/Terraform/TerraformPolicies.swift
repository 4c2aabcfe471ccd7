import NetworkModel

/// Policies of resources. What is not known of one yet is a condition that nobody can judge, under the name of the
/// attribute: so that what does not hang on it is decided, and what does says what it hangs on.
extension TerraformReading {
  /// A policy as JSON: as it is, or as an `aws_iam_policy_document` says it; nil where there is none.
  func policy(_ block: TerraformBlock, _ attribute: String = "policy") throws(JSONError) -> String? {
    if let text = try block.text(attribute) { return text }
    guard block.lacks(attribute), block.sets(attribute) else { return nil }
    if let document = try policyDocument(block, attribute) { return document }
    if let value = written(block, attribute), let document = policyText(value, { unknown(block, attribute) }) {
      return document
    }
    return TerraformPolicyText.open(unknown(block, attribute))
  }

  /// The one document that an attribute is made of.
  private func policyDocument(_ block: TerraformBlock, _ attribute: String) throws(JSONError) -> String? {
    var found = TerraformReferents()
    if let all = written(block, attribute).flatMap(referents) {
      found.all = all
    } else {
      for expression in block.expressions(of: attribute) {
        found.add(references.referents(of: expression, references.context(of: block.instance)))
      }
    }
    guard found.isComplete, found.all.count == 1 else { return nil }
    switch found.all[0] {
    case .known(let value):
      let text = TerraformBlock.scalar(value)
      return text?.first { !$0.isWhitespace } == "{" ? text : nil
    case .computed(let instance, "json"), .computed(let instance, "minified_json"):
      return try policyDocument(instance)
    case .computed, .text: return nil
    }
  }

  private static let otherDocuments = [
    "source_json", "override_json", "source_policy_documents", "override_policy_documents",
  ]

  /// An `aws_iam_policy_document` that is put together while applying; nil where it takes over others.
  private func policyDocument(_ place: Int) throws(JSONError) -> String? {
    let record = resources.instances[place]
    guard record.type == "aws_iam_policy_document" else { return nil }
    let block = TerraformBlock(place, record)
    for other in Self.otherDocuments where block.lacksElements(of: other) || block.value(other) != nil { return nil }
    guard !block.lacks("statement") else { return nil }
    var statements: [String] = []
    for statement in try block.blocks("statement") { statements.append(try policyStatement(statement)) }
    return TerraformPolicyText.document(statements, version: try block.text("version") ?? "2012-10-17")
  }

  private func policyStatement(_ block: TerraformBlock) throws(JSONError) -> String {
    var text = TerraformPolicyText.Statement(effect: try block.text("effect") ?? "Allow")
    text.sid = try block.text("sid")
    for (attribute, element) in [
      ("actions", "Action"), ("not_actions", "NotAction"), ("resources", "Resource"), ("not_resources", "NotResource"),
    ] {
      if block.lacksElements(of: attribute) {
        text.elements.append((element.hasPrefix("Not") ? String(element.dropFirst(3)) : element, "\"*\""))
        text.isOpen(unknown(block, attribute))
      } else {
        let values = try Self.withVariables(block.texts(attribute))
        if !values.isEmpty { text.elements.append((element, JSONText.list(values))) }
      }
    }
    for (attribute, element) in [("principals", "Principal"), ("not_principals", "NotPrincipal")] {
      var kinds: [(kind: String, values: [String])] = []
      var open: [String] = block.lacks(attribute) ? [unknown(block, attribute)] : []
      for principal in try block.blocks(attribute) {
        let values = try principal.texts("identifiers")
        if principal.lacksElements(of: "identifiers") { open.append(unknown(principal, "identifiers")) }
        kinds.append((try principal.text("type") ?? "AWS", values))
      }
      if !open.isEmpty {
        text.elements.append(("Principal", "\"*\""))
        open.forEach { text.isOpen($0) }
      } else if !kinds.isEmpty {
        text.elements.append((element, Self.principals(kinds)))
      }
    }
    if block.lacks("condition") { text.isOpen(unknown(block, "condition")) }
    for condition in try block.blocks("condition") {
      let key = try condition.text("variable") ?? ""
      if let values = try conditionValues(condition, key) {
        text.add(try condition.text("test") ?? "", key, values)
      } else {
        text.isOpen(unknown(condition, "values"))
      }
    }
    return text.json
  }

  private static func principals(_ kinds: [(kind: String, values: [String])]) -> String {
    if kinds.contains(where: { $0.kind == "*" }) { return "\"*\"" }
    var merged: [(kind: String, values: [String])] = []
    for (kind, values) in kinds {
      if let known = merged.firstIndex(where: { $0.kind == kind }) {
        merged[known].values += values
      } else {
        merged.append((kind, values))
      }
    }
    let fields = merged.map { "\(JSONText.quoted($0.kind)):\(JSONText.list($0.values))" }
    return "{\(fields.joined(separator: ","))}"
  }

  /// What the values of a condition will be; nil where that is not told.
  private func conditionValues(_ block: TerraformBlock, _ key: String) throws(JSONError) -> [String]? {
    guard block.lacksElements(of: "values") else { return try Self.withVariables(block.texts("values")) }
    let kind: TerraformLink
    switch key.lowercased() {
    case "aws:sourcevpce": kind = .vpcEndpoint
    case "aws:sourcevpc": kind = .vpc
    default: return nil
    }
    let known = try block.texts("values")
    let ids = try links(block, "values", kind)
    return ids.contains(where: topology.visibility.unknownValues.contains) ? nil : unique(known + ids)
  }

  /// `&{aws:username}` is how such a document writes a variable.
  private static func withVariables(_ texts: [String]) -> [String] { texts.map { $0.replacing("&{", with: "${") } }
}

/// A policy, and the resource that sets it.
struct TerraformSavedPolicy {
  var document: String?
  var instance: Int
}

/// Policies in JSON.
enum TerraformPolicyText {
  static func document(_ statements: [String], version: String = "2012-10-17") -> String {
    "{\"Version\":\(JSONText.quoted(version)),\"Statement\":[\(statements.joined(separator: ","))]}"
  }

  /// A policy of which nothing is known: it may allow anything, and deny it.
  static func open(_ attribute: String) -> String {
    document(
      ["Allow", "Deny"].map { effect in
        var statement = Statement(effect: effect)
        statement.elements = [("Action", "\"*\""), ("Resource", "\"*\""), ("Principal", "\"*\"")]
        statement.isOpen(attribute)
        return statement.json
      })
  }

  /// A statement that is put together.
  struct Statement {
    var sid: String?
    var effect: String
    var elements: [(name: String, json: String)] = []
    private var conditions: [(test: String, keys: [(key: String, values: [String])])] = []

    init(effect: String) { self.effect = effect }

    mutating func add(_ test: String, _ key: String, _ values: [String]) {
      let place = conditions.firstIndex { $0.test == test } ?? conditions.count
      if place == conditions.count { conditions.append((test, [])) }
      if let known = conditions[place].keys.firstIndex(where: { $0.key == key }) {
        conditions[place].keys[known].values += values
      } else {
        conditions[place].keys.append((key, values))
      }
    }

    /// Whether the statement holds hangs on an attribute that is not known yet: a key that no request is known to have.
    mutating func isOpen(_ attribute: String) { add("StringEquals", attribute, ["known after apply"]) }

    var json: String {
      var fields = sid.map { ["\"Sid\":\(JSONText.quoted($0))"] } ?? []
      fields.append("\"Effect\":\(JSONText.quoted(effect))")
      fields += elements.map { "\"\($0.name)\":\($0.json)" }
      if !conditions.isEmpty {
        let tests = conditions.map { test, keys in
          let values = keys.map { "\(JSONText.quoted($0.key)):\(JSONText.list($0.values))" }
          return "\(JSONText.quoted(test)):{\(values.joined(separator: ","))}"
        }
        fields.append("\"Condition\":{\(tests.joined(separator: ","))}")
      }
      return "{\(fields.joined(separator: ","))}"
    }
  }
}
