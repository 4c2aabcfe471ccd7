// What to change where a name does not lead where it should (names-and-load-balancers A, B).

extension Remedy {
  var ofName: String? {
    switch blocker.code {
    case .dnsDisabled: "turn enableDnsSupport on for \(component)"
    case .dnsNoServer: "give \(component) a DHCP option set with name servers, `AmazonProvidedDNS` for Amazon's own"
    case .dnsVpcPlusTwoOutside:
      "forward to an inbound Resolver endpoint in \(component) in place of its resolver's address"
    case .dnsNxdomain, .dnsNodata: ofRecord
    case .dnsPublicAnswer: ofPublicAnswer
    case .dnsShadowed: ofShadow
    case .dnsLoop:
      "change \(blocker.rule.map { "`\($0)` of " } ?? "")\(component) so that it does not come back to itself"
    case .dnsDelegation:
      "give the name server of \(blocker.rule.map { "`\($0)`" } ?? "the delegation") an address in \(component), and a "
        + "DELEGATE rule that covers its name"
    case .dnsFirewall: "allow the name before rule \(blocker.rule ?? "that blocks it") of \(component)"
    default: nil
    }
  }

  private var ofRecord: String {
    switch blocker.component.kind {
    case .dnsServer where blocker.rule == "protection against rebinding":
      "let \(component) pass private addresses for this name, which is AWS's"
    case .restApi: "name the endpoint among those of \(component) (`vpcEndpointIds`), and deploy it"
    case .hostedZone, .dnsServer:
      "add a record to \(component) for \(blocker.traffic)"
    case .vpcEndpoint, .loadBalancer: "give \(component) addresses of this family, or ask for the other"
    default: "create the name: \(blocker.traffic)"
    }
  }

  private var ofShadow: String {
    blocker.component.kind == .vpcEndpoint
      ? "turn private DNS off for \(component), or call the API by a custom domain name whose record is an alias"
      : "add the name to \(component), or take the VPC off the zone so that public DNS is asked"
  }

  private var ofPublicAnswer: String {
    switch blocker.component.kind {
    case .hostedZone: "associate \(component) with \(blocker.towards ?? "the VPC whose resolver is asked")"
    case .vpc: "turn enableDnsHostnames on for \(component)"
    case .vpcEndpoint where blocker.rule == nil:
      "make the private names of \(component) known where the query comes from: a private zone of its name with an alias "
        + "to it, a Route 53 Profile, or a forwarder to an inbound Resolver endpoint"
    case .vpcEndpoint where blocker.rule?.hasPrefix("state") ?? false: "bring \(component) into service"
    case .vpcEndpoint: "turn private DNS on for \(component), for queries of the VPC too"
    case .restApi:
      "call \(component) through an endpoint for execute-api of its Region, by a name that leads there from where the "
        + "query comes"
    default: "add a forwarder to \(component), to an inbound Resolver endpoint in the VPC that has the name"
    }
  }
}
