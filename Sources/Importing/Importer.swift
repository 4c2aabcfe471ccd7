import NetworkModel

/// What the inputs hold, merged into one world.
public struct Loaded: Sendable {
  public var topology: Topology
  /// Warnings only: an error throws.
  public var warnings: [Diagnostic]
}

/// Why the inputs could not be used: every error that was found, not only the first.
public struct LoadFailure: Error, Sendable {
  /// The exit status of the contract: 65 malformed, 66 not found.
  public var status: Int32
  public var diagnostics: [Diagnostic]

  public init(status: Int32, diagnostics: [Diagnostic]) {
    self.status = status
    self.diagnostics = diagnostics
  }
}

/// Reads inputs of any kind (CONTRACT section 1).
public enum Importer {
  /// Reads and merges `paths`, in their order; `-` is standard input; without any, every `*.canreach.yaml` of the
  /// current folder.
  public static func load(_ paths: [String]) throws(LoadFailure) -> Loaded {
    throw LoadFailure(status: 66, diagnostics: [])
  }
}
