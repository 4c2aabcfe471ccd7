import NetworkModel

/// What hosts speak and what their clients can do.
extension TopologyFileContext {
  func spokenProtocols(_ fields: Fields) -> [UInt16: SpokenProtocol] {
    var spoken: [UInt16: SpokenProtocol] = [:]
    for pair in fields.named("speaks") {
      guard let port = UInt16(pair.key), port > 0 else {
        error(pair.place, "`\(pair.key.shortened)` is not a port", remedy: "write 1 to 65535")
        continue
      }
      guard let word = text(pair.value, of: "port \(port)") else { continue }
      switch word.value {
      case "plaintext": spoken[port] = .plaintext
      case "tls": spoken[port] = .tls(certificateId: nil)
      default: spoken[port] = resolve(word, [.certificate]).map { .tls(certificateId: $0.id) }
      }
    }
    return spoken
  }

  /// `tls: [1.0, 1.1]`, or written out.
  func tlsAbilities(_ fields: Fields) -> TLSAbilities? {
    guard let pair = fields.pair("tls") else { return nil }
    if pair.value.pairs == nil { return TLSAbilities(versions: versions(fields, "tls")) }
    guard let own = Fields(pair.value, .tlsClient, at: pair.place, in: self) else { return nil }
    return TLSAbilities(
      versions: versions(own, "versions"), showsCertificate: own.boolean("certificate") ?? false,
      trustsPrivateAuthorities: own.boolean("privateAuthorities"))
  }

  private func versions(_ fields: Fields, _ key: String) -> ClosedRange<TLSVersion>? {
    var versions: [TLSVersion] = []
    for word in fields.texts(key) {
      if let version = TLSVersion.allCases.first(where: { $0.number == word.value }) {
        versions.append(version)
      } else {
        error(
          word.place, "`\(word.value.shortened)` is not a version of TLS",
          remedy: "write one of \(Shape.tlsVersions.map { "`\($0)`" }.joined(separator: ", "))")
      }
    }
    guard let lowest = versions.min(), let highest = versions.max() else { return nil }
    return lowest...highest
  }
}
