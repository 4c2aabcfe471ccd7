/// Why there is no picture.
public enum DiagramError: Error, Sendable, Hashable {
  /// A library or a plugin is not there (exit status 69).
  case missing(String)
  /// The layout took too long (exit status 70).
  case tooLate(milliseconds: Int)
  /// A defect, of ours or of Graphviz (exit status 70).
  case failed(String)
  /// The picture would show nothing: no account or VPC is called so (exit status 66).
  case nothing(String)

  public var message: String {
    switch self {
    case .missing(let what), .failed(let what), .nothing(let what): what
    case .tooLate(let milliseconds):
      "the layout took longer than \(milliseconds / 1000) s; narrow the picture with --vpc, --account or --focus, "
        + "or give it more with --timeout"
    }
  }
}
