import Addressing
import NetworkModel
import Reachability
import TestKit
import Testing

/// What holds of every answer, on random topologies and random questions.
@Suite("Properties of answers")
struct PropertyTests {
  /// Asks random questions of a random topology, plain ones and such to load balancers.
  private func each(_ seed: Int, questions count: Int, _ body: (Topology, NaiveQuestion, PairOutcome) -> String?) {
    for loadBalancers in [false, true] {
      var options = RandomTopology.Options()
      options.loadBalancers = loadBalancers
      let topology = RandomTopology.make(seed: UInt64(seed), options: options)
      let network = Network(topology)
      var questions = RandomQuestions(topology, seed: UInt64(seed))
      for _ in 0..<count {
        guard let question = loadBalancers ? questions.nextToFront() : questions.next() else { continue }
        let outcome = network.follow(question.pair(in: topology), question.asked)
        guard let complaint = body(topology, question, outcome) else { continue }
        Issue.record(
          "seed \(seed), \(question.packet) from \(question.from) to \(question.to): \(complaint)\n\(outcome.digest)")
        return
      }
    }
  }

  @Test("a verdict has what belongs to it: blockers, assumptions that decide, hops that block", arguments: 0..<150)
  func consistent(_ seed: Int) {
    each(seed, questions: 30) { _, _, outcome in
      let decides = outcome.assumptions.contains(where: \.decides)
      let hops = outcome.legs.flatMap { $0.forward + $0.return }
      let blocked = hops.filter { $0.decision == .blocked }
      if blocked.contains(where: { $0.code == nil }) { return "a hop that blocks has no code" }
      for hop in blocked
      where !outcome.blockers.contains(where: { $0.code.rawValue == hop.code && $0.component == hop.component }) {
        if outcome.verdict != .undetermined { return "\(hop.code ?? "") of a hop is no blocker" }
      }
      switch outcome.verdict {
      case .reachable:
        if !outcome.blockers.isEmpty || !blocked.isEmpty { return "is reachable, and something blocks" }
        if decides { return "is reachable, and an assumption decides" }
        if outcome.symptom != nil { return "is reachable, and the client sees `\(outcome.symptom ?? "")`" }
      case .unreachable, .partial:
        if outcome.blockers.isEmpty { return "nothing blocks" }
        if decides { return "is certain, and an assumption decides" }
        if outcome.symptom == nil { return "the client sees nothing" }
      case .undetermined:
        if !decides { return "no assumption decides" }
      }
      return nil
    }
  }

  @Test("the order of the input never changes the answer", arguments: 0..<100)
  func order(_ seed: Int) {
    each(seed, questions: 12) { topology, question, outcome in
      let other = topology.shuffled(seed: UInt64(seed))
      let pair = question.pair(in: topology).moved(from: topology, to: other)
      let again = Network(other).follow(pair, question.asked)
      return again.digest == outcome.digest ? nil : "in another order the answer is\n\(again.digest)\nand it was"
    }
  }

  @Test(
    "of ways that cost the same the first by id is told, whatever the order of the input",
    arguments: [["nat-a", "nat-b"], ["nat-b", "nat-a"]])
  func equalWays(_ order: [String]) {
    let network = world { t in
      t.vpc("vpc-a", "10.0.0.0/16")
      t.subnet("a1", in: "vpc-a", "10.0.1.0/24")
      t.subnet("n1", in: "vpc-a", "10.0.2.0/24")
      t.internetGateway("igw", in: "vpc-a")
      for id in order {
        let number = id == "nat-a" ? 5 : 6
        t.natGateway(id, in: "n1", "10.0.2.\(number)", publicIP: "198.51.100.\(number)")
      }
      t.routeTable("rtb-n", in: "vpc-a", subnets: ["n1"], ["0.0.0.0/0": .internetGateway("igw")])
      t.routeTable("rtb-a", in: "vpc-a", subnets: ["a1"])
      t.interface("e1", in: "a1", "10.0.1.10")
    }
    let outcome = expect(network, "e1 -> internet tcp/443", .blocked("NO_ROUTE_TO_DESTINATION", at: "rtb-a"))
    #expect(outcome.blockers.first?.towards == "nat-a")
    #expect(outcome.forwardPath.contains("nat-a"))
  }

  @Test("a VPC that nothing is joined to never changes the answer", arguments: 0..<100)
  func unrelated(_ seed: Int) {
    each(seed, questions: 12) { topology, question, outcome in
      var builder = TopologyBuilder()
      builder.vpc("vpc-0-unrelated", "10.250.0.0/16", "2001:db8:ff00::/56")
      builder.subnet("subnet-0", in: "vpc-0-unrelated", "10.250.1.0/24", "2001:db8:ff00:1::/64")
      builder.internetGateway("igw-0", in: "vpc-0-unrelated")
      builder.routeTable(
        "rtb-0", in: "vpc-0-unrelated", subnets: ["subnet-0"], ["0.0.0.0/0": .internetGateway("igw-0")])
      builder.interface("eni-0", in: "subnet-0", "10.250.1.10", "2001:db8:ff00:1::10", publicIP: "192.0.2.250")
      let stranger = builder.build()
      var larger = topology
      larger.vpcs = stranger.vpcs + larger.vpcs
      larger.subnets = stranger.subnets + larger.subnets
      larger.internetGateways = stranger.internetGateways + larger.internetGateways
      larger.routeTables = stranger.routeTables + larger.routeTables
      larger.networkACLs = stranger.networkACLs + larger.networkACLs
      larger.securityGroups = stranger.securityGroups + larger.securityGroups
      larger.networkInterfaces = stranger.networkInterfaces + larger.networkInterfaces
      let pair = question.pair(in: topology).moved(from: topology, to: larger)
      let again = Network(larger).follow(pair, question.asked)
      return again.digest == outcome.digest ? nil : "with another VPC the answer is\n\(again.digest)\nand it was"
    }
  }

  @Test("what a blocker's remedy changes blocks no more, and nothing blocks where all are changed", arguments: 0..<150)
  func mended(_ seed: Int) {
    each(seed, questions: 15) { topology, question, outcome in
      guard outcome.verdict == .unreachable || outcome.verdict == .partial, let first = outcome.blockers.first else {
        return nil
      }
      var one = topology
      if one.mend(first) {
        let again = Network(one).follow(question.pair(in: one), question.asked)
        if again.blockers.contains(where: { isSame($0, first) }) {
          return "\(first.code.rawValue) of \(first.component.id) is there again\n\(again.digest)\nand it was"
        }
      }
      var whole = topology
      for blocker in outcome.blockers where !whole.mend(blocker) { return nil }
      let open = Network(whole).follow(question.pair(in: whole), question.asked)
      // What is not known anyway decides once nothing is certain any more.
      let isOpen = open.assumptions.contains { now in
        now.decides && outcome.assumptions.contains { $0.code == now.code && $0.component == now.component }
      }
      return open.verdict == .reachable || open.verdict == .undetermined && isOpen
        ? nil : "with all mended it is\n\(open.digest)\nand it was"
    }
  }

  private func isSame(_ one: Blocker, _ other: Blocker) -> Bool {
    one.code == other.code && one.component.id == other.component.id && one.way == other.way && one.leg == other.leg
      && one.direction == other.direction
  }
}
