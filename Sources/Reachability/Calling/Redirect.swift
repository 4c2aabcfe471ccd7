import NetworkModel

extension Listener.Action {
  /// The URL that a redirect sends a request to: what the action does not set stays as it is, and `#{host}`, `#{path}`,
  /// `#{port}`, `#{protocol}` and `#{query}` stand for what the request has (NL C2).
  ///
  /// - Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-action-types.html
  func location(for request: HTTPRequest, port ownPort: UInt16) -> String? {
    guard case .redirect(_, let scheme, let host, let port, let path, let query) = self else { return nil }
    let ownScheme = request.isTLS ? "https" : "http"
    let ownQuery = request.query.map { $0.value.isEmpty ? $0.name : "\($0.name)=\($0.value)" }.joined(separator: "&")
    func filled(_ text: String?, _ standard: String) -> String {
      (text ?? standard).replacing("#{protocol}", with: ownScheme).replacing("#{host}", with: request.host)
        .replacing("#{port}", with: String(ownPort)).replacing("#{path}", with: String(request.path.dropFirst()))
        .replacing("#{query}", with: ownQuery)
    }
    let newScheme = filled(scheme?.lowercased(), ownScheme).lowercased()
    let parameters = filled(query, "#{query}")
    return "\(newScheme)://\(filled(host, request.host)):\(filled(port, String(ownPort)))"
      + filled(path, "/#{path}") + (parameters.isEmpty ? "" : "?\(parameters)")
  }
}
