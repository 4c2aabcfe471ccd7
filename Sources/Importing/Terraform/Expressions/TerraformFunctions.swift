/// What Terraform itself refuses: an index that a list does not have, a key that a map does not have.
struct HCLFailure: Error {}

/// Terraform's functions, as far as they put together what is not known yet.
/// https://developer.hashicorp.com/terraform/language/functions
enum TerraformFunctions {
  typealias Function = @Sendable ([TerraformValue]) throws(HCLFailure) -> TerraformValue

  /// Lists that are longer are not looked at.
  static let maximumCount = 10_000

  /// By name; what is not here makes a value that is not known.
  static let byName: [String: Function] = collections.merging(texts) { one, _ in one }.merging(numbers) { one, _ in one
  }

  // MARK: Lists and maps

  private static let collections: [String: Function] = [
    "concat": { arguments in list(of: arguments) },
    "flatten": { arguments in flattened(arguments) },
    "merge": { arguments in merged(arguments) },
    "element": { arguments throws(HCLFailure) in try element(arguments) },
    "lookup": { arguments throws(HCLFailure) in try lookup(arguments) },
    "length": { arguments in arguments.first.flatMap(count).map { .number(Double($0)) } ?? .unknown },
    "keys": { arguments in
      guard case .object(let fields)? = arguments.first else { return .unknown }
      return .list(fields.keys.sorted().map { .text($0) })
    },
    "values": { arguments in
      guard case .object(let fields)? = arguments.first else { return .unknown }
      return .list(fields.sorted { $0.key < $1.key }.map(\.value))
    },
    "toset": { arguments in set(arguments.first ?? .unknown) },
    "distinct": { arguments in
      guard case .list(let elements)? = arguments.first, elements.allSatisfy(isComparable) else { return .unknown }
      return .list(unique(elements))
    },
    "compact": { arguments in
      guard case .list(let elements)? = arguments.first, elements.allSatisfy({ $0.isKnown || $0.isGiven }) else {
        return .unknown
      }
      return .list(elements.filter { $0 != .null && $0 != .text("") })
    },
    "reverse": { arguments in
      guard case .list(let elements)? = arguments.first else { return .unknown }
      return .list(elements.reversed())
    },
    "slice": { arguments throws(HCLFailure) in
      guard arguments.count == 3, case .list(let elements) = arguments[0], let start = whole(arguments[1]),
        let end = whole(arguments[2])
      else { return .unknown }
      guard start >= 0, start <= end, end <= elements.count else { throw HCLFailure() }
      return .list(Array(elements[start..<end]))
    },
    "zipmap": { arguments in
      guard arguments.count == 2, case .list(let keys) = arguments[0], case .list(let values) = arguments[1],
        keys.count == values.count
      else { return .unknown }
      return object(keys, values)
    },
    "one": { arguments throws(HCLFailure) in
      guard case .list(let elements)? = arguments.first else { return .unknown }
      if elements.count > 1 { throw HCLFailure() }
      return elements.first ?? .null
    },
    "contains": { arguments in
      guard arguments.count == 2, case .list(let elements) = arguments[0] else { return .unknown }
      if arguments[1].isKnown, elements.contains(where: { $0.isKnown && isEqual($0, arguments[1]) == true }) {
        return .boolean(true)
      }
      return elements.allSatisfy(\.isKnown) && arguments[1].isKnown ? .boolean(false) : .unknown
    },
    "index": { arguments throws(HCLFailure) in
      guard arguments.count == 2, case .list(let elements) = arguments[0], elements.allSatisfy(\.isKnown),
        arguments[1].isKnown
      else { return .unknown }
      guard let place = elements.firstIndex(where: { isEqual($0, arguments[1]) == true }) else { throw HCLFailure() }
      return .number(Double(place))
    },
    "range": { arguments in
      let numbers = arguments.compactMap(whole)
      guard numbers.count == arguments.count, (1...2).contains(numbers.count) else { return .unknown }
      let start = numbers.count == 2 ? numbers[0] : 0
      guard let end = numbers.last, end >= start, end - start <= maximumCount else { return .unknown }
      return .list((start..<end).map { .number(Double($0)) })
    },
    "sort": { arguments in
      guard case .list(let elements)? = arguments.first else { return .unknown }
      let texts = elements.compactMap(\.scalar)
      return texts.count == elements.count ? .list(texts.sorted().map { .text($0) }) : .unknown
    },
    "coalesce": { arguments in
      guard let first = arguments.first(where: { $0 != .null && $0 != .text("") }) else { return .unknown }
      return first.isKnown || first.isGiven ? first : .unknown
    },
    "tolist": { arguments in arguments.first ?? .unknown }, "tomap": { arguments in arguments.first ?? .unknown },
    "tostring": { arguments in arguments.first.map { $0.scalar.map { .text($0) } ?? $0 } ?? .unknown },
    "tonumber": { arguments in arguments.first?.asNumber.map { .number($0) } ?? .unknown },
    "tobool": { arguments in arguments.first?.asBoolean.map { .boolean($0) } ?? .unknown },
    "sensitive": { arguments in arguments.first ?? .unknown },
    "nonsensitive": { arguments in arguments.first ?? .unknown },
    "jsonencode": { arguments in
      guard let value = arguments.first, value.isTold else { return arguments.first.map { .json($0) } ?? .unknown }
      return value.isKnown ? value.json().map { .text($0) } ?? .unknown : .json(value)
    },
  ]

