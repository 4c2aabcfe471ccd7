import NetworkModel
import Reachability
import TestKit
import Testing

/// What a policy's refusal says of the statement that decides: what to change of it, and where it is written.
@Suite("Policies that refuse, in words")
struct PolicyRemedyTests {
  typealias Fixture = PrivateAPIFixture

  private static let lines = [3, 4].map { SourceLocation(file: "a.yaml", line: $0, column: 5) }
  private static let source = PolicySource(SourceLocation(file: "a.yaml", line: 2), statements: lines)

  private func answer(
    _ policy: String?, endpoint: String? = nil, headers: [String] = [], as principal: String? = nil
  ) throws -> Answer {
    let network = world { t in
      t.apiVPCs()
      t.apiA(policy)
      t.topology.restAPIs[0].policySource = Self.source
      t.topology.vpcEndpoints[0].policyDocument = endpoint
      t.topology.vpcEndpoints[0].policySource = Self.source
    }
    return try network.call(Fixture.name("a") + "/prod/x", headers: headers, as: principal)
  }

  private static func names(_ principal: String) -> String {
    Fixture.policy(
      Fixture.allow().replacing("\"Principal\":\"*\"", with: "\"Principal\":{\"AWS\":\"\(principal)\"}"))
  }

  @Test("a statement that denies is the one to change, at its own line")
  func denying() throws {
    let deny = Fixture.policy(
      Fixture.allow(), Fixture.allow("{\"StringNotEquals\":{\"aws:SourceVpce\":\"vpce-2\"}}", action: "Deny"))
    let refused = try answer(deny)
    #expect(
      refused.remedies == [
        "change statement 2 of the resource policy of REST API a so that it does not deny the request, and deploy it"
      ])
    #expect(refused.blockers[0].source == Self.lines[1])
    #expect(
      refused.summary.hasSuffix(": statement 2 of the resource policy of REST API a denies the request."),
      "\(refused.summary)")
    let endpoint = try answer(Fixture.everyone, endpoint: deny)
    #expect(
      endpoint.remedies == ["change statement 2 of the policy of vpce-1 so that it does not deny the request"])
    #expect(endpoint.blockers.first?.source == Self.lines[1])
  }

  @Test("a statement that all but allows is named with what it misses by, and a policy without one is at its own line")
  func near() throws {
    let near = Fixture.policy(Fixture.allow("{\"StringEquals\":{\"aws:SourceVpce\":\"vpce-2\"}}"))
    let refused = try answer(near)
    #expect(
      refused.remedies == [
        "let `StringEquals aws:SourceVpce` of statement 1 of the resource policy of REST API a take what the request "
          + "has, or add a statement that allows it, and deploy it"
      ])
    #expect(refused.blockers[0].source == Self.source.place)
    #expect(refused.blockers[0].near.map(\.source) == [Self.lines[0]])
    let none = try answer(nil)
    #expect(none.blockers[0].message == "REST API a has no resource policy, so nothing allows the request")
    #expect(
      none.remedies == ["add a statement to the resource policy of REST API a that allows the request, and deploy it"])
  }

  @Test("a principal is named by signing, which an API only asks for where its method does")
  func principals() throws {
    let role = "arn:aws:iam::111111111111:role/web"
    let unsigned = try answer(Fixture.everyone, endpoint: Self.names(role))
    #expect(
      unsigned.remedies == [
        "let `Principal` of statement 1 of the policy of vpce-1 be `*`, or have the request signed by who it names "
          + "(`--as ARN`)"
      ])
    let unasked = try answer(Self.names(role), as: role)
    #expect(unasked.remedies[0].contains("have the method ask for a signature (`AWS_IAM`)"), "\(unasked.remedies)")
    let other = try answer(Fixture.everyone, endpoint: Self.names(role), as: "arn:aws:iam::111111111111:role/other")
    #expect(other.remedies[0].hasPrefix("let `Principal` of statement 1 of the policy of vpce-1 take"))
  }

  @Test("AG 3.3: no request through an endpoint has aws:SourceIp, whether a statement denies by it or allows")
  func sourceIP() throws {
    let hint = ", and no request through an endpoint does: aws:VpcSourceIp is the caller's address"
    #expect(try answer(Fixture.p4).blockers[0].message.hasSuffix(hint))
    #expect(try answer(Fixture.p3).blockers[0].near[0].message.hasSuffix(hint))
  }
}
