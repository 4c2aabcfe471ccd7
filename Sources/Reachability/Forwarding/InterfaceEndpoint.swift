import Addressing
import NetworkModel

// Interface endpoints: ordinary interfaces with security groups in front of a service (dataplane 8.2).
// https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html

extension Walker {
  /// The endpoint behind an interface has to be available, and answers TCP and UDP only.
  mutating func checkEndpoint(of interface: Int, _ branch: Branch, then: (inout Walker, Branch) -> Void) {
    let resource = topology.networkInterfaces[interface]
    guard resource.interfaceType == .vpcEndpoint else { return then(&self, branch) }
    var branch = branch
    guard let endpoint = endpoint(of: interface) else {
      let call = "ec2 describe-vpc-endpoints"
      if !topology.visibility.sees(call, account: resource.identity.account, region: resource.identity.region) {
        branch.assume(
          .unknownResource, resource.id, decides: true,
          "the endpoint that \(resource.identity.label) belongs to is not in the input; `\(call)` would show it")
      }
      return then(&self, branch)
    }
    answer(endpoint, branch, then: then)
  }

  private mutating func answer(_ endpoint: Int, _ branch: Branch, then: (inout Walker, Branch) -> Void) {
    var branch = branch
    let resource = topology.vpcEndpoints[endpoint]
    let component = ComponentReference.endpoint(endpoint)
    if resource.state.lowercased() != "available" {
      branch.block(.badState, component, "endpoint \(resource.identity.label) is \(resource.state)")
    }
    let served = servedProtocols(of: resource, branch.traffic)
    split(branch, allowed: served, refused: branch.traffic.subtracting(served)) { _, _ in
    } refuse: {
      $1.block(
        .protocolRestriction, component,
        "endpoint \(resource.identity.label) "
          + (resource.endpointType == .resource
            ? "is one for a resource, and takes TCP only" : "answers TCP and UDP only, no ping"))
    } then: {
      then(&$0, $1)
    }
  }

  private func servedProtocols(of endpoint: VPCEndpoint, _ traffic: TrafficSet) -> TrafficSet {
    let protocols: [IPProtocol] = endpoint.endpointType == .resource ? [.tcp] : [.tcp, .udp]
    let boxes = protocols.flatMap { proto -> [TrafficBox] in
      var box = TrafficBox.everything(traffic.family)
      box.firstProtocol = proto.rawValue
      box.lastProtocol = proto.rawValue
      return traffic.intersection(box).boxes
    }
    return TrafficSet(traffic.family, disjoint: boxes)
  }

  /// The endpoint that an interface belongs to.
  func endpoint(of interface: Int) -> Int? {
    network.index.endpointOfInterface[interface]
  }
}
