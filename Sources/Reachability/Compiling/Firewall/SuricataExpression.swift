import Addressing

/// Addresses or ports as the header of a rule names them: `any`, `10.0.0.0/8`, `!$HOME_NET`, `[80,443,!8080]`,
/// `1024:65535`, `@prefix-list-set`.
indirect enum SuricataExpression: Sendable, Hashable {
  case any
  case value(String)
  case variable(String)
  /// A set of addresses that refers to a prefix list or a resource group.
  case reference(String)
  case not(SuricataExpression)
  case list([SuricataExpression])

  /// Nil for what is no expression.
  init?(_ text: some StringProtocol) {
    let text = String(text).filter { !$0.isWhitespace }
    guard let first = text.first else { return nil }
    switch first {
    case "!":
      guard let inner = SuricataExpression(text.dropFirst()) else { return nil }
      self = .not(inner)
    case "[":
      guard text.last == "]", let items = SuricataExpression.items(text.dropFirst().dropLast()) else { return nil }
      self = .list(items)
    case "$": self = .variable(String(text.dropFirst()))
    case "@": self = .reference(String(text.dropFirst()))
    default: self = text.lowercased() == "any" ? .any : .value(String(text))
    }
  }

  private static func items(_ text: some StringProtocol) -> [SuricataExpression]? {
    var items: [SuricataExpression] = []
    var item = ""
    var depth = 0
    for character in String(text) + "," {
      if character == "[" { depth += 1 }
      if character == "]" { depth -= 1 }
      if character == ",", depth == 0 {
        guard let parsed = SuricataExpression(item) else { return nil }
        items.append(parsed)
        item = ""
      } else {
        item.append(character)
      }
    }
    return depth == 0 ? items : nil
  }

  /// The set that the expression means; nil where `leaf` does not know a part of it.
  ///
  /// A list is the union of what it names without what it negates; one that only negates is everything else.
  func ranges(of all: AddressRanges, _ leaf: (SuricataExpression) -> AddressRanges?) -> AddressRanges? {
    switch self {
    case .any: return all
    case .value, .variable, .reference: return leaf(self)
    case .not(let inner): return inner.ranges(of: all, leaf).map { all.subtracting($0) }
    case .list(let items):
      var named: [AddressRange] = []
      var negated: [AddressRange] = []
      var namesSome = false
      for item in items {
        if case .not(let inner) = item {
          guard let ranges = inner.ranges(of: all, leaf) else { return nil }
          negated += ranges.ranges
        } else {
          guard let ranges = item.ranges(of: all, leaf) else { return nil }
          named += ranges.ranges
          namesSome = true
        }
      }
      return (namesSome ? AddressRanges(named) : all).subtracting(AddressRanges(negated))
    }
  }
}
