import Addressing

/// What an attribute may refer to, so that of the references that a plan pools the right ones are taken.
struct TerraformLink: Sendable {
  /// Types whose own id or ARN it is.
  var types: Set<String>
  /// Attributes of other types that hold one, `aws_vpc.default_security_group_id`.
  var attributes: Set<String> = []
  /// What AWS's ids of the kind begin with, before the last hyphen; nil where they have no such beginning.
  var beginning: String?
  /// Whether an address will do.
  var takesAddresses = false

  static let vpc = TerraformLink(types: ["aws_vpc", "aws_default_vpc"], beginning: "vpc")
  static let subnet = TerraformLink(types: ["aws_subnet", "aws_default_subnet"], beginning: "subnet")
  static let routeTable = TerraformLink(
    types: ["aws_route_table", "aws_default_route_table"],
    attributes: ["aws_vpc.default_route_table_id", "aws_default_vpc.default_route_table_id"], beginning: "rtb")
  static let networkACL = TerraformLink(
    types: ["aws_network_acl", "aws_default_network_acl"],
    attributes: ["aws_vpc.default_network_acl_id", "aws_default_vpc.default_network_acl_id"], beginning: "acl")
  static let securityGroup = TerraformLink(
    types: ["aws_security_group", "aws_default_security_group"],
    attributes: [
      "aws_vpc.default_security_group_id", "aws_default_vpc.default_security_group_id",
      "aws_lb.security_groups",
    ], beginning: "sg")
  static let prefixList = TerraformLink(
    types: ["aws_ec2_managed_prefix_list", "aws_prefix_list"], attributes: ["aws_vpc_endpoint.prefix_list_id"],
    beginning: "pl")
  static let instance = TerraformLink(types: ["aws_instance", "aws_spot_instance_request"], beginning: "i")
  static let networkInterface = TerraformLink(
    types: ["aws_network_interface"],
    attributes: [
      "aws_instance.primary_network_interface_id", "aws_nat_gateway.network_interface_id",
      "aws_vpc_endpoint.network_interface_ids",
    ], beginning: "eni")
  static let elasticIP = TerraformLink(types: ["aws_eip"], attributes: ["aws_eip.public_ip"], beginning: "eipalloc")
  static let internetGateway = TerraformLink(types: ["aws_internet_gateway"], beginning: "igw")
  static let egressOnlyInternetGateway = TerraformLink(types: ["aws_egress_only_internet_gateway"], beginning: "eigw")
  static let carrierGateway = TerraformLink(types: ["aws_ec2_carrier_gateway"], beginning: "cagw")
  static let natGateway = TerraformLink(types: ["aws_nat_gateway"], beginning: "nat")
  static let localGateway = TerraformLink(types: ["aws_ec2_local_gateway"], beginning: "lgw")
  static let vpnGateway = TerraformLink(types: ["aws_vpn_gateway"], beginning: "vgw")
  static let customerGateway = TerraformLink(types: ["aws_customer_gateway"], beginning: "cgw")
  static let vpnConnection = TerraformLink(types: ["aws_vpn_connection"], beginning: "vpn")
  static let peering = TerraformLink(
    types: ["aws_vpc_peering_connection", "aws_vpc_peering_connection_accepter"], beginning: "pcx")
  static let transitGateway = TerraformLink(types: ["aws_ec2_transit_gateway"], beginning: "tgw")
  static let transitGatewayAttachment = TerraformLink(
    types: [
      "aws_ec2_transit_gateway_vpc_attachment", "aws_ec2_transit_gateway_peering_attachment",
      "aws_ec2_transit_gateway_peering_attachment_accepter", "aws_ec2_transit_gateway_vpc_attachment_accepter",
      "aws_ec2_transit_gateway_connect", "aws_ec2_transit_gateway_vpn_attachment",
      "aws_ec2_transit_gateway_dx_gateway_attachment",
    ], attributes: ["aws_vpn_connection.transit_gateway_attachment_id"], beginning: "tgw-attach")
  static let transitGatewayRouteTable = TerraformLink(
    types: ["aws_ec2_transit_gateway_route_table"],
    attributes: [
      "aws_ec2_transit_gateway.association_default_route_table_id",
      "aws_ec2_transit_gateway.propagation_default_route_table_id",
    ], beginning: "tgw-rtb")
  static let coreNetwork = TerraformLink(types: ["aws_networkmanager_core_network"])
  static let directConnectGateway = TerraformLink(types: ["aws_dx_gateway"])
  static let virtualInterface = TerraformLink(
    types: [
      "aws_dx_private_virtual_interface", "aws_dx_transit_virtual_interface", "aws_dx_hosted_private_virtual_interface",
      "aws_dx_hosted_transit_virtual_interface",
    ])
  static let directConnectConnection = TerraformLink(types: ["aws_dx_connection", "aws_dx_lag"])
  static let vpcEndpoint = TerraformLink(
    types: ["aws_vpc_endpoint"], attributes: ["aws_networkfirewall_firewall.firewall_status"], beginning: "vpce")
  static let endpointService = TerraformLink(
    types: ["aws_vpc_endpoint_service"], attributes: ["aws_vpc_endpoint_service.service_name"])
  static let serviceNetwork = TerraformLink(types: ["aws_vpclattice_service_network"])
  static let dhcpOptions = TerraformLink(
    types: ["aws_vpc_dhcp_options", "aws_default_vpc_dhcp_options"], beginning: "dopt")
  static let loadBalancer = TerraformLink(types: ["aws_lb", "aws_alb", "aws_elb"], attributes: ["aws_elb.name"])
  static let listener = TerraformLink(types: ["aws_lb_listener", "aws_alb_listener"])
  static let targetGroup = TerraformLink(types: ["aws_lb_target_group", "aws_alb_target_group"])
  static let function = TerraformLink(types: ["aws_lambda_function", "aws_lambda_alias"])
  static let role = TerraformLink(types: ["aws_iam_role"])
  static let certificate = TerraformLink(types: ["aws_acm_certificate"])
  static let userPool = TerraformLink(types: ["aws_cognito_user_pool"])
  static let resourceGateway = TerraformLink(types: ["aws_vpclattice_resource_gateway"])
  static let firewallPolicy = TerraformLink(types: ["aws_networkfirewall_firewall_policy"])
  static let firewallRuleGroup = TerraformLink(types: ["aws_networkfirewall_rule_group"])
  static let target = TerraformLink(
    types: [
      "aws_instance", "aws_lb", "aws_alb", "aws_lambda_function", "aws_lambda_alias", "aws_network_interface",
    ],
    attributes: [
      "aws_instance.private_ip", "aws_network_interface.private_ip", "aws_network_interface.private_ips",
      "aws_network_interface.private_ip_list",
    ], takesAddresses: true)
  static let dbCluster = TerraformLink(types: ["aws_rds_cluster"])
  static let dbSubnetGroup = TerraformLink(types: ["aws_db_subnet_group"])
  static let cacheSubnetGroup = TerraformLink(types: ["aws_elasticache_subnet_group"])
  static let autoScalingGroup = TerraformLink(types: ["aws_autoscaling_group"])
  static let launchTemplate = TerraformLink(types: ["aws_launch_template"])
  static let taskDefinition = TerraformLink(types: ["aws_ecs_task_definition"])
  static let hostedZone = TerraformLink(types: ["aws_route53_zone"])
  static let healthCheck = TerraformLink(types: ["aws_route53_health_check"])
  static let resolverEndpoint = TerraformLink(types: ["aws_route53_resolver_endpoint"])
  static let resolverRule = TerraformLink(types: ["aws_route53_resolver_rule"])
  static let dnsFirewallRuleGroup = TerraformLink(types: ["aws_route53_resolver_firewall_rule_group"])
  static let dnsFirewallDomainList = TerraformLink(types: ["aws_route53_resolver_firewall_domain_list"])
  static let route53Profile = TerraformLink(types: ["aws_route53profiles_profile"])
  static let profileResource = TerraformLink(
    types: [
      "aws_route53_zone", "aws_route53_resolver_rule", "aws_route53_resolver_firewall_rule_group", "aws_vpc_endpoint",
    ])
  /// Names that records may be aliases of.
  static let dnsName = TerraformLink(
    types: [],
    attributes: [
      "aws_lb.dns_name", "aws_alb.dns_name", "aws_elb.dns_name", "aws_vpc_endpoint.dns_entry",
      "aws_api_gateway_domain_name.regional_domain_name", "aws_api_gateway_domain_name.cloudfront_domain_name",
      "aws_apigatewayv2_domain_name.domain_name_configuration", "aws_route53_record.fqdn",
    ])
  static let recordValue = TerraformLink(
    types: [],
    attributes: dnsName.attributes.union([
      "aws_instance.private_ip", "aws_instance.public_ip", "aws_network_interface.private_ip",
      "aws_network_interface.private_ips", "aws_network_interface.private_ip_list", "aws_eip.public_ip",
      "aws_eip.private_ip",
    ]), takesAddresses: true)
  static let restAPI = TerraformLink(types: ["aws_api_gateway_rest_api"])
  static let httpAPI = TerraformLink(types: ["aws_apigatewayv2_api"])
  static let anyAPI = TerraformLink(types: ["aws_api_gateway_rest_api", "aws_apigatewayv2_api"])
  static let apiResource = TerraformLink(
    types: ["aws_api_gateway_resource"], attributes: ["aws_api_gateway_rest_api.root_resource_id"])
  static let apiAuthorizer = TerraformLink(types: ["aws_api_gateway_authorizer"])
  static let apiDeployment = TerraformLink(types: ["aws_api_gateway_deployment"])
  static let apiStage = TerraformLink(types: ["aws_api_gateway_stage"])
  static let webACL = TerraformLink(types: ["aws_wafv2_web_acl"])
  static let apiDomainName = TerraformLink(
    types: ["aws_api_gateway_domain_name", "aws_apigatewayv2_domain_name"])
  static let apiKey = TerraformLink(types: ["aws_api_gateway_api_key"])
  static let usagePlan = TerraformLink(types: ["aws_api_gateway_usage_plan"])
  static let vpcLink = TerraformLink(types: ["aws_api_gateway_vpc_link", "aws_apigatewayv2_vpc_link"])
  /// What a stage variable may hold whose value is not known yet.
  static let stageVariable = TerraformLink(
    types: ["aws_api_gateway_vpc_link", "aws_apigatewayv2_vpc_link", "aws_lambda_function"],
    attributes: ["aws_lb.dns_name"])
  static let integrationTarget = TerraformLink(
    types: ["aws_lb", "aws_alb", "aws_lb_listener", "aws_alb_listener", "aws_service_discovery_service"])
  static let httpIntegration = TerraformLink(types: ["aws_apigatewayv2_integration"])
  static let httpAuthorizer = TerraformLink(types: ["aws_apigatewayv2_authorizer"])
  static let httpDeployment = TerraformLink(types: ["aws_apigatewayv2_deployment"])
  static let httpStage = TerraformLink(types: ["aws_apigatewayv2_stage"])
  static let resourceConfiguration = TerraformLink(types: ["aws_vpclattice_resource_configuration"])

