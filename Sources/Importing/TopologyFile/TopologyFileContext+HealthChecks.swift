import NetworkModel

extension TopologyFileContext {
  /// What stands under `healthCheck`, in short or with its keys; nil where nothing does.
  ///
  /// - Parameters:
  ///   - standard: the protocol, where none is written.
  ///   - matcher: the statuses that count as well where none are written.
  func healthCheck(_ fields: Fields, standard: String = "TCP", matcher: String = "200") -> HealthCheck? {
    guard let pair = fields.pair("healthCheck") else { return nil }
    var check = HealthCheck(protocol: standard)
    if let text = pair.value.text {
      guard let written = HealthCheck(text: text) else {
        error(
          pair.value.place, "`\(text.shortened)` is not a health check",
          remedy: "write it like `TCP`, `TCP:80` or `HTTP:8080/health`")
        return nil
      }
      check = written
    } else {
      guard let fields = Fields(pair.value, .healthCheck, at: pair.place, in: self) else { return nil }
      enum Word: String { case TCP, HTTP, HTTPS, SSL }
      check.protocol = fields.choice("protocol", [Word.TCP, .HTTP, .HTTPS, .SSL])?.rawValue ?? standard
      if let text = fields.text("port"), text.value != "traffic-port" {
        check.port = UInt16(text.value)
        if check.port ?? 0 == 0 { error(text.place, "`\(text.value.shortened)` is not a port") }
      }
      check.path = fields.text("path")?.value
      check.matcher = fields.text("matcher")?.value
      check.isEnabled = fields.boolean("enabled") ?? true
    }
    if check.protocol.hasPrefix("HTTP") {
      check.path = check.path ?? "/"
      check.matcher = check.matcher ?? matcher
    }
    return check
  }

  /// The check of a target group: as written, else as AWS makes it where none is configured.
  /// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-health-checks.html
  func healthCheck(_ fields: Fields, of group: TargetGroup) -> HealthCheck {
    let standard =
      switch (group.targetType, group.protocol) {
      case ("lambda", _): HealthCheck(protocol: "", path: "/", matcher: "200", isEnabled: false)
      case ("alb", _): HealthCheck(protocol: "HTTP", path: "/", matcher: "200-399")
      case (_, "HTTP"), (_, "HTTPS"): HealthCheck(protocol: "HTTP", path: "/", matcher: "200")
      case (_, "GENEVE"): HealthCheck(protocol: "TCP", port: 80)
      default: HealthCheck(protocol: "TCP")
      }
    return healthCheck(fields, standard: standard.protocol, matcher: standard.matcher ?? "200-399") ?? standard
  }
}
