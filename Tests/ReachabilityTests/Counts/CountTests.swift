import TestKit
import Testing

@testable import Reachability

/// What questions cost, as counts, which are the same on every machine. A count that grows has to be explained.
struct CountTests {
  private static let network = Network(SyntheticTopology.make(interfaces: 1_000, vpcs: 20))

  @Test(
    "A question tries no more rules and sets than it did",
    arguments: [
      // Inside one subnet, inside one VPC, between two environments, to the internet.
      ("host-1-0", "host-1-6", "443", 6, 5), ("host-1-1", "host-1-3", "5432", 9, 10),
      ("host-1-1", "host-3-3", "5432", 21, 19), ("host-1-1", "internet", "443", 7, 7),
    ])
  func question(from: String, to: String, port: String, rules: Int, operations: Int) throws {
    let outcomes = try CountTests.network.outcomes(of: Query(from: from, to: to, port: port))
    #expect(outcomes.reduce(0) { $0 + $1.rulesTried } <= rules)
    #expect(outcomes.reduce(0) { $0 + $1.setOperations } <= operations)
  }
}
