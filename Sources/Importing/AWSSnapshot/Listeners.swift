import Addressing
import NetworkModel

extension ScopeReading {
  /// `elbv2 describe-listeners`. A Gateway Load Balancer listens on every port: its listener has none, 0 here.
  func readListener(_ record: JSONValue) throws(JSONError) {
    let loadBalancer = ARN.fileNamePart(try record.id("LoadBalancerArn"))
    var listener = Listener(
      arn: try record.id("ListenerArn"), port: try record.port("Port") ?? 0,
      protocol: try record.text("Protocol") ?? "", defaultActions: try Self.actions(record, "DefaultActions"),
      certificateArn: try record.ids("Certificates", each: "CertificateArn").first,
      sslPolicy: try record.text("SslPolicy"))
    listener.mutualAuthentication = try record.value("MutualAuthentication")?.text("Mode") ?? "off"
    joins.loadBalancer.listeners[loadBalancer, default: []].append(listener)
    noteRead(loadBalancer)
  }

  /// `elbv2 describe-rules` of one listener. The default rule says again what the listener says.
  func readListenerRule(_ record: JSONValue) throws(JSONError) {
    let arn = try record.id("RuleArn")
    guard let listener = Self.listenerArn(ofRule: arn) else {
      throw JSONError(token: record.token, message: "expected the ARN of a listener's rule, found `\(arn)`")
    }
    let priority = try record.text("Priority") ?? ""
    if try record.boolean("IsDefault") == true || priority == "default" { return }
    guard let number = Int(priority) else {
      throw JSONError(token: record.token, message: "expected a priority, found `\(priority)`")
    }
    var conditions: [Listener.Condition] = []
    for condition in try record.elements("Conditions") { conditions.append(try Self.condition(condition)) }
    joins.loadBalancer.rules[listener, default: []].append(
      Listener.Rule(arn: arn, priority: number, conditions: conditions, actions: try Self.actions(record, "Actions")))
  }

  /// The ARN of a rule is its listener's with the rule's own id behind.
  private static func listenerArn(ofRule arn: String) -> String? {
    guard let end = arn.lastIndex(of: "/") else { return nil }
    let parts = arn[..<end].split(separator: ":listener-rule/", maxSplits: 1)
    return parts.count == 2 ? "\(parts[0]):listener/\(parts[1])" : nil
  }

  /// The actions under `key` in their order.
  private static func actions(_ record: JSONValue, _ key: StaticString) throws(JSONError) -> [Listener.Action] {
    var actions: [(order: Int, action: Listener.Action)] = []
    for value in try record.elements(key) {
      actions.append((try value.integer("Order") ?? actions.count, try action(value)))
    }
    return actions.enumerated().sorted { ($0.element.order, $0.offset) < ($1.element.order, $1.offset) }
      .map(\.element.action)
  }

  private static func action(_ value: JSONValue) throws(JSONError) -> Listener.Action {
    let type = try value.text("Type") ?? "forward"
    switch type {
    case "forward":
      var groups: [Listener.WeightedTargetGroup] = []
      if let forward = value.value("ForwardConfig") {
        for group in try forward.elements("TargetGroups") {
          groups.append(.init(try group.id("TargetGroupArn"), weight: try group.integer("Weight") ?? 1))
        }
      }
      if groups.isEmpty, let only = try value.optionalId("TargetGroupArn") { groups = [.init(only)] }
      return .forward(groups)
    case "redirect":
      let redirect = try value.object("RedirectConfig")
      return .redirect(
        status: try status(redirect.text("StatusCode"), or: 302), protocol: try redirect.text("Protocol"),
        host: try redirect.text("Host"), port: try redirect.text("Port"), path: try redirect.text("Path"),
        query: try redirect.text("Query"))
    case "fixed-response":
      return .fixedResponse(status: try status(value.object("FixedResponseConfig").text("StatusCode"), or: 503))
    case "authenticate-oidc", "authenticate-cognito", "jwt-validation": return .authenticate(type)
    default: return .other(type)
    }
  }

  /// The number of `HTTP_301` or `404`.
  private static func status(_ text: String?, or standard: Int) -> Int {
    text.flatMap { Int($0.hasPrefix("HTTP_") ? $0.dropFirst(5) : Substring($0)) } ?? standard
  }

  private static func condition(_ value: JSONValue) throws(JSONError) -> Listener.Condition {
    let field = try value.id("Field")
    /// The values stand in the condition's own object, of the older kinds also beside it; regular expressions are not
    /// judged.
    func values(_ key: StaticString) throws(JSONError) -> [String]? {
      for place in [value.value(key), value].compactMap({ $0 }) {
        if try !place.ids("RegexValues").isEmpty { return nil }
        let values = try place.ids("Values")
        if !values.isEmpty { return values }
      }
      return []
    }
    switch field {
    case "host-header": return try values("HostHeaderConfig").map(Listener.Condition.hostHeader) ?? .other(field)
    case "path-pattern": return try values("PathPatternConfig").map(Listener.Condition.pathPattern) ?? .other(field)
    case "http-header":
      let name = try value.object("HttpHeaderConfig").id("HttpHeaderName")
      return try values("HttpHeaderConfig").map { .httpHeader(name: name, $0) } ?? .other(field)
    case "http-request-method":
      return try values("HttpRequestMethodConfig").map(Listener.Condition.httpRequestMethod) ?? .other(field)
    case "query-string":
      var patterns: [Listener.QueryPattern] = []
      for pattern in try value.object("QueryStringConfig").elements("Values") {
        patterns.append(.init(key: try pattern.text("Key"), value: try pattern.string("Value")))
      }
      return .queryString(patterns)
    case "source-ip":
      var prefixes: [Prefix] = []
      for prefix in try value.object("SourceIpConfig").elements("Values") { prefixes.append(try prefix.prefix()) }
      return .sourceIP(prefixes)
    default: return .other(field)
    }
  }

  /// The listeners of a load balancer with their rules; nil where the calls are not visible.
  func finishedListeners(of balancer: LoadBalancer) -> [Listener]? {
    let key = ARN.fileNamePart(balancer.id)
    guard let listeners = joins.loadBalancer.listeners[key] else {
      return hasRead("elbv2 describe-listeners", key) ? [] : nil
    }
    return listeners.map { listener in
      var whole = listener
      let rules = joins.loadBalancer.rules[listener.arn]?.sorted { $0.priority < $1.priority }
      let isVisible =
        balancer.type != .application || hasRead("elbv2 describe-rules", ARN.fileNamePart(listener.arn))
      whole.rules = rules ?? (isVisible ? [] : nil)
      if listener.certificateArn != nil {
        whole.additionalCertificateArns = joins.loadBalancer.certificates[ARN.fileNamePart(listener.arn)]
      }
      return whole
    }
  }
}
