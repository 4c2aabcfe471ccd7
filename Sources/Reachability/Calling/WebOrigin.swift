/// Scheme, host and port of a web page or of what it asks (AG CO-1).
package struct WebOrigin: Sendable, Hashable {
  var isTLS: Bool
  var host: String
  var port: UInt16

  init(_ url: RequestURL) {
    (isTLS, host, port) = (url.isTLS, url.host, url.port)
  }

  /// Reads `https://app.example.com`, with or without a path; nil where it is no URL.
  init?(_ text: String) {
    guard text.contains("://"), let url = try? RequestURL(text) else { return nil }
    self.init(url)
  }
}

extension WebOrigin: CustomStringConvertible {
  /// As the header `Origin` has it: the port only where it is not the scheme's own.
  package var description: String {
    let suffix = port == (isTLS ? 443 : 80) ? "" : ":\(port)"
    return "\(isTLS ? "https" : "http")://\(host)\(suffix)"
  }
}

extension HTTPRequest {
  /// The headers that a page of another origin may not set without asking (AG CO-2), in small letters, each once.
  ///
  /// - Source: https://fetch.spec.whatwg.org/#cors-safelisted-request-header
  var unsafeHeaders: [String] {
    var names: [String] = signer == nil ? [] : ["authorization"]
    for header in headers {
      let name = header.name.lowercased()
      let isSafe =
        switch name {
        case "accept", "accept-language", "content-language", "range": true
        case "content-type":
          ["text/plain", "multipart/form-data", "application/x-www-form-urlencoded"].contains(
            header.value.split(separator: ";").first.map { $0.filter { $0 != " " }.lowercased() } ?? "")
        // What the browser itself sets, and no script can.
        case "host", "origin", "referer", "user-agent", "cookie": true
        default: false
        }
      if !isSafe, !names.contains(name) { names.append(name) }
    }
    return names
  }

  /// Whether a page sends what it has of the user with it: a cookie.
  ///
  /// - Source: https://fetch.spec.whatwg.org/#cors-protocol-and-credentials
  var hasCredentials: Bool { !values(of: "Cookie").isEmpty }

  /// Whether a method needs no leave of a preflight.
  var hasSimpleMethod: Bool { ["GET", "HEAD", "POST"].contains(method) }

  /// Whether a browser asks with OPTIONS first.
  package var needsPreflight: Bool { !hasSimpleMethod || !unsafeHeaders.isEmpty }

  /// What the browser asks first: without the headers that it asks about, and without credentials (AG CO-3).
  var preflight: HTTPRequest {
    var request = self
    request.method = "OPTIONS"
    request.signer = nil
    request.headers = [
      Field("Origin", origin?.description ?? ""), Field("Access-Control-Request-Method", method),
      Field("Access-Control-Request-Headers", unsafeHeaders.joined(separator: ",")),
    ]
    return request
  }
}
