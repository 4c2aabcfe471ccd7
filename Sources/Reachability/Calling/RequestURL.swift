import Addressing

/// A URL of HTTP, as far as a request needs it.
public struct RequestURL: Sendable, Hashable {
  public var isTLS: Bool
  /// A name in small letters, or an address without brackets.
  public var host: String
  public var port: UInt16
  /// Begins with a slash.
  public var path: String
  public var query: [HTTPRequest.Field]

  /// - Throws: 64 where `text` is no URL that can be called.
  public init(_ text: String) throws(QueryError) {
    func refused(_ why: String) -> QueryError { QueryError(status: 64, message: "`\(text)` \(why)") }
    isTLS = text.prefix(8).lowercased() == "https://"
    var rest = text[(text.firstRange(of: "://")?.upperBound ?? text.startIndex)...]
    if let fragment = rest.firstIndex(of: "#") { rest = rest[..<fragment] }
    var parameters: Substring = ""
    if let mark = rest.firstIndex(of: "?") {
      parameters = rest[rest.index(after: mark)...]
      rest = rest[..<mark]
    }
    let slash = rest.firstIndex(of: "/") ?? rest.endIndex
    var authority = rest[..<slash]
    path = slash == rest.endIndex ? "/" : String(rest[slash...])
    if authority.contains("@") { throw refused("carries a user or a password, which no rule looks at: leave it out") }
    var number: Substring?
    if authority.hasPrefix("["), let end = authority.firstIndex(of: "]") {
      let behind = authority[authority.index(after: end)...]
      if behind.hasPrefix(":") { number = behind.dropFirst() } else if !behind.isEmpty { throw refused("is no URL") }
      authority = authority[..<end].dropFirst()
    } else if let colon = authority.lastIndex(of: ":") {
      number = authority[authority.index(after: colon)...]
      authority = authority[..<colon]
    }
    if let number {
      guard let known = UInt16(number), known > 0 else { throw refused("has no port of 1 to 65535") }
      port = known
    } else {
      port = isTLS ? 443 : 80
    }
    host = authority.lowercased()
    if host.hasSuffix(".") { host.removeLast() }
    let hasEmptyLabel = host.split(separator: ".", omittingEmptySubsequences: false).contains(where: \.isEmpty)
    let isName = !hasEmptyLabel && !host.contains { $0.isWhitespace || "/:?#[]@".contains($0) }
    if !isName, IPAddress(host) == nil { throw refused("names no host") }
    query = parameters.split(separator: "&").map { pair in
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      return HTTPRequest.Field(String(parts[0]), parts.count > 1 ? String(parts[1]) : "")
    }
  }
}
