import AccessPolicies
import Testing

/// The rows of the failure catalogue (AG 12) that policies decide, and the sequences of 3.2 and 3.6.
struct PrivateAPIDecisionTests {
  private static let api = ExecuteAPI(region: "us-east-1", account: "111111111111", id: "a1b2c3d4e5")
  private static let domain = "arn:aws:execute-api:us-east-1:111111111111:/domainnames/api.corp.example+d1"
  private static let open = "\"Effect\": \"Allow\""

  private func decide(
    _ resource: AttachedPolicy? = nil, _ method: MethodAuthorization = .none, endpoint: AttachedPolicy = .none,
    domain: AttachedPolicy = .none, via: String? = nil, signed: CallSignature = .none
  ) throws -> PrivateAPIDecision {
    let call = PrivateAPICall(
      Self.api, stage: "prod", verb: "GET", path: "/x", signature: signed, vpcEndpointId: "vpce-1", vpcId: "vpc-1",
      sourceAddress: "10.1.1.1", domainARN: via)
    let policies = PrivateAPIPolicies(
      endpoint: endpoint, domain: domain, resource: try resource ?? .policy(statements(Self.open)))
    return PrivateAPIDecision(call, policies, method)
  }

  private func stages(_ checks: [PrivateAPIDecision.Check]) -> [String] {
    checks.map { check in
      switch check {
      case .signature: "signature"
      case .endpointPolicy(let resource, _): resource == Self.domain ? "endpoint (domain)" : "endpoint"
      case .domainPolicy: "domain"
      case .authentication: "authentication"
      case .authorization: "authorization"
      }
    }
  }

  private func authorization(_ decision: PrivateAPIDecision) throws -> Authorization {
    for case .authorization(let authorization) in decision.checks { return authorization }
    throw Missing()
  }

  private struct Missing: Error {}

  private func identity(_ account: String) throws -> CallSignature {
    .valid(try #require(AWSIdentity(arn: "arn:aws:iam::\(account):role/R")))
  }

  @Test("AG 12.47: the endpoint policy lacks the domain")
  func endpointLacksDomain() throws {
    let policy = try statements("\(Self.open), \"Resource\": \"\(Self.api.arn)/*\"")
    let decision = try decide(endpoint: .policy(policy), domain: .policy(statements(Self.open)), via: Self.domain)
    #expect(stages(decision.checks) == ["endpoint (domain)", "endpoint", "domain", "authorization"])
    #expect(stages(decision.refusals) == ["endpoint (domain)"] && decision.isAllowed == .no)
    let both = try statements("\(Self.open), \"Resource\": [\"\(Self.api.arn)/*\", \"\(Self.domain)\"]")
    #expect(
      try decide(endpoint: .policy(both), domain: .policy(statements(Self.open)), via: Self.domain).isAllowed == .yes)
  }

