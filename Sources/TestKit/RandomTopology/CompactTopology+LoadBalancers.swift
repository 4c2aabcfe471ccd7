import NetworkModel

extension Topology {
  /// Load balancers, target groups and endpoint services, for ``compact``.
  var loadBalancerLines: [String] {
    var lines = loadBalancers.map { balancer in
      let listeners = (balancer.listeners ?? []).map { listener in
        let actions = (listener.rules ?? []).flatMap(\.actions) + listener.defaultActions
        let back = listener.instancePort.map { " to \($0)" } ?? ""
        return "\(listener.protocol):\(listener.port)\(back) " + actions.map { text(of: $0) }.joined(separator: " | ")
      }
      let instances = balancer.instances.map { " instances \(text(of: $0))" } ?? ""
      return "balancer \(balancer.id) \(balancer.type.rawValue) in \(balancer.subnetIds.joined(separator: ",")): "
        + listeners.joined(separator: "; ") + instances + text(of: balancer.attributes)
        + (balancer.enforcesGroupsOnPrivateLink == false ? " lets PrivateLink in" : "")
    }
    lines += targetGroups.map { group in
      "target group \(group.id) \(group.targetType) \(group.protocol):\(group.port ?? 0) IPv\(group.addressFamily.rawValue)"
        + " \(text(of: group.targets ?? []))\(text(of: group.attributes))"
    }
    lines += vpcEndpointServices.map { service in
      "service \(service.serviceName) \(service.state) of \(service.loadBalancerArns.joined(separator: ",")) zones "
        + "\(service.availabilityZones.joined(separator: ",")) regions \(service.supportedRegions.joined(separator: ","))"
        + (service.connections.map { " connections \($0.sorted { $0.key < $1.key })" } ?? "")
    }
    lines += networkInterfaces.compactMap { interface in
      interface.listeningPorts.map { "interface \(interface.id) listens on \($0)" }
    }
    return lines
  }

  private func text(of action: Listener.Action) -> String {
    switch action {
    case .forward(let groups): groups.map { "\($0.arn)*\($0.weight)" }.joined(separator: "+")
    case .redirect(let status, _, _, _, _, _), .fixedResponse(let status): "answers \(status)"
    case .authenticate(let how), .other(let how): how
    }
  }

  private func text(of targets: [TargetGroup.Target]) -> String {
    targets.map { target in
      target.id + (target.port.map { ":\($0)" } ?? "") + (target.availabilityZone.map { "@\($0)" } ?? "")
        + "/\(target.health ?? "unknown")"
    }.joined(separator: ",")
  }

  private func text(of attributes: [String: String]?) -> String {
    (attributes ?? [:]).sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }.joined()
  }
}
