import NetworkModel

/// Reads one folder of a snapshot.
struct SnapshotFolderReader {
  let folder: SnapshotFolder
  let reading: ScopeReading
  private(set) var problems = LoadProblems()
  private var manifest = Manifest()
  /// Whether anything in the folder is what an AWS call returned.
  private(set) var isSnapshot = false

  init(_ folder: SnapshotFolder, scope: Scope, interner: StringInterner) {
    self.folder = folder
    reading = ScopeReading(scope: scope, interner: interner)
  }

  /// Reads every file, then puts together what they say.
  mutating func read() {
    if folder.files.contains("manifest.json") { readManifest() }
    for name in folder.files where name != "manifest.json" && manifest.failure(of: name) == nil { readFile(name) }
    noteFailures()
    reading.finish()
    if isSnapshot {
      // A scope all of whose calls failed was looked at nevertheless.
      reading.topology.visibility.readCalls[reading.scope, default: []].formUnion([])
      reading.noteExpectedCalls(isGlobal: folder.isPlaced && folder.region.isEmpty)
    }
    problems.add(reading.diagnostics)
  }

  private mutating func readManifest() {
    guard let document = open("manifest.json") else { return }
    withExtendedLifetime(document) {
      do throws(JSONError) { manifest = try Manifest(document.root) } catch {
        problems.add(reading.diagnostic(.error, error, in: document.root, at: "$"), status: 65)
      }
    }
  }

  private mutating func readFile(_ name: String) {
    guard name.hasSuffix(".json") else {
      if folder.isPlaced { noteUnknown(name, "it is no JSON file") }
      return
    }
    let (base, parameter) = Self.parts(name)
    let operation = OperationCatalogue.byFileName[base]
    guard let document = open(name, isExpected: operation != nil || folder.isPlaced || Self.isNamedByKey(base)) else {
      return
    }
    withExtendedLifetime(document) {
      reading.parameter = parameter
      if let operation { readAnswer(operation, document.root) } else { readByKeys(name, document.root) }
    }
  }

  private mutating func readAnswer(_ operation: Operation, _ root: JSONValue) {
    isSnapshot = true
    guard let value = root.value(operation.key) else {
      if case .ignored(let reason, _) = operation.use {
        reading.note(operation, .ignored, because: reason)
        return
      }
      let found = root.kind == .object ? Self.keys(root) : root.kind.rawValue
      let message = "expected an object with `\(operation.key)`, as `aws \(operation.name)` returns it, found \(found)"
      problems.add(Diagnostic(.error, file: reading.file, line: 1, path: "$", message: message), status: 65)
      return
    }
    readValue(operation, value, root)
  }

  private mutating func readValue(_ operation: Operation, _ value: JSONValue, _ root: JSONValue) {
    do throws(JSONError) { try reading.readAnswer(operation, value, root: root) } catch {
      problems.add(reading.diagnostic(.error, error, in: root, at: "$"), status: 65)
    }
  }

  /// A file of another name: what its top-level keys are known to hold.
  private mutating func readByKeys(_ name: String, _ root: JSONValue) {
    reading.parameter = nil
    var isKnown = false
    let fields = root.fields
    for (key, value) in fields {
      guard let operation = OperationCatalogue.byKey[key], !value.isNull else { continue }
      isSnapshot = true
      isKnown = true
      readValue(operation, value, root)
    }
    guard isKnown || folder.isPlaced else { return }
    if !isKnown { noteUnknown(name, "no call that is known has this name or these keys") }
    for (key, value) in fields where OperationCatalogue.byKey[key] == nil { reading.listUnknown(key, value) }
  }

  /// Opens a file and makes it the one that is being read. What is wrong with a file that nobody promised to be an
  /// answer of AWS is no error.
  private mutating func open(_ name: String, isExpected: Bool = true) -> JSONDocument? {
    let path = Folder.join(folder.path, name)
    reading.file = path
    let file: MappedFile
    do { file = try MappedFile(path: path) } catch {
      problems.add(error, path: path)
      return nil
    }
    do {
      let document = try JSONDocument(file, interner: reading.interner)
      reading.lines = LineCounter(document.bytes)
      return document
    } catch {
      var malformed = error
      if file.bytes.isEmpty {
        malformed.remedy = "remove it if the call failed: what it would show is then not visible"
      }
      if isExpected { problems.add(malformed, file: path) }
      return nil
    }
  }

  private func noteUnknown(_ name: String, _ reason: String) {
    let scope = reading.scope
    reading.topology.coverage.calls.append(
      Coverage.CallRow(
        call: name, account: scope.account, region: scope.region, state: .ignored, reason: reason,
        file: Folder.join(folder.path, name)))
  }

  /// The calls that the manifest says failed: not visible, or empty where AWS said that there is nothing.
  private mutating func noteFailures() {
    reading.file = Folder.join(folder.path, "manifest.json")
    for failure in manifest.failures {
      let (base, parameter) = Self.parts(failure.file)
      guard let operation = OperationCatalogue.byFileName[base] else { continue }
      isSnapshot = true
      reading.parameter = parameter
      reading.call = operation.name
      if case .ignored(let reason, _) = operation.use {
        reading.note(operation, .ignored, because: "\(reason); the call failed: \(failure.message)")
      } else if failure.isEmpty, operation.isAboutOneResource {
        reading.noteEmpty(operation)
      } else {
        reading.note(operation, .notVisible, because: failure.message)
      }
    }
  }

  /// The beginning of a file's name, and the parameter behind two underscores.
  static func parts(_ name: String) -> (base: String, parameter: String?) {
    let stem = name.hasSuffix(".json") ? String(name.dropLast(5)) : name
    let parts = stem.split(separator: "__", maxSplits: 1, omittingEmptySubsequences: false)
    return (String(parts[0]), parts.count > 1 ? String(parts[1]) : nil)
  }

  private static func isNamedByKey(_ base: String) -> Bool { OperationCatalogue.byKey[base] != nil }

  private static func keys(_ root: JSONValue) -> String {
    let keys = root.fields.prefix(3).map { "`\($0.key)`" }
    return keys.isEmpty ? "an empty object" : "one with " + keys.joined(separator: ", ")
  }
}
