extension TerraformResourceType {
  /// Types that do not bear on what is modelled. Where a family of them comes to bear on it, it gets a file of its own.
  static let ignoredTypes: [TerraformResourceType] =
    laterTypes
    + ignored(
      "it computes, and has no network interfaces of its own here", "aws_ami", "aws_autoscaling_policy",
      "aws_appautoscaling_target", "aws_appautoscaling_policy", "aws_ecr_repository", "aws_ecs_cluster",
      "aws_ecs_cluster_capacity_providers", "aws_ecs_capacity_provider", "aws_key_pair", "aws_placement_group",
      "aws_ssm_parameter", "aws_launch_configuration", "aws_spot_fleet_request", "aws_ec2_fleet", "aws_batch_job_queue")
    + ignored(
      "it says who may call AWS, not which packets pass", "aws_iam_role", "aws_iam_policy", "aws_iam_policy_document",
      "aws_iam_role_policy", "aws_iam_role_policy_attachment", "aws_iam_instance_profile", "aws_iam_user",
      "aws_iam_group", "aws_iam_service_linked_role", "aws_kms_key", "aws_kms_alias",
      "aws_secretsmanager_secret", "aws_secretsmanager_secret_version", "aws_ram_resource_share",
      "aws_ram_principal_association", "aws_ram_resource_association", "aws_ram_resource_share_accepter")
    + ignored(
      "it stores or carries data, and is reached through endpoints", "aws_s3_bucket", "aws_s3_bucket_policy",
      "aws_s3_bucket_acl", "aws_s3_bucket_versioning", "aws_s3_bucket_public_access_block", "aws_s3_object",
      "aws_dynamodb_table", "aws_sqs_queue", "aws_sns_topic", "aws_sns_topic_subscription", "aws_kinesis_stream",
      "aws_efs_file_system", "aws_ebs_volume", "aws_volume_attachment", "aws_cloudwatch_event_rule",
      "aws_cloudwatch_event_target")
    + ignored(
      "it watches, and lets nothing pass or stop", "aws_flow_log", "aws_cloudwatch_log_group",
      "aws_cloudwatch_metric_alarm", "aws_ec2_network_insights_path", "aws_ec2_network_insights_analysis",
      "aws_ec2_traffic_mirror_filter", "aws_ec2_traffic_mirror_filter_rule", "aws_ec2_traffic_mirror_session",
      "aws_ec2_traffic_mirror_target", "aws_vpc_endpoint_connection_notification",
      "aws_networkfirewall_logging_configuration")
    + ignored(
      "it plans addresses: which block a VPC or subnet has is read from these", "aws_vpc_ipam", "aws_vpc_ipam_pool",
      "aws_vpc_ipam_scope", "aws_vpc_ipam_pool_cidr", "aws_vpc_ipam_preview_next_cidr",
      "aws_ec2_subnet_cidr_reservation", "aws_eip_domain_name")
    + ignored(
      "it is the physical side of Direct Connect; virtual interfaces name it", "aws_dx_connection", "aws_dx_lag",
      "aws_dx_connection_association", "aws_dx_connection_confirmation", "aws_dx_gateway_association_proposal",
      "aws_dx_hosted_connection")
    + ignored(
      "it limits or shapes requests, and is assumed to let them pass", "aws_wafv2_web_acl",
      "aws_wafv2_ip_set", "aws_wafv2_rule_group", "aws_shield_protection")
    + ignored(
      "it tells what is in AWS while planning; what refers to it has its values", "aws_availability_zones",
      "aws_availability_zone", "aws_caller_identity", "aws_region", "aws_regions", "aws_partition", "aws_vpcs",
      "aws_subnets", "aws_security_groups", "aws_route_tables", "aws_instances", "aws_network_interfaces",
      "aws_ip_ranges", "aws_ec2_transit_gateway_attachment", "aws_organizations_organization",
      "aws_elb_service_account",
      "aws_ec2_managed_prefix_lists", "aws_vpc_security_group_rule", "aws_canonical_user_id", "aws_default_tags",
      "aws_service_principal", "aws_service")

  /// What bears on the way of a request, and on which the model has no word yet.
  private static let laterTypes: [TerraformResourceType] =
    ignored(
      "services of this kind are not modelled yet", "aws_docdb_cluster", "aws_docdb_cluster_instance",
      "aws_eks_cluster", "aws_eks_node_group", "aws_fsx_lustre_file_system", "aws_lightsail_instance",
      "aws_memorydb_cluster", "aws_mq_broker", "aws_msk_cluster", "aws_neptune_cluster", "aws_opensearch_domain",
      "aws_redshift_cluster", "aws_sagemaker_notebook_instance", "aws_transfer_server",
      "aws_workspaces_directory")
    + ignored(
      "names that services register themselves are not modelled", "aws_service_discovery_http_namespace",
      "aws_service_discovery_private_dns_namespace", "aws_service_discovery_public_dns_namespace",
      "aws_service_discovery_service", "aws_service_discovery_instance")
    + ignored(
      "records that it makes or removes by itself are not modelled", "aws_route53_records_exclusive",
      "aws_route53_traffic_policy", "aws_route53_traffic_policy_instance", "aws_route53_cidr_collection",
      "aws_route53_cidr_location")
    + ignored(
      "VPC Lattice services are not modelled yet", "aws_vpclattice_listener", "aws_vpclattice_listener_rule",
      "aws_vpclattice_service", "aws_vpclattice_service_network",
      "aws_vpclattice_service_network_resource_association", "aws_vpclattice_service_network_service_association",
      "aws_vpclattice_service_network_vpc_association", "aws_vpclattice_target_group",
      "aws_vpclattice_target_group_attachment")
    + ignored(
      "clients of Client VPN and Verified Access are not modelled", "aws_ec2_client_vpn_endpoint",
      "aws_ec2_client_vpn_authorization_rule", "aws_ec2_client_vpn_network_association", "aws_ec2_client_vpn_route",
      "aws_verifiedaccess_endpoint", "aws_verifiedaccess_group", "aws_verifiedaccess_instance",
      "aws_verifiedaccess_trust_provider")
    + ignored(
      "what it does to routes while it runs is not modelled", "aws_vpc_route_server", "aws_vpc_route_server_endpoint",
      "aws_vpc_route_server_peer", "aws_vpc_route_server_propagation", "aws_vpc_route_server_vpc_association")
    + ignored(
      "multicast and policy tables are not modelled", "aws_ec2_transit_gateway_multicast_domain",
      "aws_ec2_transit_gateway_multicast_domain_association", "aws_ec2_transit_gateway_multicast_group_member",
      "aws_ec2_transit_gateway_policy_table", "aws_ec2_transit_gateway_policy_table_association")
    + ignored(
      "Global Accelerator and CloudFront are not modelled", "aws_globalaccelerator_accelerator",
      "aws_globalaccelerator_endpoint_group", "aws_globalaccelerator_listener", "aws_cloudfront_distribution")
    + ignored(
      "the routes that Cloud WAN computes are in no plan (DEC-11)", "aws_networkmanager_global_network",
      "aws_networkmanager_core_network_policy_attachment", "aws_networkmanager_vpc_attachment",
      "aws_networkmanager_attachment_accepter", "aws_networkmanager_site", "aws_networkmanager_device",
      "aws_networkmanager_transit_gateway_registration")
}