  /// Whether a value can be told from others: one that AWS gives is like itself, and may be like no other.
  private static func isComparable(_ value: TerraformValue) -> Bool {
    if case .computed = value { return true }
    return value.isKnown
  }

  static func count(_ value: TerraformValue) -> Int? {
    switch value {
    case .list(let elements): elements.count
    case .object(let fields): fields.count
    case .text(let text): text.count
    default: nil
    }
  }

  private static func list(of arguments: [TerraformValue]) -> TerraformValue {
    var all: [TerraformValue] = []
    for argument in arguments {
      guard case .list(let elements) = argument, all.count + elements.count <= maximumCount else { return .unknown }
      all += elements
    }
    return .list(all)
  }

  private static func flattened(_ arguments: [TerraformValue]) -> TerraformValue {
    guard case .list(let elements)? = arguments.first else { return .unknown }
    var all: [TerraformValue] = []
    for element in elements {
      if case .list = element {
        guard case .list(let inner) = flattened([element]) else { return .unknown }
        all += inner
      } else if element == .unknown {
        return .unknown
      } else {
        all.append(element)
      }
      if all.count > maximumCount { return .unknown }
    }
    return .list(all)
  }

  private static func merged(_ arguments: [TerraformValue]) -> TerraformValue {
    var all: [String: TerraformValue] = [:]
    for argument in arguments where argument != .null {
      guard case .object(let fields) = argument else { return .unknown }
      all.merge(fields) { _, later in later }
    }
    return .object(all)
  }

  private static func object(_ keys: [TerraformValue], _ values: [TerraformValue]) -> TerraformValue {
    var fields: [String: TerraformValue] = [:]
    for (key, value) in zip(keys, values) {
      guard let key = key.scalar else { return .unknown }
      fields[key] = value
    }
    return .object(fields)
  }

  /// The elements of a set, in Terraform's order where they are texts.
  private static func set(_ value: TerraformValue) -> TerraformValue {
    guard case .list(let elements) = value, elements.allSatisfy(isComparable) else { return .unknown }
    let texts = elements.compactMap(\.scalar)
    if texts.count == elements.count { return .list(Set(texts).sorted().map { .text($0) }) }
    return .list(unique(elements))
  }

  private static func element(_ arguments: [TerraformValue]) throws(HCLFailure) -> TerraformValue {
    guard arguments.count == 2, case .list(let elements) = arguments[0], let index = whole(arguments[1]) else {
      return .unknown
    }
    if elements.isEmpty { throw HCLFailure() }
    return elements[((index % elements.count) + elements.count) % elements.count]
  }

  private static func lookup(_ arguments: [TerraformValue]) throws(HCLFailure) -> TerraformValue {
    guard arguments.count > 1, case .object(let fields) = arguments[0], let key = arguments[1].scalar else {
      return .unknown
    }
    if let value = fields[key] { return value }
    if arguments.count == 3 { return arguments[2] }
    throw HCLFailure()
  }

