import NetworkModel
import Reachability
import TestKit

/// The same questions for the same topology: half of them between neighbours of one VPC, half between any two.
struct Asking {
  let topology: Topology
  let queries: [Query]

  /// Ports that many groups open, to some senders.
  private static let ports = ["443", "80", "8080", "5432", "22", "9100"]

  init(_ topology: Topology, count: Int = 4_000) {
    self.topology = topology
    var random = SplitMix64(seed: 7)
    let interfaces = topology.networkInterfaces
    let perVPC = max(2, interfaces.count / max(1, topology.vpcs.count))
    queries = (0..<count).map { number in
      let from = random.below(interfaces.count)
      var to = random.below(interfaces.count)
      if number % 2 == 0 { to = from / perVPC * perVPC + random.below(perVPC) }
      to %= interfaces.count
      if to == from { to = (from + 1) % interfaces.count }
      let port = Asking.ports[random.below(Asking.ports.count)]
      return Query(from: interfaces[from].id, to: interfaces[to].id, port: port)
    }
  }

  func run() {
    let network = Network(topology)
    let (_, first, _) = measured { try? network.answer(queries[0]) }
    print("first", first)
    for query in queries.prefix(200) { _ = try? network.answer(query) }
    var times: [Double] = []
    var counts = PairCounts()
    var failures = 0
    for query in queries {
      let start = ContinuousClock.now
      let answer = try? network.answer(query)
      times.append((ContinuousClock.now - start) / .seconds(1))
      if let answer { counts.count(answer.verdict) } else { failures += 1 }
    }
    times.sort()
    print("median", quantile(0.5, of: times))
    print("late", quantile(0.99, of: times))
    print("reachable", counts.reachable)
    print("asked", counts.asked)
    print("failures", failures)
    printCounts(network)
    print("peak", peakMemory())
  }

  /// Rules, set operations and hops of one question, on average.
  private func printCounts(_ network: Network) {
    var rules = 0
    var operations = 0
    var hops = 0
    var pairs = 0
    for query in queries {
      guard let outcome = try? network.outcomes(of: query).first else { continue }
      rules += outcome.rulesTried
      operations += outcome.setOperations
      hops += outcome.legs.reduce(0) { $0 + $1.forward.count + $1.return.count }
      pairs += 1
    }
    print("rules", Double(rules) / Double(max(1, pairs)))
    print("operations", Double(operations) / Double(max(1, pairs)))
    print("hops", Double(hops) / Double(max(1, pairs)))
  }

  func printBatch(count: Int) {
    for number in 0..<count {
      let query = queries[number % queries.count]
      print(#"{"from": "\#(query.from)", "to": "\#(query.to)", "port": "\#(query.port)"}"#)
    }
  }
}
