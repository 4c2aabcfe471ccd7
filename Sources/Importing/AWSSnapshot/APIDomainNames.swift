import NetworkModel

/// What calls about one domain name say of it, by the form that the name has in file names.
struct APIDomainNameJoins {
  var mappings: [String: [APIDomainName.Mapping]] = [:]
  var rules: [String: [APIDomainName.Rule]] = [:]
}

// https://docs.aws.amazon.com/cli/latest/reference/apigateway/get-domain-names.html
// https://docs.aws.amazon.com/cli/latest/reference/apigatewayv2/get-domain-names.html

extension ScopeReading {
  /// `apigateway get-domain-names`, public and private ones, and `get-domain-name` of one.
  func readAPIDomainName(_ record: JSONValue) throws(JSONError) {
    let name = try record.id("domainName")
    let type = try endpointType(record.value("endpointConfiguration")?.ids("types") ?? [], at: record)
    let nameId = try record.optionalId("domainNameId")
    let isEdge = type == .edge
    let certificate: StaticString =
      type == .private || isEdge ? "certificateArn" : "regionalCertificateArn"
    // One that is shared shows up in the accounts that it is shared with.
    let arn = domainNameArn(name, type == .private ? nameId : nil, given: try record.optionalId("domainNameArn"))
    add(
      APIDomainName(
        try identity(arn, record, name: name, owner: ARN.account(arn), arn: arn, tags: "tags"),
        domainName: name, endpointType: type, domainNameId: nameId,
        targetName: type == .private
          ? nil : try record.text(isEdge ? "distributionDomainName" : "regionalDomainName"),
        targetHostedZoneId: type == .private
          ? nil : try record.text(isEdge ? "distributionHostedZoneId" : "regionalHostedZoneId"),
        certificateArn: try record.optionalId(certificate), securityPolicy: try record.text("securityPolicy"),
        endpointAccessMode: try record.text("endpointAccessMode"),
        status: try record.text("domainNameStatus") ?? "AVAILABLE", policyDocument: try record.policy("policy"),
        policySource: policySource(record, "policy"),
        managementPolicyDocument: try record.policy("managementPolicy"),
        truststoreURI: try record.value("mutualTlsAuthentication")?.text("truststoreUri"),
        routingMode: try routingMode(record.text("routingMode")), mappings: nil, rules: nil))
  }

  /// `apigatewayv2 get-domain-names`: the public ones, mostly the same as those of `apigateway get-domain-names`.
  func readHTTPDomainName(_ record: JSONValue) throws(JSONError) {
    let name = try record.id("DomainName")
    var configuration: JSONValue?
    for value in try record.elements("DomainNameConfigurations") where configuration == nil { configuration = value }
    let type = try endpointType([configuration?.text("EndpointType") ?? "REGIONAL"], at: record)
    let arn = domainNameArn(name, nil, given: nil)
    add(
      APIDomainName(
        try identity(arn, record, name: name, arn: arn), domainName: name, endpointType: type,
        targetName: try configuration?.text("ApiGatewayDomainName"),
        targetHostedZoneId: try configuration?.text("HostedZoneId"),
        certificateArn: try configuration?.optionalId("CertificateArn"),
        securityPolicy: try configuration?.text("SecurityPolicy"),
        status: try configuration?.text("DomainNameStatus") ?? "AVAILABLE",
        truststoreURI: try record.value("MutualTlsAuthentication")?.text("TruststoreUri"),
        routingMode: try routingMode(record.text("RoutingMode")), mappings: nil, rules: nil))
  }

  private func add(_ domain: APIDomainName) {
    if let index = topology.apiDomainNames.firstIndex(where: { $0.id == domain.id }) {
      topology.apiDomainNames[index].fill(from: domain)
    } else {
      topology.apiDomainNames.append(domain)
    }
  }

  /// The ARN of a domain name. That of a private one carries its account and its id (AG CD-1); not every call says
  /// that of a public one.
  private func domainNameArn(_ name: String, _ nameId: String?, given: String?) -> String {
    if let given, given.contains("+") { return given }
    let start = "arn:\(ARN.partition(ofRegion: scope.region)):apigateway:\(scope.region)"
    return nameId.map { "\(start):\(scope.account):/domainnames/\(name)+\($0)" } ?? "\(start)::/domainnames/\(name)"
  }

  private func routingMode(_ text: String?) -> APIDomainName.RoutingMode {
    text.flatMap(APIDomainName.RoutingMode.init) ?? .mappingOnly
  }

