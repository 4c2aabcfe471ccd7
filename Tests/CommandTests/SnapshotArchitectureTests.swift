import Foundation
import Importing
import Reachability
import Testing

/// The architectures of the backend's side as what the AWS CLI shows of them, against their topology files: the same
/// verdict for the same reasons, question by question, or a difference that has a cause.
///
/// The snapshots come from an emulator, which runs no containers. What no snapshot shows (a client where it has none, the
/// other end of a gateway) stands in `Fixtures/architectures`.
@Suite("architectures as snapshots")
struct SnapshotArchitectureTests {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  @Test("the same answer as the topology file's, or another one for a reason", arguments: Comparison.all)
  fileprivate func same(_ row: Comparison) throws {
    let expected = try Self.told(["Topologies/\(row.topology)/topology.canreach.yaml"], row.asked)
    let found = try Self.told(row.snapshot.map { "Tests/Fixtures/\($0)" }, row.askedOfSnapshot)
    guard let difference = row.difference else {
      #expect(found == expected)
      return
    }
    #expect(found == Told(verdict: difference.verdict, codes: difference.codes), "\(difference.cause)")
    #expect(found != expected, "the difference is gone: \(difference.cause)")
  }

  private static func told(_ inputs: [String], _ question: Query) throws -> Told {
    let network = Network(try Importer.load(inputs.map { root.appendingPathComponent($0).path }).topology)
    let answer = try network.answer(question)
    return Told(verdict: answer.verdict, codes: Set(answer.blockers.map(\.code.rawValue)))
  }
}

private struct Told: Equatable {
  var verdict: Verdict
  var codes: Set<String>
}

/// A question to a topology file and the same one to a snapshot.
private struct Comparison: Sendable, CustomTestStringConvertible {
  struct Difference: Sendable {
    var verdict: Verdict
    var codes: Set<String>
    var cause: String
  }

  var topology: String
  var asked: Query
  /// Below `Tests/Fixtures`.
  var snapshot: [String]
  var askedOfSnapshot: Query
  var difference: Difference?

  var testDescription: String { "\(topology): \(asked.from) to \(asked.to)" }

  private static func row(
    _ topology: String, _ from: String, _ to: String, _ snapshot: [String], _ fromHere: String, _ toHere: String,
    port: String = "any", as principal: String? = nil, _ difference: Difference? = nil
  ) -> Comparison {
    var query = Query(from: fromHere, to: toHere, port: port)
    query.principal = principal
    return Comparison(
      topology: topology, asked: Query(from: from, to: to), snapshot: snapshot, askedOfSnapshot: query,
      difference: difference)
  }

  private static func differs(_ verdict: Verdict, _ codes: Set<String>, _ cause: String) -> Difference {
    Difference(verdict: verdict, codes: codes, cause: cause)
  }

  static let all: [Comparison] = multiRegion + weighted + containers + privateLink + peering + transitGateway

  private static let east = ["snapshots/04-multi-region", "architectures/04-data-centre-east.canreach.yaml"]
  private static let multiRegion: [Comparison] = [
    row(
      "private-api-multi-region", "datacentre", "https://api.corp.example/orders", east, "datacentre",
      "https://api.corp.example.com/"),
    row("private-api-multi-region", "datacentre", "nlb-east:443", east, "datacentre", "api-a:443"),
    row(
      "private-api-multi-region", "datacentre", "endpoint-east:443", east, "datacentre", "vpce-7fa5599c7314602cc:443",
      differs(
        .unreachable, ["ENI_SG_RULES_MISMATCH", "NO_ROUTE_TO_DESTINATION"],
        "the endpoints' subnets have a table of their own, without a route to the data centre")),
  ]

  private static let west = ["snapshots/04-multi-region", "architectures/04-data-centre-west.canreach.yaml"]
  private static let weighted: [Comparison] = [
    row(
      "private-api-multi-region-weighted", "app-west", "https://api.corp.example/orders", west, "datacentre",
      "https://api.corp.example.com/"),
    row("private-api-multi-region-weighted", "app-west", "alb-west:443", west, "datacentre", "api-b:443"),
  ]

  private static let ecs = ["snapshots/05-ecs-private-integration"]
  private static let containers: [Comparison] = [
    row(
      "private-integration-ecs", "client-1", "https://web-api.execute-api.us-east-1.amazonaws.com/prod/v1/items", ecs,
      "i-d5343ca4700d758de", "https://zyb2esdga9.execute-api.us-east-1.amazonaws.com/prod/v1/items",
      as: "arn:aws:iam::111111111111:role/web",
      differs(
        .unreachable, ["SG_HAS_NO_RULES", "ELBV2_LISTENER_HAS_NO_TG"],
        "the emulator runs no task, and does not show that inbound rules are not enforced on PrivateLink traffic: they are on, as AWS sets them at first"
      )),
    row(
      "private-integration-ecs", "client-1", "execute-api:443", ecs, "i-d5343ca4700d758de",
      "vpce-d09c88e3fe7601142:443"),
    row(
      "private-integration-ecs", "client-1", "web-nlb:443", ecs, "i-d5343ca4700d758de", "service:80",
      differs(
        .unreachable, ["NO_ROUTE_TO_DESTINATION", "ENI_SG_RULES_MISMATCH"],
        "the client's group lets nothing out but 443 to its own VPC")),
  ]

