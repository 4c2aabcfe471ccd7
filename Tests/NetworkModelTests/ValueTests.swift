import Addressing
import NetworkModel
import Testing

/// The plain values of the model keep the few promises they make.
@Suite("Model values") struct ValueTests {
  @Test("entries of a network ACL are sorted by direction, then by number (NACL 2.1.2)")
  func entries() throws {
    let everything = try #require(Prefix("0.0.0.0/0"))
    let entries = [(200, false), (100, true), (100, false)].map { number, isEgress in
      NetworkACLEntry(number, isEgress: isEgress, .allow, cidrBlock: everything)
    }
    let acl = NetworkACL(Identity("acl-1"), vpcId: "vpc-1", entries: entries)
    #expect(acl.entries.map(\.ruleNumber) == [100, 200, 100])
    #expect(acl.entries.map(\.isEgress) == [false, false, true])
  }

  @Test("routes that gateways and route servers put there lose to static ones (RT 1.1.4, 1.1.12)")
  func origins() {
    #expect(Route.Origin.enableVgwRoutePropagation.isPropagated)
    #expect(Route.Origin.advertisement.isPropagated)
    #expect(!Route.Origin.createRoute.isPropagated)
    #expect(!Route.Origin.createRouteTable.isPropagated)
  }

  @Test("a diagnostic says where, what, and what to do")
  func diagnostic() {
    let diagnostic = Diagnostic(
      .error, file: "vpcs.json", line: 7, path: "$.Vpcs[2].CidrBlock",
      message: "expected an address block, found `10.0.0`", remedy: "write it as `10.0.0.0/16`")
    #expect(
      diagnostic.description == "vpcs.json:7: error: expected an address block, found `10.0.0` "
        + "(at $.Vpcs[2].CidrBlock); write it as `10.0.0.0/16`")
    #expect(
      Diagnostic(.warning, file: "a.yaml", line: 3, column: 9, message: "m").description == "a.yaml:3:9: warning: m")
  }

  @Test("labels show the name with the id behind it, once")
  func labels() {
    #expect(Identity("i-1", name: "web-1").label == "web-1 (i-1)")
    #expect(Identity("web-1", name: "web-1").label == "web-1")
    #expect(Identity("i-1").label == "i-1")
    #expect(Identity("app/main", name: "main").label == "app/main")
    #expect(Identity("web/eth0", name: "web").label == "web (web/eth0)")
    #expect(Identity("arn:aws:elasticloadbalancing:eu-west-1:1:x/web", name: "web").label == "web")
    #expect(Identity("i-1", name: "web-1").shortLabel == "web-1")
  }
}
