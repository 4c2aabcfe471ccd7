import NetworkModel

/// Which side of a plan is read.
public enum TerraformSide: String, Sendable, CaseIterable {
  /// What exists before the plan is applied: its `prior_state`.
  case before
  /// What will exist: its `planned_values`.
  case after
}

/// A change that a plan makes to one resource.
public struct TerraformChange: Sendable, Hashable {
  public var address: String
  /// `aws_security_group_rule`.
  public var type: String
  /// `create`, `update`, `delete`; two of them where the resource is replaced.
  public var actions: [String]
  /// The plan's file, as the user named it.
  public var file: String

  /// Whether the type bears on what is modelled.
  public var bears: Bool {
    guard let known = TerraformResourceType.byName[type] else { return false }
    if case .read = known.use { return true }
    return false
  }

  /// Whether the resource is a part of another, as rules, routes and associations are.
  public var isPart: Bool { TerraformResourceType.byName[type]?.isPart ?? false }

  /// `created`, `changed`, `deleted`, `replaced`.
  public var word: String {
    switch actions {
    case ["create"]: "created"
    case ["update"]: "changed"
    case ["delete"]: "deleted"
    default: actions.count > 1 ? "replaced" : actions.joined()
    }
  }
}

/// The output of `terraform show -json`, of a plan or of a state.
struct TerraformDocument {
  let document: JSONDocument
  let file: String
  let isPlan: Bool

  /// Whether a document claims to be one, by its top-level keys.
  static func isOne(_ keys: Set<String>) -> Bool {
    keys.contains("terraform_version") && (keys.contains("planned_values") || keys.contains("values"))
  }

  /// What other things of Terraform a document may be, and what to do instead.
  static func relative(_ keys: Set<String>) -> (message: String, remedy: String)? {
    if keys.isSuperset(of: ["lineage", "serial", "resources"]) {
      return (
        "found a state file as Terraform keeps it, expected the output of `terraform show -json`",
        "run `terraform show -json` in the module's folder, or `terraform show -json FILE`"
      )
    }
    if keys.contains("encrypted_data") {
      return (
        "found a state or plan that OpenTofu encrypted, expected the output of `tofu show -json`",
        "run `tofu show -json` in the module's folder, where its key is configured"
      )
    }
    if keys.contains("@level"), keys.contains("@message") {
      return (
        "found the log of `terraform plan -json`, expected the output of `terraform show -json`",
        "run `terraform plan -out FILE`, then `terraform show -json FILE`"
      )
    }
    if keys.contains("format_version"), keys.contains("terraform_version") || keys.count == 1 {
      return ("the plan or state holds no values: it is empty, or planning failed", "plan again and look at its errors")
    }
    return nil
  }

  /// Checks the version.
  ///
  /// - Throws: ``Diagnostic`` for a format that is not 1.x.
  init(_ document: JSONDocument, file: String) throws(TerraformFailure) {
    self.document = document
    self.file = file
    isPlan = document.root.value("planned_values") != nil
    let version = (try? document.root.text("format_version")) ?? nil
    guard let version else {
      throw TerraformFailure(
        Diagnostic(
          .error, file: file, line: 1, path: "$", message: "expected `format_version`, found nothing",
          remedy: "the output of `terraform show -json` is read"))
    }
    let kind = isPlan ? "plan" : "state"
    guard version.split(separator: ".").first == "1" else {
      let isOlder = version.hasPrefix("0.")
      throw TerraformFailure(
        Diagnostic(
          .error, file: file, line: 1, path: "$.format_version",
          message: "the \(kind) has format \(version), this version reads 1.x",
          remedy: isOlder
            ? "write it with Terraform 1.0 or later" : "a newer version of canreach may read it"))
    }
  }

  /// Whether an entry of `resource_changes` changes something.
  static func isChange(_ change: JSONValue) -> Bool {
    let actions = (try? change.value("change")?.ids("actions")) ?? []
    return !actions.isEmpty && actions != ["no-op"] && actions != ["read"]
  }

  /// What a plan changes, in its order.
  func changes() -> [TerraformChange] {
    withExtendedLifetime(document) {
      var changes: [TerraformChange] = []
      for record in (try? document.root.elements("resource_changes")).map(Array.init) ?? []
      where Self.isChange(record) {
        guard let address = try? record.string("address"), let type = try? record.string("type") else { continue }
        let actions = (try? record.value("change")?.ids("actions")) ?? []
        changes.append(TerraformChange(address: address, type: type, actions: actions, file: file))
      }
      return changes
    }
  }

  /// Every address on a side.
  func addresses(_ side: TerraformSide) -> [String] {
    var found: [String] = []
    func walk(_ module: JSONValue?) {
      guard let module else { return }
      for record in (try? module.elements("resources")).map(Array.init) ?? [] {
        if let address = try? record.string("address") { found.append(address) }
      }
      for child in (try? module.elements("child_modules")).map(Array.init) ?? [] { walk(child) }
    }
    walk(root(side))
    return found
  }

  private func root(_ side: TerraformSide) -> JSONValue? {
    let root = document.root
    if !isPlan { return root.value("values")?.value("root_module") }
    switch side {
    case .before: return root.value("prior_state")?.value("values")?.value("root_module")
    case .after: return root.value("planned_values")?.value("root_module")
    }
  }

  /// What a plan says of its own limits.
  private var doubt: Diagnostic? {
    if (try? document.root.boolean("errored")) == true {
      return Diagnostic(.warning, file: file, message: "planning ended with an error, so the plan may lack resources")
    }
    guard (try? document.root.boolean("complete")) == false else { return nil }
    return Diagnostic(
      .warning, file: file,
      message: "the plan is not complete, so it may lack resources: another one has to follow it",
      remedy: "plan without `-target`, and where actions are deferred ask again after the next plan")
  }

  /// Reads a side.
  func read(
    _ side: TerraformSide, applied: Set<String>?, sources: TerraformSources, shared: Set<String>
  ) throws(TerraformFailure) -> (part: InputPart, diagnostics: [Diagnostic]) {
    defer { withExtendedLifetime(document) {} }
    let root = document.root
    let prior = isPlan && side == .after ? root.value("prior_state")?.value("values")?.value("root_module") : nil
    let resources: TerraformResources
    do {
      resources = try TerraformResources(
        root: self.root(side), prior: prior, configuration: root.value("configuration"),
        variables: root.value("variables"), changes: side == .after ? root.value("resource_changes") : nil,
        applied: applied)
    } catch {
      let place = JSONValue(root.raw, error.token)
      var lines = LineCounter(document.bytes)
      throw TerraformFailure(
        Diagnostic(
          .error, file: file, line: lines.line(at: place.offset), path: "$" + root.path(to: error.token),
          message: error.message))
    }
    let reading = TerraformReading(
      resources, bytes: document.bytes, file: file, sources: sources, shared: shared)
    reading.read()
    var diagnostics = reading.diagnostics
    if isPlan, side == .after, let doubt = doubt { diagnostics.insert(doubt, at: 0) }
    let part = InputPart(
      topology: reading.topology, scope: nil, additions: reading.joins.additions, isTerraform: true,
      addressing: TerraformAddressing(reading.joins), owners: reading.owners, presumed: reading.presumed)
    return (part, diagnostics)
  }
}

/// Why a document of Terraform cannot be read.
struct TerraformFailure: Error {
  var diagnostic: Diagnostic

  init(_ diagnostic: Diagnostic) { self.diagnostic = diagnostic }
}
