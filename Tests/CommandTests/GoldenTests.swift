import Foundation
import Synchronization
import Testing

@testable import canreach

/// Whole reports about the bundled topologies, each compared with a file under `Goldens/`.
///
/// `RECORD=1 swift test` writes the files anew, and fails to say so.
@Suite("reports about the bundled topologies")
struct GoldenTests {
  struct Case: Sendable, CustomTestStringConvertible {
    /// The name of the golden file, without its `.txt`.
    var name: String
    /// A folder of `Topologies/`, or a file in one.
    var topology: String
    var file: String { topology.hasSuffix(".yaml") ? topology : "\(topology)/topology.canreach.yaml" }
    /// What follows `canreach`, without `-t`.
    var arguments: String
    var testDescription: String { name }
  }

  private static let url = Case(
    name: "url-to-target", topology: "alb-rules", arguments: "check app-1 http://shop.example.internal/admin/")

  private static let orders =
    "office https://a1b2c3d4e5-vpce-0123abcd.execute-api.us-east-1.amazonaws.com/prod/orders"

  /// What `make demo` shows.
  private static let demo = Case(
    name: "private-api-two-mistakes",
    topology: "private-api-on-premises/broken/24-office-not-admitted.canreach.yaml",
    arguments: "check \(orders) --method POST")

  static let cases = [
    demo, Case(name: "private-api", topology: "private-api-on-premises", arguments: "check \(orders)"),
    Case(name: "acl-and-group-block", topology: "three-tier", arguments: "check web-a orders --port 5432"),
    Case(name: "internet-reaches-web", topology: "three-tier", arguments: "check internet web-a --port 443"),
    Case(name: "no-route-to-internet", topology: "three-tier", arguments: "check orders internet/203.0.113.7:443"),
    Case(name: "part-of-ports", topology: "three-tier", arguments: "check app-1 orders"),
    Case(name: "several-pairs", topology: "three-tier", arguments: "check internet tag:tier=app:8080"),
    Case(
      name: "verbose", topology: "three-tier", arguments: "check app-2 internet/203.0.113.7:443 --via nat-b --verbose"),
    Case(
      name: "blackhole-between-spokes", topology: "hub-and-spoke-on-premises",
      arguments: "check orders-1 billing-1:443"),
    Case(
      name: "site-has-no-route", topology: "hub-and-spoke-on-premises", arguments: "check datacentre billing-1:443"),
    Case(
      name: "avoid", topology: "hub-and-spoke-on-premises",
      arguments: "check orders-1 internet/203.0.113.7:443 --avoid hub"),
    Case(name: "near-miss-by-port", topology: "peering-two-vpcs", arguments: "check web-1 db-1:22"),
    Case(name: "graph", topology: "peering-two-vpcs", arguments: "list --graph"),
    Case(name: "behind-private-link", topology: "privatelink", arguments: "check app-1 billing:443"),
    Case(name: "firewall", topology: "network-firewall", arguments: "check app-1 internet/203.0.113.77:80"),
    url,
    Case(
      name: "redirect", topology: "alb-rules",
      arguments: "check app-1 http://shop.example.internal/old/page --format json"
    ),
  ]

  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  private func output(_ row: Case) -> String {
    let text = Mutex("")
    var context = CommandContext.standard
    context.standardOutput = { more throws(StreamError) in text.withLock { $0 += more } }
    context.standardError = context.standardOutput
    context.isOutputTerminal = false
    let folder = Self.root.path + "/"
    let arguments = row.arguments.split(separator: " ").map(String.init)
    let status = Canreach.execute(
      arguments + ["-t", "\(folder)Topologies/\(row.file)"], in: context)
    let shown = "$ canreach \(row.arguments)\n\(text.withLock { $0 })[\(status.rawValue)]\n"
    return shown.replacingOccurrences(of: folder, with: "")
  }

  @Test("the README shows the answer as it is")
  func readme() throws {
    let readme = try String(contentsOf: Self.root.appendingPathComponent("README.md"), encoding: .utf8)
    let answer = output(Self.demo).split(separator: "\n", omittingEmptySubsequences: false).dropFirst().dropLast(2)
    let shown = answer.map { $0.isEmpty ? "" : "    \($0)" }.joined(separator: "\n")
    #expect(readme.contains(shown))
    let head = output(Self.url).split(separator: "\n", omittingEmptySubsequences: false).dropFirst().prefix(3)
    #expect(readme.contains(head.map { "    \($0)" }.joined(separator: "\n")))
  }

  @Test("the whole text", arguments: cases)
  func golden(_ row: Case) throws {
    let file = Self.root.appendingPathComponent("Tests/CommandTests/Goldens/\(row.name).txt")
    let text = output(row)
    if ProcessInfo.processInfo.environment["RECORD"] == "1" {
      try text.write(to: file, atomically: true, encoding: .utf8)
      Issue.record("recorded new baseline")
      return
    }
    #expect(text == (try? String(contentsOf: file, encoding: .utf8)), "\(row.name)")
    let isTable = row.arguments.hasPrefix("list") || row.arguments.contains("json")
    for line in text.split(separator: "\n") where !isTable && !line.contains("written at") && !line.contains("://") {
      #expect(line.count <= 80, "\(line)")
    }
  }
}
