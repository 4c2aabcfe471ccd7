import Addressing
import NetworkModel

// The request that goes on to the backend (AG PI-6, PI-8 to PI-10, TLS-7).
// https://docs.aws.amazon.com/apigateway/latest/developerguide/private-integration.html
// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-private.html

extension Integrating {
  /// The request to a URL, which is also its Host and the name that the certificate has to have.
  func request(to url: RequestURL, path: String, others: [String] = []) -> HTTPRequest {
    var request = forwarded(path: path)
    request.isTLS = url.isTLS
    request.host = url.host
    request.query += url.query
    secure(&request, name: url.host)
    request.readings = others.map { Self.reading(of: request, path: $0) }
    addUnmapped(url.query, &request)
    return request
  }

  /// What an HTTP API sends to a listener that its integration names by the ARN: it speaks TLS where it is told which
  /// name to verify, and AWS's pages do not say which Host it asks for.
  ///
  /// - Parameter balancer: the load balancer's own name.
  func request(toListenerOf balancer: String) -> HTTPRequest {
    var request = forwarded(path: stagePath)
    request.isTLS = integration.serverNameToVerify != nil
    if let name = integration.serverNameToVerify { secure(&request, name: name) }
    request.readings = [integration.serverNameToVerify, balancer].compactMap { $0 }.map { host in
      var reading = Self.reading(of: request, path: request.path)
      reading.host = host
      return reading
    }
    return request
  }

  /// The path of a private integration: the stage's name goes before it (PI-9).
  var stagePath: String {
    integration.overridesPath || call.stage == "$default"
      ? call.request.path : "/\(call.stage)\(call.request.path == "/" ? "" : call.request.path)"
  }

  private func forwarded(path: String) -> HTTPRequest {
    var request = call.request
    if let verb = integration.httpMethod, verb != "ANY" { request.method = verb.uppercased() }
    request.path = path
    request.serverName = nil
    request.isServerNameKnown = true
    request.signer = nil
    request.origin = nil
    request.headers.removeAll { ["host", "x-apigw-api-id"].contains($0.name.lowercased()) }
    return request
  }

  /// API Gateway speaks TLS 1.2 only, and looks at the certificate.
  private func secure(_ request: inout HTTPRequest, name: String) {
    guard request.isTLS else { return }
    let name = integration.serverNameToVerify ?? name
    request.serverName = IPAddress(name) == nil ? name : nil
    request.tlsClient = TLSClient(
      versions: .tls12 ... .tls12, verification: integration.skipsCertificateAuthority ? .anyAuthority : .full,
      verifiedName: name)
  }

  /// Without a proxy only what is mapped goes on, and the input does not show the mappings.
  private func addUnmapped(_ query: [HTTPRequest.Field], _ request: inout HTTPRequest) {
    guard !integration.isAnsweredByBackend else { return }
    let all = [Self.reading(of: request, path: request.path)] + request.readings
    request.readings += all.map { reading in
      var reading = reading
      (reading.query, reading.headers) = (query, [])
      return reading
    }
  }

  private static func reading(of request: HTTPRequest, path: String) -> HTTPRequest.Reading {
    HTTPRequest.Reading(host: request.host, path: path, query: request.query, headers: request.headers)
  }
}
