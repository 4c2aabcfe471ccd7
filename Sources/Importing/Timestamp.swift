/// Moments as AWS's answers write them.
enum Timestamp {
  /// The seconds since 1970 of `2026-11-24T15:41:16+00:00`, `2026-11-24T15:41:16.123Z`; nil for anything else.
  static func seconds(_ text: some StringProtocol) -> Int? {
    let characters = Array(text.utf8)
    guard characters.count >= 20, characters[10] == UInt8(ascii: "T") else { return nil }
    func number(_ range: Range<Int>) -> Int? {
      guard range.upperBound <= characters.count else { return nil }
      var value = 0
      for byte in characters[range] {
        guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
        value = value * 10 + Int(byte - UInt8(ascii: "0"))
      }
      return value
    }
    guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10), let hour = number(11..<13),
      let minute = number(14..<16), let second = number(17..<19), (1...12).contains(month), (1...31).contains(day)
    else { return nil }
    var zone = 19
    if characters[zone] == UInt8(ascii: ".") {
      zone += 1
      while zone < characters.count, number(zone..<zone + 1) != nil { zone += 1 }
    }
    guard zone < characters.count, let offset = offset(characters[zone...], number) else { return nil }
    return days(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second - offset
  }

  /// The seconds by which a zone is ahead of UTC: `Z`, `+02:00`.
  private static func offset(_ zone: ArraySlice<UInt8>, _ number: (Range<Int>) -> Int?) -> Int? {
    let start = zone.startIndex
    switch zone[start] {
    case UInt8(ascii: "Z"): return zone.count == 1 ? 0 : nil
    case UInt8(ascii: "+"), UInt8(ascii: "-"):
      guard zone.count == 6, let hours = number(start + 1..<start + 3), let minutes = number(start + 4..<start + 6)
      else { return nil }
      return (hours * 3600 + minutes * 60) * (zone[start] == UInt8(ascii: "-") ? -1 : 1)
    default: return nil
    }
  }

  /// The days from 1970-01-01 to a day of the Gregorian calendar, whose year is taken to begin in March.
  private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let year = month > 2 ? year : year - 1
    let era = (year >= 0 ? year : year - 399) / 400
    let yearOfEra = year - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }
}
