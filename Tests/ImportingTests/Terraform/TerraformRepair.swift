import Addressing
import NetworkModel

@testable import Importing

/// What an encoding of the fixtures does not hold, or holds and the snapshot does not, and how it is put in.
struct TerraformRepair {
  typealias Encoding = TerraformEncodingTests.Encoding

  var encodings: Set<Encoding>
  var cause: String
  /// The attribute that a fresh plan does not know.
  var attribute: String?
  var mend: (inout Topology, Context) -> Void

  /// What the other encodings say, in the ids of the one that is mended.
  struct Context {
    var encoding: Encoding
    var state: Topology
    var snapshot: Topology
    var names: TerraformEncodingTests.Names
    /// Ids and names of the state, each with what it is called here; long ones first.
    var translations: [(from: String, to: String)]

    func translated(_ text: String) -> String {
      translations.reduce(text) { $0.replacing($1.from, with: $1.to) }
    }

    /// What stands for an address that AWS gave: that of the same interface.
    func translated(address: String, in topology: Topology) -> String {
      let shown = state.networkInterfaces.first { $0.privateAddresses.contains { "\($0)" == address } }
      let key = shown.map { names.key($0, .state) }
      let own = topology.networkInterfaces.first { names.key($0, encoding) == key }
      return own?.privateAddresses.first.map { "\($0)" } ?? translated(address)
    }
  }

  /// Every encoding with everything put in that the causes name.
  static func repaired(
    _ topologies: [Encoding: Topology], _ names: TerraformEncodingTests.Names, _ causes: [TerraformRepair]
  ) -> [Encoding: Topology] {
    var repaired = topologies
    for (encoding, topology) in topologies {
      guard let state = topologies[.state], let snapshot = topologies[.snapshot] else { continue }
      let context = Context(
        encoding: encoding, state: state, snapshot: snapshot, names: names,
        translations: translations(from: state, to: topology))
      for cause in causes where cause.encodings.contains(encoding) { cause.mend(&repaired[encoding]!, context) }
    }
    return repaired
  }

  private static func translations(from state: Topology, to other: Topology) -> [(from: String, to: String)] {
    func ids(_ topology: Topology) -> [String: String] {
      var ids: [String: String] = [:]
      for component in topology.components {
        if let address = component.source?.address { ids["\(component.kind) \(address)"] = component.id }
      }
      for balancer in topology.loadBalancers {
        if let address = balancer.identity.source?.address { ids["dns \(address)"] = balancer.dnsName }
      }
      return ids
    }
    let own = ids(other)
    return ids(state).compactMap { key, id in own[key].map { (id, $0) } }.filter { $0.0 != $0.1 && !$0.0.isEmpty }
      .sorted { ($1.0.count, $0.0) < ($0.0.count, $1.0) }
  }

  // MARK: What a fresh plan does not know

  /// The policy of an API, as the state has it.
  static func unknownPolicy(_ attribute: String) -> TerraformRepair {
    TerraformRepair(encodings: [.fresh], cause: "`jsonencode` around an id that AWS gives", attribute: attribute) {
      topology, context in
      for index in topology.restAPIs.indices
      where "\(topology.restAPIs[index].identity.source?.address ?? "").policy" == attribute {
        let shown = context.state.restAPIs.first {
          $0.identity.source?.address == topology.restAPIs[index].identity.source?.address
        }
        topology.restAPIs[index].policyDocument = shown?.policyDocument.map(context.translated)
      }
      topology.visibility.unknownValues.remove(attribute)
    }
  }

  /// Where an integration calls, as the state has it.
  static func unknownURI(_ attribute: String) -> TerraformRepair {
    TerraformRepair(encodings: [.fresh], cause: "a URL around a name that AWS gives", attribute: attribute) {
      topology, context in
      for index in topology.restAPIs.indices {
        let shown = context.state.restAPIs.first {
          $0.identity.source?.address == topology.restAPIs[index].identity.source?.address
        }
        for resource in topology.restAPIs[index].resources?.indices ?? 0..<0 {
          let place = topology.restAPIs[index].resources![resource]
          for method in place.methods.indices where place.methods[method].integration?.uri == attribute {
            let uri = shown?.resources?.first { $0.path == place.path }?.methods.first {
              $0.httpMethod == place.methods[method].httpMethod
            }?.integration?.uri
            topology.restAPIs[index].resources![resource].methods[method].integration?.uri = uri.map(context.translated)
          }
        }
      }
      topology.visibility.unknownValues.remove(attribute)
    }
  }

  /// The targets of groups that a data source finds while applying, as the state has them.
  static var lookedUpTargets: TerraformRepair {
    TerraformRepair(encodings: [.fresh], cause: "targets that a data source looks up only while applying") {
      topology, context in
      for index in topology.targetGroups.indices where topology.targetGroups[index].targets == nil {
        let address = topology.targetGroups[index].identity.source?.address
        let shown = context.state.targetGroups.first { $0.identity.source?.address == address }
        topology.targetGroups[index].targets = shown?.targets?.map { target in
          var target = target
          target.id = context.translated(address: target.id, in: topology)
          return target
        }
      }
    }
  }