  private static let accounts = ["snapshots/06-cross-account-privatelink", "architectures/06-client.canreach.yaml"]
  private static let central = "https://central-api.execute-api.us-east-1.amazonaws.com/prod"
  private static let noTask = "the emulator runs no task: nothing has the addresses that are registered"
  private static let oneZone = "both instances are in one zone, and the load balancer does not cross zones"
  private static let privateLink: [Comparison] = [
    row(
      "private-integration-privatelink", "client-1", "\(central)/orders", accounts, "client-1",
      "https://vo7qopywnj.execute-api.us-east-1.amazonaws.com/prod/a",
      differs(.unreachable, ["X_NO_SUCH_HOST"], noTask)),
    row(
      "private-integration-privatelink", "client-1", "\(central)/billing", accounts, "client-1",
      "https://vo7qopywnj.execute-api.us-east-1.amazonaws.com/prod/b",
      differs(.partial, ["ELBV2_NO_TARGETS_IN_AZ"], oneZone)),
    row(
      "private-integration-privatelink", "client-1", "\(central)/reports", accounts, "client-1",
      "https://vo7qopywnj.execute-api.us-east-1.amazonaws.com/prod/orders"),
    row(
      "private-integration-privatelink", "client-1", "central-nlb:8082", accounts, "client-1", "central:8082",
      differs(.partial, ["ELBV2_NO_TARGETS_IN_AZ"], oneZone)),
    row(
      "private-integration-privatelink", "client-1", "to-orders:80", accounts, "client-1",
      "vpce-b1252163ccac8ad9e:80",
      differs(
        .unreachable, ["ENI_SG_RULES_MISMATCH", "X_NO_SUCH_HOST"],
        "\(noTask), and the provider's load balancer has no security group")),
  ]

  private static let peered = ["snapshots/07-cross-account-peering", "architectures/07-client.canreach.yaml"]
  private static let detached = "interfaces stand for the tasks that the emulator does not run, attached to nothing"
  private static let peering: [Comparison] = [
    row(
      "private-integration-peering", "client-1", "\(central)/orders", peered, "internet",
      "https://vjxeznpgid.execute-api.us-east-1.amazonaws.com/prod/a",
      differs(.unreachable, ["BAD_STATE"], "\(detached); the API is a public one")),
    row(
      "private-integration-peering", "client-1", "central-nlb:8081", peered, "client-1", "central:8081",
      differs(.unreachable, ["BAD_STATE"], detached)),
    row(
      "private-integration-peering", "client-1", "central-nlb:8082", peered, "client-1", "central:8082",
      differs(.unreachable, ["NO_ROUTE_TO_DESTINATION"], "the other Region has no route back")),
    row(
      "private-integration-peering", "client-1", "orders-web:8080", peered, "client-1", "10.71.10.50:8080",
      differs(.unreachable, ["NO_ROUTE_TO_DESTINATION", "ENI_SG_RULES_MISMATCH", "BAD_STATE"], detached)),
    row(
      "private-integration-peering", "billing-1", "orders-web:8080", peered, "i-3408ce534a65d341b", "10.71.10.50:8080",
      differs(
        .unreachable, ["NO_ROUTE_TO_DESTINATION", "SG_HAS_NO_RULES"], "the instances' group has no outbound rule")),
  ]

  private static let transit = ["snapshots/08-cross-account-tgw", "architectures/08-client.canreach.yaml"]
  private static let noFirewall =
    "the way leads through a VPC with a firewall, and the emulator has no endpoint of it that its table could route to"
  private static let transitGateway: [Comparison] = [
    row(
      "private-integration-transit-gateway", "client-1", "central-nlb:8081", transit, "client-1",
      "arn:aws:elasticloadbalancing:us-east-1:111111111111:loadbalancer/net/central/93466f9f477a5910", port: "80",
      differs(.unreachable, ["NO_ROUTE_TO_DESTINATION", "BAD_STATE"], "\(noFirewall); \(detached)")),
    row(
      "private-integration-transit-gateway", "client-1", "orders-web:8080", transit, "client-1", "10.81.10.50:8080",
      differs(
        .unreachable, ["NO_ROUTE_TO_DESTINATION", "BAD_STATE", "ENI_SG_RULES_MISMATCH"], "\(noFirewall); \(detached)")),
  ]
}
