import Addressing
import NetworkModel

/// One connection of a journey, followed there and back.
struct Connection: Sendable {
  var pair: Pair
  /// What its ends are called in answers: ids, or addresses where there is no id.
  var from: String
  var to: String
  /// The same for people.
  var title: String
  var leaf: Leaf
  /// What is asked over it, where the question is a request.
  var request: HTTPRequest?
  /// Who opens it, where that is not the pair's sender.
  var opener: Opener?
}

/// One possible way to an end over all its connections, in the order in which they are opened.
struct Journey: Sendable {
  var connections: [Connection]

  var verdict: Verdict {
    if connections.contains(where: { $0.leaf.verdict == .unreachable }) { return .unreachable }
    return connections.allSatisfy { $0.leaf.verdict == .reachable } ? .reachable : .undetermined
  }

  /// What is asked over the last connection.
  var request: HTTPRequest? { connections[connections.count - 1].request }

  /// The last connection's branch, which notes at the front what stops or opens the next one.
  var branch: Branch {
    get { connections[connections.count - 1].leaf.branch }
    set { connections[connections.count - 1].leaf.branch = newValue }
  }
}

extension Sequence<Journey> {
  /// The verdicts of all ways as one.
  var verdict: Verdict {
    var counts = PairCounts()
    for journey in self { counts.count(journey.verdict) }
    return counts.verdict
  }
}

/// Follows a question over connections that end at load balancers and endpoints and start again from there.
struct Follower {
  let network: Network
  let asked: Asked
  /// How many tunnels the packets are in.
  var nesting = 0
  private(set) var journeys: [Journey] = []
  private(set) var rulesTried = 0
  private(set) var setOperations = 0

  /// Load balancers behind load balancers, at most: AWS's own chains have three.
  private static let longest = 8

  init(_ network: Network, _ asked: Asked) {
    self.network = network
    self.asked = asked
  }

  var topology: Topology { _read { yield network.topology } }

  /// Follows a pair with all that comes behind it.
  mutating func follow(_ pair: Pair) {
    var walker = Walker(network, pair, asked)
    walker.start()
    goOn(from: walker, [])
  }

  /// Goes on from every end that a connection came to.
  ///
  /// - Parameter opener: who opens the connection, where that is not the pair's sender.
  mutating func goOn(from walker: Walker, _ before: [Connection], openedBy opener: Opener? = nil) {
    rulesTried += walker.rulesTried
    setOperations += walker.setOperations
    let pair = walker.pair
    for leaf in walker.leaves {
      let connection = Connection(
        pair: pair, from: opener?.id ?? network.label(of: pair.from), to: network.label(of: pair.to),
        title: "\(opener?.label ?? network.title(of: pair.from)) to \(network.title(of: pair.to))", leaf: leaf,
        request: walker.asked.request, opener: opener)
      let journey = Journey(connections: before + [connection])
      if let resource = leaf.branch.resource {
        pass(resource, journey)
        continue
      }
      if let arrival = leaf.branch.api ?? publicArrival(leaf, journey) {
        call(arrival, journey)
        continue
      }
      guard let front = leaf.branch.front else {
        journeys.append(shakingHandsAtEnd(journey))
        continue
      }
      if journey.connections.count < Follower.longest {
        pass(front, journey)
      } else {
        stop(journey) {
          $0.blockAtFront(
            .routeLoop, .loadBalancer(front.loadBalancer), front.arrived,
            "load balancers pass the connection on to one another without end")
        }
      }
    }
  }

  /// A request that comes to API Gateway's public addresses.
  private func publicArrival(_ leaf: Leaf, _ journey: Journey) -> APIArrival? {
    guard let region = asked.apiRegion, journey.connections.count == 1, leaf.ending == .delivered else { return nil }
    return APIArrival(door: .internet(region: region), arrived: leaf.branch.forwardEndTraffic)
  }

  /// A journey that ends at the front, with what was noted there.
  mutating func stop(_ journey: Journey, _ note: (inout Branch) -> Void) {
    var journey = journey
    note(&journey.branch)
    journeys.append(journey)
  }

  /// A walker for the next connection.
  ///
  /// - Parameter request: what is asked over it.
  func walker(_ pair: Pair, _ request: HTTPRequest? = nil) -> Walker {
    var asked = asked
    asked.request = request
    return Walker(network, pair, asked)
  }

  mutating func countRule() { rulesTried += 1 }

  /// Follows several ways of which AWS takes one, and the input or the documents do not say which: where they differ,
  /// nothing about them is certain.
  mutating func either(_ code: Code, _ component: String, _ message: String, _ ways: [(inout Follower) -> Void]) {
    let kept = journeys
    var found: [[Journey]] = []
    for way in ways {
      journeys = []
      way(&self)
      found.append(journeys)
    }
    journeys = kept
    if Set(found.map(\.verdict)).count == 1 {
      journeys += found.first ?? []
      return
    }
    for var journey in found.joined() {
      for index in journey.connections.indices { journey.connections[index].leaf.isUncertain = true }
      journey.branch.assume(code, component, decides: true, message)
      journeys.append(journey)
    }
  }
}

extension Branch {
  /// Where the way forward ends: before the hops of the way back.
  private var forwardEnd: Int { returnStart ?? hops.count }

  /// The packets as they came to the end of the way forward.
  var forwardEndTraffic: TrafficSet { hops[..<forwardEnd].last?.traffic ?? traffic }

  /// Notes, behind the last hop forward, what a front does with the packets.
  mutating func hopAtFront(
    _ component: ComponentReference, _ decision: Hop.Decision, _ rule: RuleReference, _ traffic: TrafficSet,
    code: Code? = nil
  ) {
    let hop = HopRecord(component: component, decision: decision, rule: rule, traffic: traffic, code: code)
    let place = forwardEnd
    hops.insert(hop, at: place)
    returnStart = returnStart.map { $0 + 1 }
  }

  /// Notes, behind the last hop forward, that a front refuses the packets.
  mutating func blockAtFront(
    _ code: Code, _ component: ComponentReference, _ traffic: TrafficSet, rule: RuleReference = .none,
    near: [NearMiss] = [], symptom: String? = nil, _ message: String
  ) {
    blockAtFront(
      BlockerRecord(
        code: code, component: component, rule: rule, way: .forward, traffic: traffic, message: message, near: near,
        place: forwardEnd, symptom: symptom))
  }

  /// The same with all that is known of it; its place is behind the last hop forward.
  mutating func blockAtFront(_ record: BlockerRecord) {
    var record = record
    record.place = forwardEnd
    hopAtFront(record.component, .blocked, record.rule, record.traffic, code: record.code)
    if !blockers.contains(where: { $0.isSame(as: record) }) { blockers.append(record) }
  }
}
