/// A type of Terraform's AWS provider: what becomes of its resources.
struct TerraformResourceType: Sendable {
  /// Reads one resource.
  typealias Reader = @Sendable (TerraformReading) -> (TerraformBlock) throws(JSONError) -> Void

  enum Use: Sendable {
    case read(Reader)
    /// It does not bear on what is modelled, and why.
    case ignored(because: String)
  }

  let name: String
  let use: Use
  /// The attribute that holds what the resource is known by.
  var idAttribute = "id"
  /// Whether it is a part of something else, and no component of its own.
  var isPart = false
  /// Whether a data source of the type says as much as a resource does.
  var isReadAsData = false

  /// A component.
  static func resource(
    _ name: String, id: String = "id", data: Bool = false, _ reader: @escaping Reader
  ) -> TerraformResourceType {
    TerraformResourceType(name: name, use: .read(reader), idAttribute: id, isReadAsData: data)
  }

  /// A part of a component.
  static func part(_ name: String, id: String = "id", _ reader: @escaping Reader) -> TerraformResourceType {
    TerraformResourceType(name: name, use: .read(reader), idAttribute: id, isPart: true)
  }

  /// Types without a bearing on what is modelled, with one reason.
  static func ignored(_ reason: String, _ names: String...) -> [TerraformResourceType] {
    names.map { TerraformResourceType(name: $0, use: .ignored(because: reason)) }
  }

  /// Every type that is known. What is not here is unknown.
  static let all: [TerraformResourceType] =
    vpcs + routeTables + networkACLs + securityGroups + networkInterfaces + gateways + peerings + prefixLists
    + transitGateways + hybrid + endpoints + loadBalancers + listeners + firewalls + managedResources
    + functionPolicies + hostedZones + resolvers + dnsFirewalls + route53Profiles + restAPIs + httpAPIs + vpcLinks
    + apiDomainNames + usagePlans + certificates + userPools + resourceConfigurations + blockPublicAccess + ignoredTypes

  static let byName: [String: TerraformResourceType] = Dictionary(
    all.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
}
