import NetworkModel
import Reachability
import TestKit
import Testing

/// What a zone says of names that it does not have, and of wildcards.
/// https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/SOA-NSrecords.html
@Suite("Vectors: names, A5")
struct ZoneVectorTests {
  static func zone(_ records: String...) -> Network {
    oneVPC { $0.zone("Z1", "example.com", in: ["vpc-a"], records) }
  }

  @Test("A5-1: a name with another type is empty, not absent")
  func otherType() {
    let network = Self.zone("app A 10.0.0.5")
    let resolution = expect(network, "e1 app.example.com AAAA", "NODATA", code: "X_DNS_NODATA", at: "Z1")
    #expect(resolution.answers[0].blockers[0].near.map(\.field) == ["type"])
    expect(Self.zone("app AAAA 2001:db8::5"), "e1 app.example.com", "NODATA", code: "X_DNS_NODATA")
    expect(Self.zone("app AAAA 2001:db8::5"), "e1 app.example.com AAAA", "2001:db8::5")
  }

  @Test("A5-2: a name with names below it is empty, another is absent")
  func emptyNonTerminal() {
    let network = Self.zone("a.b A 10.0.0.5")
    expect(network, "e1 b.example.com", "NODATA", code: "X_DNS_NODATA")
    expect(network, "e1 c.example.com", "NXDOMAIN", code: "X_DNS_NXDOMAIN")
  }

  @Test("A5-3: a wildcard covers what does not exist, at any depth")
  func wildcard() {
    let network = Self.zone("* A 10.0.0.1", "acme TXT \"x\"")
    expect(network, "e1 zed.example.com", "10.0.0.1")
    expect(network, "e1 x.zed.example.com", "10.0.0.1")
    expect(network, "e1 acme.example.com", "NODATA", code: "X_DNS_NODATA")
  }

  @Test("Names are compared without case, with or without the dot")
  func spelling() {
    expect(Self.zone("App A 10.0.0.5"), "e1 aPP.Example.com.", "10.0.0.5")
    #expect(DomainName("\\052.Example.COM.").text == "*.example.com")
  }

  @Test("A name that is nearly there is named")
  func typo() {
    let resolution = expect(Self.zone("orders A 10.0.0.5"), "e1 order.example.com", "NXDOMAIN", code: "X_DNS_NXDOMAIN")
    #expect(resolution.answers[0].blockers[0].near.map(\.rule) == ["orders.example.com A 10.0.0.5"])
  }

  @Test("A zone whose records are not seen leaves the answer open")
  func unseen() {
    let network = oneVPC { $0.zone("Z1", "example.com", in: ["vpc-a"], nil) }
    #expect(expect(network, "e1 app.example.com", "UNKNOWN").verdict == .undetermined)
  }
}
