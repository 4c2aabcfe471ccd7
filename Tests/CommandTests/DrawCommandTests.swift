import Diagrams
import Foundation
import Testing

@testable import canreach

@Suite("canreach draw, and check --diagram")
struct DrawCommandTests {
  private func withFolder(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.path + "/canreach-\(UInt64.random(in: 0...UInt64.max))"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try body(folder)
  }

  private func start(of file: String) -> [UInt8] {
    Array((FileManager.default.contents(atPath: file) ?? Data()).prefix(4))
  }

  @Test("by the ending of the file, or by --format; an SVG on standard output")
  func formats() throws {
    let world = CommandFixture()
    try withFolder { (folder: String) throws in
      for (ending, bytes) in [
        ("svg", "<svg"), ("png", "\u{89}PNG"), ("pdf", "%PDF"), ("dot", "digr"), ("json", "{\n  "),
      ] {
        #expect(world.run("draw -o \(folder)/a.\(ending)") == Ran(status: 0, output: "", errors: ""))
        #expect(start(of: "\(folder)/a.\(ending)") == bytes.unicodeScalars.map { UInt8($0.value) }, "\(ending)")
      }
      #expect(world.run("draw -o \(folder)/picture --format dot").status == 0)
      #expect(start(of: "\(folder)/picture") == Array("digr".utf8))
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder).count == 6)
    }
    #expect(world.run("draw").output.hasPrefix("<svg"))
    #expect(world.run("draw --from web-1 --to unreachable").output.contains("web-1 → unreachable"))
  }

  static let refused = [
    ("draw --from web-1", 64), ("draw --format png", 64), ("draw -o picture", 64), ("draw -o picture.gif", 64),
    ("draw --focus path", 64), ("draw --port 443", 64), ("draw --side both", 64), ("draw --format tiff", 64),
    ("draw --timeout 0", 64), ("draw --depth=-1", 64),
    ("draw --vpc nowhere", 66), ("draw --from web-1 --to nobody", 66), ("draw --icons /nonexistent", 66),
    ("draw -o /nonexistent/picture.svg", 73), ("check web-1 reachable --diagram picture.gif", 64),
    ("check --batch queries --diagram a.svg", 64), ("check web-1 reachable -o a.svg --diagram a.svg", 64),
  ]

  @Test("where there is no picture nothing is written, and why is said", arguments: refused)
  func refuses(_ arguments: String, _ status: Int) {
    let ran = CommandFixture().run(arguments)
    #expect(ran.status == Int32(status))
    #expect(ran.output == "")
    #expect(ran.errors.hasPrefix("error: "))
  }

  @Test("a folder of pictures: what is named wrongly is told, what is no picture is refused, all at once")
  func icons() throws {
    let world = CommandFixture()
    try withFolder { (folder: String) throws in
      #expect(
        world.run("draw --icons \(folder)").errors
          == "warning: `\(folder)` holds no picture: name them like `instance.svg` or `loadBalancer.network.png`\n")
      for name in ["instance", "service.kinesis", "instanze", "Arch_Amazon-EC2_64"] {
        try "<svg xmlns=\"http://www.w3.org/2000/svg\"/>".write(
          toFile: "\(folder)/\(name).svg", atomically: false, encoding: .utf8)
      }
      let ran = world.run("draw --icons \(folder)")
      #expect(ran.status == 0)
      #expect(ran.output.contains("data:image/svg+xml;base64,"))
      #expect(
        ran.errors == """
          warning: `\(folder)/Arch_Amazon-EC2_64.svg` is named after no kind of resource, and is not used: name it like \
          `instance.svg`
          warning: `\(folder)/instanze.svg` is named after no kind of resource: did you mean `instance`?

          """)
      try "GIF89a".write(toFile: "\(folder)/site.png", atomically: false, encoding: .utf8)
      try "{}".write(toFile: "\(folder)/natGateway.svg", atomically: false, encoding: .utf8)
      let refused = world.run("draw --icons \(folder)")
      #expect(refused.status == 66)
      #expect(refused.output == "")
      #expect(
        refused.errors == """
          error: `\(folder)/natGateway.svg` is no SVG inside, although its name says so
          error: `\(folder)/site.png` is no PNG inside, although its name says so

          """)
    }
  }

  @Test("a picture that cannot be written leaves no half file, and the old one as it was")
  func wholeOrNot() throws {
    try withFolder { (folder: String) throws in
      let file = folder + "/a.svg"
      try "old".write(toFile: file, atomically: false, encoding: .utf8)
      #expect(CommandFixture().run("draw --vpc nowhere -o \(file)").status == 66)
      #expect(try String(contentsOfFile: file, encoding: .utf8) == "old")
      #expect(CommandFixture().run("draw -o \(folder)/no/a.svg").status == 73)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["a.svg"])
    }
  }

  @Test("check --diagram writes the picture beside the answer, whose status stays")
  func beside() throws {
    try withFolder { (folder: String) throws in
      let world = CommandFixture()
      let plain = world.run("check web-1 unreachable --format json")
      #expect(world.run("check web-1 unreachable --format json --diagram \(folder)/a.svg") == plain)
      #expect(start(of: folder + "/a.svg") == Array("<svg".utf8))
      let failed = world.run("check web-1 unreachable --format json --diagram \(folder)/no/a.svg")
      #expect(failed.status == 73)
      #expect(failed.output == plain.output)
    }
  }

  @Test("the title and the small print say what is drawn, and nothing of the machine")
  func words() {
    #expect(Picture.title(["/home/x/Topologies/three-tier/topology.canreach.yaml"]) == "three-tier")
    #expect(Picture.title(["shop.canreach.yaml"]) == "shop")
    #expect(Picture.title(["snapshots/01-basic/"]) == "01-basic")
    #expect(Picture.title([]) == "")
    #expect(
      Picture.source(["/home/x/snapshots/01-basic"])
        == "snapshots/01-basic · canreach \(Canreach.configuration.version)")
  }

  @Test("each reason has its status")
  func statuses() {
    #expect(ExitStatus(DiagramError.missing("Graphviz")) == .missingProgram)
    #expect(ExitStatus(DiagramError.tooLate(milliseconds: 1)) == .cannotWrite)
    #expect(ExitStatus(DiagramError.tooLarge(resources: 1)) == .cannotWrite)
    #expect(ExitStatus(DiagramError.failed("")) == .defect)
    #expect(ExitStatus(DiagramError.nothing("")) == .notFound)
  }
}
