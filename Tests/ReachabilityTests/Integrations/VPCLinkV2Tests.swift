import NetworkModel
import TestKit
import Testing

@testable import Reachability

/// VPC links V2: interfaces in the link's subnets (AG 6.1, DEC-5, rows 65, 68, 69 and 74).
@Suite("VPC links V2")
struct VPCLinkV2Tests {
  /// What a test changes of the API `orders` that leads over `link`, which has interfaces in `a1` and `a2`, to `alb` and
  /// its target `i-1`.
  struct Change {
    /// Of the link and of the load balancer.
    var groups: [String]?
    var albGroups: [String]?
    var integration = APIIntegration.link("link", "http://backend.example/", target: "alb")
    var status = "AVAILABLE"
    var showsInterfaces = true
    var listeners: [Listener] = [.listen("HTTP:80", to: "tg")]
    var targets: [String]?
    var isHTTP = false
    var stage = "prod"
    var route = "GET /x"
    var more: (inout TopologyBuilder) -> Void = { _ in }
  }

  private func network(_ write: (inout Change) -> Void = { _ in }) -> Network {
    var change = Change()
    write(&change)
    return world { t in
      t.shop(targets: change.targets)
      t.securityGroup("sg-link", in: "vpc-a", egress: ["tcp 80 to 10.0.0.0/16"])
      t.securityGroup("sg-no-way-out", in: "vpc-a", egress: ["tcp 443 to 10.0.0.0/16"])
      t.securityGroup("sg-from-link", in: "vpc-a", ingress: ["tcp 80 from sg-link"])
      t.securityGroup("sg-shut", in: "vpc-a", ingress: ["tcp 22 from 0.0.0.0/0"])
      t.alb(change.listeners, groups: change.albGroups)
      t.webGroup(["i-1"])
      t.vpcLink(
        "link", in: ["a1": "10.0.1.7", "a2": "10.0.2.7"], groups: change.groups, status: change.status,
        showsInterfaces: change.showsInterfaces)
      if change.isHTTP {
        t.httpAPI("orders", stage: change.stage, [change.route: change.integration])
      } else {
        t.restAPI("orders", .regional, stage: change.stage, [change.route: change.integration])
      }
      change.more(&t)
    }
  }

  @Test("each interface of the link comes to each node, like anything else in the VPC")
  func open() {
    let outcome = expectIntegration(network(), .reachable)
    #expect(outcome.legs.map(\.from) == ["caller", "orders", "alb"])
    #expect(outcome.legs.map(\.to) == ["orders", "alb", "i-1"])
    #expect(outcome.legs[1].forward.first?.component.id == "link")
    #expect(outcome.legs[1].return.last?.component.id == "link-a1")
  }

  @Test("68: the link's groups on the way out, the load balancer's on the way in")
  func groups() {
    expectIntegration(
      network {
        $0.groups = ["sg-link"]
        $0.albGroups = ["sg-from-link"]
      }, .reachable)
    expectIntegration(
      network { $0.groups = ["sg-no-way-out"] },
      .blocked("ENI_SG_RULES_MISMATCH", at: "sg-no-way-out", leg: 1, .egress),
      symptom: "HTTP 500 or 504 from API Gateway")
    expectIntegration(
      network { $0.albGroups = ["sg-from-link"] },
      .blocked("ENI_SG_RULES_MISMATCH", at: "sg-from-link", leg: 1, .ingress))
  }

  @Test("68: network ACLs between the link's subnets and the load balancer's")
  func acl() {
    func network(_ replies: String) -> Network {
      self.network {
        $0.more = {
          $0.networkACL(
            "acl-a1", in: "vpc-a", subnets: ["a1"],
            ["in 100 allow tcp 80 0.0.0.0/0", "in 110 allow tcp \(replies) 0.0.0.0/0", "out 100 allow all 0.0.0.0/0"])
        }
      }
    }
    expectIntegration(network("1024-65535"), .reachable)
    expectIntegration(
      network("443"),
      .partial([
        Block("SUBNET_ACL_RESTRICTION", at: "acl-a1", leg: 1, way: .return, .ingress),
        Block("SUBNET_ACL_RESTRICTION", at: "acl-a1", leg: 2, way: .return, .ingress),
      ]))
  }

  @Test("65: a link that is inactive has no interfaces; those that come back are followed")
  func inactive() {
    let outcome = expectIntegration(
      network {
        $0.status = "INACTIVE"
        $0.showsInterfaces = false
      }, .blocked("X_INTEGRATION_LINK_STATE", at: "link", leg: 0, rule: "INACTIVE"),
      symptom: "HTTP 500 or 504 from API Gateway")
    #expect(outcome.legs.count == 3)
    #expect(outcome.fixSentences == ["wait until the interfaces of VPC link link are back, and keep it in use"])
  }

