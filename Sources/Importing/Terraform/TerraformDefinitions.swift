import NetworkModel

/// Definitions of APIs in the OpenAPI format.
extension TerraformReading {
  func isDefined(_ block: TerraformBlock) -> Bool { block.value("body") != nil || block.sets("body") }

  /// The definition that `body` is; nil for one that is not known or cannot be read.
  func definition(of api: String, _ block: TerraformBlock) throws(JSONError) -> OpenAPIDefinition? {
    guard let text = try block.text("body") ?? written(block, "body").flatMap({ definitionText($0, block) }) else {
      return nil
    }
    return OpenAPIDefinition(text, apiId: api, source: source(of: block.instance))
  }

  /// The text of a definition that a file writes around what AWS will give; nil where it is not told as a whole.
  private func definitionText(_ value: TerraformValue, _ block: TerraformBlock) -> String? {
    switch value {
    case .composed(let text, _):
      // Which parts of a policy AWS gives decides what is known of it.
      text.contains(Self.policyKey) ? nil : text
    case .json(let definition):
      filled(definition, block).json { self.text($0).map { JSONText.quoted($0) } }
    default: nil
    }
  }

  private static let policyKey = "x-amazon-apigateway-policy"
  /// What says where a call goes: not to know it leaves the rest as it is.
  private static let leading: Set<String> = [
    "uri", "credentials", "connectionId", "integrationTarget", "authorizerUri", "authorizerCredentials",
  ]

  /// The definition with names of attributes where it leads somewhere that is not told, and its policy put together.
  private func filled(_ value: TerraformValue, _ block: TerraformBlock) -> TerraformValue {
    switch value {
    case .list(let elements): return .list(elements.map { filled($0, block) })
    case .object(let fields):
      var filled: [String: TerraformValue] = [:]
      for (key, value) in fields {
        if key == Self.policyKey, !value.isKnown {
          let text =
            policyText(of: value) { unknown(block, "body") } ?? TerraformPolicyText.open(unknown(block, "body"))
          filled[key] = Self.value(ofJSON: text, [])
        } else if Self.leading.contains(key), !value.isTold || (!value.isKnown && text(value) == nil) {
          filled[key] = .text(unknown(block, "body"))
        } else {
          filled[key] = self.filled(value, block)
        }
      }
      return .object(filled)
    default: return value
    }
  }
}
