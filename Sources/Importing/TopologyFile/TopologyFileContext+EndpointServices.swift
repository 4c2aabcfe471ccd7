import Addressing
import NetworkModel

extension TopologyFileContext {
  func readEndpointServices(_ scope: VPCScope) {
    each(scope.fields, "endpointServices", .vpcEndpointService, in: scope.name) { symbol, pair in
      guard let fields = Fields(pair.value, .endpointService, at: pair.place, in: self) else { return }
      if !fields.has("loadBalancers") { fields.missing("loadBalancers", "the load balancers behind it") }
      let balancers = resolve(fields.texts("loadBalancers"), [.loadBalancer], in: scope.name)
      let subnetIds = topology.loadBalancers.filter { balancer in balancers.contains { $0.id == balancer.id } }
        .flatMap(\.subnetIds)
      var zones = fields.texts("availabilityZones").map { $0.value.count == 1 ? symbol.region + $0.value : $0.value }
      if zones.isEmpty { zones = Set(subnetIds.compactMap { subnets[$0]?.availabilityZone }).sorted() }
      topology.vpcEndpointServices.append(
        VPCEndpointService(
          identity(symbol, fields),
          serviceName: fields.text("serviceName")?.value ?? TopologyFileContext.serviceName(symbol),
          state: fields.text("state")?.value ?? "Available", loadBalancerArns: balancers.map(\.id),
          availabilityZones: zones, acceptanceRequired: fields.boolean("acceptanceRequired") ?? true,
          allowedPrincipals: fields.texts("allowedPrincipals").map { principal($0.value) },
          supportedRegions: fields.texts("supportedRegions").map(\.value),
          privateDnsName: fields.text("privateDnsName")?.value))
    }
  }

  /// An account stands for everybody in it, as AWS writes that.
  private func principal(_ word: String) -> String {
    word.count == 12 && word.allSatisfy(\.isNumber) ? "arn:aws:iam::\(word):root" : word
  }

  static func serviceName(_ symbol: Symbol) -> String { "com.amazonaws.vpce.\(symbol.region).\(symbol.id)" }

  /// The endpoint service of the file that an endpoint is for; nil for one of AWS's or one that the file does not have.
  func ownService(_ word: Located<String>) -> VPCEndpointService? {
    guard !symbols.find(word.value, [.vpcEndpointService]).isEmpty,
      let symbol = resolve(word, [.vpcEndpointService], isBound: false)
    else { return nil }
    return topology.vpcEndpointServices.first { $0.id == symbol.id }
  }

  /// The resource configuration of the file that an endpoint is for.
  func ownResourceConfiguration(_ word: Located<String>) -> Symbol? {
    guard !symbols.find(word.value, [.resourceConfiguration]).isEmpty else { return nil }
    return resolve(word, [.resourceConfiguration], isBound: false)
  }

  /// What resource endpoints lead to, with its resource gateway (dataplane 8.5).
  func readResourceConfigurations(_ scope: VPCScope) {
    each(scope.fields, "resourceConfigurations", .resourceConfiguration, in: scope.name) { symbol, pair in
      guard let fields = Fields(pair.value, .resourceConfiguration, at: pair.place, in: self) else { return }
      for (key, expected) in [
        ("target", "what it leads to"), ("ports", "`5432` or `8000-8999`"),
        ("subnets", "those of its resource gateway"),
      ] where !fields.has(key) { fields.missing(key, expected) }
      let index = topology.resourceConfigurations.count
      topology.resourceConfigurations.append(
        ResourceConfiguration(
          identity(symbol, fields), state: fields.text("state")?.value ?? "ACTIVE", vpcId: scope.vpc.id,
          subnetIds: resolve(fields.texts("subnets"), [.subnet], in: scope.name).map(\.id),
          groupIds: groupIds(fields, scope), target: fields.text("target")?.value ?? "",
          portRanges: fields.texts("ports").compactMap { portRange($0)?.description }))
      guard let word = fields.text("target"), !isOutside(word.value) else { return }
      deferred.append { [unowned self] in
        guard let owner = resolve(word, Self.resourceKinds, in: scope.name),
          let address = interfaces(of: owner).lazy.compactMap(\.privateAddresses.first).first
        else { return }
        topology.resourceConfigurations[index].target = address.description
      }
    }
  }

  private static let resourceKinds: [ResourceKind] = [
    .instance, .service, .networkInterface, .dbInstance, .cacheCluster, .loadBalancer,
  ]

  /// Whether a target is an address, an ARN or a domain name, which the file need not know.
  private func isOutside(_ word: String) -> Bool {
    IPAddress(word) != nil || word.hasPrefix("arn:")
      || (word.contains(".") && symbols.find(word, Self.resourceKinds).isEmpty)
  }
}
