import Diagrams
import FoundationEssentials
import Importing

/// The user's own pictures: files of a folder, each named by the kind of resource it is for.
struct IconFolder {
  private(set) var icons = Icons()
  /// What is there and is not used.
  private(set) var warnings: [String] = []

  /// - Throws: where the folder or files of it cannot be read, or are no pictures; all of them at once.
  init(_ folder: String) throws(StreamError) {
    let manager = FileManager.default
    guard let files = try? manager.contentsOfDirectory(atPath: folder) else {
      throw StreamError(message: "cannot read the folder `\(folder)`")
    }
    var problems: [String] = []
    // PNG goes before SVG where both are there: every format can show it.
    for ending in [".svg", ".png"] {
      for file in files.sorted() where file.lowercased().hasSuffix(ending) {
        let path = "\(folder)/\(file)"
        if (try? manager.contentsOfDirectory(atPath: path)) != nil { continue }
        let name = String(file.dropLast(ending.count))
        guard Icons.isName(name) else {
          warnings.append("`\(path)` is named after no kind of resource" + IconFolder.hint(name))
          continue
        }
        guard let data = manager.contents(atPath: path) else {
          problems.append("cannot read `\(path)`")
          continue
        }
        let bytes = Array(data)
        guard IconFolder.isPicture(bytes, ending) else {
          problems.append("`\(path)` is no \(ending.dropFirst().uppercased()) inside, although its name says so")
          continue
        }
        icons.byKind[name] = Icons.Icon(
          mediaType: ending == ".svg" ? "image/svg+xml" : "image/png", bytes: bytes, path: path)
      }
    }
    if icons.byKind.isEmpty, problems.isEmpty, warnings.isEmpty {
      warnings.append("`\(folder)` holds no picture: name them like `instance.svg` or `loadBalancer.network.png`")
    }
    if !problems.isEmpty { throw StreamError(message: problems.joined(separator: "\nerror: ")) }
  }

  private static func hint(_ name: String) -> String {
    Nearest.question(name, among: Icons.names).map { ": \($0)" } ?? ", and is not used: name it like `instance.svg`"
  }

  private static func isPicture(_ bytes: [UInt8], _ ending: String) -> Bool {
    if ending == ".png" { return bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) }
    return String(decoding: bytes.prefix(4_000), as: UTF8.self).contains("<svg")
  }
}
