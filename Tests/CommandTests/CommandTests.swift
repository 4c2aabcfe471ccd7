import Importing
import Linting
import NetworkModel
import Reachability
import Testing

@testable import canreach

@Suite("the command line: exact output and exit status")
struct CommandTests {
  let world = CommandFixture()

  struct Case: CustomTestStringConvertible, Sendable {
    var arguments: String
    var status: Int32
    var testDescription: String { arguments }

    init(_ arguments: String, _ status: Int32) {
      self.arguments = arguments
      self.status = status
    }
  }

  static let answered: [Case] = [
    Case("web-1 reachable", 0), Case("web-1 unreachable", 1), Case("web-1 partial", 1), Case("web-1 undetermined", 2),
    Case("web-1 undetermined --strict", 1),
    Case("web-1 reachable --expect unreachable", 1), Case("web-1 unreachable --expect unreachable", 0),
    Case("web-1 partial --expect unreachable", 1), Case("web-1 partial --expect partial", 0),
    Case("web-1 undetermined --expect unreachable", 2), Case("web-1 undetermined --expect unreachable --strict", 1),
    Case("web-1 undetermined --expect undetermined --strict", 0), Case("web-1 reachable --expect undetermined", 1),
  ]

  @Test("the status of an answer", arguments: answered)
  func status(_ row: Case) {
    let ran = world.run("check \(row.arguments)")
    #expect(ran.status == row.status)
    #expect(ran.errors == "")
    #expect(!ran.output.isEmpty)
  }

  static let refused: [Case] = [
    Case("", 64), Case("web-1", 64), Case("web-1 reachable third", 64), Case("web-1 reachable --expect maybe", 64),
    Case("web-1 reachable --method GET", 64), Case("web-1 reachable --header a:b", 64),
    Case("web-1 reachable --origin https://a.example", 64), Case("web-1 reachable --as arn:x", 64),
    Case("web-1 reachable --batch queries", 64), Case("--batch - -t -", 64), Case("--batch queries --method GET", 64),
    Case("web-1 reachable --format yaml", 64), Case("web-1 bad-port", 64), Case("web-1 nothing", 66),
    Case("--batch missing", 66), Case("web-1 reachable -o /nonexistent/answer", 73),
  ]

  @Test("nothing on standard output where there is no answer", arguments: refused)
  func refuses(_ row: Case) {
    let ran = world.run("check \(row.arguments)")
    #expect(ran.status == row.status)
    #expect(ran.output == "")
    #expect(ran.errors.hasPrefix("error: "))
  }

  @Test("an endpoint that is not found, with its candidates")
  func notFound() {
    let expected = Ran(
      status: 66, output: "",
      errors: """
        error: nothing is called `db-2`
          i-0db (instance `db-1`)

        """)
    #expect(world.run("check web-1 db-2 --format json") == expected)
  }

  @Test("every error of the input, and its status")
  func malformedInput() {
    var world = world
    world.failure = LoadFailure(
      status: 65,
      diagnostics: [
        Diagnostic(.error, file: "a.yaml", line: 3, column: 5, message: "`x` is no prefix"),
        Diagnostic(.error, file: "b.json", path: "$.Vpcs[0]", message: "`VpcId` is missing"),
      ])
    let expected = Ran(
      status: 65, output: "",
      errors: """
        a.yaml:3:5: error: `x` is no prefix
        b.json: error: `VpcId` is missing (at $.Vpcs[0])

        """)
    #expect(world.run("check web-1 reachable -t a.yaml -t b.json") == expected)
    #expect(world.run("list") == expected)
    #expect(world.run("coverage") == expected)
  }

  @Test("warnings go to standard error beside the answer")
  func warnings() {
    var world = world
    world.warnings = [Diagnostic(.warning, file: "a.yaml", message: "`tgw` is left out")]
    let ran = world.run("check web-1 reachable")
    #expect(ran.errors == "a.yaml: warning: `tgw` is left out\n")
    #expect(ran.status == 0)
  }

  @Test("a reader that goes away is no error")
  func brokenPipe() {
    var world = world
    world.brokenPipe = true
    #expect(world.run("check web-1 unreachable") == Ran(status: 1, output: "", errors: ""))
    #expect(world.run("codes") == Ran(status: 0, output: "", errors: ""))
  }

  @Test("colour only where asked, and never with NO_COLOR")
  func color() {
    func isColored(_ options: String, terminal: Bool, _ environment: [String: String] = [:]) -> Bool {
      var world = world
      world.isTerminal = terminal
      world.environment = environment
      return world.run("check web-1 reachable \(options)").output.contains("\u{1B}[")
    }
    #expect(!isColored("", terminal: false))
    #expect(isColored("", terminal: true))
    #expect(!isColored("", terminal: true, ["NO_COLOR": "1"]))
    #expect(isColored("", terminal: true, ["NO_COLOR": ""]))
    #expect(!isColored("", terminal: true, ["TERM": "dumb"]))
    #expect(!isColored("--color never", terminal: true))
    #expect(isColored("--color always", terminal: false))
  }

