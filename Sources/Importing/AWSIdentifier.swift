/// The form of AWS's identifiers.
enum AWSIdentifier {
  /// Whether a text is an ARN, a UUID (Direct Connect gateways), or words and 8 to 17 hexadecimal digits with dashes
  /// between (`vpc-0a1b2c3d`, `tgw-attach-…`).
  static func isOne(_ text: String) -> Bool {
    if text.hasPrefix("arn:") { return true }
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count >= 2, let last = parts.last else { return false }
    if parts.map(\.utf8.count) == [8, 4, 4, 4, 12] { return parts.allSatisfy(isHexadecimal) }
    return (8...17).contains(last.utf8.count) && isHexadecimal(last)
      && parts.dropLast().allSatisfy { part in
        !part.isEmpty && part.utf8.allSatisfy { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }
      }
  }

  private static func isHexadecimal(_ text: Substring) -> Bool {
    text.utf8.allSatisfy {
      (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0)
    }
  }
}
