import AccessPolicies
import Testing

/// AG 3.5, and https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
struct PrincipalTests {
  private static let ann = "arn:aws:iam::111111111111:user/ann"
  private static let role = "arn:aws:iam::111111111111:role/path/R"
  private static let session = "arn:aws:sts::111111111111:assumed-role/R/s"
  private static let federated = "arn:aws:sts::111111111111:federated-user/ann"
  private static let root = "arn:aws:iam::111111111111:root"

  struct Case: Sendable, CustomTestStringConvertible {
    var principal: String
    var yes: [String] = []
    var maybe: [String] = []
    var testDescription: String { principal }
  }

  static let callers = [
    "anonymous", "unknown", "service x.amazonaws.com", "federated accounts.google.com", ann,
    "arn:aws:iam::111111111111:user/bob", role, session,
    "arn:aws:sts::111111111111:assumed-role/R/t", "arn:aws:sts::111111111111:assumed-role/Q/s", federated, root,
    "arn:aws:iam::222222222222:user/ann",
    "arn:aws-cn:iam::111111111111:user/ann",
  ]
  static let inAccount = callers.filter { $0.contains("111111111111") }

  static let cases = [
    Case(principal: "\"*\"", yes: callers), Case(principal: "{\"AWS\": \"*\"}", yes: callers),
    Case(principal: "{\"AWS\": \"111111111111\"}", yes: inAccount, maybe: ["unknown"]),
    Case(principal: "{\"AWS\": \"\(root)\"}", yes: inAccount, maybe: ["unknown"]),
    Case(principal: "{\"AWS\": \"\(ann)\"}", yes: [ann], maybe: ["unknown", federated]),
    Case(
      principal: "{\"AWS\": \"\(role)\"}", yes: [role, session, "arn:aws:sts::111111111111:assumed-role/R/t"],
      maybe: ["unknown"]),
    Case(principal: "{\"AWS\": \"\(session)\"}", yes: [session], maybe: ["unknown", role]),
    Case(principal: "{\"AWS\": \"\(federated)\"}", yes: [federated], maybe: ["unknown"]),
    Case(principal: "{\"AWS\": \"AIDAEXAMPLE\"}"), Case(principal: "{\"AWS\": []}"),
    Case(principal: "{\"AWS\": \"arn:aws:iam::111111111111:user/*\"}"),
    Case(principal: "{\"Service\": \"x.amazonaws.com\"}", yes: ["service x.amazonaws.com"], maybe: ["unknown"]),
    Case(principal: "{\"Service\": \"y.amazonaws.com\"}", maybe: ["unknown"]),
    Case(principal: "{\"Service\": \"*\"}", yes: ["service x.amazonaws.com"], maybe: ["unknown"]),
    Case(
      principal: "{\"Federated\": \"accounts.google.com\"}", yes: ["federated accounts.google.com"], maybe: ["unknown"]),
    Case(principal: "{\"Federated\": \"*\"}", yes: ["federated accounts.google.com"], maybe: ["unknown"]),
    Case(
      principal: "{\"CanonicalUser\": \"79a5\"}", maybe: callers.filter { $0.hasPrefix("arn") } + ["unknown"]),
    Case(
      principal: "{\"Service\": \"y.amazonaws.com\", \"AWS\": [\"\(ann)\", \"222222222222\"]}",
      yes: [ann, "arn:aws:iam::222222222222:user/ann"],
      maybe: ["unknown", federated]),
  ]

  @Test("Principal", arguments: cases)
  func principal(_ test: Case) throws {
    let policy = try statements("\"Effect\": \"Allow\", \"Principal\": \(test.principal)")
    for name in Self.callers {
      let decision = policy.evaluate(request(try Self.principal(name))).decision
      let expected: Decision =
        test.yes.contains(name) ? .allowed : test.maybe.contains(name) ? .undetermined : .implicitDeny
      #expect(decision == expected, "\(name)")
    }
  }

  @Test(
    "NotPrincipal",
    arguments: [
      ("Allow", [ann], ann, Decision.implicitDeny), ("Allow", [ann], "anonymous", .allowed),
      ("Allow", [ann], federated, .undetermined),
      ("Allow", [ann], session, .allowed), ("Allow", ["111111111111"], ann, .implicitDeny),
      ("Allow", ["*"], "anonymous", .implicitDeny),
      ("Deny", [ann, root], ann, .implicitDeny), ("Deny", [ann, root], "anonymous", .explicitDeny),
      ("Deny", [ann, root], "arn:aws:iam::222222222222:user/ann", .explicitDeny),
      ("Deny", [role, root], session, .implicitDeny),
      ("Deny", [root], root, .implicitDeny), ("Deny", ["*"], ann, .implicitDeny),
      ("Deny", [ann, root], "service x.amazonaws.com", .explicitDeny),
      // AWS says that it may deny the whole account, or the role, unless both are listed.
      ("Deny", [ann], ann, .undetermined), ("Deny", [root], ann, .undetermined),
      ("Deny", [session, root], session, .undetermined),
      ("Deny", [role], session, .undetermined),
    ])
  func notPrincipal(_ effect: String, _ listed: [String], _ name: String, _ expected: Decision) throws {
    let policy = try policy(
      """
      {"Statement": {"Effect": "\(effect)", "NotPrincipal": {"AWS": \(listed)}, "Action": "*", "Resource": "*"}}
      """)
    #expect(policy.evaluate(request(try Self.principal(name))).decision == expected)
  }

  @Test("Only the account is named: it is left to the account to pass the permission on")
  func delegation() throws {
    func isDelegated(_ principal: String, _ name: String) throws -> Bool {
      let policy = try statements("\"Effect\": \"Allow\", \"Principal\": {\"AWS\": \(principal)}")
      return policy.evaluate(request(try Self.principal(name))).isDelegated
    }
    #expect(try isDelegated("\"111111111111\"", Self.ann))
    #expect(try !isDelegated("\"111111111111\"", Self.root))
    #expect(try !isDelegated("[\"111111111111\", \"\(Self.ann)\"]", Self.ann))
    #expect(try !isDelegated("[\"111111111111\", \"*\"]", Self.ann))
    #expect(try !isDelegated("\"222222222222\"", Self.ann))
  }

  static func principal(_ name: String) throws -> RequestPrincipal {
    let words = name.split(separator: " ").map(String.init)
    switch words[0] {
    case "anonymous": return .anonymous
    case "unknown": return .unknown
    case "service": return .service(words[1])
    case "federated": return .federated(provider: words[1])
    default: return try caller(name)
    }
  }
}
