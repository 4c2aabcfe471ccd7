import NetworkModel

/// A resource that several inputs may speak of.
protocol Mergeable: Resource {
  /// What makes two of them one.
  var mergeKey: String { get }
  /// The VPC, within which names are unique.
  var containerId: String? { get }
  /// Takes over what `other` says and this does not.
  mutating func fill(from other: Self)
}

extension Mergeable {
  var mergeKey: String { id }
  var containerId: String? { nil }
  mutating func fill(from other: Self) {}

  mutating func fillIdentity(from other: Self) {
    fillNil(&identity.name, other.identity.name)
    fillEmpty(&identity.account, other.identity.account)
    fillEmpty(&identity.region, other.identity.region)
    fillNil(&identity.arn, other.identity.arn)
    fillEmpty(&identity.tags, other.identity.tags)
    fillNil(&identity.source, other.identity.source)
    // Where something is written for Terraform says more than where a snapshot shows it.
    if identity.source?.address == nil, let source = other.identity.source, source.address != nil {
      identity.source = source
    }
  }
}

func fillNil<Value>(_ mine: inout Value?, _ other: Value?) {
  if mine == nil { mine = other }
}

/// A policy comes with the place it is written at.
func fillPolicy(_ mine: inout String?, _ source: inout PolicySource?, _ other: String?, _ place: PolicySource?) {
  guard mine == nil else { return }
  (mine, source) = (other, place)
}

func fillEmpty<Values: Collection>(_ mine: inout Values, _ other: Values) {
  if mine.isEmpty { mine = other }
}
