import AccessPolicies
import Testing

struct PolicyDocumentTests {
  @Test("Every element is read")
  func reads() throws {
    let policy = try policy(
      """
      {"Version": "2012-10-17", "Id": "mine", "Statement": [
        {"Sid": "One", "Effect": "Allow", "Principal": {"AWS": ["111111111111", "*"], "Service": "x.amazonaws.com"},
         "Action": "a:b", "Resource": ["r", "s"]},
        {"Effect": "Deny", "NotPrincipal": "*", "NotAction": ["a:*"], "NotResource": "*",
         "Condition": {"StringEquals": {"k": ["v", 1, true], "l": "w"}, "Null": {"m": true}}}]}
      """)
    #expect(policy.version == .of2012 && policy.id == "mine")
    #expect(policy.statements.map(\.name.description) == ["One", "2"])
    #expect(policy.statements.map(\.name.position?.line) == [2, 4])
    #expect(policy.statements.map(\.effect) == [.allow, .deny])
    #expect(
      policy.statements[0].principal?.patterns.map(\.meaning) == [
        .account(id: "111111111111"), .everyone, .service("x.amazonaws.com"),
      ])
    #expect(policy.statements[0].resource.patterns.map(\.source) == ["r", "s"])
    let second = policy.statements[1]
    #expect(second.principal?.isNegated == true && second.action.isNegated && second.resource.isNegated)
    #expect(
      second.conditions.map { "\($0.operator) \($0.key) \($0.values)" } == [
        "StringEquals k [v, 1, true]", "StringEquals l [w]", "Null m [true]",
      ])
  }

  @Test("One statement needs no list, no `Version` means 2008-10-17, and an empty list allows nothing")
  func shortForms() throws {
    let one = try policy(
      #"{"Statement": {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*", "Sid": ""}}"#)
    #expect(one.version == .of2008 && one.statements.map(\.name.description) == ["1"])
    #expect(try policy(#"{"Statement": []}"#).evaluate(request()).decision == .implicitDeny)
  }

  @Test("API Gateway escapes the quotes once more, and both forms mean the same")
  func escapedOnceMore() throws {
    let plain =
      #"{"Version":"2012-10-17","Statement":[{"Sid":"a\\b","Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}"#
    let escaped = plain.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    #expect(escaped.hasPrefix(#"{\"Version\""#))
    #expect(try policy(escaped) == policy(plain))
    #expect(try policy("\n  " + escaped.replacing(",", with: ",\n")).statements.map(\.name.sid) == [#"a\b"#])
    #expect(PolicyDocument(#"{\"Version\":"#, kind: .resource).policy == nil)
  }

  @Test("Everything that is wrong is said at once, in the order of the text")
  func allDiagnostics() {
    let document = PolicyDocument(
      """
      {"Version": "2020-01-01", "Comment": "x", "Statement": [
        {"effect": "Allow", "Principal": "me", "Action": 1, "NotAction": "a", "Resource": "*"},
        {"Effect": "allow", "Action": ["a", {}], "Condition": {"StringEqual": {"k": "v"}, "Null": {"": "x"}}},
        "x",
        {"Effect": "Deny", "Effect": "Deny", "Principal": {"aws": "*"}, "Action": "*", "Resource": "*",
         "Condition": {"Bool": {"k": [null]}, "NullIfExists": {"k": true}}}]}
      """, kind: .resource)
    #expect(document.policy == nil)
    #expect(
      document.diagnostics.map(\.description) == [
        "1:13: error: unknown version `2020-01-01` (at $.Version); use `2012-10-17`",
        "1:27: error: unknown element `Comment` (at $)",
        "2:3: error: a statement without `Effect` (at $.Statement[0])",
        "2:4: error: unknown element `effect` (at $.Statement[0]); write `Effect`",
        "2:36: error: expected `*` or an object, found `me` (at $.Statement[0].Principal); write `{\"AWS\": \"me\"}` for an identity",
        "2:68: error: both `Action` and `NotAction` (at $.Statement[0].NotAction)",
        "3:3: error: a statement without `Resource` or `NotResource` (at $.Statement[1])",
        "3:3: error: a statement without `Principal` or `NotPrincipal` (at $.Statement[1])",
        "3:14: error: expected `Allow` or `Deny`, found `allow` (at $.Statement[1].Effect)",
        "3:39: error: expected a string, found an object (at $.Statement[1].Action[1])",
        "3:58: error: unknown condition operator `StringEqual` (at $.Statement[1].Condition.StringEqual); did you mean `StringEquals`",
        "3:94: error: a condition without a key (at $.Statement[1].Condition.Null.)",
        "4:3: error: expected an object, found a string (at $.Statement[2])",
        "5:22: error: `Effect` occurs twice (at $.Statement[3])",
        "5:54: error: unknown kind of principal `aws` (at $.Statement[3].Principal.aws); use `AWS`, `Service`, `Federated` or `CanonicalUser`",
        "6:33: error: expected a value or a list of values, found null (at $.Statement[3].Condition.Bool.k[0])",
        "6:41: error: unknown condition operator `NullIfExists` (at $.Statement[3].Condition.NullIfExists); did you mean `Null`",
      ])
  }

  @Test("What can never match is a warning, and the policy stays usable")
  func warnings() {
    let document = PolicyDocument(
      """
      {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*",
        "Principal": {"AWS": ["AROAEXAMPLEID", "arn:aws:iam::111111111111:role/*"]},
        "Condition": {"StringEquals": {"k": ["a*", "a${*}"]}, "StringNotEquals": {"k": "*"}, "IpAddress": {"k": "10.0.0.0/33"},
          "NumericEquals": {"k": "x"}, "DateEquals": {"k": "yesterday"}, "Bool": {"k": ["yes", "${a:b}"]},
          "Null": {"k": "x"}, "ArnLike": {"k": "*"}, "StringLike": {"k": "a*"}}}}
      """, kind: .resource)
    #expect(document.policy != nil)
    #expect(document.diagnostics.allSatisfy { $0.severity == .warning })
    #expect(
      document.diagnostics.map(\.message) == [
        "`AROAEXAMPLEID` matches nobody: it is no ARN, account or `*`; deleted identities look like this",
        "`arn:aws:iam::111111111111:role/*` matches nobody: a principal takes no wildcard but `*` alone",
        "`a*`: `StringEquals` takes `*` as an asterisk", "`*`: `StringNotEquals` takes `*` as an asterisk",
        "`10.0.0.0/33` is no address or prefix", "`x` is no number", "`yesterday` is no date",
        "`yes` is neither `true` nor `false`", "`x` is neither `true` nor `false`", "`*` is no ARN",
      ])
    #expect(document.diagnostics.map(\.remedy)[2...3] == ["use `StringLike`", "use `StringNotLike`"])
  }

  @Test("Policies of identities name no principal, policies of resources do")
  func kinds() throws {
    let bare = #"{"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}"#
    #expect(try policy(bare, .identity).evaluate(request()).decision == .allowed)
    #expect(
      PolicyDocument(bare, kind: .resource).diagnostics.map(\.message) == [
        "a statement without `Principal` or `NotPrincipal`"
      ])
    let named = #"{"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*", "NotPrincipal": "*"}}"#
    #expect(
      PolicyDocument(named, kind: .identity).diagnostics.map(\.message) == [
        "`NotPrincipal` in a policy of an identity, which is for whoever carries it"
      ])
  }

  @Test(
    "No policy at all",
    arguments: [
      ("[]", "expected an object, found a list"), ("null", "expected an object, found null"),
      ("{}", "a policy without `Statement`"), ("{\"Statement\": 1}", "expected an object, found a number"),
      ("", "not JSON: expected a value, found the end of the text"),
    ])
  func none(_ text: String, _ message: String) {
    let document = PolicyDocument(text, kind: .resource)
    #expect(document.policy == nil && document.diagnostics.map(\.message) == [message])
  }
}
