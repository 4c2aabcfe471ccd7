import Addressing
import NetworkModel
import TestKit
import Testing

/// The twin itself against vectors of load balancers and PrivateLink.
struct TwinFrontVectorTests {
  private func expect(
    _ builder: TopologyBuilder, _ from: String, _ to: String, _ service: String, _ summary: String,
    location: Testing.SourceLocation = #_sourceLocation
  ) {
    let found = NaiveTwin(builder.build()).ask(from, to, service).summary
    #expect(found == summary, "\(from) → \(to) \(service)", sourceLocation: location)
  }

  /// V with a subnet and a host for clients, one for nodes in each of two zones, one for targets.
  private func plain() -> TopologyBuilder {
    var t = TopologyBuilder()
    t.vpc("V", "10.0.0.0/16")
    t.subnet("V1", in: "V", "10.0.1.0/24")
    t.subnet("N1", in: "V", "10.0.11.0/24")
    t.subnet("N2", in: "V", "10.0.12.0/24", zone: "az2")
    t.subnet("T1", in: "V", "10.0.21.0/24")
    t.subnet("T2", in: "V", "10.0.22.0/24", zone: "az2")
    t.interface("c", in: "V1", "10.0.1.10", instance: "i-c")
    t.instance("i-c")
    t.securityGroup("sg-nodes", in: "V", ingress: ["all from 10.0.11.0/24", "all from 10.0.12.0/24"])
    t.securityGroup("sg-n", in: "V", ingress: ["tcp 443 from 10.0.0.0/16"])
    t.securityGroup("sg-from-n", in: "V", ingress: ["tcp 80 from sg-n"])
    return t
  }

  /// A Network Load Balancer in both zones before an instance i-t in T1.
  private func network(
    nlb groups: [String]? = nil, target: [String]? = nil, type: String = "instance", proto: String = "TCP",
    _ targets: [String] = ["i-t"], attributes: [String: String] = [:], balancer: [String: String] = [:],
    enforces: Bool = true
  ) -> TopologyBuilder {
    var t = plain()
    t.interface("t", in: "T1", "10.0.21.10", groups: target, instance: "i-t")
    t.instance("i-t")
    t.networkLoadBalancer(
      "nlb", in: ["N1": "10.0.11.5", "N2": "10.0.12.5"], groups: groups,
      listeners: [.listen("\(proto):443", to: "tg")], attributes: balancer,
      enforcesPrivateLink: enforces)
    t.targetGroup("tg", in: "V", type: type, proto, 80, targets: targets, attributes: attributes)
    return t
  }

  @Test("C1-1, C1-2: the target sees the client, or refers to the load balancer's group")
  func preserved() {
    expect(network(target: ["sg-nodes"]), "c", "nlb-N1", "tcp 443", "blocked ENI_SG_RULES_MISMATCH @ sg-nodes")
    expect(network(nlb: ["sg-n"], target: ["sg-from-n"]), "c", "nlb-N1", "tcp 443", "delivered")
    let off = ["preserve_client_ip.enabled": "false"]
    expect(network(target: ["sg-nodes"], attributes: off), "c", "nlb-N1", "tcp 443", "delivered")
  }

  @Test("C1-4, C1-10, C1-5: zones, ports, and all targets unhealthy")
  func eligibility() {
    expect(network(), "c", "nlb-N1", "tcp 443", "delivered")
    expect(network(), "c", "nlb-N2", "tcp 443", "blocked ELBV2_NO_TARGETS_IN_AZ")
    expect(
      network(balancer: ["load_balancing.cross_zone.enabled": "true"]), "c", "nlb-N2", "tcp 443", "delivered")
    expect(network(), "c", "nlb-N1", "tcp 8443", "blocked ELBV2_LISTENERS_MISMATCH @ nlb")
    expect(network(["i-t/unhealthy"]), "c", "nlb-N1", "tcp 443", "delivered")
    expect(network(["i-t/draining"]), "c", "nlb-N1", "tcp 443", "blocked ELBV2_LISTENER_HAS_NO_TG @ tg")
    expect(network(["i-t/unused"]), "c", "nlb-N1", "tcp 443", "blocked ELBV2_LISTENER_HAS_NO_TG @ tg")
  }

  @Test("C1-8: a client that is one of the targets")
  func hairpin() {
    expect(
      network(["i-t", "i-c"]), "c", "nlb-N1", "tcp 443", "blocked ELBV2_SOURCE_ADDRESS_PRESERVATION @ tg | delivered")
    expect(
      network(["i-t", "i-c"], attributes: ["preserve_client_ip.enabled": "false"]), "c", "nlb-N1", "tcp 443",
      "delivered")
  }

