import Addressing
import NetworkModel

extension TopologyFileContext {
  func listeners(
    _ fields: Fields, _ symbol: Symbol, _ type: LoadBalancer.LoadBalancerType, _ scope: VPCScope
  ) -> [Listener] {
    var ports: [Int: Place] = [:]
    let standard =
      switch type {
      case .application, .classic: "HTTP"
      case .network: "TCP"
      case .gateway: "GENEVE"
      }
    return fields.items("listeners").compactMap { item in
      guard let listener = Fields(item, .listener, at: item.place, in: self) else { return nil }
      if type == .gateway {
        refuse(["port"], of: listener, "is not of a Gateway Load Balancer, which takes every port")
      }
      guard let port = type == .gateway ? 0 : listener.integer("port", in: 1...65535)?.value else {
        if !listener.has("port") { listener.missing("port", "1 to 65535") }
        return nil
      }
      if let other = ports.updateValue(item.place, forKey: port) {
        let place = listener.pair("port")?.value.place ?? item.place
        error(place, "the port \(port) already has a listener, line \(other.line)")
      }
      if type != .application { refuse(["rules"], of: listener, "are of an Application Load Balancer") }
      if type != .classic {
        refuse(["instancePort", "instanceProtocol"], of: listener, "is of a Classic Load Balancer")
      }
      let proto = listener.text("protocol")?.value.uppercased() ?? standard
      let certificates = resolve(listener.texts("certificates"), [.certificate])
      var whole = Listener(
        arn: "\(symbol.id)/\(port)", port: UInt16(port), protocol: proto,
        defaultActions: actions(listener, type, scope),
        rules: rules(listener, "\(symbol.id)/\(port)", scope),
        instancePort: type == .classic
          ? listener.integer("instancePort", in: 1...65535).map { UInt16($0.value) } ?? UInt16(port) : nil,
        instanceProtocol: type == .classic ? listener.text("instanceProtocol")?.value.uppercased() ?? proto : nil,
        certificateArn: certificates.first?.id, additionalCertificateArns: certificates.dropFirst().map(\.id),
        sslPolicy: listener.text("sslPolicy")?.value ?? TopologyFileContext.standardSSLPolicy(proto))
      enum Mode: String { case off, passthrough, verify }
      if let mode = listener.choice("mutualAuthentication", [Mode.off, .passthrough, .verify]) {
        if proto != "HTTPS" || type != .application {
          refuse(["mutualAuthentication"], of: listener, "is of HTTPS on an Application Load Balancer")
        }
        whole.mutualAuthentication = mode.rawValue
      }
      return whole
    }
  }

  // MARK: Actions

  private func actions(
    _ fields: Fields, _ type: LoadBalancer.LoadBalancerType, _ scope: VPCScope
  ) -> [Listener.Action] {
    if type == .classic {
      refuse(["forward", "targetGroups"], of: fields, "is not of a Classic Load Balancer, which has `instances`")
    }
    if type != .application {
      refuse(["fixedResponse", "redirect", "authenticate"], of: fields, "is of an Application Load Balancer")
    }
    return actions(fields, forward: fields.pair("forward", or: "targetGroups"), scope)
  }

  private func actions(_ fields: Fields, forward pair: YAMLPair?, _ scope: VPCScope) -> [Listener.Action] {
    let final = [pair, fields.pair("fixedResponse"), fields.pair("redirect")].compactMap { $0 }
    if final.count > 1 {
      error(
        final[1].place, "`\(final[0].key)` and `\(final[1].key)` both say what happens to the request",
        remedy: "keep one of them")
    }
    var actions: [Listener.Action] = []
    enum Authority: String { case oidc, cognito, jwt }
    switch fields.choice("authenticate", [Authority.oidc, .cognito, .jwt]) {
    case .oidc: actions.append(.authenticate("authenticate-oidc"))
    case .cognito: actions.append(.authenticate("authenticate-cognito"))
    case .jwt: actions.append(.authenticate("jwt-validation"))
    case nil: break
    }
    if let pair { actions.append(.forward(forward(pair, scope))) }
    if let status = fields.integer("fixedResponse", in: 200...599) {
      actions.append(.fixedResponse(status: status.value))
    }
    if let pair = fields.pair("redirect"), let redirect = redirect(pair) { actions.append(redirect) }
    return actions
  }

