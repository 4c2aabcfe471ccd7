import Glibc

/// The bytes of a file, mapped into memory where the file is a regular one, read otherwise (a pipe).
final class MappedFile {
  /// Why a file could not be read.
  enum Failure: Error, Equatable {
    case notFound
    case isFolder
    case unreadable(String)
  }

  let bytes: UnsafeRawBufferPointer
  private let isMapped: Bool

  /// - Throws: ``Failure``.
  init(path: String) throws(Failure) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw MappedFile.failure() }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw MappedFile.failure() }
    if status.st_mode & S_IFMT == S_IFDIR { throw .isFolder }
    if status.st_mode & S_IFMT == S_IFREG {
      let size = Int(status.st_size)
      guard size > 0 else {
        (bytes, isMapped) = (UnsafeRawBufferPointer(start: nil, count: 0), false)
        return
      }
      guard let start = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0), start != MAP_FAILED
      else {
        throw MappedFile.failure()
      }
      (bytes, isMapped) = (UnsafeRawBufferPointer(start: start, count: size), true)
    } else {
      (bytes, isMapped) = (try MappedFile.drain(descriptor), false)
    }
  }

  /// Everything that standard input holds.
  static func standardInput() throws(Failure) -> MappedFile { MappedFile(owned: try drain(STDIN_FILENO)) }

  /// Text that is in memory.
  convenience init(text: String) {
    var text = text
    self.init(
      owned: text.withUTF8 { bytes in
        let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 1)
        copy.copyBytes(from: bytes)
        return UnsafeRawBufferPointer(copy)
      })
  }

  private init(owned: UnsafeRawBufferPointer) { (bytes, isMapped) = (owned, false) }

  deinit {
    guard let start = UnsafeMutableRawPointer(mutating: bytes.baseAddress) else { return }
    if isMapped { munmap(start, bytes.count) } else { start.deallocate() }
  }

  /// The text, with what is not UTF-8 replaced.
  var text: String { String(decoding: bytes, as: UTF8.self) }

  private static func failure() -> Failure {
    switch errno {
    case ENOENT, ENOTDIR: .notFound
    case EISDIR: .isFolder
    default: .unreadable(String(cString: strerror(errno)))
    }
  }

  private static func drain(_ descriptor: Int32) throws(Failure) -> UnsafeRawBufferPointer {
    var all: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65536)
    while true {
      let count = read(descriptor, &chunk, chunk.count)
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw failure() }
      if count == 0 { break }
      all += chunk[..<count]
    }
    let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: all.count, alignment: 1)
    copy.copyBytes(from: all)
    return UnsafeRawBufferPointer(copy)
  }
}
