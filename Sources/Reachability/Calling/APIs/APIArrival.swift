import Addressing
import NetworkModel

/// Where a request comes to API Gateway.
struct APIArrival: Sendable {
  enum Door: Sendable, Hashable {
    /// The position of an endpoint for `execute-api` in ``Topology/vpcEndpoints``.
    case endpoint(Int)
    /// The public addresses of a Region.
    case internet(region: String)
  }

  var door: Door
  /// The packets as they came.
  var arrived: TrafficSet

  /// The address that opened the connection: the client's, or that of the load balancer in front (AG 3.3). Nil where it
  /// is one of several.
  var source: String? {
    guard let first = arrived.boxes.first?.source.single,
      arrived.boxes.allSatisfy({ $0.source.single == first })
    else { return nil }
    return IPAddress(family: arrived.family, value: first).description
  }

  /// The ports that it came to.
  var ports: PortRange? { arrived.boxes.first?.destinationPorts }
}

extension Walker {
  /// A request that comes to an endpoint for `execute-api` is judged by API Gateway.
  func arriving(at endpoint: Int, _ branch: Branch) -> Branch {
    guard asked.request != nil, topology.vpcEndpoints[endpoint].apiRegion != nil else {
      return branch
    }
    var branch = branch
    branch.api = APIArrival(door: .endpoint(endpoint), arrived: branch.traffic)
    return branch
  }
}

extension Follower {
  /// API Gateway answers a request, or calls what is behind the API.
  mutating func call(_ arrival: APIArrival, _ journey: Journey) {
    guard let request = journey.connections.last?.request else {
      stop(journey) { _ in }
      return
    }
    let before = journey.connections.dropLast().last?.leaf.branch.hops
    var own = APICall(
      network, arrival, request, sender: before?.last { $0.component.kind == .targetGroup }?.component)
    own.judge()
    if request.origin != nil {
      var crossOrigin = CrossOrigin(network, arrival, request, own)
      crossOrigin.judge()
      own.findings = crossOrigin.findings
    }
    var journey = journey
    for finding in own.findings { note(finding, arrival.arrived, &journey.branch) }
    if let integration = own.integration {
      integrate(integration, journey)
    } else {
      stop(journey) { _ in }
    }
  }

  private func note(_ finding: APIFinding, _ arrived: TrafficSet, _ branch: inout Branch) {
    switch finding {
    case .passed(let component, let decision, let rule):
      branch.hopAtFront(component, decision, .text(rule), arrived)
    case .refused(let refusal):
      branch.blockAtFront(
        BlockerRecord(
          code: refusal.code, component: refusal.component, rule: refusal.rule.map { .text($0) } ?? .none,
          way: .forward, traffic: arrived, message: refusal.message, near: refusal.near, place: 0,
          towards: refusal.towards, missing: refusal.missing, source: refusal.source, symptom: refusal.symptom))
    case .assumed(let assumption):
      if !branch.assumptions.contains(assumption) { branch.assumptions.append(assumption) }
    }
  }
}
