import Addressing
import NetworkModel

// Who answers the handshake at API Gateway, and for which names (AG 1.4).
// https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-security-policies.html

extension APICall {
  /// Whether what answers reads the request: not where its certificate is for nobody who could be meant.
  mutating func checkHandshake() -> Bool {
    guard request.isTLS else {
      refuse(
        .tlsPlaintext, sender ?? door, symptom: Symptom.reset,
        "\(sender.map { "\(label($0)) sends plain text" } ?? "the request is plain HTTP"), and API Gateway speaks HTTPS "
          + "only")
      return true
    }
    if let ports = arrival.ports, ports != PortRange(443) {
      refuse(
        .protocolRestriction, sender ?? door, rule: "port 443", symptom: Symptom.timeout,
        "\(sender.map { label($0) } ?? "the request") goes to port \(ports), and API Gateway answers on port 443 only")
    }
    // A load balancer in front asks for a name that nobody documents, and checks none (U-5).
    let domain = request.serverName.flatMap { network.apis.domains(serving: $0, in: region).first }
    if domain == nil, let name = request.serverName, isServedForOthers(name), !awsCertificate.covers(name) {
      assume(
        .tlsNameMismatch, id(door), decides: false,
        "the certificate of a custom domain name \(name), which is not in the input, is taken to cover it")
      return true
    }
    let shown = domain.map { ComponentReference.domainName($0) } ?? door
    // Which versions are spoken the API says, also behind a domain name (AG TLS-4).
    let api = handshakingAPI(domain)
    func component(of code: Code) -> ComponentReference { code == .tlsVersion ? api ?? shown : shown }
    func rule(of code: Code) -> String? { code == .tlsVersion ? api.map(securityPolicy(of:)) : nil }
    let handshake = server(domain, api).shakeHands(with: request.tlsClient, serverName: request.serverName)
    for refusal in handshake.refusals {
      let hint =
        refusal.code == .tlsNameMismatch && domain == nil && endpoint != nil && request.serverName != nil
        ? "; a private custom domain name of that name would" : ""
      refuse(
        refusal.code, component(of: refusal.code), rule: rule(of: refusal.code),
        near: domain == nil ? [] : refusal.near, symptom: refusal.symptom, refusal.message + hint)
    }
    for doubt in handshake.doubts {
      assume(
        doubt.code, doubt.component ?? id(component(of: doubt.code)), decides: doubt.decides, doubt.message)
    }
    if let evidence = handshake.evidence { pass(shown, .allowed, evidence) }
    // The domain name that would be needed for the handshake would say which API is meant too.
    let isNobody = domain == nil && handshake.refusals.contains { $0.code == .tlsNameMismatch }
    return !isNobody || request.host != request.serverName
  }

  private var awsCertificate: ShownCertificate { ShownCertificate(executeAPIOf: region) }

  private func server(_ domain: Int?, _ api: ComponentReference?) -> TLSServer {
    var server = TLSServer(standard: awsCertificate, name: doorText)
    server.versions = api.map(securityPolicy(of:)).flatMap { TLSPolicy.versions(ofAPIPolicy: $0) }
    guard let domain else { return server }
    let resource = topology.apiDomainNames[domain]
    server.name = "domain name \(resource.domainName)"
    server.standard = resource.certificateArn.map { arn in
      topology.certificates.first { $0.id == arn || $0.identity.arn == arn }.map { ShownCertificate($0) }
        ?? ShownCertificate(unseen: arn)
    }
    if resource.truststoreURI != nil { server.verifiesClients = true }
    return server
  }

  /// The API by whose policy the handshake is made.
  private func handshakingAPI(_ domain: Int?) -> ComponentReference? {
    let named = hostName?.api ?? request.values(of: "x-apigw-api-id").first
    let mapped = domain.flatMap { position in
      topology.apiDomainNames[position].mappings?.first?.apiId ?? topology.apiDomainNames[position].rules?.first?.apiId
    }
    return (mapped ?? named).flatMap { network.apis.api(called: $0, in: region) }
  }

  /// What the API says, else AWS's default for its kind (AG TLS-1).
  private func securityPolicy(of api: ComponentReference) -> String {
    guard let rest = restAPI(api) else { return "TLS_1_2" }
    return rest.securityPolicy ?? (rest.endpointType == .private ? "TLS_1_2" : "TLS_1_0")
  }
}
