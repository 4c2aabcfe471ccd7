import NetworkModel
import TestKit
import Testing

@testable import Reachability

/// VPC links V1: PrivateLink to a Network Load Balancer (AG 6.1, rows 64, 66, 67, 69 and 75).
@Suite("VPC links V1")
struct VPCLinkV1Tests {
  /// What a test changes of a REST API `orders` that leads over `link` to `nlb` and its target `i-1`.
  struct Change {
    var groups: [String]?
    var enforces = true
    var targets: [String]?
    var integration = APIIntegration.link("link", "http://backend.example/x")
    var status = "AVAILABLE"
    var message: String?
    var linksTo = "nlb"
    var variables: [String: String] = [:]
    var listeners: [Listener] = [.listen("TCP:80", to: "tg")]
    var more: (inout TopologyBuilder) -> Void = { _ in }
  }

  private func network(_ write: (inout Change) -> Void = { _ in }) -> Network {
    var change = Change()
    write(&change)
    return world { t in
      t.shop(targets: change.targets)
      t.securityGroup("sg-all", in: "vpc-a", ingress: ["tcp 80 from 0.0.0.0/0"])
      t.securityGroup("sg-vpc", in: "vpc-a", ingress: ["tcp 80 from 10.0.0.0/16"])
      t.securityGroup("sg-nodes", in: "vpc-a", ingress: ["tcp 80 from 10.0.1.0/24", "tcp 80 from 10.0.2.0/24"])
      t.securityGroup("sg-by-group", in: "vpc-a", ingress: ["tcp 80 from sg-vpc"])
      t.nlb(change.listeners, groups: change.groups, enforcesPrivateLink: change.enforces)
      t.tg(["i-1"])
      t.vpcLink("link", to: change.linksTo, status: change.status, message: change.message)
      t.restAPI("orders", variables: change.variables, ["GET /x": change.integration])
      change.more(&t)
    }
  }

  @Test("without groups the load balancer takes everything, and its nodes ask the target")
  func open() {
    let outcome = expectIntegration(network(), .reachable)
    #expect(outcome.legs.map(\.from) == ["caller", "orders", "nlb"])
    #expect(outcome.legs.map(\.to) == ["orders", "nlb", "i-1"])
    #expect(outcome.legs[1].forward.map(\.component.id) == ["link", "nlb", "tg"])
    #expect(outcome.legs[2].forward.last?.traffic.contains("10.0.1.5") == true)
  }