  /// Where listeners forward to, as the state has it.
  static var listeners: TerraformRepair {
    TerraformRepair(encodings: [.fresh], cause: "a target group that is the value of a map whose keys do not name it") {
      topology, context in
      for index in topology.loadBalancers.indices {
        let address = topology.loadBalancers[index].identity.source?.address
        let shown = context.state.loadBalancers.first { $0.identity.source?.address == address }
        for place in (topology.loadBalancers[index].listeners ?? []).indices {
          let port = topology.loadBalancers[index].listeners?[place].port
          let actions = shown?.listeners?.first { $0.port == port }?.defaultActions ?? []
          topology.loadBalancers[index].listeners?[place].defaultActions = actions.map { action in
            guard case .forward(let groups) = action else { return action }
            return .forward(groups.map { .init(context.translated($0.arn), weight: $0.weight) })
          }
        }
      }
    }
  }

  // MARK: What a state does not show

  /// A VPC that exists may have endpoints, zones and interfaces that its state does not.
  static func otherResources(_ encodings: Set<Encoding>) -> TerraformRepair {
    TerraformRepair(
      encodings: encodings, cause: "a VPC that exists may have endpoints and interfaces that its state does not"
    ) { topology, context in
      topology.visibility.readCalls.merge(context.snapshot.visibility.readCalls) { $0.union($1) }
    }
  }

  // MARK: What the emulator does

  static func vpnConnections(_ encodings: Set<Encoding>) -> TerraformRepair {
    TerraformRepair(
      encodings: encodings, cause: "the emulator does not keep all of a VPN connection, so that the plan makes it anew"
    ) { topology, context in
      topology.vpnConnections = context.state.vpnConnections
      topology.transitGatewayAttachments = context.state.transitGatewayAttachments
    }
  }

  static func tasks(_ encodings: Set<Encoding>) -> TerraformRepair {
    TerraformRepair(encodings: encodings, cause: "the emulator starts no tasks: the snapshot has no target") {
      topology, context in
      for index in topology.targetGroups.indices {
        let shown = context.snapshot.targetGroups.first {
          $0.identity.name == topology.targetGroups[index].identity.name
        }
        if shown?.targets?.isEmpty ?? false { topology.targetGroups[index].targets = [] }
      }
    }
  }

  static func enforcement(_ encodings: Set<Encoding>) -> TerraformRepair {
    TerraformRepair(
      encodings: encodings, cause: "the plan switches a setting of the load balancer that the emulator did not keep"
    ) { topology, context in
      for index in topology.loadBalancers.indices {
        let address = topology.loadBalancers[index].identity.source?.address
        let shown = context.state.loadBalancers.first { $0.identity.source?.address == address }
        topology.loadBalancers[index].enforcesGroupsOnPrivateLink = shown?.enforcesGroupsOnPrivateLink
      }
    }
  }

  static func autoScaling(_ encodings: Set<Encoding>) -> TerraformRepair {
    TerraformRepair(
      encodings: encodings,
      cause: "the snapshot has a group's instances; Terraform knows the subnets that they may be in"
    ) { topology, context in
      for index in topology.targetGroups.indices {
        let name = topology.targetGroups[index].identity.name
        guard let targets = context.snapshot.targetGroups.first(where: { $0.identity.name == name })?.targets else {
          continue
        }
        let subnets = Set(
          targets.compactMap { target in
            context.snapshot.networkInterfaces.first { $0.instanceId == target.id }?.subnetId
          }.map(context.translated))
        topology.targetGroups[index].targets?.removeAll { target in
          let own = topology.networkInterfaces.first { $0.instanceId == target.id }?.subnetId
          return own.map { !subnets.contains($0) } ?? false
        }
      }
    }
  }
}

/// How an encoding may differ from the snapshot with everything put in that is known to differ.
struct TerraformRemainder: Sendable {
  var encodings: Set<TerraformEncodingTests.Encoding>
  /// What an open verdict may hang on.
  var open: [String]
  /// Codes that it may lack where the verdict is the same.
  var misses: Set<String>

  init(_ encodings: Set<TerraformEncodingTests.Encoding>, open: [String] = [], misses: Set<String> = []) {
    self.encodings = encodings
    self.open = open
    self.misses = misses
  }

  func excuses(
    _ answer: TerraformEncodingTests.Said, _ deciding: [String], _ snapshot: TerraformEncodingTests.Said,
    _ encoding: TerraformEncodingTests.Encoding
  ) -> Bool {
    guard encodings.contains(encoding), answer.blockers.isSubset(of: snapshot.blockers) else { return false }
    if answer.verdict == "undetermined" {
      return !deciding.isEmpty && deciding.allSatisfy { message in open.contains { message.contains($0) } }
    }
    let missed = snapshot.blockers.subtracting(answer.blockers).map { String($0.prefix { $0 != " " }) }
    return answer.verdict == snapshot.verdict && Set(missed).isSubset(of: misses)
  }
}
