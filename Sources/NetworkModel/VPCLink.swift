// https://docs.aws.amazon.com/apigateway/latest/api/API_VpcLink.html
// https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/vpclinks-vpclinkid.html

/// A VPC link: how an API gets to a load balancer of a VPC (AG 6.1).
public struct VPCLink: Resource {
  public static let kind = ResourceKind.vpcLink

  /// V1 leads to Network Load Balancers by PrivateLink, V2 has interfaces in subnets of its own.
  public enum Version: String, Sendable, Hashable {
    case v1 = "V1"
    case v2 = "V2"
  }

  public var identity: Identity
  public var version: Version
  /// `AVAILABLE`, `PENDING`, `DELETING`, `FAILED`, of V2 also `INACTIVE`.
  public var status: String
  /// Why it failed.
  public var statusMessage: String?
  /// Of V1: the Network Load Balancers.
  public var targetArns: [String]
  /// Of V2: the VPC of its subnets, where the input shows them.
  public var vpcId: String?
  /// Of V2.
  public var subnetIds: [String]
  /// Of V2: the security groups, whose outbound rules decide.
  public var groupIds: [String]
  /// Of V2: its interfaces; empty where the input does not show them.
  public var networkInterfaceIds: [String]

  public init(
    _ identity: Identity, version: Version, status: String = "AVAILABLE", statusMessage: String? = nil,
    targetArns: [String] = [], vpcId: String? = nil, subnetIds: [String] = [], groupIds: [String] = [],
    networkInterfaceIds: [String] = []
  ) {
    self.identity = identity
    self.version = version
    self.status = status
    self.statusMessage = statusMessage
    self.targetArns = targetArns
    self.vpcId = vpcId
    self.subnetIds = subnetIds
    self.groupIds = groupIds
    self.networkInterfaceIds = networkInterfaceIds
  }
}
