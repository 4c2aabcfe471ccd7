import NetworkModel

/// Reads inputs one after the other, each as its content says what it is.
struct InputLoader {
  private(set) var parts: [InputPart] = []
  /// Those of the inputs themselves, not of what a suite names.
  private(set) var expectations: [Expectation] = []
  /// Those that suites carry.
  private(set) var silences: [LintSilence] = []
  var problems = LoadProblems()
  /// Inputs that have been read, so that one that a suite names as well is read once.
  private var seen: Set<String> = []
  /// Suites whose topologies are being read.
  private var open: [String] = []
  private let options: LoadOptions
  /// Documents of Terraform with the places of their parts: which addresses several have is known at the end.
  private var terraform: [(place: Int, document: TerraformDocument)] = []

  init(_ options: LoadOptions = LoadOptions()) { self.options = options }

  static let suffix = ".canreach.yaml"

  /// Every `*.canreach.yaml` of the current folder itself, in the order of their names.
  mutating func loadCurrentFolder() {
    let names = ((try? Folder.entries(".")) ?? []).filter { !$0.isFolder && $0.name.hasSuffix(Self.suffix) }
    if names.isEmpty {
      problems.add(
        Diagnostic(
          .error, file: ".", message: "no input is named, and no `*.canreach.yaml` is in the current folder",
          remedy: "name a topology file or a snapshot folder with `--topology`"), status: 66)
    }
    for entry in names { load(entry.name) }
  }

  /// Reads one input; `origin` is where a suite names it.
  mutating func load(_ path: String, namedIn origin: SourceLocation? = nil) {
    if path == "-" {
      do { loadDocument(try MappedFile.standardInput(), name: "-", namedIn: origin) } catch {
        problems.add(error, path: "-")
      }
      return
    }
    if let real = Folder.realPath(path), !seen.insert(real).inserted {
      if let origin, open.contains(real) {
        problems.add(
          Diagnostic(
            .error, file: origin.file, line: origin.line, column: origin.column,
            message: "`topology` leads back to `\(path)`", remedy: "name what the suite is about"), status: 65)
      }
      return
    }
    if Folder.isFolder(path) {
      parts += SnapshotReader.read(path, &problems)
      return
    }
    do { loadDocument(try MappedFile(path: path), name: path, namedIn: origin) } catch {
      add(error, path: path, namedIn: origin)
    }
  }

  private mutating func add(_ failure: MappedFile.Failure, path: String, namedIn origin: SourceLocation?) {
    if let origin, case .notFound = failure {
      problems.add(
        Diagnostic(.error, file: path, message: "no such file or folder", remedy: "\(origin) names it"), status: 66)
    } else {
      problems.add(failure, path: path)
    }
  }

  /// A document is a topology file or a suite (YAML), or JSON.
  private mutating func loadDocument(_ file: MappedFile, name: String, namedIn origin: SourceLocation?) {
    let isYAML = name.hasSuffix(".yaml") || name.hasSuffix(".yml")
    let first = file.bytes.first { !" \n\r\t\u{FEFF}".utf8.contains($0) }
    if !isYAML, first == UInt8(ascii: "{") || first == UInt8(ascii: "[") || name.hasSuffix(".json") {
      loadJSON(file, name: name)
    } else {
      do { loadYAML(try file.text(), name: name, namedIn: origin) } catch { problems.add(error, path: name) }
    }
  }

  private mutating func loadJSON(_ file: MappedFile, name: String) {
    let document: JSONDocument
    do { document = try JSONDocument(file, interner: StringInterner()) } catch {
      problems.add(error, file: name)
      return
    }
    let keys = withExtendedLifetime(document) { Set(document.root.fields.map(\.key)) }
    if TerraformDocument.isOne(keys) {
      do throws(TerraformFailure) {
        terraform.append((parts.count, try TerraformDocument(document, file: name)))
        parts.append(InputPart(topology: Topology(), scope: nil))
      } catch {
        problems.add(error.diagnostic, status: 65)
      }
      return
    }
    let relative = TerraformDocument.relative(keys)
    let isAnswer = keys.contains { OperationCatalogue.byKey[$0] != nil }
    problems.add(
      Diagnostic(
        .error, file: name, line: 1, path: relative == nil ? "$" : nil,
        message: relative?.message
          ?? "expected a Terraform plan or state (`terraform show -json`), found other JSON",
        remedy: relative?.remedy
          ?? (isAnswer ? "answers of the AWS CLI are read from a snapshot folder, ACCOUNT/REGION/" : nil)),
      status: 65)
  }

  /// Whether there is a Terraform plan among the inputs.
  var hasPlan: Bool { terraform.contains(where: \.document.isPlan) }

  /// What the plans among the inputs change.
  var changes: [TerraformChange] { terraform.filter(\.document.isPlan).flatMap { $0.document.changes() } }

  /// Reads the documents of Terraform: an address that several of them have is told apart by its file.
  mutating func readTerraform() {
    var counts: [String: Int] = [:]
    if terraform.count > 1 {
      for (_, document) in terraform {
        for address in Set(document.addresses(options.side)) { counts[address, default: 0] += 1 }
      }
    }
    if let root = options.sourceRoot, !terraform.isEmpty, !Folder.isFolder(root) {
      problems.add(
        Diagnostic(
          .error, file: root, message: "no such folder", remedy: "`--source-root` names that of Terraform's root module"
        ),
        status: 66)
    }
    let sources = TerraformSources(root: options.sourceRoot)
    let shared = Set(counts.filter { $0.value > 1 }.keys)
    for (place, document) in terraform {
      do throws(TerraformFailure) {
        let (part, diagnostics) = try document.read(
          options.side, applied: options.applied, sources: sources, shared: shared)
        parts[place] = part
        problems.add(diagnostics)
      } catch {
        problems.add(error.diagnostic, status: 65)
      }
    }
    terraform = []
  }

  private mutating func loadYAML(_ text: String, name: String, namedIn origin: SourceLocation?) {
    if let diagnostic = YAMLInput.strangeness(text, file: name) {
      problems.add(diagnostic, status: 65)
      return
    }
    let document = TopologyFileReader.document(text, file: name) { path throws(MappedFile.Failure) in
      try MappedFile(path: path).text()
    }
    problems.add(document.diagnostics)
    for base in document.unreadBases { add(base.failure, path: base.path, namedIn: base.origin) }
    if origin == nil { expectations += document.expectations }
    guard let inputs = document.inputs else {
      parts.append(InputPart(topology: document.topology, scope: nil))
      return
    }
    silences += document.topology.lintSilences
    open.append(Folder.realPath(name) ?? name)
    for input in inputs {
      load(
        Folder.sibling(input.value, of: name),
        namedIn: SourceLocation(file: name, line: input.place.line, column: input.place.column))
    }
    open.removeLast()
  }
}
