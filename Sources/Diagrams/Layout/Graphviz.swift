import CGraphviz

/// Graphviz, in a process of its own.
enum Graphviz {
  /// Lays out and renders a graph.
  ///
  /// - Parameters:
  ///   - dot: the graph, in the DOT language.
  ///   - background: what is drawn behind it, as xdot.
  ///   - milliseconds: after which it is ended.
  static func render(
    _ dot: String, background: String? = nil, engine: String, format: String, milliseconds: Int
  ) throws(DiagramError) -> [UInt8] {
    var bytes: UnsafeMutablePointer<UInt8>?
    var length = 0
    let limit = Int32(clamping: milliseconds)
    let status =
      if let background {
        canreach_graphviz_render(dot, background, engine, format, limit, &bytes, &length)
      } else {
        canreach_graphviz_render(dot, nil, engine, format, limit, &bytes, &length)
      }
    switch status {
    case CanreachGraphvizFine:
      defer { canreach_graphviz_free(bytes) }
      return Array(UnsafeBufferPointer(start: bytes, count: length))
    case CanreachGraphvizNoLibrary: throw .missing("Graphviz is not installed (Debian: libgvc6)")
    case CanreachGraphvizNoPlugin:
      throw .missing("Graphviz has no plugin for `\(format)` with `\(engine)` here (Debian: libgvc6, then `dot -c`)")
    case CanreachGraphvizTooLate: throw .tooLate(milliseconds: milliseconds)
    case CanreachGraphvizNoResources: throw .failed("no process or no memory for Graphviz")
    default: throw .failed("Graphviz could not draw this graph")
    }
  }
}
