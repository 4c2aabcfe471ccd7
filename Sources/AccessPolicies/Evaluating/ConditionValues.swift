import Addressing
import FoundationEssentials

/// `true` or `false`, in any case.
struct PolicyBool: Equatable {
  let value: Bool

  init?(_ text: String) {
    switch text.lowercased() {
    case "true": value = true
    case "false": value = false
    default: return nil
    }
  }
}

/// An integer or decimal number.
struct PolicyNumber: Equatable {
  let value: Double

  init?(_ text: String) {
    guard !text.isEmpty, text.utf8.allSatisfy({ "+-.eE0123456789".utf8.contains($0) }), let value = Double(text) else {
      return nil
    }
    self.value = value
  }
}

/// Bytes, written in base 64.
struct PolicyBytes: Equatable {
  let value: Data

  init?(_ text: String) {
    guard let value = Data(base64Encoded: text) else { return nil }
    self.value = value
  }
}

/// An address, or the prefix that it is known to be in.
struct AddressValue: Equatable {
  let value: Prefix

  init?(_ text: String) {
    guard let value = Prefix(text) else { return nil }
    self.value = value
  }

  /// Whether the address is in a policy's prefix; never if they are of different families.
  func isInside(_ other: AddressValue) -> Truth {
    if other.value.contains(value) { return .yes }
    return other.value.overlaps(value) ? .unknown : .no
  }
}

/// A moment, as one of the ISO 8601 forms of the W3C (a year alone to fractions of a second) or as UNIX time.
///
/// - Source: https://www.w3.org/TR/NOTE-datetime
struct PolicyDate: Equatable {
  /// Microseconds since 1970.
  let value: Int

  init?(_ text: String) {
    let digits = text.hasPrefix("-") ? text.dropFirst() : Substring(text)
    // Four digits are a year.
    if digits.count != 4, !digits.isEmpty, digits.utf8.allSatisfy(\.isDigit) {
      guard let seconds = Int(text), abs(seconds) < 1_000_000_000_000 else { return nil }
      value = seconds * 1_000_000
      return
    }
    let halves = text.split(separator: "T", maxSplits: 1, omittingEmptySubsequences: false)
    guard let days = PolicyDate.days(halves[0]) else { return nil }
    guard halves.count == 2 else {
      value = days * PolicyDate.day
      return
    }
    guard halves[0].count == 10, let time = PolicyDate.time(halves[1]) else { return nil }
    value = days * PolicyDate.day + time
  }

  private static let second = 1_000_000
  private static let day = 86_400 * second

  /// Days since 1970 of `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
  private static func days(_ text: Substring) -> Int? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    let lengths = parts.map(\.count)
    guard lengths == [4] || lengths == [4, 2] || lengths == [4, 2, 2], let year = number(parts[0]) else { return nil }
    guard let month = parts.count > 1 ? number(parts[1]) : 1, let day = parts.count > 2 ? number(parts[2]) : 1,
      1...12 ~= month, 1...31 ~= day
    else { return nil }
    // Years are counted from March, so that the leap day is a year's last.
    let shifted = month > 2 ? year : year - 1
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return 365 * shifted + shifted / 4 - shifted / 100 + shifted / 400 + dayOfYear - 719_468
  }

  /// Microseconds of `hh:mm`, `hh:mm:ss` or `hh:mm:ss.s…`, with `Z`, `+hh:mm` or `-hh:mm`.
  private static func time(_ text: Substring) -> Int? {
    guard let zone = text.firstIndex(where: { "Z+-".contains($0) }), let offset = offset(text[zone...]) else {
      return nil
    }
    let parts = text[..<zone].split(separator: ":", omittingEmptySubsequences: false)
    guard 2...3 ~= parts.count, parts[0].count == 2, parts[1].count == 2, let hour = number(parts[0]),
      let minute = number(parts[1]), hour < 24, minute < 60
    else { return nil }
    guard let rest = parts.count == 3 ? seconds(parts[2]) : 0 else { return nil }
    return (hour * 60 + minute) * 60 * second + rest - offset
  }

  private static func seconds(_ text: Substring) -> Int? {
    let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts[0].count == 2, let whole = number(parts[0]), whole <= 60 else { return nil }
    guard parts.count == 2 else { return whole * second }
    guard 1...9 ~= parts[1].count, number(parts[1]) != nil else { return nil }
    guard let fraction = number((parts[1] + "000000").prefix(6)) else { return nil }
    return whole * second + fraction
  }

  private static func offset(_ text: Substring) -> Int? {
    if text == "Z" { return 0 }
    let parts = text.dropFirst().split(separator: ":", omittingEmptySubsequences: false)
    guard parts.map(\.count) == [2, 2], let hours = number(parts[0]), let minutes = number(parts[1]), hours < 24,
      minutes < 60
    else { return nil }
    return (text.first == "-" ? -1 : 1) * (hours * 60 + minutes) * 60 * second
  }

  private static func number(_ digits: Substring) -> Int? {
    digits.utf8.allSatisfy(\.isDigit) ? Int(digits) : nil
  }
}
