import Addressing
import NetworkModel

extension TerraformResourceType {
  static let firewalls: [TerraformResourceType] = [
    .resource("aws_networkfirewall_firewall", id: "arn", TerraformReading.readFirewall),
    .resource("aws_networkfirewall_firewall_policy", id: "arn", TerraformReading.readFirewallPolicy),
    .resource("aws_networkfirewall_rule_group", id: "arn", TerraformReading.readFirewallRuleGroup),
  ]
}

extension TerraformReading {
  /// `aws_networkfirewall_firewall`: with its endpoint in each subnet.
  func readFirewall(_ block: TerraformBlock) throws(JSONError) {
    let identity = try identity(block, name: block.text("name"))
    let vpc = try link(block, "vpc_id", .vpc) ?? ""
    let subnets = try firewallSubnets(block)
    var known: [String: String] = [:]
    for status in try block.blocks("firewall_status") {
      for state in try status.blocks("sync_states") {
        for attachment in try state.blocks("attachment") {
          if let subnet = try attachment.text("subnet_id"), let id = try attachment.text("endpoint_id") {
            known[subnet] = id
          }
        }
      }
    }
    var endpoints: [String] = []
    for subnet in subnets {
      let id = known[subnet] ?? "\(identity.id)/\(subnet)"
      endpoints.append(id)
      let own = synthesized(id, for: identity, "AWS makes an endpoint in each subnet of the firewall")
      let interface = "\(id).network_interface"
      topology.vpcEndpoints.append(
        VPCEndpoint(
          own, endpointType: .gatewayLoadBalancer, vpcId: vpc, serviceName: "", subnetIds: [subnet],
          networkInterfaceIds: [interface]))
      topology.networkInterfaces.append(
        NetworkInterface(
          synthesized(interface, for: identity, "AWS makes an interface for each endpoint of the firewall"),
          interfaceType: .gatewayLoadBalancerEndpoint, vpcId: vpc, subnetId: subnet, privateAddresses: [],
          requesterManaged: true, interfaceDescription: "VPC Endpoint Interface \(id)"))
      joins.addresses.open[interface] = "\(resources.instances[block.instance].address).firewall_status"
      joins.endpoint.complete.insert(id)
    }
    topology.networkFirewalls.append(
      NetworkFirewall(
        identity, vpcId: vpc, firewallPolicyArn: try link(block, "firewall_policy_arn", .firewallPolicy),
        endpointIds: endpoints))
  }

  private func firewallSubnets(_ block: TerraformBlock) throws(JSONError) -> [String] {
    var subnets: [String] = []
    for mapping in try block.blocks("subnet_mapping") {
      if let subnet = try link(mapping, "subnet_id", .subnet), !subnets.contains(subnet) { subnets.append(subnet) }
    }
    return subnets
  }

  /// The endpoints that a firewall will have, one a subnet: `firewall_status` tells them once it is made.
  func firewallEndpoints(_ place: Int) -> [String] {
    let block = TerraformBlock(place, resources.instances[place])
    let subnets = (try? firewallSubnets(block)) ?? []
    return subnets.map { "\(id(of: place))/\($0)" }
  }

  /// `aws_networkfirewall_firewall_policy`.
  func readFirewallPolicy(_ block: TerraformBlock) throws(JSONError) {
    let policy = try block.block("firewall_policy")
    func groups(_ name: String) throws(JSONError) -> [FirewallPolicy.GroupReference] {
      var groups: [FirewallPolicy.GroupReference] = []
      for reference in try policy?.blocks(name) ?? [] {
        guard let arn = try link(reference, "resource_arn", .firewallRuleGroup) else { continue }
        groups.append(
          FirewallPolicy.GroupReference(
            arn, priority: try reference.integer("priority"),
            dropToAlert: try reference.block("override")?.text("action") == "DROP_TO_ALERT"))
      }
      return groups
    }
    let order = try policy?.block("stateful_engine_options")?.text("rule_order")
    var homeNet: [String]?
    for variable in try policy?.block("policy_variables")?.blocks("rule_variables") ?? []
    where try variable.text("key") == "HOME_NET" {
      homeNet = try variable.block("ip_set")?.texts("definition")
    }
    topology.firewallPolicies.append(
      FirewallPolicy(
        try identity(block, name: block.text("name")), statelessGroups: try groups("stateless_rule_group_reference"),
        statefulGroups: try groups("stateful_rule_group_reference"),
        statelessDefaultActions: try policy?.texts("stateless_default_actions") ?? [],
        statelessFragmentDefaultActions: try policy?.texts("stateless_fragment_default_actions") ?? [],
        ruleOrder: order.flatMap { FirewallPolicy.RuleOrder(rawValue: $0) } ?? .action,
        statefulDefaultActions: try policy?.texts("stateful_default_actions") ?? [], homeNet: homeNet))
  }

