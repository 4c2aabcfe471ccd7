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
  static func find(in root: String, _ problems: inout LoadProblems) -> [SnapshotFolder] {
    var folders: [SnapshotFolder] = []
    walk(root, absoluteParts(root), depth: 0, into: &folders, &problems)
    return folders
  }

  private static let maximumDepth = 12

  private static func walk(
    _ path: String, _ parts: [String], depth: Int, into folders: inout [SnapshotFolder],
    _ problems: inout LoadProblems
  ) {
    let entries: [Folder.Entry]
    do { entries = try Folder.entries(path) } catch {
      problems.add(error, path: path)
      return
    }
    let files = entries.filter { !$0.isFolder }.map(\.name)
    if !files.isEmpty { folders.append(SnapshotFolder(path: path, parts: parts, files: files)) }
    guard depth < maximumDepth else { return }
    for entry in entries where entry.isFolder {
      walk(Folder.join(path, entry.name), parts + [entry.name], depth: depth + 1, into: &folders, &problems)
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
