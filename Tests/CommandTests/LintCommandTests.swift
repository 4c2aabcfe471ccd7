import FoundationEssentials
import NetworkModel
import Reports
import Testing

@testable import Importing
@testable import canreach

@Suite("lint: exit status, what is printed and what is written") struct LintCommandTests {
  private static let topology = """
    canreach: 1
    account: "111111111111"
    vpcs:
      app:
        cidr: 10.0.0.0/16
        enableDnsHostnames: true
        subnets: {a: 10.0.1.0/24, b: {cidr: 10.0.2.0/24, zone: b}}
        securityGroups: {edge: [tcp 443 from 10.0.0.0/16]}
        endpoints: {edge: {service: execute-api, subnets: [a, b], securityGroups: edge}}
    functions: {fn: {}}
    apis:
      orders:
        policy: POLICY
        authorizers: {check: {function: fn}}
        methods: {GET /: {mock: true, auth: check}}

    """
  private static let open =
    #"{"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "execute-api:/prod"}]}"#

  private func world(_ policy: String, lint: String = "") -> CommandFixture {
    let document = TopologyFileReader.document(
      Self.topology.replacing("POLICY", with: policy) + lint, file: "net.yaml")
    #expect(document.diagnostics.map(\.description) == [])
    var world = CommandFixture()
    world.topology = document.topology
    world.expectations = document.expectations
    return world
  }

