import Foundation
import FoundationXML
import NetworkModel
import Reachability
import Testing

@testable import Reports

/// What the formats of `canreach test` have to escape, and what their readers ask for.
@Suite("test: the formats")
struct TestReportTests {
  /// A failure whose words hold everything that a format has to escape.
  static let hostile: [TestResult] = {
    let query = Query(from: "a", to: "b", expect: .reachable)
    let asked = TestResult.Asked(
      name: "a <b> & \"c\", 100%: #1 \\ \u{1}\nnext", query: query, because: [], todo: nil,
      answer: .failure(QueryError(status: 66, message: "no `x]]>`\nat all: 5%", candidates: ["<i-1>"])))
    let source = SourceLocation(file: "a b,c:d/ü.canreach.yaml", line: 3, column: 5)
    return [TestResult(file: source.file, source: source, asked: asked)]
  }()

  @Test("JUnit is XML whatever the names are")
  func junit() throws {
    let reader = CaseReader()
    let parser = XMLParser(data: Data(JUnitReport.text(Self.hostile).utf8))
    parser.delegate = reader
    #expect(parser.parse())
    #expect(reader.attributes["testsuite"]?["name"] == "a b,c:d/ü.canreach.yaml")
    #expect(reader.attributes["testcase"]?["name"] == "a <b> & \"c\", 100%: #1 \\ \u{FFFD} next")
    #expect(reader.attributes["testcase"]?["classname"] == "a b,c:d/ü")
    #expect(reader.attributes["testcase"]?["line"] == "3")
    #expect(reader.attributes["error"]?["message"] == "no `x]]>`\nat all: 5%")
    #expect(reader.attributes["testsuites"]?["errors"] == "1")
  }

  @Test("TAP escapes `#` and `\\`, and keeps to a line")
  func tap() {
    #expect(
      TAPReport.text(Self.hostile) == """
        TAP version 14
        1..1
        # a b,c:d/ü.canreach.yaml
        not ok 1 - a <b> & "c", 100%: \\#1 \\\\ \u{1} next
          ---
          message: "no `x]]>`\\nat all: 5%"
          severity: error
          at: {file: "a b,c:d/ü.canreach.yaml", line: 3}
          details:
            - "<i-1>"
          ...

        """)
  }

  @Test("GitHub's annotations escape what parts them")
  func github() {
    #expect(
      GitHubReport.text(Self.hostile) == """
        ::error file=a b%2Cc%3Ad/ü.canreach.yaml,line=3,col=5,title=a <b> & "c"%2C 100%25%3A #1 \\ \u{1} next::no `x]]>`%0Aat all: 5%25%0A<i-1>
        0 passed, 1 error; 1 file

        """)
  }

  @Test("SARIF names files by URI, and the result's rule by its place among the rules")
  func sarif() throws {
    #expect(SARIFReport.uri("a b/ü%.yaml") == "a%20b/%C3%BC%25.yaml")
    #expect(SARIFReport.uri("/srv/a.yaml") == "file:///srv/a.yaml")
    guard case .array(let runs)? = SARIFReport.json(Self.hostile, version: "1")["runs"],
      case .array(let results)? = runs[0]["results"],
      case .array(let rules)? = runs[0]["tool"]?["driver"]?["rules"],
      case .integer(let index)? = results[0]["ruleIndex"]
    else { throw CancellationError() }
    #expect(results.count == 1)
    #expect(rules[index]["id"] == results[0]["ruleId"] && results[0]["ruleId"] == "expectation-unanswered")
  }

  @Test("no line of text is longer than a terminal, but for commands and places")
  func width() {
    let text = TestTextReport().text(Self.hostile + Self.hostile)
    #expect(text.hasPrefix("? 2 of 2 expectations have no answer\n\n? a <b>"))
    for line in text.split(separator: "\n") where !line.hasPrefix("  $ ") { #expect(line.count <= 80) }
  }
}

/// The attributes of the last element of each name.
private final class CaseReader: NSObject, XMLParserDelegate {
  var attributes: [String: [String: String]] = [:]

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String]
  ) {
    self.attributes[name] = attributes
  }
}