  @Test("a link whose interfaces are not in the input sends from free addresses of its subnets, with its groups")
  func implied() {
    let outcome = expectIntegration(
      network {
        $0.groups = ["sg-link"]
        $0.albGroups = ["sg-from-link"]
        $0.showsInterfaces = false
      }, .reachable)
    #expect(outcome.assumes("UNKNOWN_RESOURCE", at: "link"))
    #expect(outcome.legs[1].forward.contains { $0.traffic.contains("10.0.1.254") })
    expectIntegration(
      network {
        $0.groups = ["sg-no-way-out"]
        $0.showsInterfaces = false
      }, .blocked("ENI_SG_RULES_MISMATCH", at: "sg-no-way-out", leg: 1, .egress))
  }

  @Test("the target's failures are the load balancer's answers, and pass through")
  func target() {
    expectIntegration(
      network { $0.targets = ["sg-shut"] }, .blocked("ENI_SG_RULES_MISMATCH", at: "sg-shut", leg: 2, .ingress),
      symptom: "HTTP 504 from the load balancer")
  }

  @Test("69: of a REST API the URL's port, or the listener that the target names (C-1)")
  func port() {
    expectIntegration(
      network { $0.integration.uri = "http://backend.example:8080/" },
      .blocked("ELBV2_LISTENERS_MISMATCH", at: "alb", leg: 1), symptom: "HTTP 500 or 504 from API Gateway")
    expectIntegration(network { $0.integration.target = "listener-80" }, .reachable)
    let other = expectIntegration(
      network {
        $0.listeners = [.listen("HTTP:8080", to: "tg")]
        $0.integration.target = "listener-8080"
      }, .reachable)
    #expect(other.assumes("X_INTEGRATION_UNSUPPORTED", at: "orders"))
    expectIntegration(
      network { $0.integration.target = "alb/gone" }, .blocked("ELBV2_LISTENERS_MISMATCH", at: "alb", leg: 0),
      symptom: "HTTP 500 or 504 from API Gateway")
  }

  @Test("the ARN of a listener that the input does not show holds its load balancer's")
  func listenerARN() {
    let start = "arn:aws:elasticloadbalancing:us-east-1:111111111111"
    func network(_ listeners: [Listener]?) -> Network {
      world { t in
        t.shop()
        t.alb(listeners)
        t.webGroup(["i-1"])
        t.topology.loadBalancers[0].identity.arn = "\(start):loadbalancer/app/alb/1"
        t.vpcLink("link", in: ["a1": "10.0.1.7"])
        t.httpAPI("orders", ["GET /x": .link("link", "\(start):listener/app/alb/1/2")])
      }
    }
    expectIntegration(network(nil), .undetermined("UNKNOWN_RESOURCE"))
    expectIntegration(network([.listen("HTTP:80", to: "tg")]), .blocked("ELBV2_LISTENERS_MISMATCH", at: "alb", leg: 0))
  }

  @Test("what a link V2 does not lead to")
  func unsupported() {
    expectIntegration(
      network { $0.integration.target = nil }, .blocked("X_INTEGRATION_UNSUPPORTED", at: "orders", leg: 0))
    expectIntegration(network { $0.integration.target = "gone" }, .undetermined("UNKNOWN_DESTINATION"))
    expectIntegration(
      network {
        $0.integration.target = "clb"
        $0.more = {
          $0.classicLoadBalancer(
            "clb", in: ["a1": "10.0.1.8"], listeners: [.classic("HTTP:80", "HTTP:80")], instances: [])
        }
      }, .blocked("X_INTEGRATION_UNSUPPORTED", at: "clb", leg: 0))
    let service = "arn:aws:servicediscovery:us-east-1:111111111111:service/srv-1"
    expectIntegration(
      network { $0.integration.target = service }, .blocked("X_INTEGRATION_UNSUPPORTED", at: "orders", leg: 0))
    expectIntegration(
      network {
        $0.isHTTP = true
        $0.integration.uri = service
      }, .undetermined("UNKNOWN_DESTINATION"))
  }

  @Test("an HTTP API names the listener, and says 503 where nothing answers")
  func httpAPI() {
    func network(_ write: (inout Change) -> Void = { _ in }) -> Network {
      self.network {
        $0.isHTTP = true
        $0.stage = "$default"
        $0.integration = .link("link", "listener-80")
        write(&$0)
      }
    }
    expectIntegration(network(), .reachable)
    expectIntegration(
      network { $0.albGroups = ["sg-from-link"] },
      .blocked("ENI_SG_RULES_MISMATCH", at: "sg-from-link", leg: 1, .ingress),
      symptom: "HTTP 503 from API Gateway")
  }

  /// A load balancer that has one path forwarded, and answers 404 to all others.
  private func paths(_ path: String, _ write: (inout Change) -> Void = { _ in }) -> Network {
    network {
      $0.listeners = [
        .listen(
          "HTTP:80", rules: [.rule(1, .pathPattern([path]), then: .forward("tg"))],
          actions: [.fixedResponse(status: 404)])
      ]
      write(&$0)
    }
  }

