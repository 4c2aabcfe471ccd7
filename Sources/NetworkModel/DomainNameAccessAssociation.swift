// https://docs.aws.amazon.com/apigateway/latest/api/API_DomainNameAccessAssociation.html

/// A private custom domain name that a VPC endpoint serves (AG CD-4).
public struct DomainNameAccessAssociation: Resource {
  public static let kind = ResourceKind.domainNameAccessAssociation
  public var identity: Identity
  public var domainNameArn: String
  public var vpcEndpointId: String

  public init(
    _ identity: Identity, domainNameArn: String, vpcEndpointId: String
  ) {
    self.identity = identity
    self.domainNameArn = domainNameArn
    self.vpcEndpointId = vpcEndpointId
  }
}
