import CSimdjson

/// A JSON text whose tokens are known and whose grammar has been checked. Values are visited through ``root``, which
/// holds only as long as the document lives.
final class JSONDocument {
  /// What is wrong with a text, and where.
  struct Malformed: Error {
    var message: String
    var line: Int
    var column: Int
    var remedy: String?
  }

  let raw: UnsafeMutablePointer<CanreachJSON>
  let interner: StringInterner
  private let file: MappedFile

  /// Finds the tokens and checks the grammar (RFC 8259, UTF-8 included). A byte order mark is passed over.
  ///
  /// - Throws: ``Malformed`` for anything that is not exactly one JSON value.
  init(_ file: MappedFile, interner: StringInterner) throws(Malformed) {
    self.file = file
    self.interner = interner
    raw = .allocate(capacity: 1)
    var bytes = file.bytes.bindMemory(to: UInt8.self)
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = UnsafeBufferPointer(rebasing: bytes.dropFirst(3)) }
    raw.initialize(to: CanreachJSON())
    if let malformed = JSONDocument.obviousProblem(bytes) { throw malformed }
    var problem = canreach_json_open(bytes.baseAddress, bytes.count, raw)
    raw.pointee.context = UnsafeRawPointer(Unmanaged.passUnretained(interner).toOpaque())
    var offset = 0
    if problem == CanreachJSONFine { problem = canreach_json_validate(raw, &offset) }
    guard problem == CanreachJSONFine else {
      if offset == 0 { offset = JSONDocument.offset(of: problem, in: bytes) }
      throw JSONDocument.malformed(problem, bytes, offset)
    }
  }

  deinit {
    canreach_json_close(raw)
    raw.deallocate()
  }

  var root: JSONValue { JSONValue(raw, 0) }

  /// The bytes of the text.
  var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: raw.pointee.bytes, count: raw.pointee.length) }

  /// What can be seen without reading the whole text: a gigabyte of something else costs nothing.
  private static func obviousProblem(_ bytes: UnsafeBufferPointer<UInt8>) -> Malformed? {
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      return Malformed(
        message: "expected JSON in UTF-8, found UTF-16", line: 1, column: 1, remedy: "write the file as UTF-8")
    }
    guard let first = bytes.firstIndex(where: { !" \n\r\t".utf8.contains($0) }) else {
      return Malformed(message: "expected JSON, found an empty file", line: 1, column: 1)
    }
    if bytes[first] == UInt8(ascii: "{") || bytes[first] == UInt8(ascii: "[") { return nil }
    let line = 1 + canreach_count_lines(bytes.baseAddress, first)
    return Malformed(
      message: "expected a JSON object, found \(excerpt(bytes, first))", line: Int(line),
      column: JSONDocument.column(bytes, first))
  }
}
