import Testing

@testable import AccessPolicies

struct ConditionValueTests {
  @Test(
    "Dates, in seconds since 1970",
    arguments: [
      ("1970-01-01T00:00:00Z", 0), ("1970", 0), ("1970-02", 31 * 86400), ("2000-02-29", 951_782_400),
      ("2000-03-01", 951_868_800),
      ("1900-03-01", -2_203_891_200), ("1969-12-31T23:59:59Z", -1), ("2024-02-29T12:30Z", 1_709_209_800),
      ("2020-01-01T00:00:00-05:30", 1_577_856_600),
      ("1577836800", 1_577_836_800), ("0", 0), ("-5", -5), ("12345", 12345),
    ])
  func dates(_ text: String, _ seconds: Int) {
    #expect(PolicyDate(text)?.value == seconds * 1_000_000)
  }

  @Test("Fractions of a second, to the microsecond")
  func fractions() {
    #expect(PolicyDate("1970-01-01T00:00:00.5Z")?.value == 500_000)
    #expect(PolicyDate("1970-01-01T00:00:00.123456789Z")?.value == 123_456)
  }

  @Test(
    "No dates",
    arguments: [
      "", "20-01-01", "2020-1-01", "2020-13", "2020-00", "2020-01-32", "2020-01-01T", "2020-01-01T10",
      "2020-01-01T10:00", "2020-01T10:00Z",
      "2020-01-01T24:00Z", "2020-01-01T10:60Z", "2020-01-01T10:00:00.Z", "2020-01-01T10:00+1:00", "2020-01-01 10:00Z",
      "now", "99999999999999999999", "٢٠٢٠",
    ])
  func noDates(_ text: String) {
    #expect(PolicyDate(text) == nil)
  }

  @Test("Numbers")
  func numbers() {
    for (text, value) in [("0", 0.0), ("-1.5", -1.5), ("1e3", 1000), ("+2", 2)] {
      #expect(PolicyNumber(text)?.value == value)
    }
    for text in ["", "x", "0x10", "nan", "inf", "1 ", "1,5", "--1"] { #expect(PolicyNumber(text) == nil, "\(text)") }
  }
}
