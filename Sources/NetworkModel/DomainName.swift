/// A name of the Domain Name System: lower-case, without the dot at its end.
///
/// Names are compared without regard to case (RFC 4343). Route 53 writes the asterisk of a wildcard as `\052`.
public struct DomainName: Sendable, Hashable {
  /// Empty for the root.
  public let text: String

  public static let root = DomainName("")

  public init(_ written: some StringProtocol) {
    var text = written.lowercased()
    if text.contains("\\052") { text = text.replacing("\\052", with: "*") }
    if text.hasSuffix(".") { text.removeLast() }
    self.text = text
  }

  /// From left to right; none for the root.
  public var labels: [Substring] { text.isEmpty ? [] : text.split(separator: ".", omittingEmptySubsequences: false) }

  /// How many labels the name has: of several zones that match, the one with the most wins (NL A4).
  public var labelCount: Int { text.isEmpty ? 0 : text.utf8.count { $0 == UInt8(ascii: ".") } + 1 }

  /// The name without its first label; nil for the root.
  public var parent: DomainName? {
    if text.isEmpty { return nil }
    guard let dot = text.firstIndex(of: ".") else { return .root }
    return DomainName(text[text.index(after: dot)...])
  }

  /// Whether this is `other` or below it, on the boundary of a label (NL A4).
  public func isWithin(_ other: DomainName) -> Bool {
    if other.text.isEmpty || text == other.text { return true }
    return text.utf8.count > other.text.utf8.count && text.hasSuffix("." + other.text)
  }

  /// Whether the first label is the asterisk of a wildcard.
  public var isWildcard: Bool { text == "*" || text.hasPrefix("*.") }

  /// The wildcard right below this name.
  public var wildcard: DomainName { DomainName(text.isEmpty ? "*" : "*." + text) }
}

extension DomainName: Comparable {
  public static func < (left: DomainName, right: DomainName) -> Bool { left.text < right.text }
}

extension DomainName: CustomStringConvertible {
  public var description: String { text.isEmpty ? "." : text }
}
