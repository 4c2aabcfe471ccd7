import Diagrams
import FoundationEssentials

/// The user's own pictures: files of a folder, each named by the kind of resource it is for.
enum IconFolder {
  /// - Throws: where the folder cannot be read.
  static func read(_ folder: String) throws(StreamError) -> Icons {
    var icons = Icons()
    let manager = FileManager.default
    guard let files = try? manager.contentsOfDirectory(atPath: folder) else {
      throw StreamError(message: "cannot read the folder `\(folder)`")
    }
    // PNG goes before SVG where both are there: every format can show it.
    for ending in [".svg", ".png"] {
      for file in files.sorted() where file.hasSuffix(ending) {
        let path = "\(folder)/\(file)"
        if (try? manager.contentsOfDirectory(atPath: path)) != nil { continue }
        guard let bytes = manager.contents(atPath: path) else {
          throw StreamError(message: "cannot read `\(path)`")
        }
        let type = ending == ".svg" ? "image/svg+xml" : "image/png"
        icons.byKind[String(file.dropLast(ending.count))] = Icons.Icon(
          mediaType: type, bytes: Array(bytes), path: path)
      }
    }
    return icons
  }
}
