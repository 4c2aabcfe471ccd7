#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Why something could not be read or written.
struct StreamError: Error, Sendable, Hashable {
  var message: String
  /// The reader of the output has gone away.
  var isBrokenPipe = false
  /// What was read is there and no text.
  var isMalformed = false
}

/// Files and the three streams of the process.
enum StandardStreams {
  /// Lets a write to a closed pipe fail instead of ending the process.
  static func ignoreBrokenPipes() { signal(SIGPIPE, SIG_IGN) }

  static func exit(_ status: ExitStatus) -> Never { exitProcess(status.rawValue) }

  static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

  /// Those of the variables that are set.
  static func environment(_ names: [String]) -> [String: String] {
    var found: [String: String] = [:]
    for name in names {
      if let value = getenv(name) { found[name] = String(cString: value) }
    }
    return found
  }

  /// What the last call of the system has to say about its failure.
  private static var reason: String { String(cString: strerror(errno)).lowercased() }

  // MARK: Reading

  /// The text of a file, or of standard input for `-`.
  static func read(_ path: String) throws(StreamError) -> String {
    let name = path == "-" ? "standard input" : "`\(path)`"
    let descriptor = path == "-" ? 0 : open(path, O_RDONLY)
    if descriptor < 0 { throw StreamError(message: "cannot read \(name): \(reason)") }
    defer { if descriptor > 0 { close(descriptor) } }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = buffer.withUnsafeMutableBytes { readBytes(descriptor, $0.baseAddress, $0.count) }
      if count == 0 { break }
      if count < 0 {
        if errno == EINTR { continue }
        throw StreamError(message: "cannot read \(name): \(reason)")
      }
      bytes += buffer[..<count]
      // A device may have no end, and a text has no byte 0.
      if buffer[..<count].contains(0) {
        throw StreamError(message: "\(name) is no text: it has a byte 0", isMalformed: true)
      }
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw StreamError(message: "\(name) is not UTF-8", isMalformed: true)
    }
    return text
  }

  // MARK: Writing

  /// Writes all of `text`.
  static func write(_ text: String, to descriptor: Int32, name: String = "standard output") throws(StreamError) {
    try write(Array(text.utf8), to: descriptor, name: name)
  }

  private static func write(_ bytes: [UInt8], to descriptor: Int32, name: String) throws(StreamError) {
    var done = 0
    while done < bytes.count {
      let count = bytes[done...].withUnsafeBytes { writeBytes(descriptor, $0.baseAddress, $0.count) }
      if count >= 0 {
        done += count
      } else if errno != EINTR {
        throw StreamError(message: "cannot write \(name): \(reason)", isBrokenPipe: errno == EPIPE)
      }
    }
  }

  /// Writes a file whole or not at all: beside its place first, then renamed. What is no file (a device, a pipe) is
  /// written to as it is.
  static func write(_ text: String, toFile path: String) throws(StreamError) {
    try write(Array(text.utf8), toFile: path)
  }

  /// The same for bytes.
  static func write(_ bytes: [UInt8], toFile path: String) throws(StreamError) {
    var place = path
    if let resolved = realpath(path, nil) {
      place = String(cString: resolved)
      free(resolved)
    }
    var status = stat()
    let exists = stat(place, &status) == 0
    if exists, status.st_mode & S_IFMT != S_IFREG {
      let descriptor = try opened(place, O_WRONLY, as: path)
      defer { close(descriptor) }
      return try write(bytes, to: descriptor, name: "`\(path)`")
    }
    let temporary = "\(place).\(getpid()).tmp"
    let descriptor = try opened(temporary, O_WRONLY | O_CREAT | O_EXCL, as: path)
    do throws(StreamError) {
      if exists { fchmod(descriptor, status.st_mode & 0o7777) }
      try write(bytes, to: descriptor, name: "`\(path)`")
      let closed = close(descriptor)
      if closed != 0 || rename(temporary, place) != 0 {
        throw StreamError(message: "cannot write `\(path)`: \(reason)")
      }
    } catch {
      unlink(temporary)
      throw error
    }
  }

  private static func opened(_ place: String, _ flags: Int32, as path: String) throws(StreamError) -> Int32 {
    let descriptor = open(place, flags, 0o666)
    if descriptor < 0 { throw StreamError(message: "cannot write `\(path)`: \(reason)") }
    return descriptor
  }
}

private func exitProcess(_ status: Int32) -> Never { exit(status) }

private func readBytes(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
  read(descriptor, buffer, count)
}

private func writeBytes(_ descriptor: Int32, _ buffer: UnsafeRawPointer?, _ count: Int) -> Int {
  write(descriptor, buffer, count)
}
