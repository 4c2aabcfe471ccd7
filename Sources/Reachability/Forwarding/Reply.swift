import Addressing
import NetworkModel

// The way back: a connection needs its replies, and everything stateless is asked again with them (dataplane 11.8).

extension Walker {
  /// The packets have arrived; their replies set out by `send`. Without a reply (`--one-way`, ICMP messages that
  /// none answers) the branch ends here.
  mutating func sendReply(_ branch: Branch, _ send: (inout Walker, Branch) -> Void) {
    let reply = branch.traffic.reply
    if asked.oneWay || reply.isEmpty { return end(branch, .delivered) }
    var back = branch
    back.traffic = reply
    back.way = .return
    back.returnStart = branch.hops.count
    back.visits = []
    back.identity = .lost
    back.zone = -1
    send(&self, back)
  }

  /// The replies are back where the connection was opened. Stateful devices must have seen both directions.
  mutating func finishReply(_ branch: Branch) {
    var branch = branch
    let start = branch.returnStart ?? 0
    for memory in branch.memory {
      switch memory {
      case .inspection(let endpoint):
        let seen = branch.hops[start...].contains { $0.component == inspectionComponent(endpoint) }
        if !seen, !branch.blockers.contains(where: { $0.code == .asymmetricStateful }) {
          missedReply(endpoint, &branch)
        }
      case .appliance(let interface):
        if !branch.hops[start...].contains(where: { $0.component == .interface(interface) }) {
          let id = topology.networkInterfaces[interface].identity.label
          branch.assume(
            .asymmetricStateful, topology.networkInterfaces[interface].id, decides: true,
            "the reply does not come back through \(id); whether the appliance keeps state is not visible")
        }
      default: continue
      }
    }
    end(branch, .delivered)
  }
}