  @Test("74, PI-9: the stage stands before the path, unless a mapping replaces it")
  func stage() {
    expectIntegration(paths("/prod/x"), .reachable)
    expectIntegration(
      paths("/x"), .blocked("X_HTTP_ANSWERED_BY_LOAD_BALANCER", at: "alb", leg: 1),
      symptom: "HTTP 404 from the load balancer")
    expectIntegration(paths("/x") { $0.integration.overridesPath = true }, .reachable)
    expectIntegration(
      paths("/prod/orders/7") { $0.route = "GET /orders/{id}" }, .reachable, path: "/orders/7")
    func http(_ path: String, _ stage: String) -> Network {
      paths(path) {
        $0.isHTTP = true
        $0.stage = stage
        $0.integration = .link("link", "listener-80")
      }
    }
    expectIntegration(http("/x", "$default"), .reachable)
    expectIntegration(http("/dev/x", "dev"), .reachable)
    expectIntegration(http("/x", "dev"), .blocked("X_HTTP_ANSWERED_BY_LOAD_BALANCER", leg: 1))
  }

  @Test("what AWS does not say about the path matters only where a rule decides by it")
  func openPath() {
    func network(_ path: String) -> Network { paths(path) { $0.integration.uri = "http://backend.example/own" } }
    expectIntegration(network("/prod/x"), .undetermined("UNKNOWN_RESOURCE"))
    expectIntegration(network("*"), .reachable)
  }

  @Test("the Host is the URL's; of an HTTP API AWS does not say")
  func host() {
    func listeners(_ host: String) -> [Listener] {
      [
        .listen(
          "HTTP:80", rules: [.rule(1, .hostHeader([host]), then: .forward("tg"))],
          actions: [.fixedResponse(status: 404)])
      ]
    }
    expectIntegration(network { $0.listeners = listeners("backend.example") }, .reachable)
    expectIntegration(
      network { $0.listeners = listeners("orders.example") }, .blocked("X_HTTP_ANSWERED_BY_LOAD_BALANCER", leg: 1))
    expectIntegration(
      network {
        $0.listeners = listeners("orders.example")
        $0.isHTTP = true
        $0.stage = "$default"
        $0.integration = .link("link", "listener-80")
      }, .undetermined("UNKNOWN_RESOURCE"))
  }

  @Test("the verb is the integration's, or the caller's where it takes every one")
  func verb() {
    func network(_ verb: String?) -> Network {
      self.network {
        $0.listeners = [
          .listen(
            "HTTP:80", rules: [.rule(1, .httpRequestMethod(["POST"]), then: .forward("tg"))],
            actions: [.fixedResponse(status: 405)])
        ]
        $0.integration.httpMethod = verb
      }
    }
    expectIntegration(network("POST"), .reachable)
    expectIntegration(network("ANY"), .reachable, verb: "POST")
    expectIntegration(
      network(nil), .blocked("X_HTTP_ANSWERED_BY_LOAD_BALANCER", leg: 1), symptom: "HTTP 405 from the load balancer")
  }

  @Test("a link and a load balancer need a family in common")
  func families() {
    func network(_ link: String) -> Network {
      world { t in
        t.shop()
        t.alb(nodes: ["a1": "2001:db8:a:1::6"])
        t.webGroup(["i-1"])
        t.topology.targetGroups[0].addressFamily = .ipv6
        t.vpcLink("link", in: ["a1": link])
        t.restAPI("orders", ["GET /x": .link("link", "http://backend.example/", target: "alb")])
      }
    }
    let outcome = expectIntegration(network("10.0.1.7 2001:db8:a:1::7"), .reachable)
    #expect(outcome.legs[1].forward.contains { $0.traffic.contains("2001:db8:a:1::7") })
    expectIntegration(network("10.0.1.7"), .blocked("NO_PATH", at: "link", leg: 0))
  }

  @Test("a Network Load Balancer behind a link V2 keeps what it keeps of the link's interfaces")
  func networkLoadBalancer() {
    func network(_ preserve: Bool) -> Network {
      world { t in
        t.shop(targets: ["sg-from-link"])
        t.securityGroup("sg-from-link", in: "vpc-a", ingress: ["tcp 80 from 10.0.1.7/32"])
        t.nlb(nodes: ["a1": "10.0.1.5"])
        t.tg(["i-1"], preserve: preserve)
        t.vpcLink("link", in: ["a1": "10.0.1.7"])
        t.restAPI("orders", ["GET /x": .link("link", "http://backend.example/", target: "nlb")])
      }
    }
    expectIntegration(network(true), .reachable)
    expectIntegration(
      network(false), .blocked("ENI_SG_RULES_MISMATCH", at: "sg-from-link", leg: 2, .ingress),
      symptom: "HTTP 500 or 504 from API Gateway")
  }
}