  // MARK: Texts

  private static let texts: [String: Function] = [
    "join": { arguments in
      guard arguments.count == 2, let separator = arguments[0].scalar, case .list(let elements) = arguments[1] else {
        return .unknown
      }
      let texts = elements.compactMap(\.scalar)
      return texts.count == elements.count ? .text(texts.joined(separator: separator)) : .unknown
    },
    "split": { arguments in
      guard arguments.count == 2, let separator = arguments[0].scalar, !separator.isEmpty,
        let text = arguments[1].scalar
      else { return .unknown }
      return .list(text.split(separator: separator, omittingEmptySubsequences: false).map { .text(String($0)) })
    },
    "replace": { arguments in
      let texts = arguments.compactMap(\.scalar)
      // Between slashes stands a regular expression.
      guard texts.count == 3, !texts[1].hasPrefix("/") else { return .unknown }
      return .text(texts[0].replacing(texts[1], with: texts[2]))
    },
    "lower": { arguments in arguments.first?.scalar.map { .text($0.lowercased()) } ?? .unknown },
    "upper": { arguments in arguments.first?.scalar.map { .text($0.uppercased()) } ?? .unknown },
    "trimprefix": { arguments in
      let texts = arguments.compactMap(\.scalar)
      guard texts.count == 2 else { return .unknown }
      return .text(texts[0].hasPrefix(texts[1]) ? String(texts[0].dropFirst(texts[1].count)) : texts[0])
    },
    "trimsuffix": { arguments in
      let texts = arguments.compactMap(\.scalar)
      guard texts.count == 2 else { return .unknown }
      return .text(texts[0].hasSuffix(texts[1]) ? String(texts[0].dropLast(texts[1].count)) : texts[0])
    },
    "format": { arguments in
      let texts = arguments.compactMap(\.scalar)
      return texts.count == arguments.count ? formatted(texts) : .unknown
    },
  ]

  /// `format` with the verbs that need no more than the text of a value.
  private static func formatted(_ texts: [String]) -> TerraformValue {
    guard var rest = texts.first.map({ $0[...] }) else { return .unknown }
    var values = texts.dropFirst()
    var text = ""
    while let verb = rest.firstRange(of: "%") {
      text += rest[..<verb.lowerBound]
      rest = rest[verb.upperBound...]
      guard let letter = rest.popFirst() else { return .unknown }
      if letter == "%" {
        text += "%"
      } else if "sdv".contains(letter), let value = values.popFirst() {
        text += value
      } else {
        return .unknown
      }
    }
    return .text(text + rest)
  }

  // MARK: Numbers

  private static let numbers: [String: Function] = [
    "floor": { arguments in arguments.first?.asNumber.map { .number($0.rounded(.down)) } ?? .unknown },
    "ceil": { arguments in arguments.first?.asNumber.map { .number($0.rounded(.up)) } ?? .unknown },
    "abs": { arguments in arguments.first?.asNumber.map { .number(Swift.abs($0)) } ?? .unknown },
    "min": { arguments in extreme(arguments) { $0.min() } },
    "max": { arguments in extreme(arguments) { $0.max() } },
  ]

  private static func extreme(_ arguments: [TerraformValue], _ of: ([Double]) -> Double?) -> TerraformValue {
    let numbers = arguments.compactMap(\.asNumber)
    return numbers.count == arguments.count ? of(numbers).map { .number($0) } ?? .unknown : .unknown
  }

  /// A whole number that an index may be.
  static func whole(_ value: TerraformValue) -> Int? { value.asNumber.flatMap { Int(exactly: $0) } }

  /// Whether two values are equal; nil where that is not known yet.
  static func isEqual(_ left: TerraformValue, _ right: TerraformValue) -> Bool? {
    if case .computed = left, left == right { return true }
    if left.isGiven, right == .null || right == .text("") { return false }
    if right.isGiven, left == .null || left == .text("") { return false }
    guard left.isKnown, right.isKnown else { return nil }
    if left == right { return true }
    // Types of variables may turn one into the other.
    return left.scalar != nil && left.scalar == right.scalar ? nil : false
  }
}
