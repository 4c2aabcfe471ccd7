import AccessPolicies
import Testing

/// AG 3.1, 3.5.
struct EvaluationTests {
  private static let resource = "arn:aws:execute-api:us-east-1:111111111111:a1b2c3d4e5/prod/GET/pets/a1b2"

  @Test(
    "Actions, not case-sensitive, and resources, case-sensitive",
    arguments: [
      ("\"Action\": \"execute-api:Invoke\"", true), ("\"Action\": \"EXECUTE-API:inv*\"", true),
      ("\"Action\": \"execute-api:Invok?\"", true),
      ("\"Action\": \"*\"", true), ("\"Action\": \"execute-api:InvalidateCache\"", false),
      ("\"Action\": [\"a:b\", \"execute-api:*\"]", true), ("\"Action\": []", false),
      ("\"NotAction\": \"execute-api:Invoke\"", false), ("\"NotAction\": [\"a:b\", \"c:*\"]", true),
      ("\"NotAction\": \"*\"", false), ("\"NotAction\": []", true),
      ("\"Resource\": \"arn:aws:execute-api:us-east-1:111111111111:a1b2c3d4e5/*\"", true),
      ("\"Resource\": \"arn:aws:execute-api:*:*:*/prod/GET/*\"", true),
      ("\"Resource\": \"arn:aws:execute-api:*\"", true),
      ("\"Resource\": \"arn:aws:execute-api:us-east-1:111111111111:a1b2c3d4e5/\"", false),
      ("\"Resource\": \"arn:aws:execute-api:us-east-1:111111111111:a1b2c3d4e5/prod/GET/pets/{petId}\"", false),
      ("\"Resource\": \"*/prod/get/*\"", false),
      ("\"Resource\": \"*/POST/*\"", false), ("\"Resource\": \"*/GET/pets/????\"", true),
      ("\"NotResource\": \"*/POST/*\"", true), ("\"NotResource\": \"*/GET/*\"", false),
      ("\"Resource\": \"*/${aws:username}\"", false), ("\"NotResource\": \"*/${aws:username}\"", true),
      ("\"Resource\": \"*/${aws:username, 'a1b2'}\"", true),
    ])
  func actionsAndResources(_ element: String, _ expected: Bool) throws {
    var parts = ["\"Effect\": \"Allow\", \"Principal\": \"*\"", element]
    if !element.contains("Action") { parts.append("\"Action\": \"*\"") }
    if !element.contains("Resource") { parts.append("\"Resource\": \"*\"") }
    let policy = try policy("{\"Version\": \"2012-10-17\", \"Statement\": [{\(parts.joined(separator: ", "))}]}")
    let decision = policy.evaluate(request(.anonymous, "execute-api:Invoke", Self.resource)).decision
    #expect(decision == (expected ? .allowed : .implicitDeny))
  }

  private static let allow = "\"Sid\": \"Open\", \"Effect\": \"Allow\""
  private static let deny =
    "\"Effect\": \"Deny\", \"Condition\": {\"StringNotEquals\": {\"aws:SourceVpce\": \"vpce-1\"}}"
  private static let narrow =
    "\"Sid\": \"Narrow\", \"Effect\": \"Allow\", \"Condition\": {\"StringEquals\": {\"aws:SourceVpc\": [\"vpc-1\", \"vpc-2\"], \"a:b\": \"c\"}}"

