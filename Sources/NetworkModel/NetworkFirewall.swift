/// An AWS Network Firewall with its endpoints.
public struct NetworkFirewall: Resource {
  public static let kind = ResourceKind.firewall
  public var identity: Identity
  public var vpcId: String
  public var firewallPolicyArn: String?
  /// The endpoint of each zone.
  public var endpointIds: [String]
  /// Whether the policy holds no rule group and its default actions let everything pass; nil where the input does
  /// not show the policy.
  public var passesEverything: Bool?

  public init(
    _ identity: Identity, vpcId: String, firewallPolicyArn: String? = nil, endpointIds: [String] = [],
    passesEverything: Bool? = nil
  ) {
    self.identity = identity
    self.vpcId = vpcId
    self.firewallPolicyArn = firewallPolicyArn
    self.endpointIds = endpointIds
    self.passesEverything = passesEverything
  }
}