  @Test("C1-3, C1-12: a target behind a transit gateway, and on premises over UDP")
  func farTargets() {
    for (keeps, summary) in [("true", "blocked ELBV2_SOURCE_ADDRESS_PRESERVATION @ tg"), ("false", "delivered")] {
      var t = network(type: "ip", ["10.9.1.9@all"], attributes: ["preserve_client_ip.enabled": keeps])
      t.vpc("B", "10.9.0.0/16")
      t.subnet("B1", in: "B", "10.9.1.0/24")
      t.interface("b", in: "B1", "10.9.1.9")
      t.transitGateway("tgw")
      t.attachment("att-V", to: "tgw", vpc: "V", subnets: ["N1", "N2"], table: "rt")
      t.attachment("att-B", to: "tgw", vpc: "B", subnets: ["B1"], table: "rt")
      t.transitGatewayRouteTable("rt", of: "tgw", propagating: ["att-V", "att-B"])
      t.routeTable("rtb-N", in: "V", subnets: ["N1", "N2"], ["10.9.0.0/16": .transitGateway("tgw")])
      t.routeTable("rtb-B", in: "B", subnets: ["B1"], ["10.0.0.0/16": .transitGateway("tgw")])
      expect(t, "c", "nlb-N1", "tcp 443", summary)
    }
    for (proto, summary) in [("UDP", "blocked ELBV2_SOURCE_ADDRESS_PRESERVATION @ tg"), ("TCP", "delivered")] {
      var t = network(type: "ip", proto: proto, ["192.168.1.9@all"])
      t.site("hq", "192.168.0.0/16")
      t.vpnGateway("vgw", in: "V")
      t.virtualInterface("vif", vpnGateway: "vgw", site: "hq", advertised: ["192.168.0.0/16"])
      t.routeTable("rtb-N", in: "V", subnets: ["N1", "N2"], ["192.168.0.0/16": .vpnGateway("vgw")])
      expect(t, "c", "nlb-N1", "\(proto.lowercased()) 443", summary)
    }
  }

  @Test("A target in a peered VPC keeps the client's address, and its reply needs no route")
  func peeredTarget() {
    var t = network(type: "ip", ["10.9.1.9@all"], attributes: ["preserve_client_ip.enabled": "true"])
    t.vpc("B", "10.9.0.0/16")
    t.subnet("B1", in: "B", "10.9.1.0/24")
    t.interface("b", in: "B1", "10.9.1.9")
    t.peering("pcx", "V", "B")
    t.routeTable("rtb-N", in: "V", subnets: ["N1", "N2"], ["10.9.0.0/16": .peering("pcx")])
    expect(t, "c", "nlb-N1", "tcp 443", "delivered")
    t.topology.targetGroups[0].attributes = ["preserve_client_ip.enabled": "false"]
    expect(t, "c", "nlb-N1", "tcp 443", "reply blocked NO_ROUTE_TO_DESTINATION @ rtb-main-B")
  }

  @Test("C1-14: an internet client of targets without a default route")
  func internetClient() {
    var t = plain()
    t.internetGateway("igw", in: "V")
    t.routeTable("rtb-N", in: "V", subnets: ["N1"], ["0.0.0.0/0": .internetGateway("igw")])
    t.interface("t", in: "T1", "10.0.21.10", instance: "i-t")
    t.instance("i-t")
    t.networkLoadBalancer(
      "nlb", in: ["N1": "10.0.11.5"], scheme: "internet-facing", publicIPs: ["203.0.113.5"],
      listeners: [.listen("TCP:443", to: "tg")])
    t.targetGroup("tg", in: "V", targets: ["i-t"])
    expect(t, "8.8.8.8", "nlb-N1!", "tcp 443", "delivered")
    t.networkACL("acl", in: "V", subnets: ["T1"], ["in 1 allow all 0.0.0.0/0", "out 1 allow all 10.0.0.0/16"])
    expect(t, "8.8.8.8", "nlb-N1!", "tcp 443", "reply blocked SUBNET_ACL_RESTRICTION @ acl")
  }

  @Test("An Application Load Balancer behind a Network Load Balancer sees the client")
  func fronted() {
    var t = network(type: "alb", ["alb"])
    t.securityGroup("sg-alb", in: "V", ingress: ["tcp 80 from 10.0.1.0/24"])
    t.applicationLoadBalancer(
      "alb", in: ["N1": "10.0.11.7", "N2": "10.0.12.7"], groups: ["sg-alb"],
      listeners: [.listen("HTTP:80", to: "tg-http")])
    t.targetGroup("tg-http", in: "V", "HTTP", 80, targets: ["i-t"])
    expect(t, "c", "nlb-N1", "tcp 443", "delivered")
    t.topology.loadBalancers[1].listeners = [.listen("HTTP:81", to: "tg-http")]
    expect(t, "c", "nlb-N1", "tcp 443", "blocked ELBV2_LISTENERS_MISMATCH @ alb")
  }