  func accepts(type: String, attribute: String) -> Bool {
    if TerraformLink.isOwn(attribute, of: type) { return types.contains(type) }
    return attributes.contains("\(type).\(TerraformLink.canonical(attribute))")
  }

  /// Whether an id that is known may be one of the kind.
  func accepts(id: String) -> Bool {
    if takesAddresses, IPAddress(id) != nil { return true }
    guard AWSIdentifier.isOne(id) else { return false }
    guard let beginning, !id.hasPrefix("arn:"), let hyphen = id.lastIndex(of: "-") else { return true }
    return id[..<hyphen] == beginning
  }

  /// Whether an attribute of a type names the resource itself.
  static func isOwn(_ attribute: String, of type: String) -> Bool {
    if attribute == "id" || attribute == "arn" { return true }
    return own[type]?.contains(attribute) ?? false
  }

  private static let own: [String: Set<String>] = [
    "aws_eip": ["allocation_id"],
    "aws_vpc_peering_connection_accepter": ["vpc_peering_connection_id"],
    "aws_db_subnet_group": ["name"],
    "aws_elasticache_subnet_group": ["name"],
    "aws_autoscaling_group": ["name"],
    "aws_launch_template": ["name"],
    "aws_ecs_task_definition": ["family", "arn_without_revision"],
    "aws_lambda_function": ["function_name", "qualified_arn", "invoke_arn", "qualified_invoke_arn"],
    "aws_lambda_alias": ["function_name", "invoke_arn"],
    "aws_elb": ["name"],
    "aws_route53_zone": ["zone_id"],
    "aws_api_gateway_domain_name": ["domain_name", "domain_name_id"],
    "aws_apigatewayv2_domain_name": ["domain_name"],
    "aws_rds_cluster": ["cluster_identifier"],
  ]

  /// One name for attributes that mean the same.
  static func canonical(_ attribute: String) -> String {
    attribute == "main_route_table_id" ? "default_route_table_id" : attribute
  }
}
