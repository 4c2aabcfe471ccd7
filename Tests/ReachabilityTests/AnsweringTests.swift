import Addressing
import NetworkModel
import Testing

@testable import Reachability

@Suite("one answer of many pairs")
struct AnsweringTests {
  static let resolver = ResolvingFixture.resolver
  static let hub = Component("tgw-0001", kind: .transitGateway, name: "hub")

  /// Answers with the verdict that `verdicts` has for the receiving interface, `reachable` where it has none.
  private func answer(_ query: Query, _ verdicts: [String: Verdict] = [:], blockers: Int = 1) throws -> Answer {
    try Answering(endpoints: Self.resolver) { pair, _ in
      Self.outcome(verdicts[Self.resolver.id(of: pair.to)] ?? .reachable, blockers: blockers)
    }.answer(query)
  }

  static let refused = TrafficSet(
    .ipv4,
    TrafficBox(
      source: Prefix("10.0.1.10")?.range ?? .all(.ipv4), destination: Prefix("10.0.1.20")?.range ?? .all(.ipv4),
      firstProtocol: 6, lastProtocol: 6, sourcePorts: PortRange(32768, 61000), destinationPorts: PortRange(22)))

  private static func outcome(_ verdict: Verdict, blockers: Int) -> PairOutcome {
    let hop = Hop(component: hub, decision: .forwarded, rule: nil, traffic: "tcp a → b")
    let leg = Leg(from: "a", to: "b", verdict: verdict, forward: [hop], return: [])
    let blocked = (0..<blockers).map { number in
      Blocker(
        code: .eniSgRulesMismatch, component: Component("sg-000\(number)", kind: .securityGroup), rule: nil,
        direction: .ingress, way: .forward, traffic: "tcp 10.0.1.10:32768-61000 → 10.0.1.20:22",
        refused: RefusedTraffic(refused, internet: AddressRanges()), message: "no rule of \(number) allows it: why")
    }
    return PairOutcome(
      verdict: verdict, symptom: nil, legs: [leg],
      blockers: verdict == .unreachable || verdict == .partial ? blocked : [],
      assumptions: [
        Assumption(code: "X_B", component: "b", message: "m", decides: false),
        Assumption(code: "X_A", component: "z", message: "z is not in the input; `x` would show it", decides: true),
        Assumption(code: "X_B", component: "b", message: "m", decides: true),
      ], rulesTried: 0)
  }

  struct Case: CustomTestStringConvertible, Sendable {
    var query: Query
    var verdicts: [String: Verdict]
    var blockers = 1
    var summary: String
    var testDescription: String { summary }
  }

  static let one = Query(from: "web", to: "i-0002", port: "22")
  static let many = Query(from: "web", to: "tag:tier=db", port: "22")

  static let cases: [Case] = [
    Case(query: one, verdicts: [:], summary: "web can reach db on tcp/22."),
    Case(
      query: one, verdicts: ["eni-0002": .unreachable],
      summary: "web cannot reach db on tcp/22: no rule of 0 allows it."),
    Case(
      query: one, verdicts: ["eni-0002": .unreachable], blockers: 2,
      summary: "web cannot reach db on tcp/22: two things block it."),
    Case(
      query: one, verdicts: ["eni-0002": .partial],
      summary: "web can reach db on tcp/22 only in part: for the rest, no rule of 0 allows it."),
    Case(
      query: one, verdicts: ["eni-0002": .undetermined],
      summary: "Whether web can reach db on tcp/22 cannot be told: it depends on two things that are not settled."),
    Case(query: many, verdicts: [:], summary: "web can reach tag:tier=db on tcp/22, in all 2 pairs."),
    Case(
      query: many, verdicts: ["eni-0002": .partial, "eni-0003": .partial], blockers: 2,
      summary:
        "web can reach tag:tier=db on tcp/22 only in part, in each of 2 pairs: web (10.0.1.10) to db (10.0.1.20) does in part, where two things block the rest."
    ),
    Case(
      query: many, verdicts: ["eni-0003": .unreachable],
      summary:
        "web can reach tag:tier=db on tcp/22 only in part, in 1 of 2 pairs: web (10.0.1.10) to db (10.1.0.30), where no rule of 0 allows it."
    ),
    Case(
      query: many, verdicts: ["eni-0002": .unreachable, "eni-0003": .unreachable],
      summary:
        "web cannot reach tag:tier=db on tcp/22 in any of 2 pairs: web (10.0.1.10) to db (10.0.1.20), where no rule of 0 allows it."
    ),
    Case(
      query: many, verdicts: ["eni-0003": .undetermined],
      summary:
        "Whether web can reach tag:tier=db on tcp/22 cannot be told for 1 of 2 pairs; shown is web (10.0.1.10) to db (10.1.0.30), where it depends on z, which the input does not settle."
    ),
    Case(query: Query(from: "web", to: "i-0002"), verdicts: [:], summary: "web can reach db on any tcp port."),
    Case(
      query: Query(from: "web", to: "i-0002", protocol: "icmp"), verdicts: [:], summary: "web can reach db on icmp."),
    Case(
      query: Query(from: "web", to: "i-0002", protocol: "any"), verdicts: [:],
      summary: "web can reach db on any protocol."),
    Case(
      query: Query(from: "web", to: "i-0002:80-90", protocol: "udp"), verdicts: [:],
      summary: "web can reach db on udp/80-90."),
  ]

