import Addressing
import NetworkModel

/// What is read of one account in one Region: the topology so far, and what files of other calls add to it later.
final class ScopeReading {
  let scope: Scope
  let interner: StringInterner
  var topology = Topology()
  var diagnostics: [Diagnostic] = []
  var joins = Joins()
  /// The account that `sts get-caller-identity` names.
  var callerAccount: String?

  /// The file that is being read, as the user named it.
  var file = ""
  /// What the call was asked with, as the file's name has it.
  var parameter: String?
  /// The call that is being read.
  var call = ""
  var lines = LineCounter(UnsafeBufferPointer(start: nil, count: 0))

  init(scope: Scope, interner: StringInterner) {
    self.scope = scope
    self.interner = interner
  }

  /// What the rest of the scope's files say about a resource that another call lists.
  struct Joins {
    var vpcAttributes: [String: VPCAttributes] = [:]
    var prefixListEntries: [String: [Prefix]] = [:]
    var securityGroupRuleIds: [SecurityGroupRuleKey: [String]] = [:]
    var associatedVpcIds: [String: [String]] = [:]
    var blockPublicAccessExclusions: [BlockPublicAccess.Exclusion] = []
    var transitGateway = TransitGatewayJoins()
    var directConnectAssociations: [String: [DirectConnectGateway.Association]] = [:]
    var endpointService = EndpointServiceJoins()
    /// By the form that ARNs have in file names.
    var loadBalancer = LoadBalancerJoins()
    var firewall = FirewallJoins()
    var hostedZone = HostedZoneJoins()
    var resolver = ResolverJoins()
    var dnsFirewall = DNSFirewallJoins()
    var profile = ProfileJoins()
    var resourceConfiguration = ResourceConfigurationJoins()
    var container = ContainerJoins()
    var database = DatabaseJoins()
    var restAPI = RestAPIJoins()
    var httpAPI = HTTPAPIJoins()
    var apiDomainName = APIDomainNameJoins()
    /// By the usage plan's id.
    var usagePlanKeys: [String: [String]] = [:]
    /// By the function's name.
    var functionPolicies: [String: String] = [:]
  }

  /// Completes the topology once every file has been read.
  func finish() {
    finishVPCs()
    finishPrefixLists()
    finishSecurityGroups()
    finishTransitGateways()
    finishDirectConnect()
    finishEndpoints()
    finishLoadBalancers()
    finishFirewalls()
    finishResourceConfigurations()
    finishBlockPublicAccess()
    finishHostedZones()
    finishResolver()
    finishDNSFirewalls()
    finishProfiles()
    finishManagedResources()
    finishRestAPIs()
    finishHTTPAPIs()
    finishVPCLinks()
    finishAPIDomainNames()
    finishUsagePlans()
  }

  // MARK: What readers need

  /// Where a policy is written, which is one text.
  func policySource(_ record: JSONValue, _ key: StaticString) -> PolicySource? {
    record.value(key).map { PolicySource(source($0)) }
  }

  func source(_ value: JSONValue) -> SourceLocation { SourceLocation(file: file, line: lines.line(at: value.offset)) }

  /// The identity of a resource, its name the tag `Name`, else `name`.
  func identity(
    _ id: String, _ record: JSONValue, name: String? = nil, owner: String? = nil, arn: String? = nil,
    region: String? = nil, tags key: StaticString = "Tags"
  ) throws(JSONError) -> Identity {
    let tags = try Tags.read(record, key)
    return Identity(
      id, name: Tags.name(tags) ?? name, account: owner ?? scope.account, region: region ?? scope.region, arn: arn,
      tags: tags, source: source(record))
  }

  /// Notes a record that the topology does not hold.
  func leaveOut(
    _ component: String, kind: String, name: String? = nil, _ state: Coverage.ResourceState = .ignored,
    because reason: String, at record: JSONValue
  ) {
    topology.coverage.unmodelled.append(
      Coverage.ResourceRow(
        component: component, kind: kind, name: name, account: scope.account, region: scope.region, state: state,
        reason: reason, source: source(record)))
  }

  func warn(_ message: String, at record: JSONValue, path: String? = nil) {
    diagnostics.append(
      Diagnostic(.warning, file: file, line: lines.line(at: record.offset), path: path, message: message))
  }
}
