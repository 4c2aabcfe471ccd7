import NetworkModel

/// What the inputs hold, merged into one world.
public struct Loaded: Sendable {
  public var topology: Topology
  /// Warnings only: an error throws.
  public var warnings: [Diagnostic]
  /// What the inputs expect: those that were named, not those that suites name.
  public var expectations: [Expectation] = []
  /// What the Terraform plans among the inputs change.
  public var changes: [TerraformChange] = []
  /// Whether a Terraform plan is among the inputs, so that there is a before and an after.
  public var hasPlan = false
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

/// What is asked of inputs that can be read in more than one way.
public struct LoadOptions: Sendable {
  /// Of a Terraform plan, whether it is read as applied.
  public var side: TerraformSide
  /// The folder of Terraform's root module, whose files say where resources are written.
  public var sourceRoot: String?
  /// Of the changes of a plan those that are taken as made, by their addresses; nil for all of them.
  public var applied: Set<String>?

  public init(side: TerraformSide = .after, sourceRoot: String? = nil, applied: Set<String>? = nil) {
    self.side = side
    self.sourceRoot = sourceRoot
    self.applied = applied
  }
}

/// Reads inputs of any kind (CONTRACT section 1).
public enum Importer {
  /// Reads and merges `paths`, in their order; `-` is standard input; without any, every `*.canreach.yaml` of the
  /// current folder.
  ///
  /// - Throws: ``LoadFailure`` with everything that is wrong, if anything is.
  public static func load(_ paths: [String], _ options: LoadOptions = LoadOptions()) throws(LoadFailure) -> Loaded {
    var loader = InputLoader(options)
    if paths.isEmpty { loader.loadCurrentFolder() }
    for path in paths { loader.load(path) }
    let (changes, hasPlan) = (loader.changes, loader.hasPlan)
    loader.readTerraform()
    let merged = Merging.merge(loader.parts)
    loader.problems.add(merged.diagnostics)
    guard loader.problems.isEmpty else {
      throw LoadFailure(status: loader.problems.status, diagnostics: loader.problems.diagnostics)
    }
    var loaded = Loaded(topology: merged.topology, warnings: loader.problems.diagnostics)
    loaded.topology.lintSilences += loader.silences
    loaded.expectations = loader.expectations
    loaded.changes = changes
    loaded.hasPlan = hasPlan
    return loaded
  }
}
