import AccessPolicies
import Testing

/// AG 3.3, 3.5, EP-3, EP-6.
struct PrivateAPICallTests {
  private static let api = ExecuteAPI(region: "eu-west-1", account: "111111111111", id: "a1b2c3d4e5")
  private static let ann = "arn:aws:iam::222222222222:user/team/ann"
  private static let domain = "arn:aws:execute-api:eu-west-1:111111111111:/domainnames/api.corp.example+d1"

  private func call(
    _ signature: CallSignature = .none, domain: String? = nil, path: String = "/pets/a1b2"
  ) -> PrivateAPICall {
    PrivateAPICall(
      Self.api, stage: "prod", verb: "GET", path: path, signature: signature, vpcEndpointId: "vpce-1", vpcId: "vpc-1",
      sourceAddress: "10.1.1.1", domainARN: domain)
  }

  @Test("The ARN of a call")
  func arns() {
    #expect(
      call().apiRequest(signatureCounts: false).resource
        == "arn:aws:execute-api:eu-west-1:111111111111:a1b2c3d4e5/prod/GET/pets/a1b2")
    #expect(call(path: "/").apiRequest(signatureCounts: false).resource.hasSuffix("a1b2c3d4e5/prod/GET/"))
    let china = ExecuteAPI(partition: "aws-cn", region: "cn-north-1", account: "111111111111", id: "x")
    #expect(
      china.methodARN(stage: "s", verb: "POST", path: "a")
        == "arn:aws-cn:execute-api:cn-north-1:111111111111:x/s/POST/a")
  }

  @Test("The keys of a call through an endpoint")
  func keys() {
    let context = call().apiRequest(signatureCounts: true).context
    let expected: [(String, ContextValue)] = [
      ("aws:SourceVpce", .value("vpce-1")), ("aws:SourceVpc", .value("vpc-1")), ("aws:VpcSourceIp", .value("10.1.1.1")),
      ("aws:SourceIp", .absent),
      ("aws:SourceVpcArn", .absent), ("aws:VpceAccount", .absent), ("aws:VpceOrgID", .absent),
      ("aws:VpceOrgPaths", .absent), ("aws:PrincipalArn", .absent),
      ("aws:PrincipalOrgID", .absent), ("aws:PrincipalTag/x", .absent), ("aws:userid", .absent),
      ("aws:MultiFactorAuthPresent", .absent), ("aws:CurrentTime", .unknownValue),
      ("aws:SecureTransport", .value("true")), ("aws:Referer", .absent),
      ("aws:ResourceAccount", .value("111111111111")), ("aws:ResourceOrgID", .unknown),
      ("execute-api:viaDomainArn", .absent), ("aws:RequestedRegion", .unknown),
    ]
    for (key, value) in expected { #expect(context[key] == value, "\(key)") }
    let unseen = PrivateAPICall(
      Self.api, stage: "s", verb: "GET", path: "/", vpcEndpointId: nil, vpcId: nil, sourceAddress: nil)
    for key in ["aws:SourceVpce", "aws:SourceVpc", "aws:VpcSourceIp"] {
      #expect(unseen.apiRequest(signatureCounts: false).context[key] == .unknownValue, "always there on private APIs")
    }
    #expect(
      call(domain: Self.domain).apiRequest(signatureCounts: false).context["execute-api:viaDomainArn"]
        == .value(Self.domain))
  }

  @Test("The signature counts for the endpoint always, for the API only with AWS_IAM")
  func principals() throws {
    let ann = CallSignature.valid(try #require(AWSIdentity(arn: Self.ann)))
    #expect(call(ann).endpointRequests.map(\.principal) == [try caller(Self.ann)])
    #expect(call(ann).apiRequest(signatureCounts: false).principal == .anonymous)
    #expect(call(ann).apiRequest(signatureCounts: false).context["aws:PrincipalArn"] == .absent)
    #expect(call(ann).apiRequest(signatureCounts: true).principal == (try caller(Self.ann)))
    #expect(call(.none).endpointRequests.map(\.principal) == [.anonymous])
    #expect(call(.unknown).endpointRequests.map(\.principal) == [.unknown])
    #expect(call(.unknown).endpointRequests[0].context["aws:PrincipalArn"] == .unknown)
  }

  @Test(
    "What a signature says",
    arguments: [
      (ann, "User", ContextValue.value(ann), ContextValue.value("ann"), ContextValue.unknown),
      ("arn:aws:iam::222222222222:root", "Account", .value("arn:aws:iam::222222222222:root"), .absent, .unknown),
      (
        "arn:aws:iam::222222222222:role/R", "AssumedRole", .value("arn:aws:iam::222222222222:role/R"), .absent,
        .unknownValue
      ),
      ("arn:aws:sts::222222222222:assumed-role/R/s", "AssumedRole", .unknownValue, .absent, .unknownValue),
      (
        "arn:aws:sts::222222222222:federated-user/f", "FederatedUser",
        .value("arn:aws:sts::222222222222:federated-user/f"), .absent, .unknownValue
      ),
    ])
  func identities(_ arn: String, _ type: String, _ own: ContextValue, _ user: ContextValue, _ issued: ContextValue)
    throws
  {
    var context = RequestContext(others: .absent)
    context.setPrincipalKeys(of: try caller(arn))
    #expect(context["aws:PrincipalType"] == .value(type) && context["aws:PrincipalAccount"] == .value("222222222222"))
    #expect(
      context["aws:PrincipalArn"] == own && context["aws:username"] == user && context["aws:TokenIssueTime"] == issued)
    #expect(context["aws:PrincipalOrgID"] == .unknown && context["aws:PrincipalTag/a"] == .unknown)
  }

  @Test("Through a domain name the endpoint's policy is asked for both ARNs")
  func domains() {
    let request = call(domain: Self.domain)
    #expect(
      request.endpointRequests.map(\.resource) == [Self.domain, request.apiRequest(signatureCounts: false).resource])
    #expect(request.domainRequest(signatureCounts: false)?.resource == Self.domain)
    let other = call(domain: Self.domain.replacing("111111111111", with: "333333333333"))
    #expect(
      other.endpointRequests.map { $0.context["aws:ResourceAccount"] } == [
        .value("333333333333"), .value("111111111111"),
      ])
    #expect(call().domainRequest(signatureCounts: false) == nil)
  }

  @Test("Short forms of resources: of an API all, of a domain name only `execute-api:/*`")
  func expansion() throws {
    let policy = try statements(
      ["/*", "/prod/GET/pets/*", "/dev/*", "*"].map { "\"Effect\": \"Allow\", \"Resource\": \"execute-api:\($0)\"" })
    let api = policy.expandingShortForms(of: .api(Self.api))
    let question = call().apiRequest(signatureCounts: false)
    #expect(
      api.statements.map { alone($0).evaluate(question).decision } == [
        .allowed, .allowed, .implicitDeny, .implicitDeny,
      ])
    #expect(
      policy.statements.map { alone($0).evaluate(question).decision } == [
        .undetermined, .undetermined, .undetermined, .implicitDeny,
      ])
    let domain = policy.expandingShortForms(of: .domain(arn: Self.domain))
    let asked = try #require(call(domain: Self.domain).domainRequest(signatureCounts: false))
    #expect(
      domain.statements.map { alone($0).evaluate(asked).decision } == [
        .allowed, .undetermined, .undetermined, .implicitDeny,
      ])
    #expect(
      api.statements.map { $0.resource.patterns[0].source } == policy.statements.map { $0.resource.patterns[0].source })
  }

  private func alone(_ statement: Statement) -> Policy {
    Policy(kind: .resource, version: .of2012, statements: [statement])
  }
}
