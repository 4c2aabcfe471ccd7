import NetworkModel
import Reachability

/// What came of expectations as SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html): a result
/// for each that is not passed, at its place, with the places of what blocks.
public enum SARIFReport {
  public static let schema =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

  /// - Parameter version: canreach's.
  public static func json(_ results: [TestResult], version: String) -> JSON {
    let rules = TestResult.Kind.allCases.map { kind -> JSON in
      ["id": .string(kind.rawValue), "shortDescription": ["text": .string(kind.meaning)]]
    }
    return [
      "$schema": .string(schema), "version": "2.1.0",
      "runs": [
        [
          "tool": ["driver": ["name": "canreach", "version": .string(version), "rules": .array(rules)]],
          "columnKind": "unicodeCodePoints",
          "results": .array(results.filter { $0.outcome != .passed }.map(json)),
        ]
      ],
    ]
  }

  private static func json(_ result: TestResult) -> JSON {
    let kind = result.kind
    let todo = result.outcome == .todo ? ["todo: \(result.asked?.todo ?? "")"] : []
    let text = (["\(result.title): \(result.message ?? "")"] + todo + result.details).joined(separator: "\n")
    var members: [JSON.Member] = [
      .init("ruleId", .string(kind.rawValue)),
      .init("ruleIndex", .integer(TestResult.Kind.allCases.firstIndex(of: kind) ?? 0)),
      .init("level", result.outcome == .todo ? "note" : "error"), .init("message", ["text": .string(text)]),
      .init("locations", [["physicalLocation": location(result.source)]]),
    ]
    let related = self.related(result)
    if !related.isEmpty { members.append(.init("relatedLocations", .array(related))) }
    return .object(members)
  }

  /// Where the blockers are written, each once.
  private static func related(_ result: TestResult) -> [JSON] {
    guard case .success(let answer)? = result.asked?.answer else { return [] }
    var related: [JSON] = []
    for blocker in answer.blockers {
      guard let source = blocker.source ?? blocker.component.source else { continue }
      let place: JSON = ["physicalLocation": location(source), "message": ["text": .string(TestResult.line(blocker))]]
      if !related.contains(place) { related.append(place) }
    }
    return related
  }

  static func location(_ source: SourceLocation) -> JSON {
    var region: [JSON.Member] = [.init("startLine", .integer(source.line))]
    if let column = source.column { region.append(.init("startColumn", .integer(column))) }
    return ["artifactLocation": ["uri": .string(uri(source.file))], "region": .object(region)]
  }

  /// A path as a reference by URI (RFC 3986).
  static func uri(_ path: String) -> String {
    var uri = path.hasPrefix("/") ? "file://" : ""
    for byte in path.utf8 {
      let isLetter = UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20
      let isDigit = UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
      if isLetter || isDigit || "-._~/".utf8.contains(byte) {
        uri.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        let digits = String(byte, radix: 16, uppercase: true)
        uri += "%" + (byte < 16 ? "0" : "") + digits
      }
    }
    return uri
  }
}