  @Test("C2-4, C2-5, C2-9: an Application Load Balancer without targets, with unhealthy ones, and by zone")
  func application() {
    for (targets, attributes, to, summary) in [
      ([], [:], "alb-N1", "blocked ELBV2_LISTENER_HAS_NO_TG @ tg"),
      (["i-t/unhealthy"], [:], "alb-N2", "delivered"),
      (["i-t"], ["load_balancing.cross_zone.enabled": "false"], "alb-N2", "blocked ELBV2_NO_TARGETS_IN_AZ"),
      (["i-t"], ["load_balancing.cross_zone.enabled": "false"], "alb-N1", "delivered"),
    ] as [([String], [String: String], String, String)] {
      var t = plain()
      t.interface("t", in: "T1", "10.0.21.10", groups: ["sg-nodes"], instance: "i-t")
      t.instance("i-t")
      t.applicationLoadBalancer(
        "alb", in: ["N1": "10.0.11.7", "N2": "10.0.12.7"], listeners: [.listen("HTTP:80", to: "tg")])
      t.targetGroup("tg", in: "V", "HTTP", 80, targets: targets, attributes: attributes)
      expect(t, "c", to, "tcp 80", summary)
    }
  }

  @Test("C3-1, C3-2: a Classic Load Balancer does not fail open; its outbound ACL counts inside the subnet")
  func classic() {
    var t = plain()
    t.interface("t", in: "N1", "10.0.11.10", instance: "i-t")
    t.instance("i-t")
    t.classicLoadBalancer(
      "clb", in: ["N1": "10.0.11.8", "N2": "10.0.12.8"], listeners: [.classic("HTTP:80", "HTTP:8080")],
      instances: ["i-t"])
    expect(t, "c", "clb-N1", "tcp 80", "delivered")
    expect(t, "c", "clb-N2", "tcp 80", "blocked ELB_NOT_CROSSZONE")
    expect(t, "c", "clb-N1", "tcp 8080", "blocked ELB_LISTENERS_MISMATCH @ clb")
    var acl = t
    acl.networkACL(
      "acl", in: "V", subnets: ["N1"], ["in 1 allow all 0.0.0.0/0", "out 1 allow all 10.0.1.0/24"])
    expect(acl, "c", "clb-N1", "tcp 80", "blocked ELB_ACL_RESTRICTION @ acl")
    t.topology.loadBalancers[0].instances?[0].health = "unhealthy"
    expect(t, "c", "clb-N1", "tcp 80", "blocked X_TARGET_NO_HEALTHY @ clb")
  }

  /// A consumer VPC with the same addresses as the provider's, and an endpoint of its service.
  private func service(_ provider: TopologyBuilder, zones: [String] = [], state: String = "available")
    -> TopologyBuilder
  {
    var t = provider
    t.endpointService("svc", in: "V", loadBalancers: ["nlb"], zones: zones)
    t.account = "222222222222"
    t.vpc("C", "10.0.0.0/16")
    t.subnet("C1", in: "C", "10.0.1.0/24")
    t.subnet("C2", in: "C", "10.0.2.0/24", zone: "az2")
    t.interface("consumer", in: "C1", "10.0.1.20")
    t.interfaceEndpoint(
      "vpce", in: ["C1": "10.0.1.50", "C2": "10.0.2.50"], service: "com.amazonaws.vpce.us-east-1.svc", state: state)
    return t
  }

  @Test("EP-05 to EP-08: PrivateLink's state, zones, addresses")
  func privateLink() {
    expect(service(network()), "consumer", "vpce-C1", "tcp 443", "delivered")
    expect(service(network()), "consumer", "vpce-C2", "tcp 443", "blocked ELBV2_NO_TARGETS_IN_AZ")
    expect(
      service(network(), zones: ["az1"]), "consumer", "vpce-C2", "tcp 443",
      "blocked VPCE_SERVICE_NOT_INSTALLED_IN_AZ @ vpce")
    expect(service(network(), state: "pendingAcceptance"), "consumer", "vpce-C1", "tcp 443", "blocked BAD_STATE @ vpce")
    expect(service(network(target: ["sg-nodes"])), "consumer", "vpce-C1", "tcp 443", "delivered")
    var t = network(target: ["sg-consumer"])
    t.securityGroup("sg-consumer", in: "V", ingress: ["all from 10.0.1.0/24"])
    expect(service(t), "consumer", "vpce-C1", "tcp 443", "blocked ENI_SG_RULES_MISMATCH @ sg-consumer")
    expect(service(network()), "consumer", "vpce-C1", "icmp 8/0", "blocked PROTOCOL_RESTRICTION")
  }

