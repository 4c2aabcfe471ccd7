import NetworkModel
import Reachability
import TestKit

/// Policies of section 13 of the rules for API Gateway, and the world that its rows are about.
enum PrivateAPIFixture {
  static func allow(_ condition: String? = nil, action: String = "Allow", resource: String = "execute-api:/*") -> String
  {
    let rest = condition.map { ",\"Condition\":\($0)" } ?? ""
    return
      "{\"Effect\":\"\(action)\",\"Principal\":\"*\",\"Action\":\"execute-api:Invoke\",\"Resource\":\"\(resource)\"\(rest)}"
  }

  static func policy(_ statements: String...) -> String {
    "{\"Version\":\"2012-10-17\",\"Statement\":[\(statements.joined(separator: ","))]}"
  }

  static let everyone = policy(allow())
  static let p1 = policy(
    allow(), allow("{\"StringNotEquals\":{\"aws:SourceVpce\":\"vpce-1\"}}", action: "Deny"))
  static let p2 = policy(allow("{\"StringEquals\":{\"aws:SourceVpc\":\"vpc-1\"}}"))
  static let p3 = policy(allow("{\"IpAddress\":{\"aws:SourceIp\":\"10.0.0.0/8\"}}"))
  static let p4 = policy(allow(), allow("{\"NotIpAddress\":{\"aws:SourceIp\":\"10.0.0.0/8\"}}", action: "Deny"))
  static let p4ByVPCSource = policy(
    allow(), allow("{\"NotIpAddress\":{\"aws:VpcSourceIp\":\"10.0.0.0/8\"}}", action: "Deny"))

  static func name(_ api: String, region: String = "us-east-1") -> String {
    "https://\(api).execute-api.\(region).amazonaws.com"
  }
}

extension TopologyBuilder {
  /// `vpc-1` (10.1.0.0/16) with `client` (10.1.1.10) and the endpoint `vpce-1` (10.1.1.50), `vpc-9` (10.9.0.0/16) with
  /// `client-9` and `vpce-9`, and a peering of the two. Private DNS is on in both.
  mutating func apiVPCs(privateDNS: Bool = true, group: [String]? = nil) {
    for number in [1, 9] {
      vpc("vpc-\(number)", "10.\(number).0.0/16")
      dns("vpc-\(number)")
      subnet("s\(number)", in: "vpc-\(number)", "10.\(number).1.0/24")
      routeTable("rtb-\(number)", in: "vpc-\(number)", subnets: ["s\(number)"])
      interface(number == 1 ? "client" : "client-9", in: "s\(number)", "10.\(number).1.10")
      interfaceEndpoint(
        "vpce-\(number)", in: ["s\(number)": "10.\(number).1.50"], service: "com.amazonaws.us-east-1.execute-api",
        groups: group)
      topology.vpcEndpoints[topology.vpcEndpoints.count - 1].privateDnsEnabled = privateDNS
    }
    peering("pcx", "vpc-1", "vpc-9")
    route(in: "rtb-1", "10.9.0.0/16", .peering("pcx"))
    route(in: "rtb-9", "10.1.0.0/16", .peering("pcx"))
  }

  /// The private API `a` with `GET /x`, answered by API Gateway itself.
  mutating func apiA(
    _ policy: String? = PrivateAPIFixture.everyone, _ method: String = "GET /x", authorizers: [APIAuthorizer] = [],
    endpoints: [String] = []
  ) {
    restAPI("a", policy: policy, endpoints: endpoints, authorizers: authorizers, [method: .mock])
  }
}

extension Network {
  /// The answer to a call by URL.
  func call(
    _ to: String, from: String = "client", method: String? = nil, headers: [String] = [], origin: String? = nil,
    as principal: String? = nil
  ) throws -> Answer {
    var query = Query(from: from, to: to)
    query.method = method
    query.headers = headers
    query.origin = origin
    query.principal = principal
    return try answer(query)
  }
}

extension Answer {
  /// The codes of what blocks, in order.
  var codes: [String] { blockers.map(\.code.rawValue) }

  /// What would open the way, in words.
  var remedies: [String] { fixes.flatMap(\.changes).map(\.summary) }
}