  @Test("the sentence", arguments: cases)
  func summary(_ row: Case) throws {
    let answer = try answer(row.query, row.verdicts, blockers: row.blockers)
    #expect(answer.summary == row.summary)
  }

  @Test("the pair that is not as expected is shown, and the others are counted")
  func shown() throws {
    let verdicts: [String: Verdict] = ["eni-0003": .unreachable]
    let answer = try answer(Self.many, verdicts)
    #expect(answer.verdict == .partial)
    #expect(answer.pairs == PairCounts(asked: 2, reachable: 1, unreachable: 1))
    #expect(answer.blockers.map(\.component.id) == ["sg-0000"])
    var query = Self.many
    query.expect = .unreachable
    let expected = try self.answer(query, verdicts)
    #expect(expected.blockers == [])
    #expect(expected.legs.first?.verdict == .reachable)
    #expect(expected.verdict == .partial)
  }

  @Test("assumptions are sorted, each once, deciding if one of them decides")
  func assumptions() throws {
    let answer = try answer(Self.one)
    #expect(answer.assumptions.map { "\($0.code) \($0.component) \($0.decides)" } == ["X_A z true", "X_B b true"])
  }

  @Test("one fix, one change a blocker, in words")
  func fixes() throws {
    let answer = try answer(Self.one, ["eni-0002": .unreachable], blockers: 2)
    #expect(answer.fixes.count == 1)
    #expect(
      answer.fixes.first?.changes.map(\.summary) == [
        "add an ingress rule to sg-0000 that allows tcp 22 from 10.0.1.10/32",
        "add an ingress rule to sg-0001 that allows tcp 22 from 10.0.1.10/32",
      ])
    #expect(try self.answer(Self.one).fixes == [])
  }

  @Test("the pairs of one question, on all cores, make the same answer as one after another")
  func manyPairs() throws {
    var topology = ResolvingFixture.topology
    for number in 0..<300 {
      let address = IPAddress(family: .ipv4, value: 0x0A00_0100 + 256 + UInt128(number))
      topology.networkInterfaces.append(
        NetworkInterface(
          Identity("eni-1\(1000 + number)", account: "111111111111", region: "us-east-1"), interfaceType: .interface,
          vpcId: "vpc-0a0a", subnetId: "subnet-0002", privateAddresses: [address], publicAddresses: [], groupIds: []))
    }
    let answering = Answering(
      endpoints: EndpointResolver(topology),
      follow: { pair, _ in
        guard case .interface(let to, _, _) = pair.to, case .interface(let from, _, _) = pair.from else {
          return PairOutcome(verdict: .undetermined)
        }
        return PairOutcome(verdict: (from * 7 + to) % 11 == 0 ? .unreachable : .reachable)
      })
    var steps: [[Int]] = []
    let query = Query(from: "vpc-0a0a", to: "subnet-0002")
    let answer = try answering.answer(query) { steps.append([$0, $1]) }
    let question = try answering.endpoints.question(query)
    var counts = PairCounts()
    try question.forEachPair(in: topology) { counts.count(answering.follow($0, question.asked).verdict) }
    #expect(answer.pairs == counts)
    #expect(counts.asked > 80_000)
    #expect(steps.first == [4096, counts.asked])
    #expect(steps.map { $0[0] } == steps.map { $0[0] }.sorted())
  }

  @Test("nothing to ask is an error, never an answer")
  func noPair() {
    #expect(throws: QueryError.self) { try answer(Query(from: "i-0002", to: "eni-0009")) }
  }
}
