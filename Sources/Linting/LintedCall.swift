import Addressing
import NetworkModel
import Reachability

/// A call of a client, with what it leads to.
struct LintedCall: Sendable {
  let query: Query
  let source: SourceLocation?
  /// Nil where an endpoint is asked for itself, as for the request.
  let url: RequestURL?
  let request: HTTPRequest?
  /// What the URL's host is.
  let host: APIHost
  /// What the request's Host is.
  let named: APIHost
  /// Who calls; empty where nobody in the input is called so.
  let clients: [End]
  /// What each client gets for the host.
  let resolutions: [Resolution]
  /// The endpoints of execute-api that the call leads to, as far as the names say: directly, or named itself.
  let endpointIds: [String]
  let route: Route?

  /// Where API Gateway takes the call, whether policies let it in or not.
  struct Route: Sendable {
    var api: LintedAPI
    /// The custom domain name, by its position.
    var domain: Int?
    var target: APITarget
    /// The methods of the path, whatever their verbs; none where the API has none there, or the input shows none.
    var methods: [APIMethodMatch]
    /// The one that takes the call.
    var method: APIMethod?
  }

  /// - Returns: nil where it has nothing to do with APIs, or nobody could call so.
  init?(_ call: ClientCall, _ network: Network, _ index: LintIndex) {
    query = call.query
    source = call.source
    clients = (try? network.clients(called: call.query.from)) ?? []
    guard EndpointForm.isURL(call.query.to) else {
      guard let endpoint = LintedCall.endpoint(called: call.query.to, index) else { return nil }
      (url, request, host, named, resolutions, route) = (nil, nil, .other, .other, [], nil)
      endpointIds = [endpoint.id]
      return
    }
    guard let url = try? RequestURL(call.query.to), let request = try? HTTPRequest(url, call.query) else { return nil }
    self.url = url
    self.request = request
    resolutions = IPAddress(url.host) != nil ? [] : clients.map { network.resolve(url.host, from: $0) }
    endpointIds = LintedCall.endpoints(network.apiHost(url.host), url, resolutions, index)
    let region = endpointIds.lazy.compactMap { index.endpoints[$0]?.identity.region }.first
    host = network.apiHost(url.host, in: region)
    named = network.apiHost(request.host, in: region)
    route = LintedCall.route(named, request, network.topology, index)
  }

  private static func route(
    _ named: APIHost, _ request: HTTPRequest, _ topology: Topology, _ index: LintIndex
  ) -> Route? {
    let target: APITarget?
    var domain: Int?
    switch named {
    case .domain(let position):
      domain = position
      target = topology.apiDomainNames[position].target(of: request)
    case .aws, .other:
      guard let id = named.api ?? request.values(of: "x-apigw-api-id").first else { return nil }
      target = APITarget(api: id, path: request.path)
    }
    guard let target, let api = index.api(target.api) else { return nil }
    let methods = api.api.methods.closest(to: target.path)
    return Route(
      api: api, domain: domain, target: target, methods: methods, method: methods.taking(request.method)?.method)
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
    var ids = [host.endpoint].compactMap { $0 }
    for answer in resolutions.flatMap(\.answers) where answer.standing != .standby {
      for case .address(_, let owner?) in answer.addresses where owner.kind == .vpcEndpoint { ids.append(owner.id) }
    }
    if let address = IPAddress(url.host), let owner = index.endpoint(at: address, from: nil) { ids.append(owner.id) }
    var seen: Set<String> = []
    return ids.filter { id in index.apiEndpoints.contains { $0.id == id } && seen.insert(id).inserted }
  }

  /// `web-1 calls https://…`.
  var title: String { "`\(query.from)` calls `\(query.to)`" }

  var verb: String { request?.method ?? "GET" }
  /// Whether a page of another origin calls, in a browser.
  var isOfBrowser: Bool { request?.origin != nil }
  /// Whether a browser asks with OPTIONS before it sends the request.
  var needsPreflight: Bool { isOfBrowser && request?.needsPreflight == true }
  /// The API that a header names beside the host.
  var apiInHeader: String? { request?.values(of: "x-apigw-api-id").first }
}
