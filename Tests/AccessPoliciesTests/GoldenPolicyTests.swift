import AccessPolicies
import Testing

/// The golden tests of the policy engine, AG 13, rows 1 to 28.
struct GoldenPolicyTests {
  private static let api = ExecuteAPI(region: "us-east-1", account: "111111111111", id: "a1b2c3d4e5")
  private static let other = ExecuteAPI(region: "us-east-1", account: "111111111111", id: "zzzzzzzzzz")
  private static let domain = "arn:aws:execute-api:us-east-1:111111111111:/domainnames/api.corp.example+d1"
  private static let role1 = "arn:aws:iam::111111111111:role/R1"
  private static let role2 = "arn:aws:iam::222222222222:role/R"

  private static let open = "\"Effect\": \"Allow\""
  private static let p1 = [open, deny("StringNotEquals", "aws:SourceVpce", "vpce-1")]
  private static let p2 = [allow("StringEquals", "aws:SourceVpc", "vpc-1")]
  private static let p3 = [allow("IpAddress", "aws:SourceIp", "10.0.0.0/8")]
  private static let p4 = [open, deny("NotIpAddress", "aws:SourceIp", "10.0.0.0/8")]
  private static let p4OfVPC = [open, deny("NotIpAddress", "aws:VpcSourceIp", "10.0.0.0/8")]
  private static let p5 = [open + ", \"Principal\": {\"AWS\": \"\(role2)\"}"]

  private static func allow(_ name: String, _ key: String, _ value: String) -> String {
    "\"Effect\": \"Allow\", \"Condition\": {\"\(name)\": {\"\(key)\": \"\(value)\"}}"
  }

  private static func deny(_ name: String, _ key: String, _ value: String) -> String {
    "\"Effect\": \"Deny\", \"Condition\": {\"\(name)\": {\"\(key)\": \"\(value)\"}}"
  }

  struct Case: CustomTestStringConvertible, Sendable {
    var id: String
    var statements: [String]
    var method = MethodAuthorization.none
    var endpoint = "vpce-1"
    var vpc = "vpc-1"
    var address = "10.1.1.1"
    var signedBy: String?
    var endpointPolicy: [String]?
    var via: String?
    var expect: PossibleDecisions
    var refusedBy: String?

    var testDescription: String { "AG 13.\(id)" }
  }

  private static let silent = MethodAuthorization.iam(identityPolicies: .implicitDeny)
  private static let allowing = MethodAuthorization.iam(identityPolicies: .allowed)

  static let cases: [Case] = [
    Case(id: "1", statements: p1, expect: .allowed),
    Case(id: "2", statements: p1, endpoint: "vpce-2", expect: .explicitDeny),
    Case(id: "3", statements: p1, address: "10.9.0.7", expect: .allowed),
    Case(id: "4", statements: p2, address: "10.9.0.7", expect: .allowed),
    Case(id: "5", statements: p2, vpc: "vpc-9", expect: .implicitDeny),
    Case(id: "6", statements: p2, method: .lambda(.allowed), vpc: "vpc-9", expect: .allowed),
    Case(id: "7", statements: p1, method: .lambda(.allowed), endpoint: "vpce-2", expect: .explicitDeny),
    Case(id: "8", statements: p2, method: .lambda(.implicitDeny), expect: .allowed),
    Case(id: "9", statements: p2, method: .cognito(tokenIsValid: .yes), vpc: "vpc-9", expect: .implicitDeny),
    Case(id: "10", statements: p3, expect: .implicitDeny),
    Case(id: "11", statements: p4, expect: .explicitDeny),
    Case(id: "12", statements: p4OfVPC, expect: .allowed),
    Case(id: "13", statements: p4OfVPC, address: "192.168.0.5", expect: .explicitDeny),
    Case(id: "14", statements: p5, signedBy: role2, expect: .implicitDeny),
    Case(id: "15", statements: p5, method: silent, signedBy: role2, expect: .implicitDeny),
    Case(id: "16", statements: p5, method: allowing, signedBy: role2, expect: .allowed),
    Case(
      id: "17", statements: [open + ", \"Principal\": {\"AWS\": \"\(role1)\"}"], method: silent, signedBy: role1,
      expect: .allowed),
    Case(id: "18", statements: p2, method: allowing, vpc: "vpc-9", signedBy: role1, expect: .allowed),
    Case(id: "18 (account 2)", statements: p2, method: allowing, vpc: "vpc-9", signedBy: role2, expect: .implicitDeny),
  ]

