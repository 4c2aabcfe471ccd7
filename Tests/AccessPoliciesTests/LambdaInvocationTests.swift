import AccessPolicies
import Testing

/// AG 6.3, AU-3, BE-1; NL C2 (Lambda targets).
struct LambdaInvocationTests {
  private static let function = "arn:aws:lambda:us-east-1:333333333333:function:orders"
  private static let api = ExecuteAPI(region: "us-east-1", account: "111111111111", id: "vo7qopywnj")
  private static let target = "arn:aws:elasticloadbalancing:us-east-1:333333333333:targetgroup/orders/73e2d6bc24d8a067"

  /// As `aws lambda get-policy` gives it.
  private func permission(_ principal: String, _ conditions: String, resource: String = function) throws -> Policy {
    try policy(
      """
      {"Version": "2012-10-17", "Id": "default", "Statement": [{"Action": "lambda:InvokeFunction", "Principal": \(principal), \
      "Effect": "Allow", "Resource": "\(resource)", "Sid": "central-api", "Condition": {\(conditions)}}]}
      """)
  }

  private static let gateway = #"{"Service": "apigateway.amazonaws.com"}"#

  private func like(_ arn: String) -> String { "\"ArnLike\": {\"AWS:SourceArn\": \"\(arn)\"}" }

  private var call: AccessRequest {
    .invokingFunction(
      Self.function, by: .apiGateway(sourceARN: Self.api.methodARN(stage: "prod", verb: "GET", path: "/orders")))
  }

  @Test("AG 6.3, AG 12.73: API Gateway may call the function, across accounts too")
  func integration() throws {
    let cases: [(String, String, Decision, String?)] = [
      (Self.gateway, like("\(Self.api.arn)/*/GET/orders"), .allowed, nil), (Self.gateway, "", .allowed, nil),
      ("\"*\"", "", .allowed, nil),
      (Self.gateway, like("\(Self.api.arn)/*/POST/orders"), .implicitDeny, "ArnLike AWS:SourceArn"),
      (Self.gateway, like("arn:aws:execute-api:us-east-1:111111111111:*"), .allowed, nil),
      (Self.gateway, "\"StringEquals\": {\"aws:SourceAccount\": \"111111111111\"}", .allowed, nil),
      (
        Self.gateway, "\"StringEquals\": {\"aws:SourceAccount\": \"333333333333\"}", .implicitDeny,
        "StringEquals aws:SourceAccount"
      ),
      (#"{"Service": "elasticloadbalancing.amazonaws.com"}"#, "", .implicitDeny, "Principal"),
      (#"{"AWS": "111111111111"}"#, "", .implicitDeny, "Principal"),
      (Self.gateway, "\"StringEquals\": {\"aws:PrincipalOrgID\": \"o-1\"}", .undetermined, nil),
    ]
    for (principal, conditions, expected, near) in cases {
      let evaluation = try permission(principal, conditions).evaluate(call)
      #expect(evaluation.decision == expected, "\(principal) \(conditions)")
      #expect(evaluation.nearMisses.first.map { "\($0.finding.subject)" } == near, "\(principal) \(conditions)")
    }
    #expect(AttachedPolicy.none.evaluate(call).decision == .implicitDeny, "a function without permissions")
    #expect(AttachedPolicy.notVisible.evaluate(call).decision == .undetermined)
  }

  @Test("The permission is for the version or alias that is called")
  func qualifiers() throws {
    let live = try permission(Self.gateway, "", resource: "\(Self.function):live")
    #expect(live.evaluate(call).decision == .implicitDeny)
    let alias = AccessRequest.invokingFunction("\(Self.function):live", by: .apiGateway(sourceARN: Self.api.arn))
    #expect(live.evaluate(alias).decision == .allowed)
  }

  @Test("AG AU-3, AG 12.61: an authorizer's function")
  func authorizer() throws {
    let arn = Self.api.authorizerARN(id: "auth1")
    #expect(arn == "arn:aws:execute-api:us-east-1:111111111111:vo7qopywnj/authorizers/auth1")
    let call = AccessRequest.invokingFunction(Self.function, by: .apiGateway(sourceARN: arn))
    #expect(try permission(Self.gateway, like("\(Self.api.arn)/authorizers/*")).evaluate(call).decision == .allowed)
    #expect(try permission(Self.gateway, like("\(Self.api.arn)/*/GET/orders")).evaluate(call).decision == .implicitDeny)
  }

  @Test("NL C2: a load balancer's target")
  func loadBalancer() throws {
    let call = AccessRequest.invokingFunction(Self.function, by: .loadBalancer(targetGroupARN: Self.target))
    let balancer = #"{"Service": "elasticloadbalancing.amazonaws.com"}"#
    #expect(try permission(balancer, like(Self.target)).evaluate(call).decision == .allowed)
    #expect(try permission(balancer, like(Self.target + "x")).evaluate(call).decision == .implicitDeny)
    #expect(try permission(Self.gateway, "").evaluate(call).decision == .implicitDeny)
  }
}
