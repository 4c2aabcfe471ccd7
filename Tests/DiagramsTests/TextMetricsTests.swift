import Testing

@testable import Diagrams

@Suite("text: widths, lines and ellipses")
struct TextMetricsTests {
  @Test("widths are Helvetica's")
  func widths() {
    #expect(TextMetrics.exactWidth("web-1", size: 10, bold: false) == 22.23)
    #expect(TextMetrics.exactWidth("web-1", size: 10, bold: true) == 23.34)
  }
}
