import FoundationEssentials
import Testing

@testable import canreach

@Suite("-o writes a file whole or not at all")
struct OutputFileTests {
  private func withFolder(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.path + "/canreach-\(UInt64.random(in: 0...UInt64.max))"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try body(folder)
  }

  @Test("the answer is in the file, nothing on standard output, the status is the answer's")
  func writes() throws {
    try withFolder { (folder: String) throws in
      let world = CommandFixture()
      let file = folder + "/answer.json"
      let printed = world.run("check web-1 unreachable --format json")
      #expect(world.run("check web-1 unreachable --format json -o \(file)") == Ran(status: 1, output: "", errors: ""))
      #expect(try String(contentsOfFile: file, encoding: .utf8) == printed.output)
      // Again, over the file that is there.
      #expect(world.run("check web-1 reachable -o \(file)").status == 0)
      #expect(try String(contentsOfFile: file, encoding: .utf8) == world.run("check web-1 reachable").output)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["answer.json"])
    }
  }

  @Test("a link stays a link, and the file's mode stays")
  func link() throws {
    try withFolder { (folder: String) throws in
      let file = folder + "/real"
      try "old".write(toFile: file, atomically: false, encoding: .utf8)
      try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: file)
      try FileManager.default.createSymbolicLink(atPath: folder + "/link", withDestinationPath: file)
      #expect(CommandFixture().run("codes NO_PATH -o \(folder)/link").status == 0)
      #expect(try String(contentsOfFile: file, encoding: .utf8).hasPrefix("NO_PATH\n"))
      #expect(try FileManager.default.destinationOfSymbolicLink(atPath: folder + "/link") == file)
      let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
      #expect(mode == 0o640)
    }
  }

  @Test("an endpoint that is not found leaves the file as it was")
  func untouched() throws {
    try withFolder { (folder: String) throws in
      let file = folder + "/answer"
      try "old".write(toFile: file, atomically: false, encoding: .utf8)
      #expect(CommandFixture().run("check web-1 db-2 -o \(file)").status == 66)
      #expect(try String(contentsOfFile: file, encoding: .utf8) == "old")
    }
  }

  @Test("what cannot be written is 73, and leaves nothing behind")
  func cannotWrite() throws {
    try withFolder { (folder: String) throws in
      let ran = CommandFixture().run("check web-1 reachable -o \(folder)/no/answer")
      #expect(
        ran
          == Ran(
            status: 73, output: "",
            errors: "error: cannot write `\(folder)/no/answer`: no such file or directory\n"))
      #expect(CommandFixture().run("check web-1 reachable -o \(folder)").status == 73)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == [])
      #expect(CommandFixture().run("check web-1 reachable -o /dev/null").status == 0)
      #expect(CommandFixture().run("check web-1 reachable -o /dev/full").status == 73)
    }
  }
}
