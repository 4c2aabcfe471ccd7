import AccessPolicies
import Testing

/// Policies as the AWS CLI gives them: `apigateway get-rest-apis` with its quotes escaped once more,
/// `ec2 describe-vpc-endpoints`, `lambda get-policy`.
struct RealPolicyTests {
  private static let api = ExecuteAPI(region: "us-east-1", account: "111111111111", id: "fvgfiwkj31")

  private func decide(_ text: String, vpce: String, vpc: String, from: String = "10.0.1.5", verb: String = "GET") throws
    -> Evaluation
  {
    let policy = try policy(text).expandingShortForms(of: .api(Self.api))
    let call = PrivateAPICall(
      Self.api, stage: "prod", verb: verb, path: "/orders", vpcEndpointId: vpce, vpcId: vpc, sourceAddress: from)
    return policy.evaluate(call.apiRequest(signatureCounts: false))
  }

  @Test("Deny by endpoint, allow by VPC")
  func basic() throws {
    let text =
      #"{\"Statement\":[{\"Action\":\"execute-api:Invoke\",\"Condition\":{\"StringNotEquals\":{\"aws:SourceVpce\":\"vpce-53acc442348707913\"}},\"Effect\":\"Deny\",\"Principal\":\"*\",\"Resource\":\"execute-api:/*\"},{\"Action\":\"execute-api:Invoke\",\"Condition\":{\"StringEquals\":{\"aws:SourceVpc\":\"vpc-c2987f1cd02614107\"}},\"Effect\":\"Allow\",\"Principal\":\"*\",\"Resource\":\"execute-api:/*\"}],\"Version\":\"2012-10-17\"}"#
    #expect(try decide(text, vpce: "vpce-53acc442348707913", vpc: "vpc-c2987f1cd02614107").statement?.number == 2)
    let denied = try decide(text, vpce: "vpce-0", vpc: "vpc-0")
    #expect(denied.decision == .explicitDeny && denied.statement?.number == 1)
    #expect(denied.nearMisses.map(\.statement.number) == [2], "it would not be allowed without the denial either")
  }

  @Test("One verb of one stage, and a denial that needs both VPC and endpoint to be others")
  func crossAccount() throws {
    let text =
      #"{\"Statement\":[{\"Action\":\"execute-api:Invoke\",\"Effect\":\"Allow\",\"Principal\":\"*\",\"Resource\":\"execute-api:/prod/GET/*\"},{\"Action\":\"execute-api:Invoke\",\"Condition\":{\"StringNotEquals\":{\"aws:SourceVpc\":[\"vpc-eb001b1f929e8dd0f\"],\"aws:SourceVpce\":[\"vpce-48bb5ba4b9dec8731\"]}},\"Effect\":\"Deny\",\"Principal\":\"*\",\"Resource\":\"execute-api:/*\"}],\"Version\":\"2012-10-17\"}"#
    #expect(try decide(text, vpce: "vpce-48bb5ba4b9dec8731", vpc: "vpc-0").decision == .allowed)
    #expect(try decide(text, vpce: "vpce-0", vpc: "vpc-eb001b1f929e8dd0f").decision == .allowed)
    #expect(try decide(text, vpce: "vpce-0", vpc: "vpc-0").decision == .explicitDeny)
    let preflight = try decide(text, vpce: "vpce-48bb5ba4b9dec8731", vpc: "vpc-0", verb: "OPTIONS")
    #expect(preflight.decision == .implicitDeny && preflight.nearMisses.map { "\($0.finding.subject)" } == ["Resource"])
  }

  @Test("Addresses and an endpoint")
  func onPremises() throws {
    let text =
      #"{\"Statement\":[{\"Action\":\"execute-api:Invoke\",\"Condition\":{\"IpAddress\":{\"aws:VpcSourceIp\":[\"192.168.0.0/16\",\"172.20.0.0/14\"]},\"StringEquals\":{\"aws:SourceVpce\":\"vpce-12b63c866d02d873c\"}},\"Effect\":\"Allow\",\"Principal\":\"*\",\"Resource\":\"execute-api:/*\"}],\"Version\":\"2012-10-17\"}"#
    let here = "vpce-12b63c866d02d873c"
    #expect(try decide(text, vpce: here, vpc: "vpc-1", from: "172.23.255.255").decision == .allowed)
    #expect(
      try decide(text, vpce: here, vpc: "vpc-1", from: "172.24.0.0").nearMisses.map { "\($0.finding)" } == [
        "`IpAddress aws:VpcSourceIp` wants `192.168.0.0/16`, `172.20.0.0/14`; the request has `172.24.0.0`"
      ])
    #expect(try decide(text, vpce: here, vpc: "vpc-1", from: "172.16.0.0/12").decision == .undetermined)
  }

  @Test("Endpoint policies")
  func endpoints() throws {
    let full = try policy(
      #"{"Version": "2008-10-17", "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}]}"#
    )
    let one = try policy(
      #"{"Statement":[{"Action":"execute-api:Invoke","Effect":"Allow","Principal":"*","Resource":"arn:aws:execute-api:us-east-1:111111111111:uvwtsfrtts/*"}],"Version":"2012-10-17"}"#
    )
    let call = PrivateAPICall(
      Self.api, stage: "prod", verb: "GET", path: "/", vpcEndpointId: "v", vpcId: "w", sourceAddress: nil)
    let request = try #require(call.endpointRequests.first)
    #expect(full.evaluate(request).decision == .allowed && Policy.fullAccess.evaluate(request).decision == .allowed)
    #expect(one.evaluate(request).decision == .implicitDeny)
    #expect(full.statements.map(\.resource) == Policy.fullAccess.statements.map(\.resource))
  }

  @Test("A function's permission")
  func lambda() throws {
    let permission = try policy(
      #"{"Version": "2012-10-17", "Id": "default", "Statement": [{"Action": "lambda:InvokeFunction", "Principal": {"Service": "apigateway.amazonaws.com"}, "Effect": "Allow", "Resource": "arn:aws:lambda:us-east-1:111111111111:function:basic-backend", "Sid": "AllowPrivateApi", "Condition": {"ArnLike": {"AWS:SourceArn": "arn:aws:execute-api:us-east-1:111111111111:fvgfiwkj31/*"}}}]}"#
    )
    let source = Self.api.methodARN(stage: "prod", verb: "GET", path: "/orders")
    let request = AccessRequest.invokingFunction(
      "arn:aws:lambda:us-east-1:111111111111:function:basic-backend", by: .apiGateway(sourceARN: source))
    #expect(permission.evaluate(request).statement?.sid == "AllowPrivateApi")
  }
}
