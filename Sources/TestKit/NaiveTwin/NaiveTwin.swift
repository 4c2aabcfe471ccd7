import Addressing
import NetworkModel

/// A second reading of the rules: follows one packet at a time through the arrays of a topology, slowly and plainly.
///
/// It exists to disagree with the engine: it shares no code with it, knows no sets of packets, and stops at the first
/// failure. The numbers in comments are those of the data plane's rules.
public struct NaiveTwin: Sendable {
  let topology: Topology

  public init(_ topology: Topology) { self.topology = topology }

  /// Every way that the packet, and then its reply, can take. Equal outcomes are named once.
  public func follow(_ packet: NaivePacket, from: NaiveEnd, to: NaiveEnd) -> [NaiveOutcome] {
    var walk = Walk(packet, from: from, to: to)
    if case .interface(let index) = from { walk.origin = index }
    return outcomes(of: start(walk, at: from), to: to)
  }

  /// What becomes of the packets, their replies, and the connections that begin where they end.
  func outcomes(of endings: [Ending], to: NaiveEnd) -> [NaiveOutcome] {
    var outcomes: [NaiveOutcome] = []
    for ending in endings {
      for outcome in answer(ending, to: to) where !outcomes.contains(outcome) { outcomes.append(outcome) }
    }
    return outcomes
  }

  private func start(_ walk: Walk, at end: NaiveEnd) -> [Ending] {
    switch end {
    case .interface(let index): send(index, walk)
    case .site(let index): leaveSite(index, walk)
    case .internet: comeFromInternet(walk)
    case .nobody: fail(walk, [], [])
    }
  }

  private func answer(_ ending: Ending, to: NaiveEnd) -> [NaiveOutcome] {
    switch ending {
    case .failed(let blocker, let walk):
      return [NaiveOutcome(result: .blocked(blocker), isNondeterministic: walk.isNondeterministic)]
    case .unknown(let reason, let walk):
      return [NaiveOutcome(result: .unknown(reason), isNondeterministic: walk.isNondeterministic)]
    case .arrived(let place, let walk):
      // What a load balancer opens goes to an address, whoever has it.
      if walk.fronts.isEmpty, !place.isAt(to) {
        return fail(walk, [], []).flatMap { answer($0, to: to) }
      }
      guard let reply = walk.packet.reply else { return goOn(from: place, walk, walk) }
      return sendReply(reply, from: place, walk).flatMap { back -> [NaiveOutcome] in
        guard case .arrived(let home, let walkBack) = back else { return answer(back, to: to) }
        guard home.isAt(walk.from), walkBack.packet == walk.first.reply else {
          return fail(walkBack, ["X_MISDIRECTED_REPLY"], []).flatMap { answer($0, to: to) }
        }
        if walkBack.middleboxes != walk.middleboxes.reversed() {
          let reason = "only one direction passes an appliance"
          return [NaiveOutcome(result: .unknown(reason), isNondeterministic: walkBack.isNondeterministic)]
        }
        return goOn(from: place, walk, walkBack)
      }
    }
  }

  func delivered(to place: Place, _ walk: Walk) -> NaiveOutcome {
    NaiveOutcome(result: .delivered(to: name(of: place)), isNondeterministic: walk.isNondeterministic)
  }

  private func sendReply(_ reply: NaivePacket, from place: Place, _ forward: Walk) -> [Ending] {
    var walk = forward
    walk.packet = reply
    walk.isReply = true
    walk.forwardMiddleboxes = forward.middleboxes
    walk.middleboxes = []
    walk.crossings = []
    walk.visited = []
    walk.tables = []
    walk.pending = []
    walk.origin = nil
    switch place {
    case .interface(let index):
      if let kept = walk.kept { return returnToNode(kept.node, from: index, walk) }
      return send(index, walk)
    case .site(let index): return leaveSite(index, walk)
    case .internet: return comeFromInternet(walk)
    case .service(let endpoint): return returnFromService(endpoint, walk)
    case .linkService: return [.arrived(.interface(forward.originIndex), walk)]
    }
  }

  private func name(of place: Place) -> String {
    switch place {
    case .interface(let index): topology.networkInterfaces[index].id
    case .site(let index): topology.sites[index].id
    case .internet: "internet"
    case .service(let index): topology.vpcEndpoints[index].id
    case .linkService: "link service"
    }
  }
}
