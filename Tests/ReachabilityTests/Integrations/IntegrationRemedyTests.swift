import NetworkModel
import Testing

@testable import Reachability

@Suite("What would remove a blocker of an integration, in words")
struct IntegrationRemedyTests {
  private func remedy(
    _ code: Code, _ component: Component, rule: String? = nil, towards: String? = nil,
    _ direction: Blocker.Direction? = nil
  ) -> Remedy {
    Remedy(
      Blocker(
        code: code, component: component, rule: rule, direction: direction, way: .forward, traffic: "",
        towards: towards,
        message: ""))
  }

  private let link = Component("link-1", kind: .vpcLink)
  private let api = Component("a1b2c3d4e5", kind: .restApi)

  @Test("a VPC link that is not available, by what it is")
  func linkState() {
    func sentence(_ status: String) -> String? { remedy(.integrationLinkState, link, rule: status).sentence }
    #expect(sentence("INACTIVE")?.hasPrefix("wait until the interfaces") == true)
    #expect(sentence("PENDING")?.hasSuffix("is AVAILABLE") == true)
    #expect(sentence("FAILED")?.hasPrefix("make a new VPC link in place of") == true)
    #expect(sentence("svc")?.hasSuffix("to a load balancer that backs nothing else") == true)
    #expect(
      remedy(.integrationLinkState, api).sentence?.hasPrefix("name a VPC link that exists") == true)
  }

  @Test("what API Gateway does not offer, by what has to give way")
  func unsupported() {
    func sentence(_ component: Component, _ rule: String? = nil) -> String? {
      remedy(.integrationUnsupported, component, rule: rule).sentence
    }
    #expect(sentence(link)?.hasPrefix("make a VPC link that the API can use") == true)
    #expect(sentence(Component("alb", kind: .loadBalancer))?.hasPrefix("lead the VPC link to a load balancer") == true)
    #expect(sentence(api, "x://")?.hasSuffix("in place of `x://`") == true)
  }

  @Test("a function's permission and the enforcement on PrivateLink traffic in Terraform's words")
  func terraform() {
    func component(_ id: String, _ kind: ResourceKind, _ address: String) -> Component {
      Component(id, kind: kind, source: SourceLocation(file: "main.tf", line: 1, address: address))
    }
    #expect(
      remedy(.policyTarget, component("fn", .function, "aws_lambda_function.fn"), towards: "arn:x").terraform
        == "add `aws_lambda_permission` with `function_name = aws_lambda_function.fn.function_name`")
    let group = component("sg", .securityGroup, "aws_security_group.nlb")
    #expect(
      remedy(.eniSgRulesMismatch, group, towards: "nlb", .ingress).terraform
        == "set `enforce_security_group_inbound_rules_on_private_link_traffic = \"off\"` in the `aws_lb` that has "
        + "`aws_security_group.nlb.id`")
    #expect(remedy(.eniSgRulesMismatch, group, .ingress).terraform?.hasPrefix("add `aws_vpc_security_group") == true)
    #expect(
      remedy(.elbv2ListenersMismatch, component("nlb", .loadBalancer, "aws_lb.nlb")).terraform
        == "add `aws_lb_listener` with `load_balancer_arn = aws_lb.nlb.arn`")
  }
}
