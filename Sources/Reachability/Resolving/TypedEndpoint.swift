import Addressing

/// An end as it was typed: its form, and the port behind it.
struct TypedEndpoint: Sendable, Hashable {
  var text: String
  var form: EndpointForm
  /// `N` or `N-M`, as typed; nil without a port.
  var port: String?

  /// Splits a trailing `:N` or `:N-M` from `text`. A URL and an ARN carry none, and an IPv6 address only behind
  /// brackets.
  init(_ text: String) {
    self.text = text
    guard let colon = TypedEndpoint.portColon(text) else {
      form = EndpointForm(text)
      return
    }
    form = EndpointForm(String(text[..<colon]))
    port = String(text[text.index(after: colon)...])
  }

  private static func portColon(_ text: String) -> String.Index? {
    guard text.utf8.contains(UInt8(ascii: ":")) else { return nil }
    if EndpointForm.isURL(text) || text.hasPrefix("arn:") { return nil }
    let bare = text.hasPrefix("internet/") ? text.dropFirst(9) : text[...]
    if let prefix = Prefix(bare), prefix.family == .ipv6 { return nil }
    guard let colon = text.lastIndex(of: ":"), colon > text.startIndex else { return nil }
    // The colons of an address in a bracket that is not closed are its own.
    if bare.hasPrefix("["), !text[..<colon].contains("]") { return nil }
    let numbers = text[text.index(after: colon)...].split(separator: "-", omittingEmptySubsequences: false)
    let areDigits = numbers.allSatisfy { part in
      !part.isEmpty && part.utf8.allSatisfy { (48...57).contains($0) }
    }
    return areDigits && numbers.count <= 2 ? colon : nil
  }
}
