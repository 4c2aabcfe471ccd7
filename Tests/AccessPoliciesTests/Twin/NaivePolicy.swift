import Foundation

/// A second evaluator, made from AWS's pages and not from the first: it works on Foundation's JSON as it is, in plain
/// logic, and knows everything about the request. It gives up where the pages say nothing.
struct NaivePolicy {
  struct Undocumented: Error {}

  /// A request in which nothing is unknown. Keys in lowercase; a key that is not there has no entry.
  struct World {
    var principal: String
    var action: String
    var resource: String
    var keys: [String: [String]]
  }

  enum Answer: String { case allowed, explicitDeny, implicitDeny }

  let statements: [[String: Any]]
  let hasVariables: Bool

  init(_ text: String) throws {
    let document = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any] ?? [:]
    statements = document["Statement"] as? [[String: Any]] ?? []
    hasVariables = document["Version"] as? String == "2012-10-17"
  }

  func answer(_ world: World) throws -> Answer {
    var isAllowed = false
    var isDenied = false
    for statement in statements where try applies(statement, world) {
      if statement["Effect"] as? String == "Deny" { isDenied = true } else { isAllowed = true }
    }
    return isDenied ? .explicitDeny : isAllowed ? .allowed : .implicitDeny
  }

  func applies(_ statement: [String: Any], _ world: World) throws -> Bool {
    if let action = statement["Action"],
      try !list(action).contains(where: { try like($0, world.action, .caseInsensitive, [:]) })
    {
      return false
    }
    if let action = statement["NotAction"],
      try list(action).contains(where: { try like($0, world.action, .caseInsensitive, [:]) })
    {
      return false
    }
    if let resource = statement["Resource"],
      try !list(resource).contains(where: { try like($0, world.resource, [], world.keys) })
    {
      return false
    }
    if let resource = statement["NotResource"],
      try list(resource).contains(where: { try like($0, world.resource, [], world.keys) })
    {
      return false
    }
    if let principal = statement["Principal"],
      try !entries(principal).contains(where: { try isMeant($0, world.principal) })
    {
      return false
    }
    if let principal = statement["NotPrincipal"], try !isForOthers(entries(principal), statement, world.principal) {
      return false
    }
    for (name, block) in statement["Condition"] as? [String: [String: Any]] ?? [:] {
      for (key, wanted) in block where try !holds(name, list(wanted), world.keys[key.lowercased()] ?? [], world.keys) {
        return false
      }
    }
    return true
  }

  private func list(_ value: Any) -> [String] {
    (value as? [Any] ?? [value]).map { value in
      if let text = value as? String { return text }
      return (value as? Bool).map { $0 ? "true" : "false" } ?? "\(value)"
    }
  }

  // MARK: Principals

  private func entries(_ element: Any) -> [(kind: String, text: String)] {
    guard let map = element as? [String: Any] else { return [("AWS", "*")] }
    return map.flatMap { kind, texts in list(texts).map { (kind, $0) } }
  }

  private func isMeant(_ entry: (kind: String, text: String), _ who: String) throws -> Bool {
    switch entry.kind {
    case "AWS" where entry.text == "*": return true
    case "Service": return who.hasSuffix(".amazonaws.com") && (entry.text == "*" || entry.text == who)
    case "AWS":
      guard who.hasPrefix("arn:") else { return false }
      let account = who.components(separatedBy: ":")[4]
      if entry.text == account || entry.text == "arn:aws:iam::\(account):root" { return true }
      if entry.text == who { return true }
      let last = who.components(separatedBy: ":")[5].components(separatedBy: "/")
      if last[0] == "assumed-role" {
        return entry.text.hasPrefix("arn:aws:iam::\(account):role/") && entry.text.hasSuffix("/\(last[1])")
      }
      if last[0] == "role", entry.text.hasPrefix("arn:aws:sts::\(account):assumed-role/\(last[last.count - 1])/") {
        throw Undocumented()
      }
      return false
    default: return false
    }
  }

  private func isForOthers(
    _ entries: [(kind: String, text: String)], _ statement: [String: Any], _ who: String
  ) throws -> Bool {
    let named = try entries.filter { try isMeant($0, who) }
    guard statement["Effect"] as? String == "Deny", who.hasPrefix("arn:"), !named.contains(where: { $0.text == "*" })
    else {
      return named.isEmpty
    }
    if named.isEmpty { return true }
    let account = who.components(separatedBy: ":")[4]
    let roots = [account, "arn:aws:iam::\(account):root"]
    let listsAccount = named.contains { roots.contains($0.text) }
    // A session is spared by its role, not by its own name.
    let listsSelf = named.contains { !roots.contains($0.text) && !$0.text.contains(":assumed-role/") }
    if who == roots[1] || (listsAccount && listsSelf) { return false }
    throw Undocumented()
  }

  // MARK: Conditions

  private func holds(_ name: String, _ wanted: [String], _ had: [String], _ keys: [String: [String]]) throws -> Bool {
    var name = name
    var prefix = ""
    if let colon = name.firstIndex(of: ":") {
      prefix = String(name[..<colon])
      name = String(name[name.index(after: colon)...])
    }
    if name == "Null" { return wanted.contains(had.isEmpty ? "true" : "false") }
    let isOptional = name.hasSuffix("IfExists")
    if isOptional { name.removeLast("IfExists".count) }
    let isNegated = name.contains("Not")
    let values = prefix.isEmpty ? had : Set(had) == [""] ? [] : had
    if values.isEmpty {
      if prefix == "ForAllValues" { return true }
      if prefix == "ForAnyValue" { if isOptional && had.isEmpty { throw Undocumented() } else { return false } }
      return isOptional || isNegated
    }
    if prefix.isEmpty && values.count > 1 { throw Undocumented() }
    let plain = name.replacingOccurrences(of: "Not", with: "")
    let results = try values.map { value -> Bool in
      var isComparable = true
      let isMatched = try wanted.contains { wanted in
        guard let result = try matches(plain, wanted, value, keys) else {
          isComparable = false
          return false
        }
        return result
      }
      if isNegated, !isMatched, !isComparable { throw Undocumented() }
      return isMatched != isNegated
    }
    return prefix == "ForAnyValue" ? results.contains(true) : !results.contains(false)
  }

  private func matches(_ name: String, _ wanted: String, _ had: String, _ keys: [String: [String]]) throws -> Bool? {
    switch name {
    case "StringEquals": return try fill(wanted, keys).map { Array($0.utf8) == Array(had.utf8) } ?? false
    case "StringEqualsIgnoreCase": return try fill(wanted, keys).map { $0.lowercased() == had.lowercased() } ?? false
    case "StringLike": return try like(wanted, had, [], keys)
    case "ArnEquals", "ArnLike":
      let parts = pieces(had)
      guard parts.count == 6, parts[0] == "arn" else { return nil }
      let patterns = pieces(wanted)
      guard patterns.count == 6 else { throw Undocumented() }
      return try zip(patterns, parts).allSatisfy { try like($0, $1, [], keys) }
    case "Bool":
      guard ["true", "false"].contains(had.lowercased()) else { return nil }
      return try fill(wanted, keys).map { $0.lowercased() == had.lowercased() } ?? false
    case "BinaryEquals": return both(wanted, had, { Data(base64Encoded: $0) }, ==)
    case "IpAddress":
      return both(wanted, had, address) { wanted, had in
        wanted.bytes.count == had.bytes.count
          && (0..<wanted.length).allSatisfy { bit in
            (wanted.bytes[bit / 8] ^ had.bytes[bit / 8]) & (0x80 >> (bit % 8)) == 0
          }
      }
    default:
      let order = name.replacingOccurrences(of: "Numeric", with: "").replacingOccurrences(of: "Date", with: "")
      if name.hasPrefix("Numeric") { return both(wanted, had, number) { ordered(order, $1, $0) } }
      return both(wanted, had, date) { ordered(order, $1, $0) }
    }
  }

  private func ordered<Value: Comparable>(_ order: String, _ had: Value, _ wanted: Value) -> Bool {
    switch order {
    case "Equals": had == wanted
    case "LessThan": had < wanted
    case "LessThanEquals": !(had > wanted)
    case "GreaterThan": had > wanted
    default: !(had < wanted)
    }
  }

  private func both<Value>(
    _ wanted: String, _ had: String, _ read: (String) -> Value?, _ compare: (Value, Value) -> Bool
  ) -> Bool? {
    guard let wanted = read(wanted), let had = read(had) else { return nil }
    return compare(wanted, had)
  }

  private func number(_ text: String) -> Decimal? {
    text.range(of: #"^-?[0-9]+(\.[0-9]+)?$"#, options: .regularExpression) == nil ? nil : Decimal(string: text)
  }

  private func date(_ text: String) -> Date? {
    if text.range(of: "^-?([0-9]{1,3}|[0-9]{5,})$", options: .regularExpression) != nil {
      return TimeInterval(text).map { Date(timeIntervalSince1970: $0) }
    }
    return ISO8601DateFormatter().date(from: text.contains("T") ? text : text + "T00:00:00Z")
  }

  private func address(_ text: String) -> (bytes: [UInt8], length: Int)? {
    let halves = text.components(separatedBy: "/")
    let family = text.contains(":") ? AF_INET6 : AF_INET
    var bytes = [UInt8](repeating: 0, count: family == AF_INET ? 4 : 16)
    guard inet_pton(family, halves[0], &bytes) == 1 else { return nil }
    guard let length = halves.count == 1 ? bytes.count * 8 : Int(halves[1]), 0...bytes.count * 8 ~= length else {
      return nil
    }
    return (bytes, length)
  }

  // MARK: Texts

  private func pieces(_ text: String) -> [String] {
    var pieces = text.components(separatedBy: ":")
    while pieces.count > 6 {
      let last = pieces.removeLast()
      pieces[pieces.count - 1] += ":" + last
    }
    return pieces
  }

  /// Whether the text matches a pattern, by way of a regular expression.
  private func like(
    _ pattern: String, _ text: String, _ options: NSRegularExpression.Options, _ keys: [String: [String]]
  ) throws -> Bool {
    guard let filled = try fill(pattern, keys, marksWildcards: true) else { return false }
    let expression = NSRegularExpression.escapedPattern(for: filled)
      .replacingOccurrences(of: "\u{1}", with: ".*").replacingOccurrences(of: "\u{2}", with: ".")
    let regular = try NSRegularExpression(
      pattern: "^(?:\(expression))$", options: options.union(.dotMatchesLineSeparators))
    return regular.firstMatch(in: text, range: NSRange(text.startIndex..., in: text)) != nil
  }

  /// The text with its variables replaced, wildcards marked by U+0001 and U+0002; nil if a variable has no value.
  private func fill(_ text: String, _ keys: [String: [String]], marksWildcards: Bool = false) throws -> String? {
    var filled = ""
    var rest = text
    while !rest.isEmpty {
      if hasVariables, rest.hasPrefix("${"), let end = rest.range(of: "}") {
        let inside = String(rest[rest.index(rest.startIndex, offsetBy: 2)..<end.lowerBound])
        rest = String(rest[end.upperBound...])
        if ["*", "?", "$"].contains(inside) {
          filled += inside
          continue
        }
        let parts = inside.components(separatedBy: ", '")
        let values = keys[parts[0].lowercased()] ?? []
        if values.count > 1 { throw Undocumented() }
        guard let value = values.first ?? (parts.count > 1 ? String(parts[1].dropLast()) : nil) else { return nil }
        if marksWildcards, value.contains("*") || value.contains("?") { throw Undocumented() }
        filled += value
        continue
      }
      let first = rest.removeFirst()
      filled += marksWildcards && first == "*" ? "\u{1}" : marksWildcards && first == "?" ? "\u{2}" : String(first)
    }
    return filled
  }
}