  @Test("list as text and as JSON")
  func list() {
    #expect(
      world.run("list")
        == Ran(
          status: 0,
          output: """
            ID        KIND      NAME   WHERE
            i-0db     instance  db-1   111111111111/us-east-1
            i-0web    instance  web-1  111111111111/us-east-1
            vpc-0a1b  VPC       shop   111111111111/us-east-1

            """, errors: ""))
    let json = world.run("list --format json").output
    #expect(
      json.hasPrefix(
        """
        {
          "canreach": 1,
          "resources": [
            {
              "component": "i-0db",
              "kind": "instance",
              "name": "db-1",
              "account": "111111111111",
              "region": "us-east-1"
            },
            {
              "component": "i-0web",
              "kind": "instance",
              "name": "web-1",
              "account": "111111111111",
              "region": "us-east-1",
              "source": {
                "file": "shop.canreach.yaml",
                "line": 7
              }
            },

        """))
  }

  @Test("list --graph adds the places and the ways, and nothing without it")
  func graph() {
    #expect(
      world.run("list --graph --format json").output.hasSuffix(
        """
          ],
          "places": [],
          "ways": []
        }

        """))
    #expect(!world.run("list --format json").output.contains("places"))
  }

  @Test("a bar of progress, and nothing of it where there is no terminal")
  func progress() {
    #expect(Progress.line(0, of: 100, "pairs") == "[                    ] 0 of 100 pairs")
    #expect(Progress.line(25, of: 100, "pairs") == "[#####               ] 25 of 100 pairs")
    #expect(Progress.line(100, of: 100, "pairs") == "[####################] 100 of 100 pairs")
    #expect(world.run("check web-1 reachable").errors == "")
  }

  @Test("coverage: resources and calls")
  func coverage() {
    var world = world
    world.topology.instances.removeFirst()
    world.topology.coverage = Coverage(
      unmodelled: [
        Coverage.ResourceRow(
          component: "i-0000", kind: "AWS::WAFv2::WebACL", account: "111111111111", region: "us-east-1",
          state: .ignored, reason: "WAF rules are taken to let pass")
      ],
      calls: [
        Coverage.CallRow(call: "ec2 describe-vpcs", account: "111111111111", region: "us-east-1", state: .read),
        Coverage.CallRow(
          call: "ec2 describe-subnets", account: "111111111111", region: "us-east-1", state: .notVisible,
          reason: "UnauthorizedOperation"),
      ])
    #expect(
      world.run("coverage").output == """
        3 resources: 2 modelled, 1 ignored, 0 unknown

        ID        KIND                STATE     REASON
        i-0000    AWS::WAFv2::WebACL  ignored   WAF rules are taken to let pass
        i-0db     instance            modelled
        vpc-0a1b  vpc                 modelled

        CALL                  WHERE                   STATE        REASON
        ec2 describe-subnets  111111111111/us-east-1  not visible  UnauthorizedOperation
        ec2 describe-vpcs     111111111111/us-east-1  read

        """)
  }

  @Test("codes: one, all, and none of that name")
  func codes() {
    #expect(
      world.run("codes ENI_SG_RULES_MISMATCH").output == """
        ENI_SG_RULES_MISMATCH
          No rule in the security groups on the ENI matches in this direction
          given: as a blocker, stage network
          AWS:   the same code
          page:  https://docs.aws.amazon.com/vpc/latest/reachability/explanation-codes.html

        """)
    #expect(world.run("codes eni_sg_rules_mismatch") == world.run("codes ENI_SG_RULES_MISMATCH"))
    #expect(world.run("codes").output.components(separatedBy: "\n\n").count == Code.all.count + LintRule.all.count + 1)
    #expect(
      world.run("codes SUBNET_ACL")
        == Ran(
          status: 66, output: "", errors: "error: no code is called `SUBNET_ACL`\n  SUBNET_ACL_RESTRICTION\n"))
  }

  @Test("help, version and completion are on standard output")
  func help() {
    #expect(world.run("--version") == Ran(status: 0, output: "0.1.0\n", errors: ""))
    for arguments in [
      "", "--help", "help", "check --help", "help check", "list -h", "--generate-completion-script bash",
    ] {
      let ran = world.run(arguments)
      #expect(ran.status == 0 && !ran.output.isEmpty && ran.errors.isEmpty, "\(arguments)")
    }
    #expect(world.run("check --help").output.contains("USAGE: canreach check"))
    #expect(world.run("chekc").status == 64)
  }
}

extension String {
  fileprivate func components(separatedBy separator: String) -> [Substring] {
    var parts: [Substring] = []
    var rest = self[...]
    while let range = rest.firstRange(of: separator) {
      parts.append(rest[..<range.lowerBound])
      rest = rest[range.upperBound...]
    }
    return parts + [rest]
  }
}
