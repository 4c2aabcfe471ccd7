import Addressing
import NetworkModel
import TestKit
import Testing

@testable import Reachability

/// Random policies, asked as sets of packets and packet by packet.
@Suite("Firewall: random policies against a naive one")
struct RandomFirewallTests {
  private struct Sample {
    var naive: NaiveFirewall
    var topology: Topology
    var traffic: TrafficSet
    var request: HTTPRequest?
  }

  private static let base = IPAddress.ipv4(10, 0, 0, 0).value

  private func choice(_ random: inout SplitMix64, _ base: UInt128, _ bound: Int) -> NaiveFirewall.Choice {
    var choice = NaiveFirewall.Choice()
    if random.chance(55) { return choice }
    func range() -> ClosedRange<UInt128> {
      let low = random.below(bound)
      let high = min(bound - 1, low + random.below(5))
      return (base + UInt128(low))...(base + UInt128(high))
    }
    if random.chance(80) { choice.named = (0...random.below(2)).map { _ in range() } }
    if choice.named.isEmpty || random.chance(25) { choice.negated = [range()] }
    return choice
  }

  private func rule(_ random: inout SplitMix64) -> NaiveFirewall.Rule {
    var rule = NaiveFirewall.Rule(
      action: random.pick(["pass", "pass", "drop", "drop", "reject", "alert"]),
      proto: random.pick(["ip", "tcp", "tcp", "tcp", "udp", "icmp", "tls"]))
    rule.source = choice(&random, RandomFirewallTests.base, 16)
    rule.destination = choice(&random, RandomFirewallTests.base, 16)
    if rule.proto != "icmp" {
      rule.sourcePort = choice(&random, 0, 10)
      rule.destinationPort = choice(&random, 0, 10)
    }
    rule.isMirrored = random.chance(20)
    if random.chance(30) { rule.toServer = random.chance(70) }
    if random.chance(30) { rule.established = random.chance(70) }
    if random.chance(25) {
      rule.extra = random.pick([.flags, .content, .serverName("a.example"), .serverName("example")])
      if case .serverName = rule.extra { rule.proto = "tls" }
    }
    return rule
  }

  private func statelessRule(_ random: inout SplitMix64) -> FirewallRuleGroup.StatelessRule {
    func prefixes() -> [Prefix] {
      random.chance(60) ? [] : [Prefix("10.0.0.\(random.below(4) * 4)/\(random.pick([28, 29, 30]))")!]
    }
    func ports() -> [PortRange] {
      if random.chance(65) { return [] }
      let low = UInt16(random.below(10))
      return [PortRange(low, low + UInt16(random.below(4)))]
    }
    let hasFlags = random.chance(15)
    return FirewallRuleGroup.StatelessRule(
      priority: random.below(5), sources: prefixes(), destinations: prefixes(), sourcePorts: ports(),
      destinationPorts: ports(), protocols: random.pick([[], [6], [17], [1, 6], [6, 17]]),
      hasTCPFlags: hasFlags,
      actions: hasFlags
        ? [random.pick(["aws:pass", "aws:drop"])] : [random.pick(["aws:pass", "aws:drop", "aws:forward_to_sfe"])])
  }

  private func sample(_ random: inout SplitMix64) -> Sample {
    let isStrict = random.chance(50)
    let otherwise = random.pick([
      nil, "aws:drop_strict", "aws:drop_established", "aws:drop_established_app_layer", "aws:alert_strict",
    ])
    let rules = (0..<(1 + random.below(6))).map { _ in rule(&random) }
    let stateless = random.chance(60) ? [] : (0...random.below(3)).map { _ in statelessRule(&random) }
    let request: HTTPRequest? = random.pick([nil, .https("a.example"), .https("b.example"), .http("a.example")])
    let naive = NaiveFirewall(
      stateless: stateless,
      statelessDefault: random.chance(80) ? "aws:forward_to_sfe" : random.pick(["aws:pass", "aws:drop"]),
      rules: rules, isStrict: isStrict, otherwise: otherwise, serverName: request?.serverName,
      hasRequest: request != nil)
    var builder = TopologyBuilder()
    builder.vpc("vpc-a", "10.0.0.0/16")
    builder.networkFirewall("nfw", in: "vpc-a", endpoints: [], policy: "policy")
    // The rules are spread over two groups, one in each form.
    let cut = random.below(rules.count + 1)
    builder.firewallPolicy(
      "policy", stateless: ["stateless"], stateful: ["one", "two"], order: isStrict ? .strict : .action,
      statelessDefault: naive.statelessDefault)
    builder.topology.firewallPolicies[0].statefulDefaultActions = otherwise.map { [$0] } ?? []
    builder.topology.firewallRuleGroups.append(
      FirewallRuleGroup(Identity("stateless"), rules: .stateless(stateless)))
    builder.suricataRules("one", rules[..<cut].map(\.text).joined(separator: "\n"))
    builder.topology.firewallRuleGroups.append(
      FirewallRuleGroup(Identity("two"), rules: .standard(rules[cut...].map(\.standard))))
    return Sample(naive: naive, topology: builder.build(), traffic: traffic(&random), request: request)
  }