  /// `apigateway get-base-path-mappings` of one domain name. `(none)` is the empty base path.
  func readBasePathMapping(_ record: JSONValue) throws(JSONError) {
    let path = try record.text("basePath") ?? ""
    try readMapping(path == "(none)" ? "" : path, record, api: "restApiId", stage: "stage")
  }

  /// `apigatewayv2 get-api-mappings` of one domain name.
  func readAPIMapping(_ record: JSONValue) throws(JSONError) {
    let key = try record.text("ApiMappingKey") ?? ""
    try readMapping(key == "(none)" ? "" : key, record, api: "ApiId", stage: "Stage")
  }

  /// Both calls show the mappings of a REST API.
  private func readMapping(
    _ basePath: String, _ record: JSONValue, api: StaticString, stage: StaticString
  ) throws(JSONError) {
    guard let domain = parameter else { return }
    let stage = try record.text(stage)
    let mapping = APIDomainName.Mapping(
      basePath: basePath, apiId: try record.id(api), stage: stage == "(none)" ? nil : stage)
    if joins.apiDomainName.mappings[domain]?.contains(mapping) != true {
      joins.apiDomainName.mappings[domain, default: []].append(mapping)
    }
  }

  /// `apigatewayv2 list-routing-rules` of one domain name.
  func readRoutingRule(_ record: JSONValue) throws(JSONError) {
    guard let domain = parameter else { return }
    var rule: APIDomainName.Rule?
    for action in try record.elements("Actions") {
      guard let invoked = action.value("InvokeApi") else { continue }
      rule = APIDomainName.Rule(
        priority: try record.integer("Priority") ?? 0, apiId: try invoked.id("ApiId"), stage: try invoked.id("Stage"),
        stripsBasePath: try invoked.boolean("StripBasePath") ?? false)
    }
    guard var rule else {
      throw JSONError(token: record.token, message: "expected an action that invokes an API, found none")
    }
    for condition in try record.elements("Conditions") {
      rule.basePaths += try condition.value("MatchBasePaths")?.ids("AnyOf") ?? []
      guard let headers = condition.value("MatchHeaders") else { continue }
      var globs: [APIDomainName.HeaderGlob] = []
      for header in try headers.elements("AnyOf") {
        globs.append(
          APIDomainName.HeaderGlob(name: try header.id("Header"), valueGlob: try header.text("ValueGlob") ?? ""))
      }
      rule.headers.append(APIDomainName.HeaderCondition(anyOf: globs))
    }
    joins.apiDomainName.rules[domain, default: []].append(rule)
  }

  /// `apigateway get-domain-name-access-associations`.
  func readDomainNameAccessAssociation(_ record: JSONValue) throws(JSONError) {
    let arn = try record.id("domainNameAccessAssociationArn")
    topology.domainNameAccessAssociations.append(
      DomainNameAccessAssociation(
        try identity(arn, record, owner: ARN.account(arn), arn: arn, tags: "tags"),
        domainNameArn: try record.id("domainNameArn"), vpcEndpointId: try record.id("accessAssociationSource")))
  }

  /// Puts together what the calls about each domain name say. A call names a private one by its name alone, so that
  /// of several with one name none is known.
  func finishAPIDomainNames() {
    let names = Dictionary(grouping: topology.apiDomainNames, by: \.domainName)
    for index in topology.apiDomainNames.indices {
      let domain = topology.apiDomainNames[index]
      var keys = [ARN.fileNamePart(domain.id)]
      if let nameId = domain.domainNameId { keys.append(ARN.fileNamePart("\(domain.domainName)+\(nameId)")) }
      if names[domain.domainName]?.count == 1 { keys.append(ARN.fileNamePart(domain.domainName)) }
      func known<Value>(_ values: [String: [Value]], _ calls: String...) -> [Value]? {
        keys.lazy.compactMap { values[$0] }.first
          ?? (keys.contains { key in calls.contains { hasRead($0, key) } } ? [] : nil)
      }
      topology.apiDomainNames[index].mappings = known(
        joins.apiDomainName.mappings, "apigateway get-base-path-mappings", "apigatewayv2 get-api-mappings")
      topology.apiDomainNames[index].rules =
        known(joins.apiDomainName.rules, "apigatewayv2 list-routing-rules")?.sorted { $0.priority < $1.priority }
        ?? (domain.routingMode == .mappingOnly ? [] : nil)
    }
  }
}
