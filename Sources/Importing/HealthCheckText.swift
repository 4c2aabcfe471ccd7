import NetworkModel

extension HealthCheck {
  /// Reads the form that Classic Load Balancers have: `HTTP:8080/health`, `TCP:80`; without a port, that of the
  /// traffic: `HTTP:/health`, `TCP`.
  ///
  /// - Returns: nil for another form.
  init?(text: String) {
    let slash = text.firstIndex(of: "/") ?? text.endIndex
    let parts = text[..<slash].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard let proto = parts.first?.uppercased(), ["TCP", "SSL", "HTTP", "HTTPS"].contains(proto) else { return nil }
    let port = parts.count == 2 ? parts[1] : ""
    guard port.isEmpty || UInt16(port) ?? 0 > 0, slash == text.endIndex || proto.hasPrefix("HTTP") else { return nil }
    self.init(protocol: proto, port: UInt16(port), path: slash == text.endIndex ? nil : String(text[slash...]))
  }

  /// The check of a Classic Load Balancer, which always says its port and takes nothing but 200 for well.
  init?(classic text: String) {
    self.init(text: text)
    if port == nil { return nil }
    if self.protocol.hasPrefix("HTTP") { matcher = "200" }
  }
}
