import NetworkModel

extension RestAPI: Mergeable {
  mutating func fill(from other: RestAPI) {
    fillEmpty(&vpcEndpointIds, other.vpcEndpointIds)
    fillPolicy(&policyDocument, &policySource, other.policyDocument, other.policySource)
    fillNil(&securityPolicy, other.securityPolicy)
    fillNil(&endpointAccessMode, other.endpointAccessMode)
    fillNil(&resources, other.resources)
    fillNil(&authorizers, other.authorizers)
    fillNil(&stages, other.stages)
    fillNil(&deployments, other.deployments)
    fillNil(&gatewayResponses, other.gatewayResponses)
  }
}

extension HTTPAPI: Mergeable {
  mutating func fill(from other: HTTPAPI) {
    fillNil(&cors, other.cors)
    fillNil(&routes, other.routes)
    fillNil(&authorizers, other.authorizers)
    fillNil(&stages, other.stages)
  }
}

extension VPCLink: Mergeable {
  var containerId: String? { vpcId }

  mutating func fill(from other: VPCLink) {
    fillNil(&statusMessage, other.statusMessage)
    fillEmpty(&targetArns, other.targetArns)
    fillNil(&vpcId, other.vpcId)
    fillEmpty(&subnetIds, other.subnetIds)
    fillEmpty(&groupIds, other.groupIds)
    fillEmpty(&networkInterfaceIds, other.networkInterfaceIds)
  }
}

extension APIDomainName: Mergeable {
  /// The consumer of a shared domain name sees neither its policies nor its mappings.
  mutating func fill(from other: APIDomainName) {
    fillNil(&domainNameId, other.domainNameId)
    fillNil(&targetName, other.targetName)
    fillNil(&targetHostedZoneId, other.targetHostedZoneId)
    fillNil(&certificateArn, other.certificateArn)
    fillNil(&securityPolicy, other.securityPolicy)
    fillNil(&endpointAccessMode, other.endpointAccessMode)
    fillPolicy(&policyDocument, &policySource, other.policyDocument, other.policySource)
    fillNil(&managementPolicyDocument, other.managementPolicyDocument)
    fillNil(&truststoreURI, other.truststoreURI)
    fillNil(&mappings, other.mappings)
    fillNil(&rules, other.rules)
  }
}

extension DomainNameAccessAssociation: Mergeable {}

extension UsagePlan: Mergeable {
  mutating func fill(from other: UsagePlan) {
    fillEmpty(&stages, other.stages)
    fillNil(&keyIds, other.keyIds)
  }
}

extension APIKey: Mergeable {
  mutating func fill(from other: APIKey) { fillNil(&value, other.value) }
}

extension Certificate: Mergeable {
  mutating func fill(from other: Certificate) {
    if !hasAllNames, other.hasAllNames {
      names = other.names
      hasAllNames = true
    }
    fillNil(&keyAlgorithm, other.keyAlgorithm)
    fillNil(&notBefore, other.notBefore)
    fillNil(&notAfter, other.notAfter)
  }
}

extension UserPool: Mergeable {
  mutating func fill(from other: UserPool) { fillNil(&domains, other.domains) }
}
