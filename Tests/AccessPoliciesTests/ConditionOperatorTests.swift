import AccessPolicies
import Testing

struct ConditionOperatorTests {
  @Test("All 27 operators, in any case, with prefix and suffix")
  func names() throws {
    #expect(ConditionOperator.baseNames.count == 27)
    for name in ConditionOperator.baseNames {
      #expect(ConditionOperator(name)?.description == name)
      #expect(ConditionOperator(name.uppercased())?.description == name)
      let isNull = name == "Null"
      for full in ["\(name)IfExists", "ForAllValues:\(name)", "ForAnyValue:\(name)IfExists"] {
        #expect(ConditionOperator(full)?.description == (isNull ? nil : full))
      }
      #expect(try #require(ConditionOperator(name)).isNegated == name.contains("Not"), "\(name)")
    }
  }

  @Test(
    "Nothing else",
    arguments: [
      "", "IfExists", "StringEqual", "StringEqualsIfExist", "ForAll:StringLike", "ForAnyValue:", "BinaryNotEquals",
      "StringLike ",
    ])
  func refuses(_ name: String) {
    #expect(ConditionOperator(name) == nil)
  }
}