  @Test("C1-6, C1-13: the load balancer's groups and PrivateLink")
  func enforcement() {
    var t = network(nlb: ["sg-other"])
    t.securityGroup("sg-other", in: "V", ingress: ["all from 10.200.0.0/16"])
    expect(service(t), "consumer", "vpce-C1", "tcp 443", "blocked ENI_SG_RULES_MISMATCH @ sg-other")
    t.topology.loadBalancers[0].enforcesGroupsOnPrivateLink = false
    expect(service(t), "consumer", "vpce-C1", "tcp 443", "delivered")
    expect(
      service(network(nlb: ["sg-n"], target: ["sg-from-n"])), "consumer", "vpce-C1", "tcp 443", "delivered")
    expect(
      service(network(nlb: ["sg-n"], target: ["sg-from-n"], enforces: false)), "consumer", "vpce-C1", "tcp 443",
      "blocked SG_REFERENCES_NOT_PRESERVED @ t")
    expect(
      service(network(nlb: ["sg-n"], target: ["sg-nodes"], enforces: false)), "consumer", "vpce-C1", "tcp 443",
      "delivered")
  }

  @Test("C1-9: endpoints as targets")
  func endpointTargets() {
    for (keeps, summary) in [("true", "blocked ELBV2_SOURCE_ADDRESS_PRESERVATION @ tg"), ("false", "delivered")] {
      var t = network(type: "ip", ["10.0.21.50"], attributes: ["preserve_client_ip.enabled": keeps])
      t.interfaceEndpoint("vpce", in: ["T1": "10.0.21.50"], service: "com.amazonaws.us-east-1.secretsmanager")
      expect(t, "c", "nlb-N1", "tcp 443", summary)
    }
    // That of API Gateway answers on its port only.
    var t = network(type: "ip", ["10.0.21.50"], attributes: ["preserve_client_ip.enabled": "false"])
    t.interfaceEndpoint("vpce", in: ["T1": "10.0.21.50"], service: "com.amazonaws.us-east-1.execute-api")
    expect(t, "c", "vpce-T1", "tcp 443", "delivered")
    expect(t, "c", "vpce-T1", "tcp 8443", "blocked PROTOCOL_RESTRICTION @ vpce")
  }

  @Test("C2-1 to C2-3, C2-10: the rules of a listener")
  func listenerRules() {
    var t = plain()
    t.interface("t", in: "T1", "10.0.21.10", instance: "i-t")
    t.instance("i-t")
    t.targetGroup("tg", in: "V", "HTTP", 80, targets: ["i-t"])
    let rules: [Listener.Rule] = [
      .rule(1, .hostHeader(["api.example.com"]), then: .forward("tg")),
      .rule(2, .pathPattern(["/img/*"]), then: .forward("tg")),
      .rule(3, .sourceIP([Prefix("10.1.0.0/16")!]), then: .forward("tg")),
    ]
    t.applicationLoadBalancer(
      "alb", in: ["N1": "10.0.11.7"],
      listeners: [.listen("HTTP:80", rules: rules, actions: [.fixedResponse(status: 404)])])
    let twin = NaiveTwin(t.build())
    func expect(_ request: NaiveRequest?, _ summary: String) {
      #expect(twin.ask("c", "alb-N1", "tcp 80", request: request).summary == summary, "\(request?.host ?? "none")")
    }
    expect(nil, "delivered")
    expect(NaiveRequest(host: "API.EXAMPLE.COM"), "delivered")
    expect(NaiveRequest(host: "lb-123.elb.amazonaws.com"), "blocked X_HTTP_ANSWERED_BY_LOAD_BALANCER")
    expect(NaiveRequest(host: "other.test", path: "/img/a"), "delivered")
    expect(NaiveRequest(host: "other.test", path: "/IMG/a"), "blocked X_HTTP_ANSWERED_BY_LOAD_BALANCER")
  }

  @Test("A load balancer sends to its targets only")
  func senders() {
    expect(network(), "nlb-N1", "t", "tcp 80", "delivered")
    expect(network(), "nlb-N1", "t", "tcp 81", "blocked TARGET_PORT_RESTRICTION @ nlb")
    expect(network(), "nlb-N1", "c", "tcp 80", "blocked TARGET_ADDRESS_RESTRICTION @ nlb")
  }
}
