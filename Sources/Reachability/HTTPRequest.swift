import AccessPolicies

/// An HTTP request, as far as something on its way can look at it.
public struct HTTPRequest: Sendable, Hashable {
  public struct Field: Sendable, Hashable {
    public var name: String
    public var value: String

    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// Whether it goes over TLS.
  public var isTLS: Bool
  /// The name that the TLS handshake asks for (SNI); nil over plain HTTP and where an address is called.
  public var serverName: String?
  /// False where something on the way asks for a name that nobody documents: a load balancer of its targets.
  var isServerNameKnown = true
  /// Who shakes hands, where the request goes over TLS.
  public var tlsClient = TLSClient()
  /// The `Host` header, without its port.
  public var host: String
  /// In capitals.
  public var method: String
  /// Begins with a slash; without the query.
  public var path: String
  /// The parameters of the query in their order.
  public var query: [Field]
  public var headers: [Field]

  /// Who signs the request with Signature Version 4.
  package internal(set) var signer: AWSIdentity?
  /// The page that makes the request, in a browser.
  package internal(set) var origin: WebOrigin?
  /// Other ways in which AWS may have put it together, where its pages do not say.
  var readings: [Reading] = []

  /// A request as another reading of AWS's pages has it.
  struct Reading: Sendable, Hashable {
    var host: String
    var path: String
    var query: [Field]
    var headers: [Field]
  }

  public init(
    isTLS: Bool = true, serverName: String? = nil, host: String, method: String = "GET", path: String = "/",
    query: [Field] = [], headers: [Field] = []
  ) {
    self.isTLS = isTLS
    self.serverName = serverName
    self.host = host
    self.method = method
    self.path = path
    self.query = query
    self.headers = headers
  }

  /// The request in another reading.
  func read(as reading: Reading) -> HTTPRequest {
    var request = self
    (request.host, request.path) = (reading.host, reading.path)
    (request.query, request.headers) = (reading.query, reading.headers)
    return request
  }

  /// The values of a header, whose name is compared without regard to case.
  public func values(of header: String) -> [String] {
    let name = header.lowercased()
    return headers.filter { $0.name.lowercased() == name }.map(\.value)
  }
}

extension HTTPRequest {
  /// The request as a load balancer sends it on, in a connection of its own.
  ///
  /// - Parameter protocol: that of the target group, or of a Classic Load Balancer's instances.
  func forwarded(over protocol: String) -> HTTPRequest {
    var request = self
    request.isTLS = ["HTTPS", "TLS", "SSL"].contains(`protocol`.uppercased())
    request.serverName = nil
    request.isServerNameKnown = !request.isTLS
    request.tlsClient = TLSClient(versions: .tls10 ... .tls13, verification: .none)
    return request
  }
}
