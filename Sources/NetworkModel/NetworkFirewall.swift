/// An AWS Network Firewall with its endpoints.
public struct NetworkFirewall: Resource {
  public static let kind = ResourceKind.firewall
  public var identity: Identity
  public var vpcId: String
  /// The policy's ARN; nil where nothing is set or the input does not show it.
  public var firewallPolicyArn: String?
  /// The endpoint of each zone.
  public var endpointIds: [String]

  public init(_ identity: Identity, vpcId: String, firewallPolicyArn: String? = nil, endpointIds: [String] = []) {
    self.identity = identity
    self.vpcId = vpcId
    self.firewallPolicyArn = firewallPolicyArn
    self.endpointIds = endpointIds
  }
}
