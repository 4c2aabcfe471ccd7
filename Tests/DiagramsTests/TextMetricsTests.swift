import Testing

@testable import Diagrams

@Suite("text: widths, lines and ellipses")
struct TextMetricsTests {
  @Test("widths are Helvetica's")
  func widths() {
    #expect(abs(TextMetrics.exactWidth("web-1", size: 10, bold: false) - 27.23) < 0.01)
    #expect(abs(TextMetrics.exactWidth("web-1", size: 10, bold: true) - 28.34) < 0.01)
    #expect(TextMetrics.width("東京", size: 10, bold: false) == 20)
  }

  @Test("the ellipsis is in the middle, and what remains fits")
  func fitted() {
    let id = "tgw-attach-4d1b52ab97e6efd05"
    let cut = TextMetrics.fitted(id, size: 11, bold: false, width: 100)
    #expect(cut.hasPrefix("tgw-att"))
    #expect(cut.hasSuffix("fd05"))
    #expect(cut.contains("…"))
    #expect(TextMetrics.exactWidth(cut, size: 11, bold: false) <= 100)
    #expect(TextMetrics.fitted("web-1", size: 11, bold: false, width: 100) == "web-1")
    #expect(TextMetrics.fitted("web-1", size: 11, bold: false, width: 0) == "…")
  }

  @Test("lines break after blanks, where wanted after hyphens, else where they must")
  func wrapped() {
    #expect(TextMetrics.wrapped("one two", size: 10, bold: false, width: 25) == ["one", "two"])
    #expect(TextMetrics.wrapped("nat-d0cd1cff", size: 10, bold: false, width: 50, breaks: "-") == ["nat-", "d0cd1cff"])
    #expect(TextMetrics.wrapped("aaaaaaaa", size: 10, bold: false, width: 23) == ["aaaa", "aaaa"])
    #expect(TextMetrics.wrapped("", size: 10, bold: false, width: 23) == [])
  }
}
