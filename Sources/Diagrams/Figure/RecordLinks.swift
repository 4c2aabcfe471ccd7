import Addressing
import NetworkModel
import Reachability

/// The records of hosted zones that were asked, all that have the name: a line leads from the zone to what each stands
/// for, with the routing policy and the health check that choose among them.
enum RecordLinks {
  static func add(for answer: Answer, of network: Network, to figure: inout Figure) {
    for hop in answer.legs.filter(\.isLookup).flatMap(\.forward) where hop.component.kind == .hostedZone {
      guard let zone = network.topology.hostedZones.first(where: { $0.id == hop.component.id }),
        let plate = figure.nodes(.hostedZone, zone.id).first
      else { continue }
      // A hop's rule begins with the name and the type of its record.
      let words = (hop.rule ?? "").split(separator: " ")
      guard words.count > 1 else { continue }
      let (name, type) = (DomainName(String(words[0])), RecordType(rawValue: String(words[1])))
      for record in zone.recordSets ?? [] where record.name == name && record.type == type {
        for end in ends(of: record, network, figure) {
          let link = Figure.Link(
            from: .node(plate), to: .node(end), kind: .record, label: label(of: record, network.topology))
          if !figure.links.contains(link) { figure.links.append(link) }
        }
      }
    }
  }

  /// One node for each thing that the record stands for.
  private static func ends(of record: RecordSet, _ network: Network, _ figure: Figure) -> [Int] {
    let names =
      (record.alias.map { [$0.dnsName] } ?? []) + (record.type == .cname ? record.values.map(DomainName.init) : [])
    let owned = names.compactMap(network.owner(ofName:)).compactMap { figure.nodes($0.kind, $0.id).first }
    let addresses = record.values.compactMap { IPAddress($0) }
    let addressed = network.topology.networkInterfaces.filter { interface in
      addresses.contains { address in
        interface.privateAddresses.contains(address)
          || interface.publicAddresses.contains { $0.publicAddress == address }
      }
    }
    return owned + addressed.compactMap { figure.nodes(.networkInterface, $0.id).first }
  }

  /// `primary, health check east`.
  private static func label(of record: RecordSet, _ topology: Topology) -> String {
    let check = record.healthCheckId.map { id in
      "health check " + (topology.healthChecks.first { $0.id == id }?.identity.shortLabel ?? id)
    }
    return [RecordText.policy(record.routing), check].compactMap(\.self).joined(separator: ", ")
  }
}
