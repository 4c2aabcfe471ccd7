/// An IPv4 or IPv6 address: its family and its value as a number in host byte order.
///
/// IPv4 addresses use the low 32 bits of `value`. Ordered by family, then by value.
public struct IPAddress: Sendable, Hashable, Comparable {
  public let family: AddressFamily
  public let value: UInt128

  public init(family: AddressFamily, value: UInt128) {
    self.family = family
    self.value = value
  }

  /// The IPv4 address with these four bytes.
  public static func ipv4(_ a: UInt8, _ b: UInt8, _ c: UInt8, _ d: UInt8) -> IPAddress {
    IPAddress(family: .ipv4, value: UInt128(a) << 24 | UInt128(b) << 16 | UInt128(c) << 8 | UInt128(d))
  }

  public static func < (left: IPAddress, right: IPAddress) -> Bool {
    left.family == right.family ? left.value < right.value : left.family < right.family
  }

  /// Reads dotted-quad IPv4 or colon-separated IPv6 text (RFC 4291, `::` and a trailing dotted quad allowed).
  ///
  /// Returns nil for anything else: leading zeros, zone ids and white space are refused.
  public init?(_ text: some StringProtocol) {
    let bytes = Array(text.utf8)
    if bytes.contains(UInt8(ascii: ":")) {
      guard let value = IPAddress.parseIPv6(bytes[...]) else { return nil }
      self.init(family: .ipv6, value: value)
    } else {
      guard let value = IPAddress.parseIPv4(bytes[...]) else { return nil }
      self.init(family: .ipv4, value: UInt128(value))
    }
  }

  private static func parseIPv4(_ bytes: ArraySlice<UInt8>) -> UInt32? {
    var value: UInt32 = 0
    var octet: UInt32 = 0
    var digits = 0
    var dots = 0
    for byte in bytes {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        if digits > 0 && octet == 0 { return nil }
        octet = octet * 10 + UInt32(byte - UInt8(ascii: "0"))
        digits += 1
        if digits > 3 || octet > 255 { return nil }
      case UInt8(ascii: "."):
        if digits == 0 || dots == 3 { return nil }
        value = value << 8 | octet
        (octet, digits, dots) = (0, 0, dots + 1)
      default:
        return nil
      }
    }
    return dots == 3 && digits > 0 ? value << 8 | octet : nil
  }

  private static func parseIPv6(_ bytes: ArraySlice<UInt8>) -> UInt128? {
    let colon = UInt8(ascii: ":")
    var head: [UInt16] = []
    var tail: [UInt16] = []
    var sawGap = false
    var rest = bytes
    if rest.starts(with: [colon, colon]) {
      sawGap = true
      rest = rest.dropFirst(2)
    }
    while !rest.isEmpty {
      let part = rest.prefix { $0 != colon }
      if part.contains(UInt8(ascii: ".")) {
        guard part.endIndex == rest.endIndex, let quad = parseIPv4(part) else { return nil }
        let words = [UInt16(quad >> 16), UInt16(truncatingIfNeeded: quad)]
        if sawGap { tail += words } else { head += words }
        rest = rest[rest.endIndex...]
        break
      }
      guard (1...4).contains(part.count), let word = hexadecimal(part) else { return nil }
      if sawGap { tail.append(word) } else { head.append(word) }
      rest = rest[part.endIndex...]
      if rest.isEmpty { break }
      rest = rest.dropFirst()
      if rest.first == colon {
        if sawGap { return nil }
        sawGap = true
        rest = rest.dropFirst()
      } else if rest.isEmpty {
        return nil
      }
    }
    let count = head.count + tail.count
    guard sawGap ? count <= 7 : count == 8 else { return nil }
    let words = head + Array(repeating: 0, count: 8 - count) + tail
    return words.reduce(0) { $0 << 16 | UInt128($1) }
  }

  private static func hexadecimal(_ digits: ArraySlice<UInt8>) -> UInt16? {
    var value: UInt16 = 0
    for digit in digits {
      switch digit {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): value = value << 4 | UInt16(digit - UInt8(ascii: "0"))
      case UInt8(ascii: "a")...UInt8(ascii: "f"): value = value << 4 | UInt16(digit - UInt8(ascii: "a") + 10)
      case UInt8(ascii: "A")...UInt8(ascii: "F"): value = value << 4 | UInt16(digit - UInt8(ascii: "A") + 10)
      default: return nil
      }
    }
    return value
  }
}

extension IPAddress: CustomStringConvertible {
  /// Dotted quad, or the canonical IPv6 text of RFC 5952.
  public var description: String {
    switch family {
    case .ipv4:
      return IPAddress.dottedQuad(UInt32(truncatingIfNeeded: value))
    case .ipv6:
      let words = (0..<8).map { UInt16(truncatingIfNeeded: value >> UInt128(112 - 16 * $0)) }
      let gap = IPAddress.longestZeroRun(words)
      var text = ""
      var index = 0
      while index < 8 {
        if let gap, index == gap.lowerBound {
          text += "::"
          index = gap.upperBound
          continue
        }
        if !text.isEmpty && !text.hasSuffix("::") { text += ":" }
        text += String(words[index], radix: 16)
        index += 1
      }
      return text
    }
  }

  /// Answers are full of these, so their bytes are written in place.
  private static func dottedQuad(_ value: UInt32) -> String {
    String(unsafeUninitializedCapacity: 15) { bytes in
      var count = 0
      func append(_ byte: UInt32) {
        bytes[count] = UInt8(truncatingIfNeeded: byte)
        count += 1
      }
      for shift: UInt32 in [24, 16, 8, 0] {
        let octet = value >> shift & 255
        if octet > 99 { append(48 + octet / 100) }
        if octet > 9 { append(48 + octet / 10 % 10) }
        append(48 + octet % 10)
        if shift > 0 { append(46) }
      }
      return count
    }
  }

  private static func longestZeroRun(_ words: [UInt16]) -> Range<Int>? {
    var best: Range<Int>?
    var start: Int?
    for index in 0...words.count {
      if index < words.count, words[index] == 0 {
        start = start ?? index
      } else if let begin = start {
        if index - begin >= 2, index - begin > (best?.count ?? 0) { best = begin..<index }
        start = nil
      }
    }
    return best
  }
}
