import Addressing
import NetworkModel
import Testing

@testable import Reachability

@Suite("the forms of an endpoint, first that fits")
struct ResolvingFormTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var text: String
    var form: EndpointForm
    var port: String?
    var testDescription: String { text }

    init(_ text: String, _ form: EndpointForm, port: String? = nil) {
      self.text = text
      self.form = form
      self.port = port
    }
  }

  static func address(_ text: String) -> IPAddress { IPAddress(text)! }
  static func prefix(_ text: String) -> Prefix { Prefix(text)! }

  static let cases: [Case] = [
    // A URL or an ARN has no port of its own.
    Case("https://a.example:8443/x", .url("https://a.example:8443/x")),
    Case("http://a.example:80", .url("http://a.example:80")),
    Case("HTTPS://A.example/X", .url("HTTPS://A.example/X")),
    Case("arn:aws:lambda:us-east-1:1:function:f:3", .arn("arn:aws:lambda:us-east-1:1:function:f:3")),
    // An id is a known beginning and 4 to 17 hexadecimal digits.
    Case("i-0a1b", .id("i-0a1b")),
    Case("vpce-svc-0a1b2c3d4e5f60718:443", .id("vpce-svc-0a1b2c3d4e5f60718"), port: "443"),
    Case("i-0a1b2c3d4e5f607182", .name("i-0a1b2c3d4e5f607182")),
    Case("sg-db", .name("sg-db")),
    Case("i-0web", .name("i-0web")),
    Case("web-0a1b", .name("web-0a1b")),
    Case("I-0a1b", .name("I-0a1b")),
    Case("internet", .internet(nil)),
    Case("internet:443", .internet(nil), port: "443"),
    Case("internet/203.0.113.7", .internet(address("203.0.113.7"))),
    Case("internet/203.0.113.7:443", .internet(address("203.0.113.7")), port: "443"),
    Case("internet/2001:db8::1", .internet(address("2001:db8::1"))),
    Case("internet/[2001:db8::1]:443", .internet(address("2001:db8::1")), port: "443"),
    Case("internet/web", .name("internet/web")),
    Case("Internet", .name("Internet")),
    Case("tag:tier=db", .tag(Tag("tier", "db"))),
    Case("tag:tier=db:5432", .tag(Tag("tier", "db")), port: "5432"),
    Case("tag:aws:autoscaling:groupName=web=1", .tag(Tag("aws:autoscaling:groupName", "web=1"))),
    Case("tag:tier", .name("tag:tier")),
    Case("tag:=x", .name("tag:=x")),
    Case("10.0.1.10", .address(address("10.0.1.10"), at: nil)),
    Case("10.0.1.10:22", .address(address("10.0.1.10"), at: nil), port: "22"),
    Case("10.0.1.10:8000-8999", .address(address("10.0.1.10"), at: nil), port: "8000-8999"),
    Case("10.0.1.10@vpc-0a1b", .address(address("10.0.1.10"), at: "vpc-0a1b")),
    Case("10.0.1.10@hq:22", .address(address("10.0.1.10"), at: "hq"), port: "22"),
    Case("10.0.1.10@", .name("10.0.1.10@")),
    Case("10.0.1.256", .name("10.0.1.256")),
    // An IPv6 address keeps its last group unless it stands in brackets.
    Case("2001:db8::1:443", .address(address("2001:db8::1:443"), at: nil)),
    Case("[2001:db8::1]:443", .address(address("2001:db8::1"), at: nil), port: "443"),
    Case("[2001:db8::1]", .address(address("2001:db8::1"), at: nil)),
    Case("[2001:db8::1]@hq:443", .address(address("2001:db8::1"), at: "hq"), port: "443"),
    Case("[2001:db8::1", .name("[2001:db8::1")),
    Case("10.0.1.0/24", .range(prefix("10.0.1.0/24"), at: nil)),
    Case("10.0.1.0/24@shop:443", .range(prefix("10.0.1.0/24"), at: "shop"), port: "443"),
    Case("2001:db8::/64", .range(prefix("2001:db8::/64"), at: nil)),
    Case("10.0.1.7/32", .address(address("10.0.1.7"), at: nil)),
    Case("10.0.1.0/33", .name("10.0.1.0/33")),
    Case("aws_instance.web", .terraform("aws_instance.web")),
    Case(
      "module.app[\"a\"].module.b.aws_instance.web[0]:443",
      .terraform("module.app[\"a\"].module.b.aws_instance.web[0]"), port: "443"),
    Case("data.aws_instance.web", .terraform("data.aws_instance.web")),
    Case("aws_instance.web.id", .name("aws_instance.web.id")),
    Case("web.example", .name("web.example")),
    Case("111111111111/internet", .name("111111111111/internet")),
    // A trailing colon with digits is always a port.
    Case("web:1", .name("web"), port: "1"),
    Case("web:1-", .name("web:1-")),
    Case("web:1-2-3", .name("web:1-2-3")),
    Case(":80", .name(":80")),
  ]

  @Test("a form and its port", arguments: cases)
  func form(_ row: Case) {
    let typed = TypedEndpoint(row.text)
    #expect(typed.form == row.form)
    #expect(typed.port == row.port)
  }

  @Test(
    "what is odd about a text that is no name",
    arguments: [
      ("", "names nothing"), ("tag:tier", "is no tag: write it like tag:KEY=VALUE"),
      ("internet/web", "is no address of the internet: write it like internet/203.0.113.7"),
      ("web-1:", "lacks the port behind its colon"),
      ("10.0.1.256", "is no address and no range: write it like 10.0.1.10 or 10.0.1.0/24"),
      ("10.0.1.0/33", "is no address and no range: write it like 10.0.1.10 or 10.0.1.0/24"),
      ("fe80::1%eth0", "is no address and no range: write it like 2001:db8::1 or 2001:db8::/64, without a zone"),
      ("[2001:db8::1", "is no address and no range: write it like 2001:db8::1 or 2001:db8::/64, without a zone"),
      ("web-1", nil), ("v1.2", nil), ("a:b", nil), ("shop.example.com", nil), ("db@x", nil),
    ] as [(String, String?)])
  func oddity(_ text: String, _ expected: String?) {
    #expect(EndpointForm.oddity(text) == expected)
  }

  @Test("a domain name, which is asked as a URL")
  func domain() {
    #expect(EndpointForm.looksLikeDomain("shop.example.com") && EndpointForm.looksLikeDomain("a-1.example"))
    for text in ["web-1", "web.1", "a..example", "web_1.example", "example."] {
      #expect(!EndpointForm.looksLikeDomain(text), "\(text)")
    }
    #expect(EndpointForm.isOtherURL("ftp://a.example") && EndpointForm.isOtherURL("wss://a"))
    #expect(!EndpointForm.isOtherURL("https://a.example") && !EndpointForm.isOtherURL("://a"))
  }

  @Test("edit distance", arguments: [("", "abc", 3), ("web", "web", 0), ("wbe", "web", 2), ("kitten", "sitting", 3)])
  func distance(_ left: String, _ right: String, _ expected: Int) {
    #expect(editDistance(Array(left.utf8), Array(right.utf8)) == expected)
    #expect(editDistance(Array(right.utf8), Array(left.utf8)) == expected)
  }
}
