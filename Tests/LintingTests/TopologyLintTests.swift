import Foundation
import Importing
import Linting
import Testing

/// What the rules say of the topologies in `Topologies/`: of those that work little, and of those with one mistake what
/// it makes them say beside.
@Suite("lint: the topologies, and their broken twins")
struct TopologyLintTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Topologies").path

  private static func names(in folder: String) -> [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: "\(root)/\(folder)").sorted()) ?? []
  }

  private static let folders = names(in: "").filter { !names(in: $0).isEmpty }
  private static let twins = folders.flatMap { folder in
    names(in: "\(folder)/broken").map { "\(folder)/\($0.replacing(".canreach.yaml", with: ""))" }
  }

  /// Notes and advice that a good topology may well have, and what is meant to be there.
  private static let expected = [
    "load-balancer-behind-nlb": ["AGW-048", "AGW-080", "AGW-110"],
    "private-api-basic": ["AGW-110", "AGW-114"],
    "private-api-cross-account": ["AGW-005", "AGW-042", "AGW-048", "AGW-110"],
    "private-api-dns-options": ["AGW-042", "AGW-048", "AGW-110"],
    "private-api-multi-region": ["AGW-048", "AGW-110"],
    "private-api-multi-region-weighted": ["AGW-048", "AGW-110"],
    "private-api-on-premises": ["AGW-048", "AGW-110"],
    "private-integration-ecs": ["AGW-048", "AGW-080", "AGW-110"],
    "private-integration-peering": ["AGW-048", "AGW-080", "AGW-110"],
    "private-integration-privatelink": ["AGW-048", "AGW-080", "AGW-110"],
    "private-integration-transit-gateway": ["AGW-048", "AGW-080", "AGW-110"],
    // One of its services is shut, to show what that looks like.
    "privatelink": ["AGW-077"],
  ]

  @Test("a topology that works", arguments: folders)
  func good(folder: String) throws {
    let loaded = try Importer.load(["\(Self.root)/\(folder)/topology.canreach.yaml"])
    let result = Linter.lint(loaded.topology, calls: clientCalls(loaded.expectations))
    let found = Set(result.findings.map(\.rule.id)).sorted()
    #expect(found == Self.expected[folder] ?? [], "\(folder): \(result.findings.map(\.message))")
    #expect(result.findings.allSatisfy { $0.source != nil })
  }

  /// What is not here no rule is about: it is a matter of the one request, or of health.
  private static let told = [
    "load-balancer-behind-nlb/71-tls-to-plain-text": ["AGW-074"],
    "private-api-basic/01-resolver-disabled": ["AGW-020"],
    "private-api-basic/02-private-dns-off": ["AGW-025", "AGW-029"],
    "private-api-basic/03-dns-hostnames-off": ["AGW-020"],
    "private-api-basic/04-own-dns-server": ["AGW-023"],
    "private-api-basic/11-public-api-shadowed": ["AGW-048"],
    "private-api-basic/12-public-domain-by-cname": ["AGW-022", "AGW-048"],
    "private-api-basic/21-client-network-acl": ["AGW-043"],
    "private-api-basic/22-endpoint-network-acl": ["AGW-043"],
    "private-api-basic/24-endpoint-security-group": ["AGW-040", "AGW-041"],
    "private-api-basic/29-old-client": ["AGW-062"],
    "private-api-basic/40-default-name-off": ["AGW-056"],
    "private-api-basic/46-policy-not-deployed": ["AGW-002"],
    "private-api-basic/48-endpoint-policy-names-principals": ["AGW-046"],
    "private-api-basic/50-no-resource-policy": ["AGW-001"],
    "private-api-basic/51-endpoint-not-listed": ["AGW-011"],
    "private-api-basic/53-source-ip": ["AGW-006", "AGW-015"],
    "private-api-basic/54-principal-without-iam": ["AGW-008", "AGW-015"],
    "private-api-basic/56-user-pool-without-allow": ["AGW-004", "AGW-015"],
    "private-api-cross-account/06-no-alias": ["AGW-028"],
    "private-api-cross-account/27-api-in-another-region": ["AGW-028", "AGW-044"],
    "private-api-cross-account/52-vpc-of-the-client": ["AGW-005", "AGW-010"],
    "private-api-cross-account/55-one-side-allows": ["AGW-008"],
    "private-api-dns-options/05-no-forwarder": ["AGW-025"],
    "private-api-dns-options/07-zone-without-the-record": ["AGW-021", "AGW-031"],
    "private-api-dns-options/08-rule-overrides-private-dns": ["AGW-025", "AGW-032"],
    "private-api-dns-options/09-inbound-endpoint-closed": ["AGW-099"],
    "private-api-dns-options/10-zone-not-associated": ["AGW-098"],
    "private-api-dns-options/30-own-name-without-domain": ["AGW-061"],
    "private-api-dns-options/33-strict": ["AGW-060"],
    "private-api-dns-options/47-domain-not-in-endpoint-policy": ["AGW-047"],
    "private-api-dns-options/57-domain-policy": ["AGW-051"],
    "private-api-dns-options/57-no-access-association": ["AGW-050"],
    "private-api-multi-region/14-both-regions-unhealthy": ["AGW-040"],
    "private-api-multi-region/32-tls-to-tcp": ["AGW-092"],
    "private-api-multi-region/82-health-check-path": ["AGW-091"],
    "private-api-multi-region-weighted/83-stale-addresses": ["AGW-093"],
    "private-api-on-premises/06-endpoint-not-associated": ["AGW-028", "AGW-029"],
    "private-api-on-premises/16-endpoint-behind-a-peering": ["AGW-042", "AGW-045"],
    "private-api-on-premises/24-office-not-admitted": ["AGW-040"],
    "private-api-on-premises/42-no-options-method": ["AGW-112", "AGW-113"],
    "private-api-on-premises/42-options-with-authorizer": ["AGW-111"],
    "private-api-on-premises/42-policy-without-options": ["AGW-013"],
    "private-api-on-premises/43-errors-without-headers": ["AGW-112"],
    "private-integration-ecs/65-link-inactive": ["AGW-079"],
    "private-integration-ecs/67-inbound-rules-enforced": ["AGW-070"],
    "private-integration-ecs/68-link-group": ["AGW-078"],
    "private-integration-ecs/68-load-balancer-group": ["AGW-078"],
    "private-integration-ecs/70-certificate-name": ["AGW-073"],
    "private-integration-ecs/70-tls-1-3-only": ["AGW-083"],
    "private-integration-ecs/71-http-to-tls": ["AGW-074"],
    "private-integration-ecs/74-stage-in-path": ["AGW-076"],
    "private-integration-ecs/75-target-group": ["AGW-077"],
    "private-integration-peering/75-target-group": ["AGW-077"],
    "private-integration-privatelink/79-client-address-kept": ["AGW-090"],
  ]

  @Test("what one mistake makes the rules say beside, for the calls that are to get through", arguments: twins)
  func broken(twin: String) throws {
    let parts = twin.split(separator: "/")
    let good = try Importer.load(["\(Self.root)/\(parts[0])/topology.canreach.yaml"])
    let bad = try Importer.load(["\(Self.root)/\(parts[0])/broken/\(parts[1]).canreach.yaml"])
    let before = Set(
      Linter.lint(good.topology, calls: clientCalls(good.expectations)).findings.map { "\($0.rule.id) \($0.message)" })
    let found = Linter.lint(bad.topology, calls: clientCalls(good.expectations)).findings.filter {
      !before.contains("\($0.rule.id) \($0.message)")
    }
    #expect(
      Set(found.map(\.rule.id)).sorted() == Self.told[twin] ?? [], "\(twin): \(found.map(\.message))")
    #expect(found.allSatisfy { $0.source != nil })
  }

  @Test("every entry is one of a topology that is there")
  func entries() {
    #expect(Set(Self.expected.keys).isSubset(of: Self.folders))
    #expect(Set(Self.told.keys).isSubset(of: Self.twins))
  }
}
