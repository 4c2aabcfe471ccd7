import Glibc

/// Folders of the file system.
enum Folder {
  /// Something in a folder.
  struct Entry {
    var name: String
    var isFolder: Bool
  }

  /// What is in a folder, in the order of the names' bytes; names that begin with a dot are left out,
  /// and so is what is neither a file nor a folder.
  static func entries(_ path: String) throws(MappedFile.Failure) -> [Entry] {
    guard let handle = opendir(path) else {
      throw errno == ENOENT || errno == ENOTDIR ? .notFound : .unreadable(String(cString: strerror(errno)))
    }
    defer { closedir(handle) }
    var entries: [Entry] = []
    while let entry = readdir(handle) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name.hasPrefix(".") { continue }
      var status = stat()
      let kind = stat(join(path, name), &status) == 0 ? status.st_mode & S_IFMT : S_IFREG
      // Pipes, sockets and devices hold no answer, and reading one may never end.
      if kind != S_IFREG, kind != S_IFDIR { continue }
      entries.append(Entry(name: name, isFolder: kind == S_IFDIR))
    }
    return entries.sorted { $0.name < $1.name }
  }

  static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  static func join(_ folder: String, _ name: String) -> String {
    folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
  }

  /// The path without symbolic links and dots; nil if nothing is there.
  static func realPath(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  /// The path of `name` as seen from the folder of `file`; absolute names are themselves.
  static func sibling(_ name: String, of file: String) -> String {
    if name.hasPrefix("/") { return name }
    guard let slash = file.lastIndex(of: "/") else { return name }
    let path = String(file[...slash]) + name
    let short = withoutDetours(path)
    // A link in place of a folder leads elsewhere.
    return realPath(short) == realPath(path) ? short : path
  }

  /// `a/b/../c` as `a/c`.
  private static func withoutDetours(_ path: String) -> String {
    var parts: [Substring] = []
    for part in path.split(separator: "/", omittingEmptySubsequences: false) {
      if part == "..", let last = parts.last, !["", ".", ".."].contains(last) {
        parts.removeLast()
      } else if part != "." || parts.isEmpty {
        parts.append(part)
      }
    }
    return parts.joined(separator: "/")
  }
}
