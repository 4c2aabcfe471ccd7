import Foundation
import Importing
import Reachability
import Testing

/// Names of real snapshots, asked of the snapshot alone.
@Suite("names of snapshots")
struct SnapshotNameTests {
  static func network(_ name: String) throws -> Network {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Fixtures/snapshots/\(name)").path
    return Network(try Importer.load([root]).topology)
  }

  @Test("records by weight share out the load balancers of two Regions")
  func weighted() throws {
    let network = try Self.network("04-multi-region")
    let resolution = try #require(try network.resolve("api.corp.example.com", from: "eni-01e7bdcc7956162d9").first)
    #expect(resolution.verdict == .reachable)
    #expect(resolution.answers.map { $0.share?.description } == ["1 of 10", "9 of 10"])
    #expect(Set(resolution.answers.flatMap(\.addresses).map(\.description)).count == 4)
  }

  @Test("records by latency: the own Region's")
  func latency() throws {
    let network = try Self.network("04-multi-region")
    let resolution = try #require(try network.resolve("latency.corp.example.com", from: "eni-01e7bdcc7956162d9").first)
    #expect(resolution.answers.map { $0.names.last?.text } == ["internal-api-b-9600812729.us-west-2.elb.amazonaws.com"])
  }

  @Test("failover of which the check's status is not shown: the primary, and the secondary beside it")
  func failover() throws {
    let network = try Self.network("04-multi-region")
    let resolution = try #require(try network.resolve("api.corp.example.com", from: "eni-16ebaf7e5e2c1cfc9").first)
    #expect(resolution.verdict == .reachable)
    #expect(resolution.answers.map(\.standing) == [.possible, .standby])
    #expect(resolution.assumptions.contains { $0.message.contains("get-health-check-status") && !$0.decides })
  }

  @Test("a server of one's own beside Amazon's resolver, and a rule to the same server")
  func mixedServers() throws {
    let network = try Self.network("03-on-premises")
    let resolution = try #require(try network.resolve("x.corp.example.com", from: "eni-6edc0152f384e0ab9").first)
    #expect(resolution.verdict == .undetermined)
    #expect(resolution.blockers.isEmpty, "nothing certainly stops it")
    #expect(resolution.answers.allSatisfy { answer in answer.legs.contains { $0.to.hasPrefix("cgw-") } })
  }
}
