import Addressing
import Reachability

/// An HTTP request in one line: `[METHOD] http[s]://HOST[:PORT]/PATH[?NAME=VALUE&…] [with HEADER=VALUE]…`.
struct RequestNotation {
  var request: HTTPRequest
  var port: PortRange

  /// Takes a request from the front of `words`; nil if none stands there.
  init?(_ words: inout ArraySlice<String>) {
    guard let position = words.prefix(2).firstIndex(where: { $0.hasPrefix("http://") || $0.hasPrefix("https://") })
    else { return nil }
    let method = position == words.startIndex ? "GET" : words.removeFirst()
    let url = words.removeFirst()
    let isTLS = url.hasPrefix("https:")
    let rest = url.dropFirst(isTLS ? "https://".count : "http://".count)
    let slash = rest.firstIndex(of: "/") ?? rest.endIndex
    let authority = rest[..<slash].split(separator: ":")
    let target = rest[slash...].split(separator: "?", maxSplits: 1)
    port = authority.count > 1 ? PortRange(authority[1])! : PortRange(isTLS ? 443 : 80)
    request = HTTPRequest(
      isTLS: isTLS, serverName: isTLS ? String(authority[0]) : nil, host: String(authority[0]), method: method,
      path: target.first.map(String.init) ?? "/",
      query: target.count > 1 ? target[1].split(separator: "&").map { RequestNotation.field($0) } : [])
    while words.first == "with" {
      words.removeFirst()
      request.headers.append(RequestNotation.field(words.removeFirst()))
    }
  }

  private static func field(_ text: some StringProtocol) -> HTTPRequest.Field {
    let parts = text.split(separator: "=", maxSplits: 1)
    return HTTPRequest.Field(String(parts[0]), parts.count > 1 ? String(parts[1]) : "")
  }
}
