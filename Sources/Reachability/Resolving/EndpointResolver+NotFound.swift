import Addressing
import NetworkModel

extension EndpointResolver {
  /// Nothing is called `text`: what is wrong with it where it looks like one of the other forms, else what has a name
  /// near to it.
  func notFound(_ text: String, _ side: Side? = nil) -> QueryError {
    if let why = EndpointForm.oddity(text) { return QueryError(status: 66, message: "`\(text)` \(why)") }
    let isDomain = side == .to && EndpointForm.looksLikeDomain(text)
    return QueryError(
      status: 66,
      message: "nothing is called `\(text)`" + (isDomain ? "; a domain name is asked as `https://\(text)/`" : ""),
      candidates: nearest(text))
  }
}

extension EndpointForm {
  /// What is odd about a text that was meant to be an address, a range or a tag; nil where it may be a name.
  static func oddity(_ text: String) -> String? {
    if text.isEmpty { return "names nothing" }
    if text.hasPrefix("tag:") { return "is no tag: write it like tag:KEY=VALUE" }
    if text.hasPrefix("internet/") { return "is no address of the internet: write it like internet/203.0.113.7" }
    if text.hasSuffix(":") { return "lacks the port behind its colon" }
    let bytes = text.utf8.filter { !"[]".utf8.contains($0) }
    let isIPv4 = bytes.contains(UInt8(ascii: ".")) && bytes.allSatisfy { isDigit($0) || "./".utf8.contains($0) }
    if isIPv4 { return "is no address and no range: write it like 10.0.1.10 or 10.0.1.0/24" }
    // The zone of an address stands behind a percent sign, and means something on one host only.
    let address = bytes.prefix { $0 != UInt8(ascii: "%") }
    let isIPv6 =
      address.count { $0 == UInt8(ascii: ":") } > 1
      && address.allSatisfy { isDigit($0) || "abcdefABCDEF:./".utf8.contains($0) }
    if isIPv6 { return "is no address and no range: write it like 2001:db8::1 or 2001:db8::/64, without a zone" }
    return nil
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

  /// Labels of letters, digits and hyphens, of which the last has letters alone: `api.example.com`.
  static func looksLikeDomain(_ text: String) -> Bool {
    let labels = text.split(separator: ".", omittingEmptySubsequences: false)
    guard labels.count > 1, let last = labels.last, last.allSatisfy({ $0.isASCII && $0.isLetter }) else { return false }
    return labels.allSatisfy { label in
      !label.isEmpty && label.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
    }
  }

  /// Whether `text` is a URL of another scheme than HTTP.
  static func isOtherURL(_ text: String) -> Bool {
    guard let mark = text.firstRange(of: "://"), !isURL(text) else { return false }
    let scheme = text[..<mark.lowerBound]
    return scheme.first?.isLetter == true
      && scheme.allSatisfy { $0.isASCII && ($0.isLetter || "+-.0123456789".contains($0)) }
  }
}
