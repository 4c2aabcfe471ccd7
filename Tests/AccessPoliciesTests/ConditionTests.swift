import Testing

@testable import AccessPolicies

/// AG 3.4, and
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
struct ConditionTests {
  private func holds(_ name: String, _ wanted: [String], _ had: ContextValue) throws -> Truth {
    let `operator` = try #require(ConditionOperator(name), "\(name)")
    let version: Policy.Version = `operator`.takesVariables ? .of2012 : .of2008
    let condition = Condition(`operator`, "AWS:Key", wanted.map { PolicyPattern($0, version: version) })
    var context = RequestContext(others: .absent)
    context["aws:key"] = had
    context["aws:username"] = .value("ann")
    return condition.holds(in: context)
  }

  @Test(
    "A value against one of the policy's",
    arguments: [
      ("StringEquals", "a", "a", Truth.yes), ("StringEquals", "a", "A", .no), ("StringEquals", "a*", "ab", .no),
      ("StringEquals", "a*", "a*", .yes),
      ("StringEquals", "${aws:username}", "ann", .yes), ("StringEquals", "${aws:none}", "ann", .no),
      ("StringNotEquals", "${aws:none}", "ann", .yes),
      ("StringNotEquals", "a", "a", .no), ("StringNotEquals", "a", "b", .yes),
      ("StringEqualsIgnoreCase", "a", "A", .yes), ("StringEqualsIgnoreCase", "a", "b", .no),
      ("StringNotEqualsIgnoreCase", "a", "A", .no), ("StringNotEqualsIgnoreCase", "a", "b", .yes),
      ("StringLike", "a*", "ab", .yes), ("StringLike", "a?", "abc", .no),
      ("StringLike", "a*", "Ab", .no), ("StringNotLike", "a*", "ab", .no), ("StringNotLike", "a*", "b", .yes),
      ("NumericEquals", "10", "10.0", .yes), ("NumericEquals", "10", "11", .no),
      ("NumericNotEquals", "10", "11", .yes), ("NumericLessThan", "10", "9.5", .yes),
      ("NumericLessThan", "10", "10", .no), ("NumericLessThanEquals", "10", "10", .yes),
      ("NumericLessThanEquals", "10", "11", .no),
      ("NumericGreaterThan", "10", "10", .no), ("NumericGreaterThan", "10", "1e2", .yes),
      ("NumericGreaterThanEquals", "-1", "-1", .yes), ("NumericEquals", "10", "ten", .no),
      ("DateEquals", "2020-01-01T00:00:00Z", "1577836800", .yes),
      ("DateEquals", "2020-01-01", "2020-01-01T01:00:00+01:00", .yes), ("DateNotEquals", "2020", "2020-01-01", .no),
      ("DateLessThan", "2020-01-01T00:00:01Z", "2020-01-01T00:00:00.999Z", .yes),
      ("DateLessThanEquals", "2020-01-01", "2020-01-01", .yes), ("DateGreaterThan", "2020-01-01", "2020-01-01", .no),
      ("DateGreaterThanEquals", "1", "2", .yes), ("DateGreaterThan", "2020-02-30", "soon", .no),
      ("Bool", "true", "TRUE", .yes), ("Bool", "true", "false", .no), ("Bool", "${aws:none, 'true'}", "true", .yes),
      ("Bool", "true", "1", .no), ("BinaryEquals", "QUI=", "QUI=", .yes), ("BinaryEquals", "QUI=", "QUE=", .no),
      ("IpAddress", "10.0.0.0/8", "10.1.1.1", .yes), ("IpAddress", "10.0.0.0/8", "11.0.0.1", .no),
      ("IpAddress", "10.1.1.1", "10.1.1.1", .yes), ("IpAddress", "10.0.0.0/8", "::1", .no),
      ("IpAddress", "2001:db8::/32", "2001:db8:1::5", .yes),
      ("IpAddress", "0.0.0.0/0", "::ffff", .no), ("NotIpAddress", "10.0.0.0/8", "10.1.1.1", .no),
      ("NotIpAddress", "10.0.0.0/8", "192.168.0.5", .yes), ("NotIpAddress", "10.0.0.0/8", "2001:db8::1", .yes),
      ("IpAddress", "10.0.0.0/8", "10.9.0.0/16", .yes), ("IpAddress", "10.9.1.0/24", "10.9.0.0/16", .unknown),
      ("NotIpAddress", "10.9.1.0/24", "10.9.0.0/16", .unknown), ("IpAddress", "10.8.0.0/16", "10.9.0.0/16", .no),
      ("ArnEquals", "arn:aws:sns:*:1*:t*", "arn:aws:sns:eu:11:topic", .yes),
      (
        "ArnLike", "arn:aws:x:*:111122223333:finance/*",
        "arn:aws:x:us-east-2:999999999999:store/abc:111122223333:finance/document.txt", .no
      ),
      (
        "StringLike", "arn:aws:x:*:111122223333:finance/*",
        "arn:aws:x:us-east-2:999999999999:store/abc:111122223333:finance/document.txt", .yes
      ),
      ("ArnLike", "arn:aws:x:r:1:a/*", "arn:aws:x:r:1:a/b:c", .yes),
      ("ArnLike", "arn:aws:x:r:1:${aws:username}", "arn:aws:x:r:1:ann", .yes),
      ("ArnLike", "arn:aws:x:*", "arn:aws:x:r:1:a", .unknown), ("ArnLike", "arn:aws:y:*", "arn:aws:x:r:1:a", .no),
      ("ArnNotEquals", "arn:aws:x:r:1:a", "arn:aws:x:r:1:a", .no),
      ("ArnNotLike", "arn:aws:x:r:1:a*", "arn:aws:x:r:1:b", .yes), ("ArnLike", "arn:aws:x:r:1:a", "a", .no),
      ("ArnEquals", "arn:aws:x:r:1:A", "arn:aws:x:r:1:a", .no),
      ("Null", "true", "x", .no), ("Null", "false", "x", .yes), ("NotIpAddress", "x", "10.0.0.1", .unknown),
      ("NumericNotEquals", "1", "x", .unknown), ("ArnNotLike", "arn:aws:x:r:1:a", "a", .unknown),
    ])
  func one(_ name: String, _ wanted: String, _ had: String, _ expected: Truth) throws {
    #expect(try holds(name, [wanted], .value(had)) == expected, "\(name) wants \(wanted), has \(had)")
  }

