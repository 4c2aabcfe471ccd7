/// Why there is no picture.
public enum DiagramError: Error, Sendable, Hashable {
  /// A library or a plugin is not there (exit status 69).
  case missing(String)
  /// It took too long (exit status 73).
  case tooLate(milliseconds: Int)
  /// Nobody could look at a picture of so much (exit status 73).
  case tooLarge(resources: Int)
  /// A defect, of ours or of Graphviz (exit status 70).
  case failed(String)
  /// The picture would show nothing: no account or VPC is called so (exit status 66).
  case nothing(String)

  public var message: String {
    switch self {
    case .missing(let what), .failed(let what), .nothing(let what): what
    case .tooLate(let milliseconds):
      "the picture took longer than \(milliseconds / 1000) s; narrow it with --vpc, --account or --focus, "
        + "or give it more time with --timeout"
    case .tooLarge(let resources):
      "a picture of \(resources) things is too large; narrow it with --vpc, --account or --focus"
    }
  }
}
