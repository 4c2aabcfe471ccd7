import Addressing
import NetworkModel
import Reachability

// Rules about what an integration asks of its backend (AG 6): AGW-073 to AGW-076, AGW-081 to AGW-083.

extension Linter {
  mutating func checkIntegrations() {
    for use in integrationUses {
      if use.integration.skipsCertificateAuthority {
        report(.skippedVerification, use.api, at: use.source, "\(use.title) has insecureSkipVerification")
      }
      checkCloudMap(use)
      checkTimeout(use)
      for target in targets(of: use) {
        checkCertificate(use, target)
        checkProtocol(use, target)
        checkPath(use, target)
        checkPolicy(use, target)
      }
    }
  }

  private mutating func checkCloudMap(_ use: IntegrationUse) {
    guard use.isREST else { return }
    for arn in [use.integration.uri, use.integration.target].compactMap({ $0 }) where arn.contains(":servicediscovery:")
    {
      report(.cloudMapOfREST, use.api, at: use.source, "\(use.title) integrates with `\(arn)`")
    }
  }

  /// What AWS has accepted shows that the quota is raised; what it has not seen yet does not.
  private mutating func checkTimeout(_ use: IntegrationUse) {
    guard let timeout = use.integration.timeoutMilliseconds else { return }
    let type = topology.restAPIs.first { $0.id == use.api.id }?.endpointType
    let limit: Int
    switch (use.isREST, type) {
    case (false, _): limit = 30_000
    case (true, .edge): limit = 29_000
    case (true, _):
      guard topology.visibility.isWritten(account: use.api.account, region: use.api.region) else { return }
      limit = 29_000
    }
    guard timeout > limit else { return }
    report(
      .longTimeout, use.api, at: use.source,
      "\(use.title) has a timeout of \(timeout) ms, above \(limit) ms"
        + (type == .edge ? ", and the API is edge-optimized" : ""))
  }

  // MARK: TLS

  private mutating func checkCertificate(_ use: IntegrationUse, _ target: IntegrationTarget) {
    guard target.isTLS, let host = target.host, let (balancer, listener) = last(target),
      ["TLS", "HTTPS"].contains(listener.protocol), let standard = listener.certificateArn,
      let additional = listener.additionalCertificateArns
    else { return }
    let certificates = ([standard] + additional).map { index.certificates[$0] }
    guard certificates.allSatisfy({ $0?.hasAllNames ?? false }) else { return }
    let names = certificates.flatMap { $0?.names ?? [] }
    if names.contains(where: { CertificateName($0).covers(host) }) { return }
    report(
      .backendCertificate, use.api, at: use.source,
      "\(use.title) calls `\(host)`, and the certificate of \(balancer.identity.label) on port \(listener.port) is for "
        + Words.quoted(names))
  }

  private mutating func checkProtocol(_ use: IntegrationUse, _ target: IntegrationTarget) {
    guard let (balancer, listener) = last(target) else { return }
    let asks = target.isTLS ? "asks by https" : "asks by http"
    let place = "\(balancer.identity.label) on port \(listener.port)"
    let takesTLS = ["TLS", "HTTPS"].contains(listener.protocol)
    if listener.protocol != "TCP" {
      if takesTLS != target.isTLS {
        report(
          .backendProtocol, use.api, at: use.source,
          "\(use.title) \(asks), and the listener of \(place) speaks \(listener.protocol)")
      }
      return
    }
    // A TCP listener passes on what it gets; a health check at the same port shows what the backend speaks.
    for group in listener.targetGroupArns.compactMap({ index.targetGroups[$0] }) where group.targetType != "alb" {
      guard let check = group.healthCheck, check.port == nil || check.port == group.port else { continue }
      let speaksTLS = check.protocol == "HTTPS"
      guard check.protocol == "HTTP" || speaksTLS, speaksTLS != target.isTLS else { continue }
      report(
        .backendProtocol, use.api, at: use.source,
        "\(use.title) \(asks), the listener of \(place) passes it on by TCP, and target group "
          + "\(group.identity.label) speaks \(check.protocol) on that port by its health check")
    }
  }

  /// A listener that takes TLS 1.3 only.
  private mutating func checkPolicy(_ use: IntegrationUse, _ target: IntegrationTarget) {
    guard target.isTLS, let (balancer, listener) = last(target), let name = listener.sslPolicy,
      ["TLS", "HTTPS"].contains(listener.protocol)
    else { return }
    let versions = TLSPolicy.versions(ofListenerPolicy: name, shown: topology.sslPolicies)
    guard versions?.lowerBound == .tls13 else { return }
    report(
      .backendTLS13Only, Component(balancer.identity, kind: .loadBalancer),
      "port \(listener.port) of \(balancer.identity.label) has `\(name)`, and \(use.title) calls it")
  }

  // MARK: Path

  /// Only where the load balancer's own rules show what they expect (AG PI-9); of V1 links AWS does not say.
  private mutating func checkPath(_ use: IntegrationUse, _ target: IntegrationTarget) {
    guard target.link.version == .v2, !use.integration.overridesPath, let stage = use.stage, stage != "$default",
      target.balancer.type == .application, let rules = target.listener?.rules
    else { return }
    let patterns = rules.flatMap(\.conditions).flatMap { condition -> [String] in
      if case .pathPattern(let patterns) = condition { return patterns }
      return []
    }
    let paths = target.paths.map { path in
      "/" + path.split(separator: "/").map { $0.hasPrefix("{") ? "1" : $0 }.joined(separator: "/")
    }
    let sent = paths.map { "/\(stage)\($0)" }
    let expected = patterns.filter { pattern in paths.contains { Wildcard(pattern).matches($0) } }
    guard !expected.isEmpty, !patterns.contains(where: { sent.contains(where: Wildcard($0).matches) }) else { return }
    let choice = sent.map { "`\($0)`" }.joined(separator: " or ")
    report(
      .stageInPath, use.api, at: use.source,
      "\(use.title) sends \(choice), and \(target.balancer.identity.label) has rules for \(Words.quoted(expected))")
  }
}
