import Testing

@testable import Diagrams

@Suite("Graphviz: what goes wrong is said")
struct GraphvizTests {
  private func failure(_ dot: String, engine: String = "dot", format: String = "plain", milliseconds: Int = 20_000)
    -> DiagramError?
  {
    do throws(DiagramError) {
      _ = try Graphviz.render(dot, engine: engine, format: format, milliseconds: milliseconds)
      return nil
    } catch {
      return error
    }
  }

  @Test("a graph is laid out")
  func works() throws {
    let plain = try Graphviz.render("digraph {a -> b}", engine: "dot", format: "plain", milliseconds: 20_000)
    #expect(String(decoding: plain, as: UTF8.self).contains("edge a b"))
  }

  @Test("a missing plugin, a graph that is none, a layout that takes too long")
  func fails() {
    guard case .missing(let message)? = failure("digraph {a}", format: "hologram") else {
      Issue.record("a format without a plugin")
      return
    }
    #expect(message.contains("`hologram`"))
    #expect(failure("digraph {a}", engine: "hologram").map { if case .missing = $0 { true } else { false } } == true)
    #expect(failure("digraph {").map { if case .failed = $0 { true } else { false } } == true)
    // Every node with every other, in a time in which nobody could lay that out.
    let dense = (0..<400).map {
      "n\($0) -> {\(((0..<400).filter { $0 % 3 == 0 }).map { "n\($0)" }.joined(separator: " "))}"
    }
    #expect(failure("digraph {\(dense.joined(separator: "\n"))}", milliseconds: 50) == .tooLate(milliseconds: 50))
    #expect(DiagramError.tooLate(milliseconds: 60_000).message.contains("--vpc"))
    #expect(DiagramError.tooLarge(resources: 20_000).message.contains("--vpc"))
  }

  @Test("what the process did before does not change a layout")
  func heap() throws {
    let clusters = (0..<12).map { "subgraph cluster_name_\($0) { a\($0) -> b\($0) }" }.joined(separator: "\n")
    let dot = "digraph { newrank=true \(clusters) }"
    func layout() throws -> [UInt8] {
      try Graphviz.render(dot, engine: "dot", format: "plain", milliseconds: 20_000)
    }
    let first = try layout()
    for round in 1...5 {
      // Leaves holes of many sizes for the allocator to fill.
      var blocks = (0..<4000).map { Array(repeating: UInt8(round), count: 16 + ($0 * 37) % 200) }
      for index in stride(from: blocks.count - 1, through: 0, by: -(round + 1)) { blocks[index] = [] }
      #expect(try layout() == first)
      #expect(blocks.count == 4000)
    }
  }

  @Test("several at once, from several threads")
  func parallel() async throws {
    try await withThrowingTaskGroup(of: [UInt8].self) { group in
      for _ in 0..<8 {
        group.addTask { try Graphviz.render("digraph {a -> b}", engine: "dot", format: "plain", milliseconds: 20_000) }
      }
      var results: Set<[UInt8]> = []
      for try await result in group { results.insert(result) }
      #expect(results.count == 1)
    }
  }
}
