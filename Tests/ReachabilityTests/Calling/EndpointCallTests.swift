import NetworkModel
import Reachability
import TestKit
import Testing

/// Vectors of names and load balancers that end in a call of a private API (NL A8, A12, C2a).
@Suite("Vectors: names and load balancers, by URL")
struct EndpointCallTests {
  private static let api = PrivateAPIFixture.name("a") + "/prod/x"

  /// `vpc-hub` with the endpoint `vpce-1`, `vpc-spoke` with `caller`, both on a transit gateway.
  private func spoke(
    privateDNS: Bool, zone: Bool, admits source: String = "10.0.0.0/8", propagating: [String] = ["att-h", "att-s"]
  ) -> Network {
    world { t in
      t.vpc("vpc-hub", "10.0.0.0/16")
      t.vpc("vpc-spoke", "10.1.0.0/16")
      for vpc in ["vpc-hub", "vpc-spoke"] { t.dns(vpc) }
      t.subnet("h1", in: "vpc-hub", "10.0.1.0/24")
      t.subnet("s1", in: "vpc-spoke", "10.1.1.0/24")
      t.interface("caller", in: "s1", "10.1.1.10")
      t.securityGroup("sg-vpce", in: "vpc-hub", ingress: ["tcp 443 from \(source)"])
      t.interfaceEndpoint(
        "vpce-1", in: ["h1": "10.0.1.20"], service: "com.amazonaws.us-east-1.execute-api", groups: ["sg-vpce"])
      t.privateDNS("vpce-1", privateDNS)
      t.apiA()
      t.transitGateway("tgw")
      t.attachment("att-h", to: "tgw", vpc: "vpc-hub", subnets: ["h1"], table: "tgw-rtb")
      t.attachment("att-s", to: "tgw", vpc: "vpc-spoke", subnets: ["s1"], table: "tgw-rtb")
      t.transitGatewayRouteTable("tgw-rtb", of: "tgw", propagating: propagating)
      t.routeTable("rtb-h", in: "vpc-hub", main: true, ["10.1.0.0/16": .transitGateway("tgw")])
      t.routeTable("rtb-s", in: "vpc-spoke", main: true, ["10.0.0.0/16": .transitGateway("tgw")])
      if zone {
        t.zone(
          "Z1", "execute-api.us-east-1.amazonaws.com", in: ["vpc-spoke"],
          ["* A alias vpce-1-x.execute-api.us-east-1.vpce.amazonaws.com"])
      }
    }
  }

  @Test("A12-3: from a spoke the private name leads to the public front door")
  func privateNameInSpoke() throws {
    let answer = try spoke(privateDNS: true, zone: false).call(Self.api, from: "caller")
    #expect(answer.verdict == .unreachable)
    #expect(answer.codes == ["X_DNS_PUBLIC_ANSWER"])
    #expect(answer.blockers[0].component.id == "vpce-1")
    #expect(answer.symptom == "HTTP 403 from API Gateway's public front door, or the name does not exist (NXDOMAIN)")
  }

  @Test("A12-4: with a zone of its own the way over the transit gateway and the endpoint's group decide")
  func ownZone() throws {
    #expect(try spoke(privateDNS: false, zone: true).call(Self.api, from: "caller").verdict == .reachable)
    let group = try spoke(privateDNS: false, zone: true, admits: "10.0.0.0/16").call(Self.api, from: "caller")
    #expect(group.codes == ["ENI_SG_RULES_MISMATCH"])
    #expect(group.blockers.map(\.component.id) == ["sg-vpce"] && group.blockers.map(\.leg) == [1])
    let route = try spoke(privateDNS: false, zone: true, propagating: ["att-h"]).call(Self.api, from: "caller")
    #expect(route.codes == ["TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT"])
    #expect(route.blockers.map(\.way) == [.return])
  }

  private func onPremises(isConnected: Bool) -> Network {
    world { t in
      t.vpc("vpc-a", "10.0.0.0/16")
      t.subnet("a1", in: "vpc-a", "10.0.1.0/24", zone: "az1")
      t.subnet("a2", in: "vpc-a", "10.0.2.0/24", zone: "az2")
      t.dns("vpc-a")
      t.interfaceEndpoint(
        "vpce-1", in: ["a1": "10.0.1.10", "a2": "10.0.2.10"], service: "com.amazonaws.us-east-1.execute-api")
      t.apiA()
      t.vpnGateway("vgw", in: "vpc-a")
      t.routeTable("rtb", in: "vpc-a", main: true, ["192.168.0.0/16": .vpnGateway("vgw")])
      t.site("dc", "192.168.0.0/16")
      if isConnected { t.virtualInterface("vif", vpnGateway: "vgw", site: "dc", advertised: ["192.168.0.0/16"]) }
    }
  }

  @Test("A8-1: the endpoint's public name serves on premises, where there is a way", arguments: [true, false])
  func publicName(isConnected: Bool) throws {
    let answer = try onPremises(isConnected: isConnected).call(
      "https://vpce-1-x.execute-api.us-east-1.vpce.amazonaws.com/prod/x", from: "dc", headers: ["x-apigw-api-id: a"])
    #expect(answer.verdict == (isConnected ? .reachable : .unreachable), "\(answer.summary)")
    if !isConnected { #expect(answer.codes.contains("X_ONPREM_NO_ROUTE"), "\(answer.codes)") }
  }

  @Test("A8-2: a private API's own name has no private answer on premises")
  func defaultName() throws {
    let answer = try onPremises(isConnected: true).call(Self.api, from: "dc")
    #expect(answer.codes == ["X_DNS_PUBLIC_ANSWER"])
    #expect(answer.symptom == "HTTP 403 from API Gateway's public front door, or the name does not exist (NXDOMAIN)")
  }

  @Test(
    "C2a-2: the network is open, and the host names no API",
    arguments: ["api.corp", "a.execute-api.us-east-1.amazonaws.com"])
  func hostBehindLoadBalancer(host: String) throws {
    let network = world { t in
      t.shop()
      t.dns("vpc-a")
      t.interfaceEndpoint(
        "vpce-api", in: ["t1": "10.0.11.20", "t2": "10.0.12.20"], service: "com.amazonaws.us-east-1.execute-api")
      t.apiA()
      t.certificate("c", "api.corp")
      var listener = Listener.listen("HTTPS:443", to: "tg")
      (listener.certificateArn, listener.additionalCertificateArns) = ("c", [])
      listener.sslPolicy = "ELBSecurityPolicy-TLS13-1-2-2021-06"
      t.alb([listener])
      t.webGroup(
        ["10.0.11.20:443/healthy", "10.0.12.20:443/healthy"], type: "ip", "HTTPS", 443,
        healthCheck: HealthCheck(protocol: "HTTPS", path: "/ping", matcher: "200"))
      t.zone("corp", "corp", in: ["vpc-a"], ["api A 10.0.1.6"])
    }
    let answer = try network.call("https://api.corp/prod/x", headers: ["Host: \(host)"])
    if host == "api.corp" {
      #expect(answer.verdict == .unreachable)
      #expect(Set(answer.codes) == ["X_HTTP_NO_API"])
      #expect(answer.blockers.allSatisfy { $0.leg == 2 && $0.stage == .http })
      #expect(answer.symptom?.hasPrefix("HTTP 403 from API Gateway") == true, "\(answer.symptom ?? "")")
    } else {
      #expect(answer.verdict == .reachable, "\(answer.summary)")
    }
  }
}
