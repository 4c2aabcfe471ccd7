import NetworkModel

// Which versions of TLS a security policy accepts. The policies are AWS's own, and their names say it; ciphers are not
// looked at.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html
// https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-security-policies-list.html

package enum TLSPolicy {
  /// The versions that a security policy of a load balancer accepts; nil where that cannot be told.
  ///
  /// - Parameter shown: the policies that the input describes.
  package static func versions(ofListenerPolicy name: String?, shown: [SSLPolicy]) -> ClosedRange<TLSVersion>? {
    guard let name else { return nil }
    if let policy = shown.first(where: { $0.name == name }) {
      let versions = policy.protocols.compactMap { TLSVersion(securityPolicy: $0) }
      if let lowest = versions.min(), let highest = versions.max() { return lowest...highest }
    }
    guard name.hasPrefix("ELBSecurityPolicy-") else { return nil }
    let rest = name.dropFirst("ELBSecurityPolicy-".count)
    if let lowest = lowest(in: rest, after: "TLS13-1-") { return lowest...(.tls13) }
    if let lowest = lowest(in: rest, after: "TLS-1-") ?? lowest(in: rest, after: "FS-1-") { return lowest...(.tls12) }
    // The oldest ones have a date only: `2016-08`, `FS-2018-06`.
    return rest.hasPrefix("20") || rest.hasPrefix("FS-20") ? .tls10 ... .tls12 : nil
  }

  /// The versions that a security policy of an API or a custom domain name accepts (AG TLS-1, TLS-2); nil where that
  /// cannot be told.
  package static func versions(ofAPIPolicy name: String) -> ClosedRange<TLSVersion>? {
    switch name {
    case "TLS_1_0": return .tls10 ... .tls13
    case "TLS_1_2": return .tls12 ... .tls13
    default:
      return lowest(in: name[...], after: "SecurityPolicy_TLS13_1_").map { $0 ... .tls13 }
    }
  }

  /// The version that a policy's name begins with, as its lowest: the digit behind `1-`.
  private static func lowest(in name: Substring, after prefix: String) -> TLSVersion? {
    guard name.hasPrefix(prefix) else { return nil }
    return name.dropFirst(prefix.count).first?.wholeNumberValue.flatMap { TLSVersion(rawValue: $0) }
  }
}
