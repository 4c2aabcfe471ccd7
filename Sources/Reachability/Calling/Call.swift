import AccessPolicies
import Addressing

/// A question whose TO is a URL: a request over HTTP, to whoever has the host.
struct Call: Sendable {
  var url: RequestURL
  /// The query, with the URL's port.
  var query: Query
  var asked: Asked
  /// How often the client was sent elsewhere.
  var redirects = 0

  /// Clients give up after so many.
  static let longestRedirection = 10

  /// - Throws: 64 for what cannot be asked of a URL.
  init(_ query: Query) throws(QueryError) {
    url = try RequestURL(typed: query.to)
    if query.protocol != "tcp" {
      throw QueryError(status: 64, message: "HTTP goes over tcp, and the protocol asked for is `\(query.protocol)`")
    }
    if query.port != "any", PortRange(query.port) != PortRange(url.port) {
      throw QueryError(
        status: 64, message: "the URL says port `\(url.port)`, and the port asked for is `\(query.port)`")
    }
    self.query = query
    self.query.port = String(url.port)
    asked = try Asked(self.query)
    asked.request = try HTTPRequest(url, query)
  }

  /// The call that a client makes when it is sent elsewhere; nil where that is no URL.
  func redirected(to text: String) -> Call? {
    guard let url = try? RequestURL(text), var request = asked.request else { return nil }
    var call = self
    call.url = url
    call.redirects += 1
    call.asked.ports = PortRange(url.port)
    (request.isTLS, request.host, request.path, request.query) = (url.isTLS, url.host, url.path, url.query)
    request.serverName = url.isTLS && IPAddress(url.host) == nil ? url.host : nil
    request.headers.removeAll { $0.name.lowercased() == "host" }
    call.asked.request = request
    return call
  }
}

extension HTTPRequest {
  /// The request for a URL that a query describes by its method, headers, principal and origin.
  ///
  /// - Throws: 64 where one of them is none.
  package init(_ url: RequestURL, _ query: Query) throws(QueryError) {
    let method = (query.method ?? "GET").uppercased()
    if method.isEmpty || !method.allSatisfy({ $0.isLetter || $0 == "-" }) {
      throw QueryError(status: 64, message: "`\(query.method ?? "")` is no method of HTTP")
    }
    self.init(
      isTLS: url.isTLS, serverName: url.isTLS && IPAddress(url.host) == nil ? url.host : nil, host: url.host,
      method: method, path: url.path, query: url.query)
    for header in query.headers {
      let parts = header.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      let name = parts[0].filter { !$0.isWhitespace }
      guard parts.count == 2, !name.isEmpty, name.count == parts[0].count else {
        throw QueryError(status: 64, message: "`\(header)` is no header: write it as `Name: value`")
      }
      let value = String(parts[1].drop { $0.isWhitespace })
      if name.lowercased() == "host" {
        let bare = value.split(separator: ":").first.map(String.init) ?? value
        host = bare.lowercased()
      }
      headers.append(Field(String(name), value))
    }
    signer = try query.principal.map { arn throws(QueryError) in
      guard let identity = AWSIdentity(arn: arn) else {
        throw QueryError(
          status: 64,
          message: "`\(arn)` is no ARN of a user, a role or a session, such as arn:aws:iam::111111111111:role/app")
      }
      return identity
    }
    guard let text = query.origin else { return }
    guard let page = WebOrigin(text) else {
      throw QueryError(status: 64, message: "`\(text)` is no origin, such as https://app.example.com")
    }
    // A script cannot set Host, and a page of the same origin asks like anybody.
    host = url.host
    if page != WebOrigin(url) { origin = page }
  }
}
