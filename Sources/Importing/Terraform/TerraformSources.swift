import NetworkModel

/// Finds where resources are written: the `.tf` files of a root module and of the modules that it calls.
final class TerraformSources {
  private let root: String?
  /// The blocks of each folder that was looked into, by their address in the module.
  private var folders: [String: [String: HCLBlock]] = [:]
  /// The folders of modules that `terraform init` fetched, by their path of calls.
  private lazy var installed: [String: String] = root.map(Self.installedModules) ?? [:]

  /// - Parameter root: the folder of the root module; nil where resources are known by their addresses only.
  init(root: String? = nil) { self.root = root }

  /// Where a resource's block begins; nil where it is not found.
  func location(_ record: TerraformInstance, _ resources: TerraformResources) -> SourceLocation? {
    block(of: record, resources).map { SourceLocation(file: $0.file, line: $0.line) }
  }

  /// The line of a block inside a resource: the one that is alone, or the one whose literal words fit the values best.
  func line(
    of name: String, _ values: JSONValue?, in record: TerraformInstance, _ resources: TerraformResources
  ) -> Int? {
    guard let block = block(of: record, resources) else { return nil }
    let candidates = block.blocks.filter { $0.name == name }
    if candidates.count == 1 { return candidates[0].line }
    let fitting = candidates.filter { candidate in
      candidate.literals.allSatisfy { key, literal in
        guard let value = values?.field(key), !value.isNull else { return true }
        return TerraformBlock.scalar(value).map { $0 == literal } ?? true
      }
    }
    return fitting.count == 1 ? fitting[0].line : nil
  }

  /// Whether there are any.
  var areGiven: Bool { root != nil }

  /// The block that a resource is made by.
  func block(of record: TerraformInstance, _ resources: TerraformResources) -> HCLBlock? {
    block(
      "\(record.isData ? "data." : "")\(record.type).\(record.name)", inModule: record.module, resources)
  }

  /// A block of a module by its address there: `aws_vpc.main`, `local.name`, `variable.name`, `output.name`,
  /// `module.name`.
  func block(_ address: String, inModule module: Int, _ resources: TerraformResources) -> HCLBlock? {
    guard let folder = folder(ofModule: module, resources) else { return nil }
    return blocks(in: folder)[address]
  }

  /// What a `locals` block of a module calls a name: the references in its expression.
  func references(ofLocal name: String, inModule module: Int, _ resources: TerraformResources) -> [String]? {
    block("local.\(name)", inModule: module, resources)?.references
  }

  private func blocks(in folder: String) -> [String: HCLBlock] {
    if let known = folders[folder] { return known }
    var found: [String: HCLBlock] = [:]
    for entry in (try? Folder.entries(folder)) ?? [] where !entry.isFolder && entry.name.hasSuffix(".tf") {
      let path = Folder.join(folder, entry.name)
      guard let text = try? MappedFile(path: path).text() else { continue }
      for block in HCLScanner.blocks(text, file: path) { found[block.address] = found[block.address] ?? block }
    }
    folders[folder] = found
    return found
  }

  // MARK: Folders of modules

  /// The folder of a module: where `terraform init` put it, or what its call's source names.
  private func folder(ofModule place: Int, _ resources: TerraformResources) -> String? {
    guard let root else { return nil }
    let module = resources.modules[place]
    guard let parent = module.parent else { return root }
    if let installed = installed[module.path.joined(separator: ".")] { return Folder.join(root, installed) }
    guard let source = (try? module.call?.text("source")) ?? nil, source.hasPrefix("."),
      let outer = folder(ofModule: parent, resources)
    else { return nil }
    return Self.normal(Folder.join(outer, source))
  }

  /// `.terraform/modules/modules.json` lists every module that a root calls, however deep.
  private static func installedModules(_ root: String) -> [String: String] {
    let path = Folder.join(root, ".terraform/modules/modules.json")
    guard let file = try? MappedFile(path: path),
      let document = try? JSONDocument(file, interner: StringInterner())
    else { return [:] }
    return withExtendedLifetime(document) {
      var folders: [String: String] = [:]
      for record in (try? document.root.elements("Modules")).map(Array.init) ?? [] {
        guard let key = try? record.string("Key"), let folder = try? record.string("Dir"), !key.isEmpty else {
          continue
        }
        folders[key] = folder
      }
      return folders
    }
  }

  /// A path without `a/..` and `.`.
  private static func normal(_ path: String) -> String {
    var parts: [Substring] = []
    for part in path.split(separator: "/", omittingEmptySubsequences: true) {
      if part == "." { continue }
      if part == "..", let last = parts.last, last != ".." { parts.removeLast() } else { parts.append(part) }
    }
    return (path.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
  }
}
