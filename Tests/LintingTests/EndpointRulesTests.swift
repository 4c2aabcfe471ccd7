import Testing

@Suite("lint: endpoints of execute-api") struct EndpointRulesTests {
  private let orders = "https://orders.execute-api.us-east-1.amazonaws.com/prod/items"

  @Test("AGW-040: the endpoint's security group and a client")
  func group() {
    expectFinding(
      "AGW-040", at: "edge", saying: "client of edge does not admit TCP 443 from `web-1`",
      in: network(endpoint: "securityGroups: client", rest: call(orders)))
    expectFinding(
      "AGW-040", at: "edge", saying: "from `web-1`",
      in: network(endpoint: "securityGroups: client", rest: call("edge:443")))
    expectNothing("AGW-040", in: network(rest: call(orders)))
    expectNothing("AGW-040", in: network(endpoint: "securityGroups: client"))
  }

  @Test("AGW-041: the default group, and clients in others")
  func defaultGroup() {
    expectFinding(
      "AGW-041", at: "edge", saying: "only app/default", "`web-1` has client",
      in: network(endpoint: "securityGroups: default", rest: call(orders)))
    let member = "instances: {web-1: {subnet: a, securityGroups: client}, in-1: {subnet: a}}"
    expectNothing(
      "AGW-041",
      in: network(endpoint: "securityGroups: default", rest: call(orders, from: "in-1"))
        .replacing("instances: {web-1: {subnet: a, securityGroups: client}}", with: member))
    expectNothing("AGW-041", in: network(rest: call(orders)))
  }

  @Test("AGW-042: one zone")
  func oneZone() {
    expectFinding(
      "AGW-042", at: "edge", saying: "us-east-1a only",
      in: network().replacing("subnets: [a, b],", with: "subnets: a,"))
    expectNothing("AGW-042", in: network())
  }

  @Test("AGW-043: network ACLs, there and back")
  func acl() {
    func acl(_ egress: String) -> String {
      network(
        app: "networkAcls: {strict: {subnets: [b], ingress: [100 allow tcp 443 from 10.0.0.0/8], egress: [\(egress)]}}",
        rest: call(orders))
    }
    expectFinding(
      "AGW-043", at: "strict", saying: "strict blocks `web-1` on the way to edge (replies)",
      in: acl("100 allow tcp 443 to 0.0.0.0/0"))
    expectNothing("AGW-043", in: acl("100 allow tcp 1024-65535 to 0.0.0.0/0"))
    expectFinding(
      "AGW-043", at: "strict", saying: "strict blocks `web-1` on the way to edge:",
      in: acl("100 allow tcp 1024-65535 to 0.0.0.0/0").replacing("allow tcp 443 from", with: "allow tcp 80 from"))
  }

  @Test("AGW-044: another Region")
  func region() {
    let far = """
      far:
        region: eu-west-1
        cidr: 10.9.0.0/16
        subnets: {x: 10.9.1.0/24}
        endpoints: {far-edge: {service: execute-api, subnets: x}}
      """
    expectFinding(
      "AGW-044", at: "orders", saying: "the API is in us-east-1", "far-edge", "eu-west-1",
      in: network(plainAPI + "vpcEndpoints: far-edge\n", vpcs: far))
    expectNothing("AGW-044", in: network(plainAPI + "vpcEndpoints: edge\n", vpcs: far))
  }

  @Test("AGW-045: a peering behind a VPN")
  func peering() {
    func world(_ vgwVPC: String) -> String {
      network(
        vpcs: """
          edge-vpc:
            cidr: 10.5.0.0/16
            subnets: {e: 10.5.1.0/24}
            routeTables: {main: {routes: {10.0.0.0/16: peer, 192.168.0.0/16: vgw}}}
          """,
        rest: """
          peerings: {peer: [edge-vpc, app]}
          vpnGateways: {vgw: \(vgwVPC)}
          vpnConnections: {vpn: {vpnGateway: vgw, site: office}}
          sites: {office: 192.168.0.0/16}

          """ + call("edge:443", from: "office")
      ).replacing("192.168.0.0/16: vgw", with: vgwVPC == "app" ? "192.168.9.0/24: peer" : "192.168.0.0/16: vgw")
    }
    expectFinding(
      "AGW-045", at: "edge", saying: "`office` is connected to edge-vpc", "edge is in app", "peering peer",
      in: world("edge-vpc"))
    expectNothing("AGW-045", in: world("app"))
  }

  @Test("AGW-046: principals in an endpoint policy")
  func principals() {
    func policy(_ principal: String) -> String {
      #"policy: {"Statement": [{"Effect": "Allow", "Principal": \#(principal), "Action": "*", "Resource": "*"}]}"#
    }
    let role = #"{"AWS": "arn:aws:iam::111111111111:role/app"}"#
    let bearer = "allow: edge\nauthorizers: {check: {function: fn}}\nmethods: {GET /items: {mock: true, auth: check}}\n"
    expectFinding(
      "AGW-046", at: "edge", saying: "role/app", "GET /items of orders", "anonymous",
      in: network(bearer, endpoint: policy(role)))
    expectFinding(
      "AGW-046", at: "edge", saying: "GET /items and PUT /items of orders are called",
      in: network(
        bearer.replacing("auth: check}}", with: "auth: check}, PUT /items: {mock: true, auth: check}}"),
        endpoint: policy(role)))
    expectFinding(
      "AGW-046", at: "edge", saying: "role/app", "`web-1`", "without signing",
      in: network(endpoint: policy(role), rest: call(orders)))
    expectNothing("AGW-046", in: network(bearer, endpoint: policy(#""*""#), rest: call(orders)))
    expectNothing(
      "AGW-046",
      in: network(
        endpoint: policy(role), rest: call(orders, "as: \"arn:aws:iam::111111111111:role/app\"")))
  }

  @Test("AGW-047: the domain name in an endpoint policy")
  func domainName() {
    func world(_ resource: String) -> String {
      network(
        endpoint:
          #"policy: {"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": \#(resource)}]}"#,
        rest: """
          domainNames:
            api.corp.example: {domainNameId: abc123, vpcEndpoints: edge, allow: edge, mappings: {/: orders/prod}}

          """)
    }
    let api = #""arn:aws:execute-api:us-east-1:111111111111:orders/*""#
    expectFinding(
      "AGW-047", at: "edge", saying: "API orders", "api.corp.example",
      "arn:aws:execute-api:us-east-1:111111111111:/domainnames/api.corp.example+abc123", in: world(api))
    expectNothing(
      "AGW-047",
      in: world(#"[\#(api), "arn:aws:execute-api:us-east-1:111111111111:/domainnames/api.corp.example+abc123"]"#))
    expectNothing("AGW-047", in: world(#""*""#))
  }

  @Test("AGW-048: full access")
  func fullAccess() {
    expectFinding("AGW-048", at: "edge", saying: "no policy of its own", in: network())
    let all = #"policy: {"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}]}"#
    expectFinding("AGW-048", at: "edge", saying: "is the default one", in: network(endpoint: all))
    expectNothing(
      "AGW-048",
      in: network(
        endpoint: all.replacing(
          #""Resource": "*""#,
          with: #""Resource": "*", "Condition": {"StringEquals": {"aws:ResourceOrgID": "o-1"}}"#)))
  }
}
