import Glibc

/// The bytes of a file, mapped into memory where the file is a regular one, read otherwise (a pipe).
final class MappedFile {
  /// Why a file could not be read.
  enum Failure: Error, Equatable {
    case notFound
    case isFolder
    case unreadable(String)
    /// The text is in another encoding, seen first at this place.
    case notUTF8(line: Int, column: Int)
  }

  /// More than this is no input: the JSON reader takes less, and a stream may never end.
  static let longestStream = 1 << 32

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
      (bytes, isMapped) = (try MappedFile.drain(descriptor, limit: MappedFile.longestStream), false)
    }
  }

  /// Everything that standard input holds.
  static func standardInput() throws(Failure) -> MappedFile {
    MappedFile(owned: try drain(STDIN_FILENO, limit: longestStream))
  }

  /// Everything that a stream holds.
  ///
  /// - Throws: ``Failure`` where it has more bytes than `limit`.
  convenience init(stream descriptor: Int32, limit: Int) throws(Failure) {
    self.init(owned: try MappedFile.drain(descriptor, limit: limit))
  }

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

  /// The text, without a byte order mark.
  ///
  /// - Throws: ``Failure/notUTF8(line:column:)``.
  func text() throws(Failure) -> String {
    var bytes = bytes[...]
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    let offset = MappedFile.firstStrangeByte(bytes)
    let before = bytes[..<offset]
    let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? before.startIndex
    throw .notUTF8(
      line: 1 + before.count { $0 == UInt8(ascii: "\n") },
      column: 1 + String(decoding: bytes[lineStart..<offset], as: UTF8.self).unicodeScalars.count)
  }

  /// Where the first byte stands that is no part of a character.
  private static func firstStrangeByte(_ bytes: Slice<UnsafeRawBufferPointer>) -> Int {
    var decoder = UTF8.ForwardParser()
    var iterator = bytes.makeIterator()
    var offset = bytes.startIndex
    while case .valid(let encoded) = decoder.parseScalar(from: &iterator) { offset += encoded.count }
    return min(offset, bytes.endIndex)
  }

  private static func failure() -> Failure {
    switch errno {
    case ENOENT, ENOTDIR: .notFound
    case EISDIR: .isFolder
    default: .unreadable(String(cString: strerror(errno)))
    }
  }

  /// Reads to the end, or to a byte 0: no text has one, so that what is read is malformed whatever follows, which of a
  /// device may be without end.
  private static func drain(_ descriptor: Int32, limit: Int) throws(Failure) -> UnsafeRawBufferPointer {
    var all: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65536)
    while true {
      let count = read(descriptor, &chunk, chunk.count)
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw failure() }
      if count == 0 { break }
      all += chunk[..<count]
      if chunk[..<count].contains(0) { break }
      if all.count > limit { throw .unreadable("more than \(limit) bytes") }
    }
    let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: all.count, alignment: 1)
    copy.copyBytes(from: all)
    return UnsafeRawBufferPointer(copy)
  }
}
