import Addressing
import NetworkModel
import Reachability

/// A call of a client, with what it leads to.
struct LintedCall: Sendable {
  let query: Query
  let source: SourceLocation?
  /// Nil where an endpoint is asked for itself.
  let url: RequestURL?
  /// What the URL's host is.
  let host: APIHost
  /// What the header Host names, where there is one.
  let hostHeader: APIHost?
  let headers: [HTTPRequest.Field]
  /// Who calls; empty where nobody in the input is called so.
  let clients: [End]
  /// What each client gets for the host.
  let resolutions: [Resolution]
  /// The endpoints of execute-api that the call leads to, as far as the names say: directly, or named itself.
  let endpointIds: [String]
  let route: Route?

  /// Where API Gateway takes the call.
  struct Route: Sendable {
    var api: LintedAPI
    /// The custom domain name, by its position.
    var domain: Int?
    var stage: String
    /// Without stage and base path.
    var path: String
    /// Nil where the API has none for the path and the verb, or the input does not show them.
    var method: APIMethod?
    /// The resource that has the path; nil as `method`.
    var resource: APIResource?
  }

  var verb: String { (query.method ?? "GET").uppercased() }
  /// Whether a browser calls.
  var isOfBrowser: Bool { query.origin != nil }

  /// - Returns: nil where it has nothing to do with APIs.
  init?(_ call: ClientCall, _ network: Network, _ index: LintIndex) {
    let topology = network.topology
    query = call.query
    source = call.source
    clients = (try? network.clients(called: call.query.from)) ?? []
    headers = call.query.headers.compactMap { text in
      let parts = text.split(separator: ":", maxSplits: 1)
      guard let name = parts.first, parts.count == 2 else { return nil }
      return HTTPRequest.Field(String(name).lowercased(), String(parts[1].drop { $0 == " " }))
    }
    guard EndpointForm.isURL(call.query.to), let url = try? RequestURL(call.query.to) else {
      guard let endpoint = LintedCall.endpoint(called: call.query.to, index) else { return nil }
      (self.url, host, hostHeader, resolutions, route) = (nil, .other, nil, [], nil)
      endpointIds = [endpoint.id]
      return
    }
    self.url = url
    let host = APIHost(url.host, topology)
    let named = headers.first { $0.name == "host" }?.value.split(separator: ":").first.map(String.init)
    resolutions = IPAddress(url.host) != nil ? [] : clients.map { network.resolve(url.host, from: $0) }
    endpointIds = LintedCall.endpoints(host, url, resolutions, index)
    let regions = endpointIds.compactMap { index.endpoints[$0]?.identity.region }
    self.host = host.inRegion(regions.first, topology)
    hostHeader = named.map { APIHost($0, topology).inRegion(regions.first, topology) }
    route = Router(topology, index).route(
      self.host, hostHeader, headers, url, verb: (query.method ?? "GET").uppercased())
  }

  private static func endpoint(called text: String, _ index: LintIndex) -> VPCEndpoint? {
    let bare = text.lastIndex(of: ":").map { String(text[..<$0]) }
    return index.apiEndpoints.first { endpoint in
      [text, bare].contains { $0 != nil && ($0 == endpoint.id || $0 == endpoint.identity.name) }
    }
  }

  private static func endpoints(
    _ host: APIHost, _ url: RequestURL, _ resolutions: [Resolution], _ index: LintIndex
  ) -> [String] {
    var ids: [String] = []
    switch host {
    case .endpoint(let id, _), .alias(_, let id, _): ids = [id]
    case .api, .domain, .other: break
    }
    for answer in resolutions.flatMap(\.answers) where answer.standing != .standby {
      for case .address(_, let owner?) in answer.addresses where owner.kind == .vpcEndpoint { ids.append(owner.id) }
    }
    if let address = IPAddress(url.host), let owner = index.endpoint(at: address, from: nil) { ids.append(owner.id) }
    var seen: Set<String> = []
    return ids.filter { id in index.apiEndpoints.contains { $0.id == id } && seen.insert(id).inserted }
  }

  /// `web-1 calls https://…`.
  var title: String { "`\(query.from)` calls `\(query.to)`" }

  /// The values of a header.
  func values(of header: String) -> [String] { headers.filter { $0.name == header }.map(\.value) }

  /// Whether a browser asks before it sends the request: for other methods than GET, HEAD and POST, other headers than
  /// those of forms, and signatures (AG CO-2).
  var needsPreflight: Bool {
    guard isOfBrowser else { return false }
    if !["GET", "HEAD", "POST"].contains(verb) || query.principal != nil { return true }
    return headers.contains { header in
      switch header.name {
      case "host", "accept", "accept-language", "content-language", "range": return false
      case "content-type":
        let type = header.value.lowercased().split(separator: ";").first.map(String.init) ?? ""
        return !["text/plain", "multipart/form-data", "application/x-www-form-urlencoded"].contains(type)
      default: return true
      }
    }
  }
}