  @Test("text: how much of what, then each rule, what it found, why and what to do")
  func text() {
    #expect(
      world(Self.open).run("lint")
        == Ran(
          status: 1,
          output: """
            ! 1 warning and 1 note in 2 components

            ! warning AGW-012: a policy's resource is no method's ARN
              - REST API orders, net.yaml:13
                statement 1 is for `execute-api:/prod`, which is no method: it is not
                API/STAGE/VERB/PATH
              why: API/STAGE/VERB/PATH is compared whole: without stage and verb, and
                   without a wildcard, it fits no method
              fix: write execute-api:/*

            ? note AGW-048: an endpoint with the default policy, full access
              - VPC endpoint edge, net.yaml:9
                edge has no policy of its own: everybody may call every API through it
              why: data can leave through it to any private API of any account
              fix: confine the endpoint policy by aws:ResourceOrgID

            """, errors: ""))
  }

  @Test("a silence with a reason; one that nothing needs is a note")
  func silences() {
    let lint = """
      lint:
        silence:
          - {rule: AGW-012, component: orders, because: "the path is fixed"}
          - {rule: agw-048, because: "one account, one API"}
          - {rule: AGW-042, component: edge, because: "once"}
          - {rule: AGW-777, because: "no such"}

      """
    let ran = world(Self.open, lint: lint).run("lint --verbose")
    #expect(
      ran
        == Ran(
          status: 0,
          output: """
            ? 2 notes; 2 silenced

            ? note UNUSED-SILENCE: a silence of `lint` that keeps nothing quiet
              - net.yaml:20
                AGW-042 finds nothing at `edge` (because: once)
              - net.yaml:21
                no rule has the id `AGW-777`
              why: what it silenced is gone, or the rule or the component is written
                   otherwise; a new finding would be hidden
              fix: remove the silence, or correct its rule and component

            silenced: AGW-048 at edge
              edge has no policy of its own: everybody may call every API through it
              because: one account, one API
            silenced: AGW-012 at orders
              statement 1 is for `execute-api:/prod`, which is no method: it is not
              API/STAGE/VERB/PATH
              because: the path is fixed

            """, errors: ""))
    #expect(!world(Self.open, lint: lint).run("lint").output.contains("because: the path"))
    let clean = lint.split(separator: "\n").prefix(4).joined(separator: "\n") + "\n"
    #expect(world(Self.open, lint: clean).run("lint").output == "✓ nothing found; 2 silenced\n")
  }

  @Test("JSON: a row a finding, with its rule and its component")
  func json() throws {
    let ran = world(Self.open, lint: "lint: {silence: [{rule: AGW-012, because: fixed}]}\n").run("lint --format json")
    #expect(ran.status == 0)
    #expect(
      ran.output == """
        {
          "canreach": 1,
          "findings": [
            {
              "rule": "AGW-048",
              "severity": "note",
              "message": "edge has no policy of its own: everybody may call every API through it",
              "why": "data can leave through it to any private API of any account",
              "fix": "confine the endpoint policy by aws:ResourceOrgID",
              "page": "https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html",
              "component": "edge",
              "kind": "vpcEndpoint",
              "name": "edge",
              "account": "111111111111",
              "region": "us-east-1",
              "source": {
                "file": "net.yaml",
                "line": 9
              }
            }
          ],
          "silenced": [
            {
              "rule": "AGW-012",
              "severity": "warning",
              "message": "statement 1 is for `execute-api:/prod`, which is no method: it is not API/STAGE/VERB/PATH",
              "why": "API/STAGE/VERB/PATH is compared whole: without stage and verb, and without a wildcard, it fits no method",
              "fix": "write execute-api:/*",
              "page": "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-control-access-using-iam-policies-to-invoke-api.html",
              "component": "orders",
              "kind": "restApi",
              "name": "orders",
              "account": "111111111111",
              "region": "us-east-1",
              "source": {
                "file": "net.yaml",
                "line": 13
              },
              "because": "fixed"
            }
          ]
        }

        """)
  }

  @Test("SARIF: every rule, a result a finding, and what is silenced as suppressed")
  func sarif() throws {
    let ran = world(Self.open, lint: "lint: {silence: [{rule: AGW-048, because: fine}]}\n").run("lint --format sarif")
    #expect(ran.status == 1)
    let run = try #require(try JSON(reading: ran.output)["runs"])
    guard case .array(let runs) = run, case .array(let rules)? = runs[0]["tool"]?["driver"]?["rules"],
      case .array(let results)? = runs[0]["results"]
    else { return #expect(Bool(false), "\(ran.output)") }
    #expect(rules.count == 84)
    #expect(results.map { $0["ruleId"] } == ["AGW-012", "AGW-048"])
    #expect(results.map { $0["level"] } == ["warning", "note"])
    for result in results {
      guard case .integer(let index)? = result["ruleIndex"] else { return #expect(Bool(false)) }
      #expect(rules[index]["id"] == result["ruleId"])
    }
    #expect(results[0]["suppressions"] == nil)
    #expect(results[1]["suppressions"] == [["kind": "external", "justification": "fine"]])
    guard case .array(let places)? = results[0]["locations"] else { return #expect(Bool(false)) }
    #expect(
      places == [
        [
          "physicalLocation": [
            "artifactLocation": ["uri": "net.yaml"], "region": ["startLine": 13, "startColumn": 28],
          ],
          "logicalLocations": [["name": "orders", "fullyQualifiedName": "orders", "kind": "resource"]],
        ]
      ])
  }

  @Test("expectations that are to hold are the calls; those that are not are none")
  func calls() {
    func expect(_ verdict: String) -> String {
      """
      expect:
        - {from: internet, to: "https://edge.execute-api.us-east-1.vpce.amazonaws.com/prod/", verdict: \(verdict)}

      """
    }
    #expect(world(Self.open, lint: expect("reachable")).run("lint").output.contains("AGW-026"))
    #expect(!world(Self.open, lint: expect("unreachable")).run("lint").output.contains("AGW-026"))
  }

  @Test("codes explains rules")
  func codes() {
    #expect(
      CommandFixture().run("codes agw-048").output == """
        AGW-048
          an endpoint with the default policy, full access
          given: by lint, as a note
          why:   data can leave through it to any private API of any account
          fix:   confine the endpoint policy by aws:ResourceOrgID
          page:  https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html

        """)
    let json = CommandFixture().run("codes AGW-001 --format json").output
    #expect(json.contains(#""code": "AGW-001""#) && json.contains(#""severity": "error""#))
    #expect(CommandFixture().run("codes AGW-9").errors.hasPrefix("error: no code is called `AGW-9`"))
  }
}