  @Test("Several values are alternatives; for a negated operator none may match")
  func several() throws {
    #expect(try holds("StringEquals", ["a", "b"], .value("b")) == .yes)
    #expect(try holds("StringNotEquals", ["a", "b"], .value("b")) == .no)
    #expect(try holds("StringNotEquals", ["a", "b"], .value("c")) == .yes)
    #expect(try holds("StringEquals", [], .value("c")) == .no)
    #expect(try holds("StringNotEquals", [], .value("c")) == .yes)
    #expect(
      try holds("NotIpAddress", ["x", "10.0.0.0/8"], .value("10.0.0.1")) == .no, "one matches, whatever the other is")
    #expect(try holds("Null", ["true", "false"], .absent) == .yes)
  }

  @Test("A missing key: positive no, negated yes, IfExists yes, ForAnyValue no, ForAllValues yes")
  func missing() throws {
    for name in ConditionOperator.baseNames where name != "Null" {
      let expected = Truth(name.contains("Not"))
      for had in [ContextValue.absent, .present([])] {
        #expect(try holds(name, ["1"], had) == expected, "\(name)")
        #expect(try holds("\(name)IfExists", ["1"], had) == .yes, "\(name)")
        #expect(try holds("ForAllValues:\(name)", ["1"], had) == .yes, "\(name)")
        #expect(try holds("ForAnyValue:\(name)", ["1"], had) == .no, "\(name)")
        #expect(try holds("ForAllValues:\(name)IfExists", ["1"], had) == .yes, "\(name)")
        #expect(try holds("ForAnyValue:\(name)IfExists", ["1"], had) == .unknown, "\(name): AWS's pages disagree")
      }
    }
    #expect(try holds("Null", ["true"], .absent) == .yes)
    #expect(try holds("Null", ["false"], .absent) == .no)
    #expect(try holds("StringNotEqualsIfExists", ["a"], .value("a")) == .no)
  }

  @Test(
    "Several values of the request",
    arguments: [
      ("ForAllValues:StringLike", ["a*"], ["ab", "ac"], Truth.yes),
      ("ForAllValues:StringLike", ["a*"], ["ab", "b"], .no), ("ForAllValues:StringNotLike", ["a*"], ["b", "c"], .yes),
      ("ForAllValues:StringNotLike", ["a*"], ["ab", "c"], .no),
      ("ForAnyValue:StringLike", ["a*", "x"], ["b", "x"], .yes), ("ForAnyValue:StringLike", ["a*"], ["b", "c"], .no),
      ("ForAnyValue:StringNotEquals", ["a", "b"], ["a", "b"], .no),
      ("ForAnyValue:StringNotEquals", ["a", "b"], ["c", "a"], .yes), ("ForAllValues:StringEquals", ["a"], [""], .yes),
      ("ForAnyValue:StringEquals", [""], [""], .no), ("ForAnyValue:NumericLessThan", ["5"], ["9", "4"], .yes),
      ("ForAllValues:IpAddress", ["10.0.0.0/8"], ["10.0.0.1"], .yes),
      ("StringEquals", ["a"], ["a", "b"], .unknown), ("Null", ["false"], ["a", "b"], .yes),
    ])
  func sets(_ name: String, _ wanted: [String], _ had: [String], _ expected: Truth) throws {
    #expect(try holds(name, wanted, .present(had)) == expected)
  }

  @Test("What is not known leaves it open, where it could turn")
  func unknown() throws {
    #expect(try holds("StringEquals", ["a"], .unknown) == .unknown)
    #expect(try holds("StringEquals", [], .unknown) == .no)
    #expect(try holds("StringLike", ["*"], .unknownValue) == .yes)
    #expect(try holds("StringLike", ["*"], .unknown) == .unknown)
    #expect(try holds("StringLikeIfExists", ["*"], .unknown) == .yes)
    #expect(try holds("StringNotLike", ["*"], .unknownValue) == .no)
    #expect(try holds("ForAllValues:StringLike", ["*"], .unknown) == .yes)
    #expect(try holds("ForAnyValue:StringLike", ["a"], .unknown) == .unknown)
    // An empty string would count as no value.
    #expect(try holds("ForAllValues:StringNotLike", ["*"], .unknownValue) == .unknown)
    #expect(try holds("ForAnyValue:StringLike", ["*"], .unknownValue) == .unknown)
    #expect(try holds("Null", ["true"], .unknownValue) == .no)
    #expect(try holds("Null", ["true"], .unknown) == .unknown)
    #expect(try holds("Null", ["true", "false"], .unknown) == .yes)
  }
}