  @Test("Resource policy and authorizer", arguments: cases)
  func resourcePolicies(_ test: Case) throws {
    let (decision, authorization) = try decide(test)
    #expect(authorization?.outcome == test.expect)
    #expect(decision.isAllowed == (test.expect == .allowed ? .yes : .no))
    #expect(authorization?.isAuthorizerAsked == (test.id == "6" || test.id == "8" ? .yes : .no))
  }

  static let endpointCases: [Case] = [
    Case(id: "19", statements: [open], expect: .allowed),
    Case(
      id: "20", statements: [open], endpointPolicy: [open + ", \"Principal\": {\"AWS\": \"\(role2)\"}"],
      expect: .implicitDeny),
    Case(
      id: "21", statements: [open], endpointPolicy: [open + ", \"Resource\": \"\(other.arn)/*\""], expect: .implicitDeny
    ),
    Case(
      id: "22", statements: [open], endpointPolicy: [allow("ArnEquals", "execute-api:viaDomainArn", domain)],
      expect: .implicitDeny),
    Case(
      id: "23", statements: [open], endpointPolicy: [allow("ArnEquals", "execute-api:viaDomainArn", domain)],
      via: domain,
      expect: .allowed),
  ]

  @Test("Endpoint policy", arguments: endpointCases)
  func endpointPolicies(_ test: Case) throws {
    let (decision, authorization) = try decide(test)
    #expect(authorization?.outcome == .allowed, "the API's own policy lets everything through")
    var possible: [PossibleDecisions] = []
    for case .endpointPolicy(_, let evaluation) in decision.checks { possible.append(evaluation.possible) }
    #expect(possible.allSatisfy { $0 == test.expect } && possible.count == (test.via == nil ? 1 : 2))
    #expect(decision.isAllowed == (test.expect == .allowed ? .yes : .no))
    #expect(decision.refusals.count == (test.expect == .allowed ? 0 : 1))
  }

  @Test(
    "The policy alone",
    arguments: [
      ("24", deny("StringNotEquals", "aws:SourceVpce", "v1\", \"v2"), "vpce v2", PossibleDecisions.implicitDeny),
      ("25", deny("StringNotEqualsIfExists", "aws:PrincipalOrgID", "o-1"), "", .explicitDeny),
      ("26", deny("ForAnyValue:StringNotLike", "aws:PrincipalOrgPaths", "o-1/*"), "", .implicitDeny),
      ("27", allow("ForAllValues:StringLike", "aws:PrincipalOrgPaths", "o-1/*"), "", .allowed),
      ("28", open + ", \"Resource\": \"execute-api:/*/GET/*\"", "preflight", .implicitDeny),
    ])
  func alone(_ id: String, _ statement: String, _ variation: String, _ expect: PossibleDecisions) throws {
    let list = statement.replacing("\"v1\", \"v2\"", with: "[\"v1\", \"v2\"]")
    let policy = try statements(list).expandingShortForms(of: .api(Self.api))
    let call = PrivateAPICall(
      Self.api, stage: "prod", verb: variation == "preflight" ? "OPTIONS" : "GET", path: "/x",
      vpcEndpointId: id == "24" ? "v2" : "vpce-1", vpcId: "vpc-1", sourceAddress: "10.1.1.1")
    #expect(policy.evaluate(call.apiRequest(signatureCounts: false)).possible == expect, "AG 13.\(id)")
  }

  private func decide(_ test: Case) throws -> (PrivateAPIDecision, Authorization?) {
    let signature: CallSignature = try test.signedBy.map { .valid(try #require(AWSIdentity(arn: $0))) } ?? .none
    let call = PrivateAPICall(
      Self.api, stage: "prod", verb: "GET", path: "/x", signature: signature, vpcEndpointId: test.endpoint,
      vpcId: test.vpc, sourceAddress: test.address, domainARN: test.via)
    let open = try statements(Self.open)
    let policies = PrivateAPIPolicies(
      endpoint: try test.endpointPolicy.map { .policy(try statements($0)) } ?? .none, domain: .policy(open),
      resource: .policy(try statements(test.statements)))
    let decision = PrivateAPIDecision(call, policies, test.method)
    for case .authorization(let authorization) in decision.checks { return (decision, authorization) }
    return (decision, nil)
  }
}
