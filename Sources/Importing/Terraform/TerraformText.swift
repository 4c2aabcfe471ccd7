import NetworkModel

/// Texts that are made up of others, `"${aws_api_gateway_rest_api.orders.execution_arn}/*"`. A plan says which names
/// occur in such a text and not how they are combined; the module's files do.
extension TerraformReading {
  /// An attribute that is known, or whose text the module's files tell; the attribute's own name where neither does, and
  /// nil where it is not set.
  func composed(_ block: TerraformBlock, _ attribute: String) throws(JSONError) -> String? {
    if let text = try block.text(attribute) { return text }
    guard block.lacks(attribute), block.sets(attribute) else { return nil }
    let record = resources.instances[block.instance]
    if !block.isNested, let template = sources.template(of: attribute, record, resources),
      let text = text(template, of: block.instance)
    {
      return text
    }
    return unknown(block, attribute)
  }

  /// A template with what it names put in; nil where one of the names is not told.
  private func text(_ template: String, of place: Int) -> String? {
    var text = ""
    var rest = template[...]
    while let start = rest.firstRange(of: "${") {
      text += rest[..<start.lowerBound]
      guard let end = rest[start.upperBound...].firstIndex(of: "}"),
        let part = value(String(rest[start.upperBound..<end]), of: place)
      else { return nil }
      text += part
      rest = rest[rest.index(after: end)...]
    }
    return text + rest
  }

  private func value(_ expression: String, of place: Int) -> String? {
    let tokens = HCLToken.tokens(expression)
    guard tokens.count == 1, case .word(let reference) = tokens[0].kind else { return nil }
    let found = references.referents(of: [reference], references.context(of: place))
    guard found.isComplete, found.all.count == 1 else { return nil }
    switch found.all[0] {
    case .known(let value): return TerraformBlock.scalar(value)
    case .computed(let instance, let attribute): return text(of: instance, attribute)
    }
  }

  /// What stands for an attribute that only AWS can say.
  private func text(of place: Int, _ attribute: String) -> String? {
    let type = resources.instances[place].type
    switch attribute {
    case "execution_arn": return executionARN(of: place)
    case "invoke_arn": return type.hasPrefix("aws_lambda_") ? invocationURI(of: id(of: place), place) : nil
    case "dns_name", "private_ip": return id(of: place, attribute)
    default: return TerraformLink.isOwn(attribute, of: type) ? id(of: place) : nil
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