  /// `aws_networkfirewall_rule_group`.
  func readFirewallRuleGroup(_ block: TerraformBlock) throws(JSONError) {
    let identity = try identity(block, name: block.text("name"))
    if let rules = try block.text("rules") {
      return topology.firewallRuleGroups.append(FirewallRuleGroup(identity, rules: .suricata(rules)))
    }
    let group = try block.block("rule_group")
    let source = try group?.block("rules_source")
    var made = FirewallRuleGroup(identity, rules: .unseen(unknown(block, "rule_group")))
    if let rules = try source.map({ source throws(JSONError) in try self.rules(source) }) ?? nil { made.rules = rules }
    made.isStrictOrder = try group?.block("stateful_rule_options")?.text("rule_order") == "STRICT_ORDER"
    for variables in try group?.blocks("rule_variables") ?? [] {
      for set in try variables.blocks("ip_sets") {
        if let key = try set.text("key") { made.ipSets[key] = try set.block("ip_set")?.texts("definition") ?? [] }
      }
      for set in try variables.blocks("port_sets") {
        if let key = try set.text("key") { made.portSets[key] = try set.block("port_set")?.texts("definition") ?? [] }
      }
    }
    for references in try group?.blocks("reference_sets") ?? [] {
      for reference in try references.blocks("ip_set_references") {
        guard let key = try reference.text("key"), let set = try reference.block("ip_set_reference") else { continue }
        made.ipSetReferences[key] = try link(set, "reference_arn", .prefixList)
      }
    }
    topology.firewallRuleGroups.append(made)
  }

  private func rules(_ source: TerraformBlock) throws(JSONError) -> FirewallRuleGroup.Rules? {
    if let text = try source.text("rules_string") { return .suricata(text) }
    if let list = try source.block("rules_source_list") {
      let types = try list.texts("target_types")
      return .domainList(
        FirewallRuleGroup.DomainList(
          targets: try list.texts("targets"), matchesTLS: types.contains("TLS_SNI"),
          matchesHTTP: types.contains("HTTP_HOST"), action: try list.text("generated_rules_type") ?? "DENYLIST"))
    }
    let stateful = try source.blocks("stateful_rule")
    if !stateful.isEmpty {
      var rules: [FirewallRuleGroup.StatefulRule] = []
      for rule in stateful { rules.append(try statefulRule(rule)) }
      return .standard(rules)
    }
    guard let stateless = try source.block("stateless_rules_and_custom_actions") else { return nil }
    var rules: [FirewallRuleGroup.StatelessRule] = []
    for rule in try stateless.blocks("stateless_rule") { rules.append(try statelessRule(rule)) }
    return .stateless(rules)
  }

  private func statefulRule(_ block: TerraformBlock) throws(JSONError) -> FirewallRuleGroup.StatefulRule {
    let header = try block.block("header")
    var options: [FirewallRuleGroup.StatefulRule.Option] = []
    for option in try block.blocks("rule_option") {
      options.append(.init(try option.text("keyword") ?? "", try option.texts("settings")))
    }
    return FirewallRuleGroup.StatefulRule(
      action: try block.text("action") ?? "", protocol: try header?.text("protocol") ?? "IP",
      source: try header?.text("source") ?? "ANY", sourcePort: try header?.text("source_port") ?? "ANY",
      destination: try header?.text("destination") ?? "ANY",
      destinationPort: try header?.text("destination_port") ?? "ANY",
      direction: try header?.text("direction") ?? "FORWARD", options: options)
  }

  private func statelessRule(_ block: TerraformBlock) throws(JSONError) -> FirewallRuleGroup.StatelessRule {
    let definition = try block.block("rule_definition")
    let match = try definition?.block("match_attributes")
    func addresses(_ name: String) throws(JSONError) -> [Prefix] {
      try match?.blocks(name).compactMap { try? $0.text("address_definition") }.compactMap { Prefix($0) } ?? []
    }
    func ports(_ name: String) throws(JSONError) -> [PortRange] {
      var ports: [PortRange] = []
      for range in try match?.blocks(name) ?? [] {
        guard let from = try port(range, "from_port") else { continue }
        ports.append(PortRange(from, try port(range, "to_port") ?? from))
      }
      return ports
    }
    return FirewallRuleGroup.StatelessRule(
      priority: try block.integer("priority") ?? 0, sources: try addresses("source"),
      destinations: try addresses("destination"), sourcePorts: try ports("source_port"),
      destinationPorts: try ports("destination_port"),
      protocols: try match?.texts("protocols").compactMap { UInt8($0) } ?? [],
      hasTCPFlags: try !(match?.blocks("tcp_flag").isEmpty ?? true), actions: try definition?.texts("actions") ?? [])
  }
}
