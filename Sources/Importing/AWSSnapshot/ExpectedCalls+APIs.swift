import NetworkModel

extension ScopeReading {
  /// The calls about one API or one thing around it that would tell something.
  func apiCalls() -> [(name: String, parameter: String)] {
    var calls: [(String, String)] = []
    func expect(_ service: String, _ operations: [String], _ parameter: String) {
      for operation in operations { calls.append(("\(service) \(operation)", parameter)) }
    }
    for api in topology.restAPIs {
      expect(
        "apigateway", ["get-resources", "get-stages", "get-deployments", "get-authorizers", "get-gateway-responses"],
        api.id)
    }
    for api in topology.httpAPIs {
      expect("apigatewayv2", ["get-routes", "get-integrations", "get-stages", "get-authorizers"], api.id)
    }
    for domain in topology.apiDomainNames {
      let name = ARN.fileNamePart(domain.domainName)
      if domain.mappings == nil { expect("apigateway", ["get-base-path-mappings"], name) }
      if domain.endpointType != .private { expect("apigatewayv2", ["get-api-mappings"], name) }
      if domain.rules == nil { expect("apigatewayv2", ["list-routing-rules"], name) }
    }
    for plan in topology.usagePlans { expect("apigateway", ["get-usage-plan-keys"], plan.id) }
    for certificate in topology.certificates where !certificate.hasAllNames {
      expect("acm", ["describe-certificate"], ARN.fileNamePart(certificate.id))
    }
    for pool in topology.userPools where pool.domains == nil {
      expect("cognito-idp", ["describe-user-pool"], ARN.fileNamePart(pool.id))
    }
    return calls
  }
}
