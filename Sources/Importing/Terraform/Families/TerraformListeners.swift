import Addressing
import NetworkModel

extension TerraformResourceType {
  static let listeners: [TerraformResourceType] =
    ["aws_lb_listener", "aws_alb_listener"].map { .part($0, id: "arn", TerraformReading.readListener) }
    + ["aws_lb_listener_rule", "aws_alb_listener_rule"].map { .part($0, id: "arn", TerraformReading.readListenerRule) }
    + ["aws_lb_listener_certificate", "aws_alb_listener_certificate"].map {
      .part($0, TerraformReading.readListenerCertificate)
    }
}

extension TerraformReading {
  /// `aws_lb_listener`. A Gateway Load Balancer listens on every port: its listener has none, 0 here.
  func readListener(_ block: TerraformBlock) throws(JSONError) {
    guard let balancer = try link(block, "load_balancer_arn", .loadBalancer) else { return }
    var listener = Listener(
      arn: id(of: block.instance), port: try port(block, "port") ?? 0,
      protocol: try block.text("protocol")?.uppercased() ?? "",
      defaultActions: try actions(block.blocks("default_action")),
      certificateArn: try link(block, "certificate_arn", .certificate), sslPolicy: try block.text("ssl_policy"))
    listener.mutualAuthentication = try block.block("mutual_authentication")?.text("mode") ?? "off"
    joins.loadBalancer.listeners.append((balancer, listener))
  }

  /// `aws_lb_listener_certificate`.
  func readListenerCertificate(_ block: TerraformBlock) throws(JSONError) {
    guard let listener = try link(block, "listener_arn", .listener),
      let certificate = try link(block, "certificate_arn", .certificate)
    else { return }
    joins.loadBalancer.certificates.append((listener, certificate))
  }

  /// `aws_lb_listener_rule`.
  func readListenerRule(_ block: TerraformBlock) throws(JSONError) {
    guard let listener = try link(block, "listener_arn", .listener) else { return }
    var conditions: [Listener.Condition] = []
    for condition in try block.blocks("condition") { conditions += try self.conditions(condition) }
    // A priority that AWS picks comes behind those that are written.
    joins.loadBalancer.rules.append(
      (
        listener,
        Listener.Rule(
          arn: id(of: block.instance), priority: try block.integer("priority") ?? 50_000, conditions: conditions,
          actions: try actions(block.blocks("action")))
      ))
  }

  /// Authentications first, as AWS orders actions.
  private func actions(_ blocks: [TerraformBlock]) throws(JSONError) -> [Listener.Action] {
    var actions: [(order: Int, action: Listener.Action)] = []
    for block in blocks { actions.append((try block.integer("order") ?? actions.count + 1, try action(block))) }
    return actions.sorted { $0.order < $1.order }.map(\.action)
  }

  private func action(_ block: TerraformBlock) throws(JSONError) -> Listener.Action {
    let type = try block.text("type") ?? ""
    switch type {
    case "forward":
      var groups: [Listener.WeightedTargetGroup] = []
      for group in try block.block("forward")?.blocks("target_group") ?? [] {
        guard let arn = try link(group, "arn", .targetGroup) else { continue }
        groups.append(.init(arn, weight: try group.integer("weight") ?? 1))
      }
      if groups.isEmpty, let arn = try link(block, "target_group_arn", .targetGroup) { groups = [.init(arn)] }
      return .forward(groups)
    case "redirect":
      let redirect = try block.block("redirect")
      let status = try redirect?.text("status_code") == "HTTP_301" ? 301 : 302
      return .redirect(
        status: status, protocol: try redirect?.text("protocol"), host: try redirect?.text("host"),
        port: try redirect?.text("port"), path: try redirect?.text("path"), query: try redirect?.text("query"))
    case "fixed-response":
      return .fixedResponse(status: try block.block("fixed_response")?.integer("status_code") ?? 200)
    case "authenticate-cognito", "authenticate-oidc", "jwt-validation": return .authenticate(type)
    default: return .other(type)
    }
  }

  private func conditions(_ block: TerraformBlock) throws(JSONError) -> [Listener.Condition] {
    var conditions: [Listener.Condition] = []
    for host in try block.blocks("host_header") { conditions.append(.hostHeader(try host.texts("values"))) }
    for path in try block.blocks("path_pattern") { conditions.append(.pathPattern(try path.texts("values"))) }
    for header in try block.blocks("http_header") {
      conditions.append(
        .httpHeader(name: try header.text("http_header_name") ?? "", try header.texts("values")))
    }
    for method in try block.blocks("http_request_method") {
      conditions.append(.httpRequestMethod(try method.texts("values")))
    }
    var queries: [Listener.QueryPattern] = []
    for query in try block.blocks("query_string") {
      queries.append(.init(key: try query.text("key"), value: try query.text("value") ?? ""))
    }
    if !queries.isEmpty { conditions.append(.queryString(queries)) }
    for source in try block.blocks("source_ip") {
      conditions.append(.sourceIP(try source.texts("values").compactMap { Prefix($0) }))
    }
    return conditions.isEmpty ? [.other("condition")] : conditions
  }
}
