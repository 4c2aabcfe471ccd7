import Addressing
import NetworkModel
import Reachability

/// Where a private integration leads: a load balancer, and the listener at the integration's port.
struct IntegrationTarget {
  var link: VPCLink
  var balancer: LoadBalancer
  /// Nil where the load balancer has none at the port.
  var listener: Listener?
  /// The port that is called.
  var port: UInt16?
  /// Whether TLS is spoken, and for which name.
  var isTLS: Bool
  var host: String?
  /// The paths that it may be asked for, without the stage: that of the method or route, and that of the URI where it
  /// is another (AG PI-9).
  var paths: [String]
}

extension Linter {
  /// Where a use of an integration leads through its VPC link; none where the input does not show it.
  func targets(of use: IntegrationUse) -> [IntegrationTarget] {
    guard let link = use.linkId.flatMap({ index.links[$0] }) else { return [] }
    let url = use.integration.uri.flatMap { EndpointForm.isURL($0) ? try? RequestURL($0) : nil }
    let named = [use.integration.target, use.integration.uri].compactMap { $0 }
    return topology.loadBalancers.compactMap { balancer in
      let listener: Listener?
      switch link.version {
      case .v1:
        guard link.targetArns.contains(balancer.id), let url else { return nil }
        listener = balancer.listeners?.first { $0.port == url.port }
      case .v2:
        if let exact = balancer.listeners?.first(where: { named.contains($0.arn) }) {
          listener = exact
        } else if named.contains(balancer.id) {
          listener = balancer.listeners?.first { $0.port == url?.port }
        } else {
          return nil
        }
      }
      var paths = use.method.split(separator: " ").dropFirst().map(String.init)
      if let path = url?.path, path != "/", !paths.contains(path) { paths.append(path) }
      return IntegrationTarget(
        link: link, balancer: balancer, listener: listener, port: listener?.port ?? url?.port,
        isTLS: url?.isTLS ?? (use.integration.serverNameToVerify != nil),
        host: use.integration.serverNameToVerify ?? url?.host, paths: paths)
    }
  }

  /// The listener that ends TLS or takes the request: that of an Application Load Balancer behind a TCP listener, else
  /// the listener itself.
  func last(_ target: IntegrationTarget) -> (balancer: LoadBalancer, listener: Listener)? {
    guard let listener = target.listener else { return nil }
    guard listener.protocol == "TCP" else { return (target.balancer, listener) }
    for group in listener.targetGroupArns.compactMap({ index.targetGroups[$0] }) where group.targetType == "alb" {
      for member in group.targets ?? [] {
        guard let balancer = index.loadBalancers[member.id], let port = member.port ?? group.port,
          let listener = balancer.listeners?.first(where: { $0.port == port })
        else { continue }
        return (balancer, listener)
      }
    }
    return (target.balancer, listener)
  }
}
