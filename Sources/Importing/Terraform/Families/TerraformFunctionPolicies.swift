import NetworkModel

extension TerraformResourceType {
  static let functionPolicies: [TerraformResourceType] = [
    .part("aws_lambda_permission", TerraformReading.readFunctionPermission)
  ]
}

extension TerraformReading {
  /// `aws_lambda_permission`: a statement of a function's policy.
  /// https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html
  func readFunctionPermission(_ block: TerraformBlock) throws(JSONError) {
    guard let function = try link(block, "function_name", .function) else { return }
    let qualifier = try block.text("qualifier")
    var statement = TerraformPolicyText.Statement(effect: "Allow")
    statement.sid = try block.text("statement_id")
    statement.elements = [
      ("Principal", try Self.caller(block.text("principal"))),
      ("Action", JSONText.quoted(try block.text("action") ?? "lambda:InvokeFunction")),
    ]
    if let arn = try composed(block, "source_arn") {
      if topology.visibility.unknownValues.contains(arn) {
        statement.isOpen(arn)
      } else {
        statement.add("ArnLike", "AWS:SourceArn", [arn])
      }
    }
    for (attribute, key) in [
      ("source_account", "AWS:SourceAccount"), ("principal_org_id", "aws:PrincipalOrgID"),
      ("event_source_token", "lambda:EventSourceToken"), ("function_url_auth_type", "lambda:FunctionUrlAuthType"),
    ] {
      guard let value = try composed(block, attribute) else { continue }
      if topology.visibility.unknownValues.contains(value) {
        statement.isOpen(value)
      } else {
        statement.add("StringEquals", key, [value])
      }
    }
    let scope = scopes.scope(of: block.instance)
    joins.additions.functionStatements.append(
      .init(
        function: function, qualifier: qualifier, account: scope.account, region: scope.region, statement: statement))
  }

  /// A service, `*`, or an account, its number or an ARN of it.
  private static func caller(_ principal: String?) -> String {
    guard let principal, principal != "*" else { return "\"*\"" }
    let kind = principal.hasSuffix(".amazonaws.com") || principal.hasSuffix(".amazonaws.com.cn") ? "Service" : "AWS"
    return "{\"\(kind)\":\(JSONText.quoted(principal))}"
  }
}

/// A statement of the policy of a function that may be another input's.
struct FunctionStatement {
  /// What stands for the function: its id, name, or ARN, perhaps with a version or alias behind.
  var function: String
  var qualifier: String?
  var account: String
  var region: String
  var statement: TerraformPolicyText.Statement

  /// The function among `resources`; nil where it is not there.
  func place(in resources: [ManagedResource]) -> Int? {
    let functions = resources.indices.filter { resources[$0].resourceKind == .function }
    if let known = functions.first(where: { resources[$0].id == function }) { return known }
    let name = ARN.resource(function).split(separator: ":").dropFirst(function.hasPrefix("arn:") ? 1 : 0).first
    let named = functions.filter { name.map(String.init) == resources[$0].identity.name }
    let near = named.filter {
      resources[$0].identity.region == region && (account.isEmpty || resources[$0].identity.account == account)
    }
    return near.count == 1 ? near[0] : named.count == 1 ? named[0] : nil
  }

  /// The policy with the statement.
  func added(to document: String?, of function: String) -> String {
    var statement = statement
    statement.elements.append(("Resource", JSONText.quoted(qualifier.map { "\(function):\($0)" } ?? function)))
    guard let document, let end = document.lastIndex(of: "]") else {
      return TerraformPolicyText.document([statement.json])
    }
    let isEmpty = document[..<end].last { !$0.isWhitespace } == "["
    return "\(document[..<end])\(isEmpty ? "" : ",")\(statement.json)\(document[end...])"
  }
}
