import NetworkModel

/// A folder of a snapshot that holds files of one account and Region.
struct SnapshotFolder {
  /// The path as the user named it, with what leads to the folder.
  var path: String
  /// Empty where the path does not say.
  var account: String
  /// Empty for `global`, and where the path does not say.
  var region: String
  /// Whether the path says which Region it is, or that it is none.
  var isPlaced: Bool
  /// Names in the order of their bytes.
  var files: [String]

  /// Finds every folder below `root`, itself included, that has files.
  ///
  /// The Region is the innermost folder named like one, or `global`; the account the innermost that is twelve digits,
  /// or that stands in a folder `accounts`, as Batfish has it.
  ///
  /// - Parameters:
  ///   - limit: how many folders a snapshot may have: a hundred accounts in every Region have a third of it.
  ///   - problems: takes the folders that cannot be read, and a root that is no snapshot but a whole disk.
  static func find(in root: String, limit: Int = 10_000, _ problems: inout LoadProblems) -> [SnapshotFolder] {
    var walk = Walk(limit: limit)
    walk.visit(root, absoluteParts(root), depth: 0, &problems)
    if walk.seen.count <= limit { return walk.found }
    problems.add(
      Diagnostic(
        .error, file: root, message: "more than \(limit) folders are in the folder and below it",
        remedy: "name the folder of the snapshot itself"), status: 66)
    return []
  }

  /// The search under way.
  private struct Walk {
    let limit: Int
    var found: [SnapshotFolder] = []
    /// Where each folder really is: a link may lead back up.
    var seen: Set<String> = []

    private static let maximumDepth = 12

    mutating func visit(_ path: String, _ parts: [String], depth: Int, _ problems: inout LoadProblems) {
      guard seen.count <= limit, seen.insert(Folder.realPath(path) ?? path).inserted else { return }
      let entries: [Folder.Entry]
      do { entries = try Folder.entries(path) } catch {
        problems.add(error, path: path)
        return
      }
      let files = entries.filter { !$0.isFolder }.map(\.name)
      if !files.isEmpty { found.append(SnapshotFolder(path: path, parts: parts, files: files)) }
      guard depth < Walk.maximumDepth else { return }
      for entry in entries where entry.isFolder {
        visit(Folder.join(path, entry.name), parts + [entry.name], depth: depth + 1, &problems)
      }
    }
  }

  private init(path: String, parts: [String], files: [String]) {
    self.path = path
    self.files = files
    let regionIndex = parts.lastIndex { $0 == "global" || SnapshotFolder.isRegion($0) }
    isPlaced = regionIndex != nil
    region = regionIndex.map { parts[$0] == "global" ? "" : parts[$0] } ?? ""
    let accountIndex = parts.indices.last {
      SnapshotFolder.isAccount(parts[$0]) || ($0 > 0 && parts[$0 - 1] == "accounts")
    }
    account = accountIndex.map { parts[$0] } ?? ""
  }

  private static func absoluteParts(_ path: String) -> [String] {
    (Folder.realPath(path) ?? path).split(separator: "/").map(String.init)
  }

  static func isAccount(_ name: String) -> Bool {
    name.utf8.count == 12 && name.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
  }

  /// `us-east-1`, `us-gov-west-1`, `ap-southeast-2`: two letters, words, a digit.
  static func isRegion(_ name: String) -> Bool {
    let parts = name.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count >= 3, parts[0].utf8.count == 2, let number = parts.last else { return false }
    return number.utf8.count == 1 && number.utf8.allSatisfy { (UInt8(ascii: "1")...UInt8(ascii: "9")).contains($0) }
      && parts.dropLast().allSatisfy { part in
        !part.isEmpty && part.utf8.allSatisfy { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }
      }
  }
}
