import Testing

@testable import Reachability

@Suite("names of certificates")
struct CertificateNameTests {
  @Test("D-1: a wildcard covers exactly one label")
  func wildcard() {
    let name = CertificateName("*.Example.com")
    #expect(name.covers("a.example.com") && name.covers("A.EXAMPLE.COM."))
    #expect(!name.covers("example.com"))
    #expect(!name.covers("a.b.example.com"))
    #expect(!CertificateName("a.example.com").covers("b.example.com"))
  }

  @Test("D-2: the listener shows what covers the name, else its default")
  func choice() {
    let shown = ShownCertificates(standard: ["x.com"], others: [["y.com"], ["*.z.com", "z.com"]]) { $0 }
    #expect(shown.shown(for: "y.com") == [["y.com"]])
    #expect(shown.shown(for: "w.com") == [["x.com"]])
    #expect(shown.shown(for: "a.z.com") == [["*.z.com", "z.com"]])
    #expect(shown.shown(for: nil) == [["x.com"]])
  }
}
