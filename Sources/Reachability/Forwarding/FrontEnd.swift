import NetworkModel

// Interfaces in front of something else: a load balancer's nodes, endpoints of other accounts' services. The connection
// ends there; what it is handed on to is a question of its own that this version does not follow.

extension Walker {
  /// Says of a front's interface that what stands behind it is not followed.
  func noteWhatIsBehind(_ interface: Int, _ branch: inout Branch) {
    let resource = topology.networkInterfaces[interface]
    switch resource.interfaceType {
    case .loadBalancer, .networkLoadBalancer, .gatewayLoadBalancer:
      noteLoadBalancer(resource, &branch)
    case .interface where resource.interfaceDescription.hasPrefix("ELB "):
      noteLoadBalancer(resource, &branch)
    case .vpcEndpoint:
      guard let endpoint = endpoint(of: interface) else { return }
      let identity = topology.vpcEndpoints[endpoint].identity
      // AWS's own services are what is asked for; another account's service has a load balancer behind it.
      guard topology.vpcEndpoints[endpoint].serviceName.contains(".vpce.") else { return }
      branch.assume(
        .unknownDestination, identity.id, decides: false,
        "the answer ends at endpoint \(identity.label): the load balancer and the targets of its service are not followed"
      )
    default:
      return
    }
  }

  private func noteLoadBalancer(_ interface: NetworkInterface, _ branch: inout Branch) {
    branch.assume(
      .unknownDestination, interface.id, decides: false,
      "the answer ends at the load balancer's node \(interface.identity.label): its listeners and targets are not followed"
    )
  }
}
