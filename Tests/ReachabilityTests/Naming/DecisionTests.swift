import NetworkModel
import Reachability
import TestKit
import Testing

/// The decisions about names where AWS's documents are silent, and the questions that rest on them.
@Suite("Decisions")
struct DecisionTests {
  @Test("DEC-4: a function asks the servers of the VPC's DHCP options, which is an assumption")
  func nameServersOfFunctions() {
    let network = oneVPC { t in
      t.topology.dhcpOptions[0].domainNameServers = ["10.0.1.53"]
      t.interface("ns", in: "a1", "10.0.1.53")
      t.dnsServer("server", "10.0.1.53", zones: ["corp.local": ["a A 10.0.0.7"]])
      t.lambda("fn", in: ["a1": "10.0.1.20"])
    }
    let ofFunction = expect(network, "fn-a1 a.corp.local", "10.0.0.7")
    #expect(ofFunction.assumptions.map(\.component) == ["fn-a1"])
    #expect(ofFunction.assumptions.allSatisfy { !$0.decides })
    #expect(expect(network, "e1 a.corp.local", "10.0.0.7").assumptions.isEmpty)
  }

  @Test("DEC-6: a Classic Load Balancer behind a Network Load Balancer is taken to keep its addresses")
  func classicBehindNetwork() {
    let network = world { t in
      t.shop()
      t.nlb()
      t.targetGroup(
        "tg", in: "vpc-a", type: "ip", targets: ["10.0.1.7:80/healthy"], attributes: preserving(false))
      t.classicLoadBalancer(
        "clb", in: ["a1": "10.0.1.7"], listeners: [.classic("TCP:80", "TCP:80")], instances: ["i-1"],
        attributes: crossZone(true))
    }
    let outcome = expect(network, "client -> nlb-a1 tcp/80", .reachable)
    #expect(outcome.legs.last?.to == "i-1")
    #expect(
      outcome.assumptions.contains { !$0.decides && $0.component == "tg" && $0.message.contains("10.0.1.7") })
  }

  /// A site whose server forwards `example.com` to two others, in this order.
  private func forwarding(_ first: [String], _ second: [String], reachesFirst: Bool = true) -> Network {
    NameServerVectorTests.onPremises { t in
      t.interface("ns1", in: "a1", "10.0.1.51")
      t.interface("ns2", in: "a1", "10.0.1.52")
      if !reachesFirst {
        t.securityGroup("sg-shut", in: "vpc-a")
        t.interface("ns0", in: "a1", "10.0.1.50", groups: ["sg-shut"])
      }
      t.dnsServer(
        "bind", site: "dc", "10.2.0.53",
        forwarders: ["example.com": [reachesFirst ? "10.0.1.51" : "10.0.1.50", "10.0.1.52"]])
      t.dnsServer("one", reachesFirst ? "10.0.1.51" : "10.0.1.50", zones: ["example.com": first])
      t.dnsServer("two", "10.0.1.52", zones: ["example.com": second])
    }
  }

  @Test("DEC-8: a forwarder's next target is asked where the one before does not answer, whatever that would say")
  func forwarderTargets() {
    let question = "dc/10.1.5.5 app.example.com"
    expect(forwarding(["app A 10.0.9.1"], ["app A 10.0.9.2"]), question, "10.0.9.1")
    expect(forwarding(["other A 10.0.9.1"], ["app A 10.0.9.2"]), question, "NXDOMAIN", code: "X_DNS_NXDOMAIN")
    expect(forwarding(["app A 10.0.9.1"], ["app A 10.0.9.2"], reachesFirst: false), question, "10.0.9.2")
  }

  /// A private subnet whose VPC has a gateway endpoint for S3, with a route to it or without.
  private func storage(hasRoute: Bool) -> Network {
    oneVPC { t in
      t.prefixList("pl-s3", ["52.216.0.0/15", "3.5.0.0/19"])
      t.routeTable("rtb-a", in: "vpc-a", subnets: ["a1"])
      t.routeTable("rtb-b", in: "vpc-a")
      t.gatewayEndpoint(
        "vpce-s3", in: "vpc-a", service: "s3", prefixList: "pl-s3", tables: [hasRoute ? "rtb-a" : "rtb-b"])
    }
  }

  @Test(
    "DEC-10, A12-1: a service of a gateway endpoint is asked at the addresses of its prefix list",
    arguments: ["s3.us-east-1.amazonaws.com", "bucket.s3.us-east-1.amazonaws.com"])
  func gatewayEndpoint(host: String) throws {
    let answer = try storage(hasRoute: true).call("https://\(host)/", from: "e1")
    #expect(answer.verdict == .reachable, "\(answer.summary) \(answer.codes)")
    #expect(answer.legs.last?.forward.last?.component.id == "vpce-s3")
    let without = try storage(hasRoute: false).call("https://\(host)/", from: "e1")
    #expect(without.verdict == .unreachable)
    #expect(Set(without.codes) == ["NO_ROUTE_TO_DESTINATION"])
  }

  @Test("DEC-10: a service without a gateway endpoint is the internet, and so is the same one of another Region")
  func publicService() throws {
    for host in ["sqs.us-east-1.amazonaws.com", "s3.eu-west-1.amazonaws.com"] {
      let answer = try storage(hasRoute: true).call("https://\(host)/", from: "e1")
      #expect(Set(answer.codes) == ["NO_ROUTE_TO_DESTINATION"], "\(host)")
    }
  }
}
