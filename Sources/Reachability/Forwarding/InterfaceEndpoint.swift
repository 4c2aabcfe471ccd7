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
    let service = service(of: resource)
    let served = branch.traffic.intersection(service.takes(branch.family))
    split(branch, allowed: served, refused: branch.traffic.subtracting(served)) { _, _ in
    } refuse: {
      $1.block(.protocolRestriction, component, "endpoint \(resource.identity.label) \(service.message)")
    } then: {
      then(&$0, $1)
    }
  }

  /// What an endpoint takes.
  private struct Service {
    var protocols: [IPProtocol]
    var ports = PortRange.all
    var message: String

    func takes(_ family: AddressFamily) -> TrafficSet {
      TrafficSet(
        family,
        union: protocols.map { proto in
          var box = TrafficBox.everything(family)
          (box.firstProtocol, box.lastProtocol) = (proto.rawValue, proto.rawValue)
          box.destinationPorts = ports
          return box
        })
    }
  }

  private func service(of endpoint: VPCEndpoint) -> Service {
    if endpoint.endpointType == .resource {
      return Service(protocols: [.tcp], message: "is one for a resource, and takes TCP only")
    }
    // API Gateway answers HTTPS on its port only (AG 1.2). What it says to a request it says itself; of other services
    // no page that is read names the ports.
    if asked.request == nil, endpoint.serviceName.hasSuffix(".execute-api") {
      return Service(
        protocols: [.tcp], ports: PortRange(443),
        message: "leads to API Gateway, which answers on tcp/443 only, and no ping")
    }
    return Service(protocols: [.tcp, .udp], message: "answers TCP and UDP only, no ping")
  }

  /// The endpoint that an interface belongs to.
  func endpoint(of interface: Int) -> Int? {
    network.index.endpointOfInterface[interface]
  }
}
