/// An EC2 instance. Its interfaces are found by their `instanceId`.
public struct Instance: Resource {
  public static let kind = ResourceKind.instance
  public var identity: Identity
  /// `running`, `stopped` …
  public var state: String
  /// AWS's `Platform` is `windows`: its ephemeral ports are 49152-65535 (NACL 2.1.7).
  public var isWindows: Bool

  public init(_ identity: Identity, state: String = "running", isWindows: Bool = false) {
    self.identity = identity
    self.state = state
    self.isWindows = isWindows
  }
}
