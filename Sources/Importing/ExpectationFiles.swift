import NetworkModel

/// The files that `canreach test` runs.
public struct ExpectationFiles: Sendable {
  /// A file that may carry expectations.
  public struct File: Sendable, Hashable {
    public var path: String
    /// Whether it was named itself, and not found in a folder.
    public var isNamed: Bool

    public init(path: String, isNamed: Bool) {
      self.path = path
      self.isNamed = isNamed
    }
  }

  /// Each once, in the order of the paths, and of a folder in the order of names.
  public var files: [File] = []
  /// Paths that lead to no file (exit status 66).
  public var problems: [Diagnostic] = []

  private var seen: Set<String> = []

  /// Looks for the files: of a folder, every `*.canreach.yaml` in it and below it, but for names that begin with a dot.
  ///
  /// - Parameter paths: files and folders; `-` is standard input; without any, the current folder.
  public init(_ paths: [String]) {
    for path in paths.isEmpty ? ["."] : paths {
      if path == "-" {
        add(path, isNamed: true)
      } else if Folder.isFolder(path) {
        if !addFolder(path) {
          problem(
            path, "no `*\(InputLoader.suffix)` in the folder or below it",
            remedy: "a topology file or a suite carries its expectations under `expect:`")
        }
      } else if Folder.exists(path) {
        add(path, isNamed: true)
      } else {
        problem(path, "no such file or folder", remedy: nil)
      }
    }
  }

  private mutating func problem(_ path: String, _ message: String, remedy: String?) {
    problems.append(Diagnostic(.error, file: path, message: message, remedy: remedy))
  }

  private mutating func add(_ path: String, isNamed: Bool) {
    if seen.insert(Folder.realPath(path) ?? path).inserted { files.append(File(path: path, isNamed: isNamed)) }
  }

  /// - Returns: whether there is any, also one that is there already.
  private mutating func addFolder(_ path: String) -> Bool {
    // A link may lead back up.
    if let real = Folder.realPath(path), !seen.insert(real + "/").inserted { return true }
    var isFound = false
    let entries: [Folder.Entry]
    do { entries = try Folder.entries(path) } catch {
      // What cannot be looked into may promise something.
      var unread = LoadProblems()
      unread.add(error, path: path)
      problems += unread.diagnostics
      return true
    }
    for entry in entries {
      let inner = path == "." ? entry.name : Folder.join(path, entry.name)
      if entry.isFolder {
        if addFolder(inner) { isFound = true }
      } else if entry.name.hasSuffix(InputLoader.suffix) {
        add(inner, isNamed: false)
        isFound = true
      }
    }
    return isFound
  }
}