  @Test("AG 12.48, EP-4: the endpoint policy names principals, and the call is unsigned")
  func endpointNamesPrincipals() throws {
    let named = try statements("\(Self.open), \"Principal\": {\"AWS\": \"222222222222\"}")
    let org = try statements("\(Self.open), \"Condition\": {\"StringEquals\": {\"aws:PrincipalOrgID\": \"o-1\"}}")
    for policy in [named, org] {
      let decision = try decide(endpoint: .policy(policy))
      #expect(stages(decision.refusals) == ["endpoint"])
    }
    #expect(try decide(endpoint: .policy(named), signed: identity("222222222222")).isAllowed == .yes)
    #expect(
      try decide(endpoint: .policy(org), signed: identity("222222222222")).isAllowed == .unknown,
      "the organization is not known")
  }

  @Test("AG 12.49, EP-3: an invalid signature is refused, whatever the policies say")
  func invalidSignature() throws {
    #expect(stages(try decide(signed: .invalid).refusals) == ["signature"])
    #expect(
      stages(try decide(nil, .iam(identityPolicies: .allowed), signed: .invalid).refusals) == [
        "signature", "authentication",
      ])
  }

  @Test("AG 12.50: the resource policy has no Allow; P-6: none at all")
  func noAllow() throws {
    let decision = try decide(.policy(statements("\(Self.open), \"Resource\": \"execute-api:/dev/*\"")))
    #expect(stages(decision.refusals) == ["authorization"])
    #expect(try authorization(decision).refusedBy == [.resourcePolicy])
    #expect(try authorization(decision).resource.nearMisses.map { "\($0.finding.subject)" } == ["Resource"])
    for method in [MethodAuthorization.none, .lambda(.allowed), .cognito(tokenIsValid: .yes)] {
      let none = try decide(AttachedPolicy.none, method)
      #expect(none.isAllowed == .no, "a private API without a policy denies every call")
      #expect(try authorization(none).refusedBy == [.resourcePolicy])
    }
  }

  @Test("AG 12.51, 12.52: an endpoint or a VPC that is not listed")
  func notListed() throws {
    let policy = try statements([
      Self.open,
      "\"Sid\": \"OnlyOurs\", \"Effect\": \"Deny\", \"Condition\": {\"StringNotEquals\": {\"aws:SourceVpc\": \"vpc-client\"}}",
    ])
    let authorization = try authorization(try decide(.policy(policy)))
    #expect(authorization.outcome == .explicitDeny && authorization.resource.statement?.sid == "OnlyOurs")
    #expect(
      "\(try #require(authorization.resource.deciding.first?.findings.last))"
        == "`StringNotEquals aws:SourceVpc` wants anything but `vpc-client`; the request has `vpc-1`")
  }

  @Test("AG 12.53: aws:SourceIp is never there")
  func sourceIP() throws {
    let allow = try statements("\(Self.open), \"Condition\": {\"IpAddress\": {\"aws:SourceIp\": \"10.0.0.0/8\"}}")
    let authorization = try authorization(try decide(.policy(allow)))
    #expect(
      authorization.resource.nearMisses.map { "\($0.finding)" } == [
        "`IpAddress aws:SourceIp` wants `10.0.0.0/8`; the request does not have it"
      ])
    let deny = try statements([
      Self.open, "\"Effect\": \"Deny\", \"Condition\": {\"NotIpAddress\": {\"aws:SourceIp\": \"10.0.0.0/8\"}}",
    ])
    #expect(try self.authorization(try decide(.policy(deny))).outcome == .explicitDeny)
  }

  @Test("AG 12.55: across accounts both sides have to allow")
  func acrossAccounts() throws {
    let named = try statements("\(Self.open), \"Principal\": {\"AWS\": \"arn:aws:iam::222222222222:role/R\"}")
    let other = try statements("\(Self.open), \"Principal\": {\"AWS\": \"arn:aws:iam::222222222222:role/Q\"}")
    func refused(_ policy: Policy, _ says: PossibleDecisions) throws -> [Authorization.Side] {
      try authorization(try decide(.policy(policy), .iam(identityPolicies: says), signed: identity("222222222222")))
        .refusedBy
    }
    #expect(try refused(named, .implicitDeny) == [.caller])
    #expect(try refused(other, .allowed) == [.resourcePolicy])
    #expect(try refused(other, .implicitDeny) == [.resourcePolicy, .caller])
    #expect(try refused(named, .allowed) == [])
  }

  @Test("AG 12.56: with Cognito the resource policy has to allow; AG 12.60: and the token has to be valid")
  func cognito() throws {
    let silent = try statements([])
    #expect(stages(try decide(.policy(silent), .cognito(tokenIsValid: .yes)).refusals) == ["authorization"])
    #expect(stages(try decide(nil, .cognito(tokenIsValid: .no)).refusals) == ["authentication"])
    #expect(
      stages(try decide(.policy(silent), .cognito(tokenIsValid: .no)).refusals) == ["authentication", "authorization"])
    #expect(try decide(nil, .cognito(tokenIsValid: .unknown)).isAllowed == .unknown)
    #expect(try decide(nil, .cognito(tokenIsValid: .yes)).isAllowed == .yes)
  }

  @Test("AG 12.57, CD-6: the domain's policy is ANDed, and a domain without one denies")
  func domainPolicies() throws {
    #expect(stages(try decide(via: Self.domain).refusals) == ["domain"])
    #expect(try decide(domain: .notVisible, via: Self.domain).isAllowed == .unknown)
    let short = try statements("\(Self.open), \"Resource\": \"execute-api:/*\"")
    #expect(try decide(domain: .policy(short), via: Self.domain).isAllowed == .yes)
    let refused = try decide(.policy(statements([])), domain: .policy(short), via: Self.domain)
    #expect(stages(refused.refusals) == ["authorization"])
  }

  @Test("AG 12.59: AWS_IAM without a signature")
  func unsigned() throws {
    let decision = try decide(nil, .iam(identityPolicies: .allowed))
    #expect(
      stages(decision.checks) == ["endpoint", "authentication"] && stages(decision.refusals) == ["authentication"])
  }

  @Test("CUSTOM: the resource policy's denial ends it, and the authorizer is not asked")
  func lambda() throws {
    let deny = try statements("\"Effect\": \"Deny\"")
    let denied = try authorization(try decide(.policy(deny), .lambda(.any)))
    #expect(denied.isAuthorizerAsked == .no && denied.outcome == .explicitDeny && denied.refusedBy == [.resourcePolicy])
    let says = try authorization(try decide(nil, .lambda(.explicitDeny)))
    #expect(says.isAuthorizerAsked == .yes && says.refusedBy == [.caller] && says.table == .either)
    let silent = try authorization(try decide(.policy(statements([])), .lambda(.implicitDeny)))
    #expect(silent.outcome == .implicitDeny && silent.refusedBy == [.resourcePolicy])
    let open = try authorization(try decide(.notVisible, .lambda(.allowed)))
    #expect(open.isAuthorizerAsked == .unknown && open.outcome == [.allowed, .explicitDeny])
  }

  @Test("DEC-1: identity policies that are not in the input")
  func unseenIdentityPolicies() throws {
    let unseen = MethodAuthorization.iam(identityPolicies: MethodAuthorization.unseenIdentityPolicies)
    #expect(try decide(nil, unseen, signed: identity("111111111111")).isAllowed == .yes)
    #expect(try decide(nil, unseen, signed: identity("222222222222")).isAllowed == .unknown)
    #expect(try decide(.policy(statements([])), unseen, signed: identity("111111111111")).isAllowed == .unknown)
    #expect(try decide(.policy(statements([])), unseen, signed: identity("222222222222")).isAllowed == .no)
    let account = try statements("\(Self.open), \"Principal\": {\"AWS\": \"111111111111\"}")
    #expect(
      try decide(.policy(account), unseen, signed: identity("111111111111")).isAllowed == .unknown,
      "left to the account")
    #expect(
      try decide(.policy(account), .iam(identityPolicies: .allowed), signed: identity("111111111111")).isAllowed == .yes
    )
  }

  @Test("A policy that is not visible, and a caller who is not known")
  func unknown() throws {
    let decision = try decide(.notVisible, endpoint: .notVisible)
    #expect(decision.isAllowed == .unknown && stages(decision.open) == ["endpoint", "authorization"])
    let caller = try decide(nil, .iam(identityPolicies: .implicitDeny), signed: .unknown)
    #expect(stages(caller.open) == ["authentication", "authorization"])
    #expect(try authorization(caller).table == nil)
    #expect(try decide(.policy(statements("\"Effect\": \"Deny\"")), endpoint: .notVisible).isAllowed == .no)
  }
}
