import Foundation
import Testing

@testable import Importing

@Suite struct MappedFileTests {
  private func text(_ bytes: [UInt8]) throws -> String {
    let folder = try TemporaryFolder()
    return try withExtendedLifetime(folder) { try MappedFile(path: try folder.write("a.yaml", Data(bytes))).text() }
  }

  @Test("a byte order mark is no part of the text")
  func byteOrderMark() throws {
    #expect(try text([0xEF, 0xBB, 0xBF] + Array("canreach: 1".utf8)) == "canreach: 1")
    #expect(try text([0xEF, 0xBB, 0xBF]) == "")
    #expect(try text([]) == "")
  }

  @Test("the first byte that is no part of UTF-8 is told by its place")
  func strangeByte() throws {
    let places: [([UInt8], Int, Int)] = [
      ([0xFF], 1, 1), (Array("é: 1\nüb: ".utf8) + [0xFF, 0xFE], 2, 5), (Array("a\n".utf8) + [0xC3], 2, 1),
      ([0xFF, 0xFE, 0x63, 0x00], 1, 1), (Array("a\n\n".utf8) + [0xED, 0xA0, 0x80], 3, 1),
    ]
    for (bytes, line, column) in places {
      #expect(throws: MappedFile.Failure.notUTF8(line: line, column: column)) { try text(bytes) }
    }
  }

  @Test("a device without end is read no further than its first byte 0", .timeLimit(.minutes(1)))
  func endless() throws {
    let zeros = try MappedFile(path: "/dev/zero")
    #expect(zeros.bytes.count > 0 && zeros.bytes.allSatisfy { $0 == 0 })
    #expect(failure("/dev/zero")?.status == 65)
    #expect(failure("/dev/full")?.status == 65)
  }

  @Test("a stream is read to its end, or refused where it is too long")
  func stream() throws {
    func read(_ count: Int, limit: Int) throws -> Int {
      let folder = try TemporaryFolder()
      let path = try folder.write("a", String(repeating: "x", count: count))
      let handle = try #require(FileHandle(forReadingAtPath: path))
      defer { try? handle.close() }
      return try withExtendedLifetime(folder) {
        try MappedFile(stream: handle.fileDescriptor, limit: limit).bytes.count
      }
    }
    #expect(try read(200_000, limit: 200_000) == 200_000)
    #expect(throws: MappedFile.Failure.unreadable("more than 100 bytes")) { try read(101, limit: 100) }
  }
}
