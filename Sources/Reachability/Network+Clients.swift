import Addressing
import NetworkModel

extension Network {
  /// Who opens connections and asks for names where somebody is called so, in the order of ids; of each one end a family.
  ///
  /// - Throws: 64 where `text` is no client, 66 where nothing or several things are called so.
  public func clients(called text: String) throws(QueryError) -> [End] { try endpoints.clients(called: text) }

  /// The interfaces of a load balancer's nodes, as far as the input shows them.
  public func nodes(ofLoadBalancer id: String) -> [NetworkInterface] {
    fronts.loadBalancers[id].map { fronts.nodes[$0].map { topology.networkInterfaces[$0] } } ?? []
  }

  /// The load balancer that a name of AWS's is of.
  public func loadBalancer(named name: DomainName) -> LoadBalancer? {
    NameResolver(self).loadBalancer(named: name).map { topology.loadBalancers[$0.position] }
  }

  /// A private address of an interface as an end; nil where the interface is not in the input or has none of the family.
  public func end(ofInterface id: String, _ family: AddressFamily = .ipv4) -> End? {
    guard let position = index.interfaces[id],
      let address = topology.networkInterfaces[position].privateAddresses.first(where: { $0.family == family })
    else { return nil }
    return .interface(position, address: address, publicly: false)
  }
}