  private func traffic(_ random: inout SplitMix64) -> TrafficSet {
    func range() -> AddressRange {
      let low = random.below(16)
      return AddressRange(
        RandomFirewallTests.base + UInt128(low),
        RandomFirewallTests.base + UInt128(min(15, low + random.below(8))))
    }
    let boxes = [6, 17, 1].map { (proto: UInt8) in
      TrafficBox(
        source: range(), destination: range(), firstProtocol: proto, lastProtocol: proto,
        sourcePorts: proto == 1 ? PortRange(8) : PortRange(0, UInt16(random.below(10))),
        destinationPorts: proto == 1 ? PortRange(0) : PortRange(UInt16(random.below(5)), 9))
    }
    return TrafficSet(.ipv4, disjoint: boxes)
  }

  private func packet(_ random: inout SplitMix64, in box: TrafficBox) -> NaiveFirewall.Packet {
    func port(_ range: PortRange) -> UInt16 { range.lower + UInt16(random.below(Int(range.upper - range.lower) + 1)) }
    func address(_ range: AddressRange) -> UInt128 {
      range.lower + UInt128(random.below(Int(range.upper - range.lower) + 1))
    }
    return NaiveFirewall.Packet(
      source: address(box.source), destination: address(box.destination), proto: box.firstProtocol,
      sourcePort: port(box.sourcePorts), destinationPort: port(box.destinationPorts))
  }

  private func box(_ packet: NaiveFirewall.Packet) -> TrafficBox {
    TrafficBox(
      source: AddressRange(packet.source, packet.source),
      destination: AddressRange(packet.destination, packet.destination), firstProtocol: packet.proto,
      lastProtocol: packet.proto, sourcePorts: PortRange(packet.sourcePort),
      destinationPorts: PortRange(packet.destinationPort))
  }

  private func holding(
    _ packet: NaiveFirewall.Packet, _ judged: [FirewallEngine.Judged]
  ) -> (verdict: FirewallEngine.Verdict, traffic: TrafficSet)? {
    let box = box(packet)
    return judged.first { $0.traffic.boxes.contains { $0.contains(box) } }
  }

  /// The parts are disjoint and together the whole.
  private func isPartition(_ judged: [FirewallEngine.Judged], of traffic: TrafficSet) -> Bool {
    let boxes = judged.flatMap(\.traffic.boxes)
    for (index, box) in boxes.enumerated() {
      for other in boxes[(index + 1)...] where box.intersection(other) != nil { return false }
    }
    return TrafficSet(traffic.family, disjoint: boxes) == traffic
  }

  /// What the engine says of a whole connection.
  private func ending(
    _ packet: NaiveFirewall.Packet, _ judged: [FirewallEngine.Judged], _ replies: [[FirewallEngine.Judged]]
  ) -> FirewallEngine.Verdict.Outcome? {
    let box = box(packet)
    guard let place = judged.firstIndex(where: { $0.traffic.boxes.contains { $0.contains(box) } }) else { return nil }
    let there = judged[place].verdict.outcome
    guard let back = holding(packet.reply, replies[place])?.verdict.outcome else { return nil }
    if there == .blocked || back == .blocked { return .blocked }
    return there == .passes ? back : there
  }

  @Test("sets and single packets agree", arguments: Array(UInt64(1)...8))
  func agree(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    var seen: [String: Int] = [:]
    for round in 0..<250 {
      let sample = sample(&random)
      let compiled = try #require(Network(sample.topology).firewalls[0])
      var engine = FirewallEngine(compiled, sample.request)
      let judged = engine.judgeRequest(sample.traffic)
      #expect(isPartition(judged, of: sample.traffic), "seed \(seed) round \(round)")
      let replies = judged.map { verdict, traffic in
        let back = engine.judgeReply(traffic.reply, verdict.flow)
        #expect(isPartition(back, of: traffic.reply), "seed \(seed) round \(round)")
        return back
      }
      for _ in 0..<24 {
        let packet = packet(&random, in: random.pick(sample.traffic.boxes))
        let naive = sample.naive.endings(packet)
        let outcome = ending(packet, judged, replies)
        let (said, agrees): (String, Bool)
        switch outcome {
        case .passes?: (said, agrees) = ("passes", naive == [.passes])
        case .blocked?: (said, agrees) = ("blocked", naive == [.blocked])
        case .open?, .oneSided?:
          // To leave open what is blocked in every case is cautious, not wrong.
          (said, agrees) = naive == [.blocked] ? ("cautious", true) : ("open", naive != [.passes])
        case nil: (said, agrees) = ("nothing", false)
        }
        seen[said, default: 0] += 1
        guard agrees else {
          let rules = sample.naive.rules.map(\.text).joined(separator: "\n")
          Issue.record(
            """
            seed \(seed) round \(round): \(packet) is \(naive), the engine says \(said) \(String(describing: outcome))
            strict \(sample.naive.isStrict) otherwise \(sample.naive.otherwise ?? "-") request \(String(describing: sample.request))
            stateless \(sample.naive.stateless) else \(sample.naive.statelessDefault)
            \(rules)
            """)
          return
        }
      }
    }
    // All kinds of answers are met, and caution is rare.
    #expect(["passes", "blocked", "open"].allSatisfy { seen[$0, default: 0] > 300 }, "\(seen)")
    #expect(seen["cautious", default: 0] < 120, "\(seen)")
  }
}
