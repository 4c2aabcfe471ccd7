import NetworkModel

/// Texts that are made up of others, `"${aws_api_gateway_rest_api.orders.execution_arn}/*"`. A plan says which names
/// occur in such a text and not how they are combined; the module's files do.
extension TerraformReading {
  /// An attribute that is known, or whose text the module's files tell; the attribute's own name where neither does, and
  /// nil where it is not set.
  func composed(_ block: TerraformBlock, _ attribute: String) throws(JSONError) -> String? {
    if let text = try block.text(attribute) { return text }
    guard block.lacks(attribute), block.sets(attribute) else { return nil }
    return written(block, attribute).flatMap(text) ?? unknown(block, attribute)
  }

  /// The text that a value of a file is, with what stands for attributes that only AWS can say.
  func text(_ value: TerraformValue) -> String? {
    switch value {
    case .computed(let instance, let attribute): text(of: instance, attribute)
    case .composed(let text, _): text
    default: value.scalar
    }
  }

  /// What stands for an attribute that only AWS can say.
  func text(of place: Int, _ attribute: String) -> String? {
    let type = resources.instances[place].type
    switch attribute {
    case "execution_arn": return executionARN(of: place)
    case "invoke_arn", "qualified_invoke_arn":
      return type.hasPrefix("aws_lambda_") ? invocationURI(of: id(of: place, attribute), place) : nil
    case "dns_name", "private_ip": return id(of: place, attribute)
    default: return TerraformLink.isOwn(attribute, of: type) ? id(of: place, attribute) : nil
    }
  }

  /// What calls of an API, a stage or a deployment go by.
  private func executionARN(of place: Int) -> String? {
    let scope = scopes.scope(of: place)
    let start = "arn:\(ARN.partition(ofRegion: scope.region)):execute-api:\(scope.region):\(scope.account):"
    let record = resources.instances[place]
    switch record.type {
    case "aws_api_gateway_rest_api", "aws_apigatewayv2_api": return start + id(of: place)
    case "aws_api_gateway_stage", "aws_apigatewayv2_stage":
      let block = TerraformBlock(place, record)
      let isREST = record.type == "aws_api_gateway_stage"
      guard let api = found(block, isREST ? "rest_api_id" : "api_id", isREST ? .restAPI : .httpAPI),
        let stage = try? block.text(isREST ? "stage_name" : "name")
      else { return nil }
      return "\(start)\(api)/\(stage)"
    default: return nil
    }
  }

  /// The URI by which API Gateway calls a function.
  /// https://docs.aws.amazon.com/apigateway/latest/api/API_Integration.html
  func invocationURI(of function: String, _ place: Int) -> String {
    let region = scopes.scope(of: place).region
    return "arn:\(ARN.partition(ofRegion: region)):apigateway:\(region):lambda:path/2015-03-31/functions/\(function)"
      + "/invocations"
  }
}
