import NetworkModel

extension TopologyFileContext {
  func readAPIDomainNames(_ file: Fields) {
    each(file, "domainNames", .domainName) { symbol, pair in
      guard let fields = Fields(pair.value, .domainName, at: pair.place, in: self) else { return }
      let type = endpointType(fields)
      if type == .private {
        refuse(["targetName", "truststore"], of: fields, "is of a public domain name")
      } else {
        refuse(
          ["policy", "allow", "managementPolicy", "vpcEndpoints", "domainNameId"], of: fields,
          "is of a private domain name")
      }
      let rules = routingRules(fields)
      let modes: [APIDomainName.RoutingMode] = [.mappingOnly, .ruleOnly, .ruleThenMapping]
      topology.apiDomainNames.append(
        APIDomainName(
          identity(symbol, fields), domainName: fields.text("domainName")?.value ?? symbol.name, endpointType: type,
          domainNameId: fields.text("domainNameId")?.value, targetName: fields.text("targetName")?.value,
          certificateArn: fields.text("certificate").flatMap { resolve($0, [.certificate]) }?.id,
          securityPolicy: fields.text("securityPolicy")?.value, endpointAccessMode: endpointAccessMode(fields),
          status: fields.text("status")?.value ?? "AVAILABLE", policyDocument: policyOrAllowed(fields),
          policySource: type == .private ? policySource(fields, "policy", "allow") : nil,
          managementPolicyDocument: policy(fields, "managementPolicy"),
          truststoreURI: fields.text("truststore")?.value,
          routingMode: fields.choice("routingMode", modes) ?? (rules.isEmpty ? .mappingOnly : .ruleThenMapping),
          mappings: mappings(fields), rules: rules))
      for endpoint in resolve(fields.texts("vpcEndpoints"), [.vpcEndpoint], isBound: false) {
        // The association is the consumer's: the account of the endpoint.
        topology.domainNameAccessAssociations.append(
          DomainNameAccessAssociation(
            Identity(
              "\(symbol.id)/\(endpoint.id)", account: endpoint.account, region: endpoint.region,
              source: source(pair.place)),
            domainNameArn: symbol.id, vpcEndpointId: endpoint.id))
      }
    }
  }

  private func mappings(_ fields: Fields) -> [APIDomainName.Mapping] {
    guard let node = fields.node("mappings") else { return [] }
    guard let pairs = node.pairs else {
      error(node.place, "`mappings` is \(node.found), expected a mapping such as `v1: orders/prod`")
      return []
    }
    return pairs.compactMap { pair in
      guard let word = text(pair.value, of: "`\(pair.key)`"), let target = apiStage(word) else { return nil }
      let path = pair.key.split(separator: "/").joined(separator: "/")
      return APIDomainName.Mapping(basePath: path, apiId: target.api.id, stage: target.stage)
    }
  }

  private func routingRules(_ fields: Fields) -> [APIDomainName.Rule] {
    var rules: [APIDomainName.Rule] = []
    for item in fields.items("rules") {
      guard let rule = Fields(item, .routingRule, at: item.place, in: self) else { continue }
      let priority = rule.integer("priority", in: 1...1_000_000)?.value ?? (rules.last?.priority ?? 0) + 1
      guard let word = rule.text("to") else {
        if !rule.has("to") { rule.missing("to", "an API and its stage: `orders/prod`") }
        continue
      }
      guard let target = apiStage(word) else { continue }
      guard let stage = target.stage else {
        error(word.place, "a routing rule names a stage", remedy: "write it like `\(target.api.name)/prod`")
        continue
      }
      let headers = rule.named("headers").compactMap { pair in
        text(pair.value, of: "`\(pair.key)`").map {
          APIDomainName.HeaderCondition(anyOf: [.init(name: pair.key, valueGlob: $0.value)])
        }
      }
      rules.append(
        APIDomainName.Rule(
          priority: priority, basePaths: rule.texts("basePaths").map(\.value), headers: headers, apiId: target.api.id,
          stage: stage, stripsBasePath: rule.boolean("stripBasePath") ?? false))
    }
    return rules.sorted { $0.priority < $1.priority }
  }

  /// An API, or an API with one of its stages: `orders/prod`.
  func apiStage(_ word: Located<String>) -> (api: Symbol, stage: String?)? {
    let parts = word.value.split(separator: "/", maxSplits: 1).map(String.init)
    guard let name = parts.first,
      let api = resolve(Located(value: name, place: word.place), [.restApi, .api])
    else { return nil }
    guard parts.count == 2 else { return (api, nil) }
    let stages =
      api.kind == .restApi
      ? topology.restAPIs.first { $0.id == api.id }?.stages?.map(\.name)
      : topology.httpAPIs.first { $0.id == api.id }?.stages?.map(\.name)
    if let stages, !stages.contains(parts[1]) {
      error(
        word.place, "the API `\(api.name)` has no stage `\(parts[1].shortened)`",
        remedy: Nearest.question(parts[1], among: stages) ?? "its stages are \(Fields.list(stages))")
    }
    return (api, parts[1])
  }
}