  @Test("67, C1-7: groups that are asked let API Gateway in only from every address")
  func enforcement() {
    let shut = expectIntegration(
      network { $0.groups = ["sg-vpc"] }, .blocked("ENI_SG_RULES_MISMATCH", at: "sg-vpc", leg: 1, .ingress),
      symptom: "HTTP 500 or 504 from API Gateway")
    #expect(shut.blockers[0].message.contains("enforcement is on"))
    #expect(
      shut.blockers[0].message.mainClause
        == "no inbound rule of security group sg-vpc allows tcp 80 from every address")
    #expect(shut.blockers[0].near.map(\.message) == ["API Gateway's addresses are not known"])
    #expect(
      shut.fixSentences == [
        "switch the enforcement of inbound rules on PrivateLink traffic off for nlb: `elbv2 set-security-groups "
          + "--enforce-security-group-inbound-rules-on-private-link-traffic off`"
      ])
    expectIntegration(network { $0.groups = ["sg-all"] }, .reachable)
    expectIntegration(
      network {
        $0.groups = ["sg-vpc"]
        $0.enforces = false
      }, .reachable)
  }

  @Test("75, PI-3: the target sees the node's address; a reference to the load balancer's group does not cover it")
  func source() {
    func network(_ target: String) -> Network {
      self.network {
        $0.groups = ["sg-vpc"]
        $0.enforces = false
        $0.targets = [target]
      }
    }
    expectIntegration(network("sg-nodes"), .reachable)
    expectIntegration(
      network("sg-by-group"), .blocked("SG_REFERENCES_NOT_PRESERVED", at: "sg-by-group", leg: 2, .ingress),
      symptom: "HTTP 500 or 504 from API Gateway")
  }

  @Test("69, PI-7: the port of the URL has to be a listener's")
  func port() {
    expectIntegration(
      network { $0.integration.uri = "http://backend.example:8080/x" },
      .blocked("ELBV2_LISTENERS_MISMATCH", at: "nlb", leg: 1), symptom: "HTTP 500 or 504 from API Gateway")
    expectIntegration(
      network {
        $0.integration.uri = "http://backend.example:8080/x"
        $0.listeners = [.listen("TCP:8080", to: "tg")]
      }, .reachable)
  }

  @Test(
    "64, 65: a link that is not available, with what is wrong behind it", arguments: ["FAILED", "PENDING", "DELETING"])
  func state(_ status: String) {
    let failed = expectIntegration(
      network {
        $0.status = status
        $0.message = "why"
      }, .blocked("X_INTEGRATION_LINK_STATE", at: "link", leg: 0, rule: status))
    #expect(failed.blockers[0].message == "VPC link link is \(status): why")
    #expect(failed.legs.count == 3)
    expectIntegration(
      network {
        $0.status = status
        $0.groups = ["sg-vpc"]
      }, .unreachable([Block("X_INTEGRATION_LINK_STATE", leg: 0), Block("ENI_SG_RULES_MISMATCH", leg: 1)]))
  }

  @Test("66: a stage variable names the link, a wrong one names none")
  func variable() {
    func network(_ variables: [String: String]) -> Network {
      self.network {
        $0.integration.connectionId = "${stageVariables.link}"
        $0.variables = variables
      }
    }
    expectIntegration(network(["link": "link"]), .reachable)
    let wrong = expectIntegration(
      network(["link": "other"]), .blocked("X_INTEGRATION_LINK_STATE", at: "orders", leg: 0),
      symptom: "HTTP 500 from API Gateway")
    #expect(wrong.blockers[0].message.contains("VPC link other (`${stageVariables.link}` of stage prod)"))
    #expect(wrong.blockers[0].request == "GET /x")
    #expect(
      wrong.fixSentences == [
        "let `${stageVariables.link}` in the integration of REST API orders be the id of a VPC link that exists"
      ])
    expectIntegration(network([:]), .blocked("X_INTEGRATION_LINK_STATE", at: "orders", leg: 0))
    expectIntegration(
      self.network { $0.integration.connectionId = nil }, .blocked("X_INTEGRATION_LINK_STATE", at: "orders", leg: 0))
  }

  @Test("a link that the input does not show leaves the verdict open")
  func unseen() {
    var builder = TopologyBuilder()
    builder.shop()
    builder.restAPI("orders", ["GET /x": .link("link", "http://backend.example/x")])
    var topology = builder.build()
    topology.visibility.wholeScopes = []
    expectIntegration(Network(topology), .undetermined("X_INTEGRATION_LINK_STATE"))
  }

  @Test("a link leads to Network Load Balancers of the API's account and Region, and HTTP APIs have no links V1")
  func unsupported() {
    expectIntegration(
      network {
        $0.linksTo = "alb"
        $0.more = { $0.alb() }
      }, .blocked("X_INTEGRATION_UNSUPPORTED", at: "alb", leg: 0), symptom: "HTTP 500 from API Gateway")
    expectIntegration(network { $0.linksTo = "gone" }, .undetermined("UNKNOWN_DESTINATION"))
    let http = world { t in
      t.shop()
      t.nlb()
      t.tg(["i-1"])
      t.vpcLink("link", to: "nlb")
      t.httpAPI("orders", ["GET /x": .link("link", "nlb")])
    }
    expectIntegration(http, .blocked("X_INTEGRATION_UNSUPPORTED", at: "link", leg: 0))
    let far = world { t in
      t.shop()
      t.nlb()
      t.tg(["i-1"])
      t.region = "eu-west-1"
      t.vpcLink("link", to: "nlb")
      t.restAPI("orders", ["GET /x": .link("link", "http://backend.example/x")])
    }
    expectIntegration(far, .blocked("X_INTEGRATION_UNSUPPORTED", at: "nlb", leg: 0))
    let others = world { t in
      t.shop()
      t.nlb()
      t.tg(["i-1"])
      t.vpcLink("link", to: "nlb")
      t.account = "222222222222"
      t.restAPI("orders", ["GET /x": .link("link", "http://backend.example/x")])
    }
    expectIntegration(others, .blocked("X_INTEGRATION_UNSUPPORTED", at: "link", leg: 0))
  }

  @Test("PI-1: a load balancer that backs an endpoint service already fails the link")
  func secondService() {
    expectIntegration(
      network { $0.more = { $0.privateLink() } }, .blocked("X_INTEGRATION_LINK_STATE", at: "link", leg: 0))
    expectIntegration(
      network { $0.more = { $0.endpointService("own", in: "vpc-a", loadBalancers: ["nlb"]) } }, .reachable)
  }

  @Test("77: a zone whose node has no target fails for the calls that come by it")
  func zones() {
    let network = world { t in
      t.shop()
      t.nlb(attributes: crossZone(false))
      t.tg(["i-1"])
      t.vpcLink("link", to: "nlb")
      t.restAPI("orders", ["GET /x": .link("link", "http://backend.example/x")])
    }
    expectIntegration(
      network, .partial([Block("ELBV2_NO_TARGETS_IN_AZ", at: "tg", leg: 1)]),
      symptom: "HTTP 500 or 504 from API Gateway")
  }

  @Test("PI-13: an Application Load Balancer behind it answers in its own words")
  func chain() {
    func network(_ action: Listener.Action) -> Network {
      world { t in
        t.shop()
        t.alb([.listen("HTTP:80", actions: [action])])
        t.webGroup(["i-1"])
        t.nlb([.listen("TCP:80", to: "tg-alb")])
        t.targetGroup("tg-alb", in: "vpc-a", type: "alb", "TCP", 80, targets: ["alb"])
        t.vpcLink("link", to: "nlb")
        t.restAPI("orders", ["GET /x": .link("link", "http://backend.example/x")])
      }
    }
    expectIntegration(network(.forward("tg")), .reachable)
    expectIntegration(
      network(.fixedResponse(status: 403)), .blocked("X_HTTP_ANSWERED_BY_LOAD_BALANCER", at: "alb", leg: 2),
      symptom: "HTTP 403 from the load balancer")
  }

  @Test("a URL that is none has no backend")
  func url() {
    expectIntegration(
      network { $0.integration.uri = "http://bad host/" }, .blocked("X_INTEGRATION_UNSUPPORTED", at: "orders", leg: 0))
  }
}
