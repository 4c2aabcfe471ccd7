import NetworkModel

/// Policies of a topology file: JSON in a text, a mapping with the same keys, or a short form of what is common.
extension TopologyFileContext {
  /// The policy under `key`; nil where there is none.
  func policy(_ fields: Fields, _ key: String) -> String? {
    guard let node = fields.node(key) else { return nil }
    if node.pairs != nil { return TopologyFileContext.json(node) }
    return text(node, of: "`\(key)`")?.value
  }

  /// The policy under `policy`, or what `allow` says in short.
  func policyOrAllowed(_ fields: Fields) -> String? {
    guard let pair = fields.pair("policy", or: "allow") else { return nil }
    return pair.key == "policy" ? policy(fields, "policy") : allowing(fields)
  }

  /// Where the policy under one of some keys is written. A statement has a place of its own where the policy is a
  /// mapping.
  func policySource(_ fields: Fields, _ keys: String...) -> PolicySource? {
    guard let pair = keys.lazy.compactMap({ fields.pair($0) }).first else { return nil }
    let statements = pair.value["Statement"].map { $0.items ?? [$0] } ?? []
    return PolicySource(source(pair.place), statements: statements.map { source($0.place) })
  }

  private func allowing(_ fields: Fields) -> String {
    let words = fields.texts("allow")
    if words.contains(where: { $0.value == "anyone" }) { return invocation(nil) }
    let symbols = resolve(words, [.vpcEndpoint, .vpc], isBound: false)
    let statements = [("aws:SourceVpce", ResourceKind.vpcEndpoint), ("aws:SourceVpc", .vpc)].compactMap { key, kind in
      let ids = symbols.filter { $0.kind == kind }.map { JSONText.quoted($0.id) }
      return ids.isEmpty ? nil : "{\"StringEquals\":{\"\(key)\":[\(ids.joined(separator: ","))]}}"
    }
    return invocation(statements)
  }

  /// Everybody may invoke everything where one of the conditions holds.
  private func invocation(_ conditions: [String]?) -> String {
    let statement =
      "{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"execute-api:Invoke\",\"Resource\":\"execute-api:/*\""
    let statements = conditions.map { $0.map { "\(statement),\"Condition\":\($0)}" } } ?? ["\(statement)}"]
    return "{\"Version\":\"2012-10-17\",\"Statement\":[\(statements.joined(separator: ","))]}"
  }

  /// The policy under `policy`, or what `invokedBy` says in short.
  func functionPolicy(_ fields: Fields) -> String? {
    guard let pair = fields.pair("policy", or: "invokedBy") else { return nil }
    if pair.key == "policy" { return policy(fields, "policy") }
    return invocationPolicy(by: resolve(fields.texts("invokedBy"), [.restApi, .api]))
  }

  private func invocationPolicy(by apis: [Symbol]) -> String {
    let statements = apis.map { api in
      let partition = ARN.partition(ofRegion: api.region)
      let arn = "arn:\(partition):execute-api:\(api.region):\(api.account):\(api.id)/*"
      return "{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"apigateway.amazonaws.com\"},"
        + "\"Action\":\"lambda:InvokeFunction\",\"Resource\":\"*\","
        + "\"Condition\":{\"ArnLike\":{\"AWS:SourceArn\":\(JSONText.quoted(arn))}}}"
    }
    return "{\"Version\":\"2012-10-17\",\"Statement\":[\(statements.joined(separator: ","))]}"
  }

  /// A node as JSON. Numbers and booleans are texts, as which policies take them too.
  static func json(_ node: YAMLNode) -> String {
    switch node.content {
    case .scalar(let text, _): JSONText.quoted(text)
    case .sequence(let items): "[" + items.map(json).joined(separator: ",") + "]"
    case .mapping(let pairs):
      "{" + pairs.map { "\(JSONText.quoted($0.key)):\(json($0.value))" }.joined(separator: ",") + "}"
    }
  }
}