  @Test("A denial wins, and is called by its statement")
  func denial() throws {
    let evaluation = try statements([Self.allow, Self.deny]).evaluate(
      request(keys: ["aws:sourcevpce": .value("vpce-2")]))
    #expect(evaluation.decision == .explicitDeny && evaluation.statement?.description == "2")
    #expect(evaluation.deciding.count == 1 && evaluation.missed.isEmpty && evaluation.open.isEmpty)
    let finding = try #require(evaluation.deciding.first?.findings.last)
    #expect(
      finding.description == "`StringNotEquals aws:SourceVpce` wants anything but `vpce-1`; the request has `vpce-2`")
    #expect(finding.holds == .yes)
  }

  @Test("All statements that deny are named, and what would be allowed without them")
  func everyDenial() throws {
    let policy = try statements([Self.narrow, Self.deny, "\"Sid\": \"Never\", \"Effect\": \"Deny\""])
    let evaluation = policy.evaluate(request(keys: ["aws:SourceVpc": .value("vpc-9"), "a:b": .value("c")]))
    #expect(evaluation.deciding.map(\.name.description) == ["2", "Never"])
    #expect(evaluation.nearMisses.map(\.statement.description) == ["Narrow"])
  }

  @Test("An allowance is called by its statements")
  func allowance() throws {
    let evaluation = try statements([Self.narrow, Self.allow, Self.deny]).evaluate(
      request(keys: ["aws:SourceVpce": .value("vpce-1")]))
    #expect(evaluation.decision == .allowed && evaluation.statement?.sid == "Open")
    #expect(evaluation.missed.isEmpty)
  }

  @Test("A near miss names the one condition or element that failed, with what it wanted and had")
  func nearMisses() throws {
    let policy = try statements([Self.narrow])
    func near(_ keys: [String: ContextValue]) -> [String] {
      policy.evaluate(request(keys: keys)).nearMisses.map { "\($0.statement): \($0.finding)" }
    }
    #expect(
      near(["aws:SourceVpc": .value("vpc-9"), "a:b": .value("c")]) == [
        "Narrow: `StringEquals aws:SourceVpc` wants `vpc-1`, `vpc-2`; the request has `vpc-9`"
      ])
    #expect(
      near(["aws:SourceVpc": .value("vpc-1")]) == [
        "Narrow: `StringEquals a:b` wants `c`; the request does not have it"
      ])
    #expect(near([:]).isEmpty, "two conditions fail")
    let other = try statements("\"Effect\": \"Allow\", \"Principal\": {\"AWS\": \"111111111111\"}, \"Action\": \"a:b\"")
    #expect(other.evaluate(request()).nearMisses.isEmpty)
    #expect(
      other.evaluate(request(.anonymous, "a:b")).nearMisses.map { "\($0.statement): \($0.finding)" } == [
        "1: `Principal` wants `111111111111`; the request has `anonymous`"
      ])
    let resource = try statements("\"Effect\": \"Allow\", \"Resource\": \"execute-api:/dev/*\"")
      .expandingShortForms(of: .api(ExecuteAPI(region: "us-east-1", account: "111111111111", id: "a1b2c3d4e5")))
    #expect(
      resource.evaluate(request(.anonymous, "execute-api:Invoke", Self.resource)).nearMisses.map { "\($0.finding)" }
        == [
          "`Resource` wants `execute-api:/dev/*`; the request has `\(Self.resource)`"
        ])
  }

  @Test("What is not known leaves the decision open only where it would turn it")
  func undetermined() throws {
    let unknown: [String: ContextValue] = [
      "aws:SourceVpce": .unknown, "aws:SourceVpc": .unknownValue, "a:b": .value("c"),
    ]
    func evaluate(_ texts: String...) throws -> Evaluation { try statements(texts).evaluate(request(keys: unknown)) }
    let both = try evaluate(Self.allow, Self.deny)
    #expect(both.possible == [.allowed, .explicitDeny] && both.decision == .undetermined && both.statement == nil)
    #expect(both.unknownKeys == ["aws:SourceVpce"] && both.open.map(\.name.description) == ["2"])
    let denied = try evaluate(Self.deny)
    #expect(denied.possible == [.implicitDeny, .explicitDeny] && denied.possible.isAllowed == .no)
    let narrow = try evaluate(Self.narrow)
    #expect(narrow.possible == [.allowed, .implicitDeny] && narrow.unknownKeys == ["aws:SourceVpc"])
    #expect(try evaluate(Self.narrow, Self.allow).decision == .allowed)
    #expect(try evaluate(Self.allow, Self.deny, "\"Effect\": \"Deny\"").decision == .explicitDeny)
    let dead = try evaluate(Self.narrow + ", \"Action\": \"a:b\"")
    #expect(dead.decision == .implicitDeny && dead.open.isEmpty)
    #expect(dead.nearMisses.map { "\($0.finding.subject)" } == ["Action"], "the one thing that surely fails")
    let variable = try evaluate("\"Effect\": \"Allow\", \"Resource\": \"arn:aws:x:::${aws:SourceVpce}\"")
    #expect(variable.possible == [.allowed, .implicitDeny] && variable.unknownKeys == ["aws:SourceVpce"])
  }

  @Test("An open finding says what is not known")
  func openFindings() throws {
    func open(_ statement: String, _ keys: [String: ContextValue] = [:], _ who: RequestPrincipal = .anonymous) throws
      -> [String]
    {
      let evaluation = try statements("\"Effect\": \"Allow\", \(statement)").evaluate(request(who, "a:b", "r", keys))
      return evaluation.open.flatMap(\.open).map(\.description)
    }
    let several = "\"Condition\": {\"StringEquals\": {\"k\": \"v\"}}"
    #expect(
      try open(several, ["k": .present(["v", "w"])]) == [
        "`StringEquals k` wants `v`; the request has `v`, `w`, and it is open whether that fits"
      ])
    #expect(
      try open(several, ["k": .unknownValue]) == ["`StringEquals k` wants `v`; it is not known what the request has"])
    #expect(
      try open("\"Principal\": {\"AWS\": \"111111111111\"}", [:], .unknown) == [
        "`Principal` wants `111111111111`; it is not known what the request has"
      ])
  }

  @Test("Names of keys are not case-sensitive, families and the rest have their own values")
  func context() {
    var context = RequestContext(others: .absent)
    context.setAll(withPrefix: "aws:PrincipalTag/", to: .unknown)
    context["aws:PrincipalTag/Team"] = .value("red")
    #expect(context["AWS:principaltag/TEAM"] == .value("red"))
    #expect(context["aws:principalTag/other"] == .unknown)
    #expect(context["aws:PrincipalArn"] == .absent)
  }
}
