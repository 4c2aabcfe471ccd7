import Testing

@testable import AccessPolicies

/// AG 3.5: `*` and `?` are globs, and `*` crosses `/`. Variables:
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
struct PolicyPatternTests {
  @Test(
    "Wildcards",
    arguments: [
      ("", "", true), ("", "a", false), ("*", "", true), ("*", "a/b:c", true), ("?", "", false), ("?", "a", true),
      ("?", "é", true),
      ("?", "ab", false), ("a", "a", true), ("a", "A", false), ("a*", "a", true), ("a*", "abc", true),
      ("a*", "ba", false),
      ("*a", "a", true), ("*a", "ba", true), ("*a", "ab", false), ("a*b", "ab", true), ("a*b", "axxb", true),
      ("a*b", "axxbc", false),
      ("*ab*ab*", "xabxabx", true), ("*ab*ab*", "xababx", true), ("*ab*ab*", "xabx", false), ("a**b", "ab", true),
      ("a?*b", "ab", false), ("a?*b", "axb", true), ("*/GET/*", "prod/GET/a/b", true),
      ("*/GET/*", "prod/POST/a", false),
      ("a*a*a*a*a*b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false), ("[a]", "a", false), ("a.c", "abc", false),
    ])
  func wildcards(_ pattern: String, _ text: String, _ expected: Bool) {
    let context = RequestContext()
    let pattern = PolicyPattern(pattern, version: .of2012)
    #expect(pattern.matches(text[...], .wildcards, in: context) == Truth(expected))
  }

  @Test("Without wildcards they are characters; without case, letters are alike")
  func modes() {
    let context = RequestContext()
    func matches(_ pattern: String, _ text: String, _ mode: PatternMode) -> Truth {
      PolicyPattern(pattern, version: .of2012).matches(text[...], mode, in: context)
    }
    #expect(matches("a*?", "a*?", .exact) == .yes && matches("a*?", "abc", .exact) == .no)
    #expect(matches("aBÉ", "AbÉ", .exact) == .no && matches("aBÉ", "Abé", .exactIgnoringCase) == .yes)
    #expect(matches("EXECUTE-api:inv*", "execute-api:Invoke", .wildcardsIgnoringCase) == .yes)
    #expect(matches("e\u{301}", "é", .exact) == .no, "characters are compared, not what they look like")
  }

  static let context: RequestContext = {
    var context = RequestContext(others: .absent)
    context["aws:username"] = .value("ann")
    context["aws:star"] = .value("a*")
    context["aws:two"] = .present(["a", "b"])
    context["aws:empty"] = .present([])
    context["aws:some"] = .unknownValue
    context["aws:maybe"] = .unknown
    return context
  }()

  @Test(
    "Variables",
    arguments: [
      ("x/${aws:username}/*", "x/ann/y", Truth.yes), ("x/${AWS:UserName}", "x/ann", .yes),
      ("x/${aws:username}", "x/bob", .no),
      ("${aws:none}", "", .no), ("a${aws:none}", "a", .no), ("a${aws:none, 'b'}", "ab", .yes),
      ("a${aws:none,'b c'}", "ab c", .yes),
      ("a${aws:username, 'b'}", "aann", .yes), ("${aws:empty, 'b'}", "b", .yes), ("${aws:empty}", "", .no),
      ("${*}${?}${$}", "*?$", .yes), ("${*}", "a", .no), ("${$}{aws:username}", "${aws:username}", .yes),
      ("a${aws:some}b", "axb", .unknown), ("a${aws:some}b", "axc", .no), ("a${aws:maybe, 'x'}", "ax", .unknown),
      ("a${aws:two}", "aa", .unknown), ("${aws:star}", "abc", .unknown), ("${aws:star}", "a*", .unknown),
      ("${aws:username", "${aws:username", .yes), ("${}", "${}", .yes), ("$aws", "$aws", .yes),
      ("${a, b}", "${a, b}", .yes),
    ])
  func variables(_ pattern: String, _ text: String, _ expected: Truth) {
    #expect(PolicyPattern(pattern, version: .of2012).matches(text[...], .wildcards, in: Self.context) == expected)
  }

  @Test("Version 2008-10-17 knows no variables, and an exact comparison takes their values as they are")
  func without() {
    let old = PolicyPattern("${aws:username}", version: .of2008)
    #expect(old.matches("ann", .exact, in: Self.context) == .no)
    #expect(old.matches("${aws:username}", .exact, in: Self.context) == .yes)
    let star = PolicyPattern("${aws:star}", version: .of2012)
    #expect(star.matches("a*", .exact, in: Self.context) == .yes && star.matches("ab", .exact, in: Self.context) == .no)
  }
}
