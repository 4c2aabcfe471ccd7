import NetworkModel

/// Certificates, user pools, API keys and usage plans.
extension TopologyFileContext {
  func readAPICallers(_ file: Fields) {
    each(file, "certificates", .certificate) { symbol, pair in readCertificate(symbol, pair) }
    each(file, "userPools", .userPool) { symbol, pair in
      guard let fields = Fields(pair.value, .userPool, at: pair.place, in: self) else { return }
      topology.userPools.append(
        UserPool(identity(symbol, fields), domains: fields.texts("domains").map(\.value)))
    }
    each(file, "apiKeys", .apiKey) { symbol, pair in
      if let value = pair.value.text {
        topology.apiKeys.append(APIKey(identity(symbol, nil), value: value))
      } else if let fields = Fields(pair.value, .apiKey, at: pair.place, in: self) {
        topology.apiKeys.append(
          APIKey(
            identity(symbol, fields), isEnabled: fields.boolean("enabled") ?? true, value: fields.text("value")?.value))
      }
    }
    each(file, "usagePlans", .usagePlan) { symbol, pair in
      guard let fields = Fields(pair.value, .usagePlan, at: pair.place, in: self) else { return }
      if !fields.has("stages") { fields.missing("stages", "`orders/prod`") }
      let stages = fields.texts("stages").compactMap { word -> UsagePlan.APIStage? in
        guard let target = apiStage(word) else { return nil }
        guard let stage = target.stage else {
          error(word.place, "a usage plan opens stages", remedy: "write it like `\(target.api.name)/prod`")
          return nil
        }
        return UsagePlan.APIStage(apiId: target.api.id, stage: stage)
      }
      topology.usagePlans.append(
        UsagePlan(
          identity(symbol, fields), stages: stages, keyIds: resolve(fields.texts("keys"), [.apiKey]).map(\.id)))
    }
  }

  /// `corp: ["*.corp.example"]`, or written out.
  private func readCertificate(_ symbol: Symbol, _ pair: YAMLPair) {
    var node = pair.value
    if node.pairs == nil, !node.isNull {
      node = YAMLNode(
        place: node.place, content: .mapping([YAMLPair(key: "names", place: node.place, value: node)]))
    }
    guard let fields = Fields(node, .certificate, at: pair.place, in: self) else { return }
    if !fields.has("names") { fields.missing("names", "what it is for: `*.corp.example`") }
    enum CertificateType: String { case issued = "AMAZON_ISSUED", imported = "IMPORTED", own = "PRIVATE" }
    let type = fields.choice("type", [CertificateType.issued, .imported, .own]) ?? .issued
    let notAfter = fields.text("notAfter")
    let expiry = notAfter.flatMap { Timestamp.seconds($0.value) }
    if let notAfter, expiry == nil {
      error(
        notAfter.place, "`\(notAfter.value.shortened)` is not a moment", remedy: "write it like `2027-01-01T00:00:00Z`")
    }
    topology.certificates.append(
      Certificate(
        identity(symbol, fields), names: fields.texts("names").map(\.value),
        status: fields.text("status")?.value ?? "ISSUED", type: type.rawValue,
        keyAlgorithm: fields.text("keyAlgorithm")?.value ?? "RSA_2048", notAfter: expiry))
  }

  // MARK: VPC links

  func readVPCLinks(_ scope: VPCScope) {
    each(scope.fields, "vpcLinks", .vpcLink, in: scope.name) { symbol, pair in
      guard let fields = Fields(pair.value, .vpcLink, at: pair.place, in: self) else { return }
      let status = fields.text("status")?.value ?? "AVAILABLE"
      if fields.has("loadBalancers") {
        refuse(["subnets", "securityGroups", "privateIp", "ipv6"], of: fields, "is of a VPC link V2")
        topology.vpcLinks.append(
          VPCLink(
            identity(symbol, fields), version: .v1, status: status,
            targetArns: resolve(fields.texts("loadBalancers"), [.loadBalancer], in: scope.name).map(\.id)))
        return
      }
      if !fields.has("subnets") {
        return fields.missing("loadBalancers", "of a V1 link, or `subnets` of a V2 link")
      }
      let groups = groupIds(fields, scope)
      let made = managedInterfaces(
        fields, symbol, scope, type: .apiGatewayManaged, groupIds: groups, description: "VPC Link \(symbol.id)")
      topology.vpcLinks.append(
        VPCLink(
          identity(symbol, fields), version: .v2, status: status, vpcId: scope.vpc.id, subnetIds: made.subnetIds,
          groupIds: groups, networkInterfaceIds: made.interfaceIds))
    }
  }
}
