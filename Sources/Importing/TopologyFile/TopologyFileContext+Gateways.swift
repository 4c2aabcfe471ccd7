import Addressing
import NetworkModel

extension TopologyFileContext {
  /// Reads the internet, egress-only and carrier gateway of a VPC.
  func readGateways(_ scope: VPCScope) {
    for (key, kind, standard) in Declarations.gateways {
      guard let pair = scope.fields.pair(key), pair.value.text != "false" else { continue }
      var fields: Fields?
      var name = standard
      if pair.value.pairs != nil {
        let shape = kind == .carrierGateway ? Shape.carrierGateway : .internetGateway
        guard let mapping = Fields(pair.value, shape, at: pair.place, in: self) else { continue }
        fields = mapping
        name = mapping.text("name")?.value ?? standard
      } else if pair.value.text != "true" {
        guard let word = text(pair.value, of: "`\(key)`") else { continue }
        name = word.value
      }
      guard let symbol = symbols.named(name, kind, in: scope.name) else { continue }
      let identity = identity(symbol, fields)
      switch kind {
      case .internetGateway: topology.internetGateways.append(InternetGateway(identity, vpcId: scope.vpc.id))
      case .egressOnlyInternetGateway:
        topology.egressOnlyInternetGateways.append(EgressOnlyInternetGateway(identity, vpcId: scope.vpc.id))
      default:
        let state = fields?.text("state")?.value ?? "available"
        topology.carrierGateways.append(CarrierGateway(identity, vpcId: scope.vpc.id, state: state))
      }
    }
  }

  func readNATGateways(_ scope: VPCScope) {
    each(scope.fields, "natGateways", .natGateway, in: scope.name) { symbol, pair in
      guard let fields = Fields(longForm(pair, "subnet"), .natGateway, at: pair.place, in: self) else { return }
      enum Mode: String { case zonal, regional }
      let type = fields.choice("connectivityType", [NATGateway.ConnectivityType.public, .private]) ?? .public
      if fields.choice("availabilityMode", [Mode.zonal, .regional]) == .regional {
        readRegionalNATGateway(symbol, fields, type, scope)
      } else {
        readZonalNATGateway(symbol, fields, type, scope)
      }
    }
  }

  private func readZonalNATGateway(
    _ symbol: Symbol, _ fields: Fields, _ type: NATGateway.ConnectivityType, _ scope: VPCScope
  ) {
    refuse(["addresses", "routes"], of: fields, "is of a regional NAT gateway only")
    guard let word = fields.text("subnet") else {
      if !fields.has("subnet") { fields.missing("subnet", "the subnet it stands in, or `availabilityMode: regional`") }
      return
    }
    guard let found = resolve(word, [.subnet], in: scope.name), let subnet = subnets[found.id] else { return }
    var identity = identity(symbol, nil)
    identity.id = "\(symbol.id)/eth0"
    var plan = InterfacePlan(identity: identity, type: .natGateway, subnet: subnet, place: fields.place)
    plan.isManaged = true
    plan.description = "Interface for NAT Gateway \(symbol.id)"
    plan.privateAddresses = fields.address("privateIp", .ipv4).map { [$0] } ?? []
    if type == .public {
      plan.publicAddress = fields.address("publicIp", .ipv4).map { .this($0) } ?? .any
    } else {
      refuse(["publicIp"], of: fields, "is not of a private NAT gateway")
    }
    let index = add(plan)
    let position = topology.natGateways.count
    topology.natGateways.append(
      NATGateway(
        self.identity(symbol, fields), vpcId: scope.vpc.id, subnetId: subnet.id, connectivityType: type,
        state: fields.text("state")?.value ?? "available", addresses: [], networkInterfaceIds: [identity.id]))
    deferred.append { [unowned self] in
      let interface = topology.networkInterfaces[index]
      topology.natGateways[position].addresses = [
        NATGateway.Address(
          privateAddress: interface.privateAddresses.first,
          publicAddress: interface.publicAddresses.first?.publicAddress)
      ]
    }
  }

  /// A regional gateway has no subnet, a public address in each zone, and a route table of its own (7.1).
  private func readRegionalNATGateway(
    _ symbol: Symbol, _ fields: Fields, _ type: NATGateway.ConnectivityType, _ scope: VPCScope
  ) {
    refuse(["subnet", "privateIp", "publicIp"], of: fields, "is not of a regional NAT gateway")
    if type == .private, let pair = fields.pair("connectivityType") {
      error(pair.value.place, "a regional NAT gateway is public")
    }
    let position = topology.natGateways.count
    let tableId = "\(symbol.id)/route-table"
    var gateway = NATGateway(
      identity(symbol, fields), vpcId: scope.vpc.id, subnetId: nil, state: fields.text("state")?.value ?? "available",
      addresses: [], routeTableId: tableId, isAutomatic: !fields.has("addresses"))
    for pair in fields.named("addresses") {
      guard let address = address(pair.value, .ipv4) else { continue }
      claimPublic(address, for: symbol.id)
      let zone = pair.key.count == 1 ? symbol.region + pair.key : pair.key
      gateway.addresses.append(.init(privateAddress: nil, publicAddress: address.value, availabilityZone: zone))
    }
    topology.natGateways.append(gateway)
    if gateway.isAutomatic {
      let zones = Set(topology.subnets.filter { $0.vpcId == scope.vpc.id }.map(\.availabilityZone)).sorted()
      for zone in zones {
        addresses.publicRequests.append(
          (
            fields.place,
            { [unowned self] address in
              topology.natGateways[position].addresses.append(
                .init(privateAddress: nil, publicAddress: address, availabilityZone: zone))
            }
          ))
      }
    }
    var routes = self.routes(fields, scope)
    let everywhere = Route.Destination.prefix(.all(.ipv4))
    if !routes.contains(where: { $0.destination == everywhere }),
      let internet = topology.internetGateways.first(where: { $0.vpcId == scope.vpc.id })
    {
      routes.append(Route(everywhere, .internetGateway(internet.id), source: source(fields.place)))
    }
    var identity = identity(symbol, nil)
    identity.id = tableId
    topology.routeTables.append(
      RouteTable(identity, vpcId: scope.vpc.id, routes: localRoutes(scope, beside: routes) + routes))
  }

  /// Reports keys that say nothing about this resource.
  func refuse(_ keys: [String], of fields: Fields, _ why: String) {
    for key in keys {
      if let pair = fields.pair(key) { error(pair.place, "`\(key)` \(why)", remedy: "remove it") }
    }
  }
}
