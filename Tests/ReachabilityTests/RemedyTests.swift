import NetworkModel
import Testing

@testable import Reachability

@Suite("what would remove a blocker, in words")
struct RemedyTests {
  private func sentence(
    _ code: Code, _ component: Component, rule: String? = nil, _ direction: Blocker.Direction? = nil,
    _ traffic: String = "tcp 10.0.1.10:32768-61000 → 10.0.2.20:5432"
  ) -> String? {
    Remedy(
      Blocker(
        code: code, component: component, rule: rule, direction: direction, way: .forward, traffic: traffic,
        message: "")
    ).sentence
  }

  let group = Component("sg-db", kind: .securityGroup)
  let list = Component("acl-db", kind: .networkAcl)
  let table = Component("rtb-0a", kind: .routeTable, name: "front")

  @Test("rules name the protocol, the ports and the other end")
  func rules() {
    #expect(
      sentence(.eniSgRulesMismatch, group, .ingress)
        == "add an ingress rule to sg-db that allows tcp 5432 from 10.0.1.10/32")
    #expect(
      sentence(.eniSgRulesMismatch, group, .egress)
        == "add an egress rule to sg-db that allows tcp 5432 to 10.0.2.20/32")
    #expect(
      sentence(.sgHasNoRules, Component("eni-1", kind: .networkInterface), .ingress)
        == "add an ingress rule to a security group of eni-1 that allows tcp 5432 from 10.0.1.10/32")
    #expect(
      sentence(.subnetAclRestriction, list, rule: "#100 deny tcp 5432 0.0.0.0/0", .ingress)
        == "add an ingress rule with a number below 100 to acl-db that allows tcp 5432 from 10.0.1.10/32, or remove rule #100"
    )
    #expect(
      sentence(.subnetAclRestriction, list, rule: "* deny all", .egress, "icmp echo-request 10.0.1.0/24 → any")
        == "add an egress rule to acl-db that allows icmp echo-request to 0.0.0.0/0")
    #expect(
      sentence(.eniSgRulesMismatch, group, .ingress, "any protocol any → 10.0.2.20")
        == "add an ingress rule to sg-db that allows everything from 0.0.0.0/0")
  }

  @Test("traffic that no one rule describes is shown as it is")
  func otherTraffic() {
    let two = "tcp 10.0.1.10 → 10.0.2.20:5432; udp 10.0.1.10 → 10.0.2.20:53"
    #expect(sentence(.eniSgRulesMismatch, group, .ingress, two) == "add an ingress rule to sg-db that allows \(two)")
    let parts = "tcp 10.0.1.10 → 10.0.2.20:0-21; tcp 10.0.1.10 → 10.0.2.20:23-65535"
    #expect(
      sentence(.eniSgRulesMismatch, group, .ingress, parts)
        == "add an ingress rule to sg-db that allows tcp 0-21 and 23-65535 from 10.0.1.10/32")
    let six = "tcp 2001:db8::1:32768-61000 → 2001:db8::2:443"
    #expect(sentence(.eniSgRulesMismatch, group, .ingress, six) == "add an ingress rule to sg-db that allows \(six)")
  }

  @Test("routes name the destination")
  func routes() {
    #expect(sentence(.noRouteToDestination, table) == "add a route to front (rtb-0a) for 10.0.2.20/32")
    #expect(
      sentence(.badStateRoute, table, rule: "10.0.2.0/24 → pcx-1")
        == "replace the route `10.0.2.0/24 → pcx-1` of front (rtb-0a), whose target does not exist any more, by one to a target that does"
    )
  }

  @Test("every code of a blocker on the network and of an endpoint has a sentence of its own")
  func complete() {
    let filters: Set<Code> = Set(
      Code.all.map(\.code).filter { $0.rawValue.hasPrefix("FILTER_") || $0.rawValue.hasPrefix("COMPONENT_FILTER") }
    ).union([.igwExpectsPublicAddress])
    let general = "change x so that it lets t pass"
    let silent = Code.all.filter { $0.isBlocker && ($0.stage == .network || $0.stage == .endpoint) }.map(\.code)
      .filter { !filters.contains($0) && sentence($0, Component("x", kind: .address), nil, "t") == general }
    #expect(silent.map(\.rawValue) == [])
  }
}
