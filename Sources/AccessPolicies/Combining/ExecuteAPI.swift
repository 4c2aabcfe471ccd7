/// An API of API Gateway, as policies name it.
///
/// - Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-control-access-using-iam-policies-to-invoke-api.html
public struct ExecuteAPI: Sendable, Hashable {
  public var partition: String
  public var region: String
  public var account: String
  public var id: String

  public init(partition: String = "aws", region: String, account: String, id: String) {
    self.partition = partition
    self.region = region
    self.account = account
    self.id = id
  }

  /// `aws`, or that of China or of AWS GovCloud.
  public static func partition(ofRegion region: String) -> String {
    region.hasPrefix("cn-") ? "aws-cn" : region.hasPrefix("us-gov-") ? "aws-us-gov" : "aws"
  }

  /// What every ARN of the API begins with.
  public var arn: String { "arn:\(partition):execute-api:\(region):\(account):\(id)" }

  /// The ARN of one call: the path is the one that is asked for, not the one of the method (AG 3.5).
  public func methodARN(stage: String, verb: String, path: String) -> String {
    "\(arn)/\(stage)/\(verb)/\(path.drop { $0 == "/" })"
  }

  /// The `aws:SourceArn` with which an authorizer's function is called (AG AU-3).
  ///
  /// - Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-lambda-authorizer-cross-account-lambda-authorizer.html
  public func authorizerARN(id: String) -> String { "\(arn)/authorizers/\(id)" }
}

/// What a resource policy of API Gateway is attached to.
public enum ExecuteAPIOwner: Sendable, Hashable {
  case api(ExecuteAPI)
  /// A private custom domain name, by its ARN `arn:aws:execute-api:REGION:ACCOUNT:/domainnames/NAME+ID` (AG CD-2).
  case domain(arn: String)
}

extension Policy {
  /// The policy with the short forms of its resources made ARNs, as API Gateway does on saving: `execute-api:/stage/GET/x`
  /// is of the API that has the policy (AG 3.5). Of a domain name only `execute-api:/*` is documented; other
  /// short forms stay as they are, and it is not known what they match.
  ///
  /// - Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies-examples.html
  public func expandingShortForms(of owner: ExecuteAPIOwner) -> Policy {
    var policy = self
    for index in policy.statements.indices {
      policy.statements[index].resource.patterns = statements[index].resource.patterns.map { pattern in
        guard pattern.isShortForm else { return pattern }
        switch owner {
        case .api(let api):
          let rest = pattern.source.dropFirst("execute-api:".count)
          return PolicyPattern(pattern.source, text: api.arn + rest, version: version)
        case .domain(let arn):
          return pattern.source == "execute-api:/*"
            ? PolicyPattern(pattern.source, text: arn, version: .of2008) : pattern
        }
      }
    }
    return policy
  }
}
