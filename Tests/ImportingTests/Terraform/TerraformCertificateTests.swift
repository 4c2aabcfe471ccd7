import NetworkModel
import Testing

@testable import Importing

@Suite struct TerraformCertificateTests {
  @Test("of a certificate that is made now its names are known, and what makes it tells its type")
  func fresh() throws {
    var plan = PlanText.network
    plan.add(
      "aws_acm_certificate", "public",
      ["domain_name": "api.example", "subject_alternative_names": ["www.api.example"], "validation_method": "DNS"],
      unknown: ["id", "arn", "status", "type"])
    plan.add(
      "aws_acm_certificate", "private", ["domain_name": "in.example", "subject_alternative_names": ["in.example"]],
      unknown: ["id", "arn", "status", "type"], references: ["certificate_authority_arn": ["local.authority"]])
    plan.add(
      "aws_acm_certificate", "imported", unknown: ["id", "arn", "status", "type", "domain_name"],
      references: ["certificate_body": ["local.body"]])
    let certificates = try plan.load().topology.certificates
    let made = try #require(certificates[id: "aws_acm_certificate.public"])
    #expect(made.names == ["api.example", "www.api.example"] && made.hasAllNames)
    #expect(made.type == "AMAZON_ISSUED" && made.status == "ISSUED")
    #expect(certificates[id: "aws_acm_certificate.private"]?.type == "PRIVATE")
    let imported = try #require(certificates[id: "aws_acm_certificate.imported"])
    #expect(imported.type == "IMPORTED" && imported.names.isEmpty && !imported.hasAllNames)
  }

  @Test("a listener has its certificate, and those that are added to it")
  func listener() throws {
    var plan = PlanText.network
    for name in ["one", "two"] {
      plan.add("aws_acm_certificate", name, ["domain_name": "\(name).example"], unknown: ["id", "arn"])
    }
    plan.add(
      "aws_lb", "l", ["name": "l", "load_balancer_type": "application", "internal": true],
      unknown: ["id", "arn", "subnets"], references: ["subnets": ["aws_subnet.a.id", "aws_subnet.a"]])
    plan.add(
      "aws_lb_listener", "l",
      [
        "port": 443, "protocol": "HTTPS", "ssl_policy": "ELBSecurityPolicy-TLS13-1-2-2021-06",
        "mutual_authentication": [["mode": "verify"]],
      ],
      unknown: ["id", "arn", "load_balancer_arn", "certificate_arn"],
      references: [
        "load_balancer_arn": ["aws_lb.l.arn", "aws_lb.l"],
        "certificate_arn": ["aws_acm_certificate.one.arn", "aws_acm_certificate.one"],
      ])
    plan.add(
      "aws_lb_listener_certificate", "two", unknown: ["id", "listener_arn", "certificate_arn"],
      references: [
        "listener_arn": ["aws_lb_listener.l.arn", "aws_lb_listener.l"],
        "certificate_arn": ["aws_acm_certificate.two.arn", "aws_acm_certificate.two"],
      ])
    let listener = try #require(try plan.load().topology.loadBalancers.first?.listeners?.first)
    #expect(listener.certificateArn == "aws_acm_certificate.one")
    #expect(listener.additionalCertificateArns == ["aws_acm_certificate.two"])
    #expect(listener.sslPolicy == "ELBSecurityPolicy-TLS13-1-2-2021-06")
    #expect(listener.mutualAuthentication == "verify")
  }

  @Test("a certificate that has been validated is the certificate")
  func validation() throws {
    var plan = PlanText.network
    plan.add("aws_acm_certificate", "c", ["domain_name": "api.example"], unknown: ["id", "arn"])
    plan.add(
      "aws_acm_certificate_validation", "c", unknown: ["id", "certificate_arn"],
      references: ["certificate_arn": ["aws_acm_certificate.c.arn", "aws_acm_certificate.c"]])
    plan.add(
      "aws_api_gateway_domain_name", "d",
      ["domain_name": "api.example", "endpoint_configuration": [["types": ["REGIONAL"]]]],
      unknown: ["id", "arn", "regional_certificate_arn"],
      references: [
        "regional_certificate_arn": [
          "aws_acm_certificate_validation.c.certificate_arn", "aws_acm_certificate_validation.c",
        ]
      ])
    let topology = try plan.load().topology
    #expect(topology.apiDomainNames.first?.certificateArn == "aws_acm_certificate.c")
    #expect(topology.apiDomainNames.first?.targetName == "aws_api_gateway_domain_name.d.regional_domain_name")
    #expect(topology.coverage.unmodelled.map(\.kind) == ["aws_acm_certificate_validation"])
  }

  @Test("a resource configuration has the network of its gateway")
  func resourceConfiguration() throws {
    var plan = PlanText.network
    plan.add(
      "aws_vpclattice_resource_gateway", "g", ["name": "g"], unknown: ["id", "vpc_id", "subnet_ids"],
      references: [
        "vpc_id": ["aws_vpc.main.id", "aws_vpc.main"], "subnet_ids": ["aws_subnet.a.id", "aws_subnet.a"],
      ])
    plan.add(
      "aws_vpclattice_resource_configuration", "db",
      [
        "name": "db", "port_ranges": ["5432"],
        "resource_configuration_definition": [["ip_resource": [["ip_address": "10.0.1.9"]]]],
      ], unknown: ["id", "resource_gateway_identifier"],
      references: [
        "resource_gateway_identifier": [
          "aws_vpclattice_resource_gateway.g.id", "aws_vpclattice_resource_gateway.g",
        ]
      ])
    let made = try #require(try plan.load().topology.resourceConfigurations.first)
    #expect(made.vpcId == "aws_vpc.main" && made.subnetIds == ["aws_subnet.a"])
    #expect(made.target == "10.0.1.9" && made.portRanges == ["5432"])
  }
}
