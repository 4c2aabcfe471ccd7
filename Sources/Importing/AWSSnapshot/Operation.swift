import NetworkModel

/// A call of the AWS CLI: what its answer holds and what becomes of it.
struct Operation: Sendable {
  /// Reads one record, or the whole answer of a call about one resource.
  typealias Reader = @Sendable (ScopeReading) -> (JSONValue) throws(JSONError) -> Void

  /// What becomes of an answer.
  enum Use: Sendable {
    /// Every element of the list under the key is a record.
    case records(Reader)
    /// The answer is one record.
    case document(Reader)
    /// `describe-network-interfaces`, which has a reader of its own.
    case networkInterfaces
    /// Not used, and why; its records are the resources that the listing describes.
    case ignored(because: String, Listing?)
  }

  /// How to name the resources of a list that is not used.
  struct Listing: Sendable {
    /// The kind, as answers name kinds.
    var kind: String
    /// The keys that may hold the id; the first that is there counts.
    var ids: [StaticString]
  }

  /// The service and the operation, as the CLI writes them: `ec2 describe-vpcs`.
  let name: String
  /// The top-level key that the answer always has.
  let key: StaticString
  let use: Use
  /// Whether a file of any name whose top-level key this is holds this call's answer.
  var isKnownByKey = false
  /// Whether the call is about one resource, its identifier in the file's name.
  var isAboutOneResource = false
  /// Whether the call belongs to no Region.
  var isGlobal = false

  /// How a file of the call's answer begins: `ec2-describe-vpcs`.
  var fileName: String { String(name.map { $0 == " " ? "-" : $0 }) }
}