  private func forward(_ pair: YAMLPair, _ scope: VPCScope) -> [Listener.WeightedTargetGroup] {
    guard let weighted = pair.value.pairs else {
      let words = (pair.value.items ?? [pair.value]).compactMap { text($0, of: "an item of `\(pair.key)`") }
      return resolve(words, [.targetGroup], in: scope.name).map { .init($0.id) }
    }
    return weighted.compactMap { weighted in
      let word = Located(value: weighted.key, place: weighted.place)
      guard let group = resolve(word, [.targetGroup], in: scope.name) else { return nil }
      guard let weight = weighted.value.text.flatMap({ Int($0) }), (0...999).contains(weight) else {
        error(weighted.value.place, "the weight is \(weighted.value.found), expected a number from 0 to 999")
        return nil
      }
      return .init(group.id, weight: weight)
    }
  }

  private func redirect(_ pair: YAMLPair) -> Listener.Action? {
    if pair.value.text == "https" {
      return .redirect(status: 301, protocol: "HTTPS", host: nil, port: "443", path: nil, query: nil)
    }
    if pair.value.text != nil {
      error(pair.value.place, "`redirect` is \(pair.value.found), expected `https` or what changes")
      return nil
    }
    guard let fields = Fields(pair.value, .redirect, at: pair.place, in: self) else { return nil }
    enum Status: String {
      case permanent = "301"
      case found = "302"
    }
    return .redirect(
      status: fields.choice("status", [Status.permanent, .found]) == .found ? 302 : 301,
      protocol: fields.text("protocol")?.value.uppercased(), host: fields.text("host")?.value,
      port: fields.text("port")?.value, path: fields.text("path")?.value, query: fields.text("query")?.value)
  }

  // MARK: Rules

  private func rules(_ listener: Fields, _ listenerArn: String, _ scope: VPCScope) -> [Listener.Rule] {
    var priority = 0
    var places: [Int: Place] = [:]
    var rules: [Listener.Rule] = []
    for item in listener.items("rules") {
      guard let fields = Fields(item, .listenerRule, at: item.place, in: self) else { continue }
      priority = fields.integer("priority", in: 1...50000)?.value ?? priority + 1
      if let other = places.updateValue(item.place, forKey: priority) {
        error(item.place, "the priority \(priority) already has a rule, line \(other.line)")
      }
      let conditions = conditions(fields)
      if conditions.isEmpty {
        error(
          item.place, "the rule has no condition", remedy: "what no rule matches is decided by the listener's own keys")
      }
      let actions = actions(fields, forward: fields.pair("forward"), scope)
      if actions.isEmpty { fields.missing("forward", "a target group; or `fixedResponse` or `redirect`") }
      rules.append(
        Listener.Rule(
          arn: "\(listenerArn)/\(priority)", priority: priority, conditions: conditions, actions: actions))
    }
    return rules.sorted { $0.priority < $1.priority }
  }

  private func conditions(_ fields: Fields) -> [Listener.Condition] {
    var conditions: [Listener.Condition] = []
    func add(_ key: String, _ condition: ([String]) -> Listener.Condition) {
      let values = fields.texts(key).map(\.value)
      if !values.isEmpty { conditions.append(condition(values)) }
    }
    add("host") { .hostHeader($0) }
    add("path") { .pathPattern($0) }
    add("method") { .httpRequestMethod($0) }
    for pair in fields.named("header") {
      let values = (pair.value.items ?? [pair.value]).compactMap { text($0, of: "the header `\(pair.key)`")?.value }
      conditions.append(.httpHeader(name: pair.key, values))
    }
    add("query") { values in
      .queryString(
        values.map { value in
          let parts = value.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
          return parts.count == 2 ? .init(key: parts[0], value: parts[1]) : .init(key: nil, value: value)
        })
    }
    let blocks = fields.prefixes("sourceIp").map(\.value)
    if !blocks.isEmpty { conditions.append(.sourceIP(blocks)) }
    return conditions
  }

  /// The security policy of a listener that is created without one.
  ///
  /// - Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html
  private static func standardSSLPolicy(_ protocol: String) -> String? {
    ["HTTPS", "TLS", "SSL"].contains(`protocol`) ? "ELBSecurityPolicy-2016-08" : nil
  }
}
