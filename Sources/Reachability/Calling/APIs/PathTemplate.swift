/// The path of a resource or route, such as `/orders/{id}` or `/files/{proxy+}`.
struct PathTemplate: Sendable, Hashable {
  private enum Part: Sendable, Hashable {
    case text(Substring)
    case parameter
    /// The rest of the path, which may not be empty.
    case rest
  }

  private let parts: [Part]

  init(_ text: String) {
    parts = text.split(separator: "/").map { part in
      guard part.hasPrefix("{"), part.hasSuffix("}") else { return .text(part) }
      return part.hasSuffix("+}") ? .rest : .parameter
    }
  }

  /// How closely the template fits a path, part by part: 0 for the same text, 1 for a parameter, 2 for the rest of the
  /// path. Nil where it does not. The lesser of two, part by part, is the closer.
  ///
  /// - Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
  func rank(of path: String) -> [Int]? {
    let segments = path.split(separator: "/")
    var rank: [Int] = []
    for (index, part) in parts.enumerated() {
      switch part {
      case .rest: return index < segments.count ? rank + [2] : nil
      case .parameter where index < segments.count: rank.append(1)
      case .text(let text) where index < segments.count && segments[index] == text: rank.append(0)
      default: return nil
      }
    }
    return parts.count == segments.count ? rank : nil
  }
}
