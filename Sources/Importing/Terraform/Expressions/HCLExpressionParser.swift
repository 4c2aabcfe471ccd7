/// Parses expressions of Terraform's configuration language.
/// https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md
struct HCLExpressionParser {
  /// Nothing says that a file is sane.
  private static let maximumDepth = 60

  private struct Failure: Error {}

  private let scalars: [Unicode.Scalar]
  private var at = 0
  private var depth = 0

  /// The expression that a text is; nil where it is none, or uses directives (`%{ if … }`).
  static func expression(_ text: String) -> HCLExpression? {
    var parser = HCLExpressionParser(Array(text.unicodeScalars))
    guard let expression = try? parser.expression() else { return nil }
    parser.skipBlanks()
    return parser.at == parser.scalars.count ? expression : nil
  }

  private init(_ scalars: [Unicode.Scalar]) { self.scalars = scalars }

  // MARK: Scalars

  private var current: Unicode.Scalar? { at < scalars.count ? scalars[at] : nil }

  private func peek(_ offset: Int) -> Unicode.Scalar? {
    at + offset < scalars.count ? scalars[at + offset] : nil
  }

  private mutating func skipBlanks() {
    while let scalar = current {
      if scalar.properties.isWhitespace {
        at += 1
      } else if scalar == "#" || (scalar == "/" && peek(1) == "/") {
        while let scalar = current, scalar != "\n" { at += 1 }
      } else if scalar == "/", peek(1) == "*" {
        at += 2
        while let scalar = current, !(scalar == "*" && peek(1) == "/") { at += 1 }
        at += 2
      } else {
        return
      }
    }
  }

  /// Takes a mark where it comes next.
  private mutating func take(_ mark: String) -> Bool {
    skipBlanks()
    var place = at
    for scalar in mark.unicodeScalars {
      guard place < scalars.count, scalars[place] == scalar else { return false }
      place += 1
    }
    at = place
    return true
  }

  private mutating func expect(_ mark: String) throws(Failure) {
    if !take(mark) { throw Failure() }
  }

  private static func isName(_ scalar: Unicode.Scalar?) -> Bool {
    guard let scalar else { return false }
    return scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || scalar == "_" || scalar == "-"
  }

  /// A name that comes next, after blanks.
  private mutating func name() -> String? {
    skipBlanks()
    guard let first = current, first.properties.isAlphabetic || first == "_" else { return nil }
    var name = String.UnicodeScalarView()
    while let scalar = current, Self.isName(scalar) {
      name.append(scalar)
      at += 1
    }
    return String(name)
  }

  /// Takes a word where it comes next as a whole.
  private mutating func take(word: String) -> Bool {
    let start = at
    if name() == word { return true }
    at = start
    return false
  }

  // MARK: Operators

  private static let precedence: [[String]] = [
    ["||"], ["&&"], ["==", "!="], ["<=", ">=", "<", ">"], ["+", "-"], ["*", "/", "%"],
  ]

  private mutating func expression() throws(Failure) -> HCLExpression {
    depth += 1
    defer { depth -= 1 }
    guard depth < Self.maximumDepth else { throw Failure() }
    let condition = try binary(0)
    guard take("?") else { return condition }
    let one = try expression()
    try expect(":")
    return .conditional(condition, one, try expression())
  }

  private mutating func binary(_ level: Int) throws(Failure) -> HCLExpression {
    guard level < Self.precedence.count else { return try unary() }
    var left = try binary(level + 1)
    var length = 0
    while let sign = sign(at: level) {
      length += 1
      guard length < Self.maximumDepth else { throw Failure() }
      left = .binary(sign, left, try binary(level + 1))
    }
    return left
  }

  private mutating func sign(at level: Int) -> String? {
    for sign in Self.precedence[level] where take(sign) { return sign }
    return nil
  }

  private mutating func unary() throws(Failure) -> HCLExpression {
    for sign in ["!", "-"] where take(sign) {
      depth += 1
      defer { depth -= 1 }
      guard depth < Self.maximumDepth else { throw Failure() }
      return .unary(sign, try unary())
    }
    return try postfix(primary())
  }

  private mutating func postfix(_ base: HCLExpression) throws(Failure) -> HCLExpression {
    var steps: [HCLExpression.Step] = []
    while true {
      let start = at
      skipBlanks()
      if current == ".", peek(1) != "." {
        at += 1
        if take("*") {
          steps.append(.attributeSplat)
        } else if let digit = current, ("0"..."9").contains(digit) {
          steps.append(.index(.number(Double(digits()) ?? 0)))
        } else if let name = name() {
          steps.append(.attribute(name))
        } else {
          throw Failure()
        }
      } else if current == "[" {
        at += 1
        if take("*") {
          steps.append(.splat)
        } else {
          steps.append(.index(try expression()))
        }
        try expect("]")
      } else {
        at = start
        break
      }
    }
    if case .traversal(let root, let before) = base { return .traversal(root, before + steps) }
    return steps.isEmpty ? base : .relative(base, steps)
  }

  // MARK: Operands

  private mutating func digits() -> String {
    var text = String.UnicodeScalarView()
    while let scalar = current, ("0"..."9").contains(scalar) {
      text.append(scalar)
      at += 1
    }
    return String(text)
  }

  private mutating func primary() throws(Failure) -> HCLExpression {
    skipBlanks()
    guard let scalar = current else { throw Failure() }
    switch scalar {
    case "\"":
      at += 1
      return try template { parser throws(Failure) in try parser.quotedScalar() }
    case "<": return try heredoc()
    case "(":
      at += 1
      let inner = try expression()
      try expect(")")
      return inner
    case "[":
      at += 1
      return try list()
    case "{":
      at += 1
      return try object()
    case "0"..."9": return .number(try number())
    default:
      guard let name = name() else { throw Failure() }
      if current == "(" {
        at += 1
        return try call(name)
      }
      switch name {
      case "true": return .boolean(true)
      case "false": return .boolean(false)
      case "null": return .null
      default: return .traversal(name, [])
      }
    }
  }

  private mutating func number() throws(Failure) -> Double {
    var text = digits()
    if current == ".", let next = peek(1), ("0"..."9").contains(next) {
      at += 1
      text += "." + digits()
    }
    if current == "e" || current == "E" {
      at += 1
      text += "e"
      if current == "-" || current == "+" {
        text += current == "-" ? "-" : ""
        at += 1
      }
      text += digits()
    }
    guard let number = Double(text) else { throw Failure() }
    return number
  }

  private mutating func call(_ name: String) throws(Failure) -> HCLExpression {
    var arguments: [HCLExpression] = []
    var isExpanded = false
    while !take(")") {
      arguments.append(try expression())
      if take("...") { isExpanded = true }
      if !take(",") {
        try expect(")")
        break
      }
    }
    return .call(name, arguments, isExpanded: isExpanded)
  }

  private mutating func list() throws(Failure) -> HCLExpression {
    if take(word: "for") {
      let comprehension = try comprehension(isObject: false)
      try expect("]")
      return .comprehension(comprehension)
    }
    var elements: [HCLExpression] = []
    while !take("]") {
      elements.append(try expression())
      if !take(",") {
        try expect("]")
        break
      }
    }
    return .list(elements)
  }

  private mutating func object() throws(Failure) -> HCLExpression {
    if take(word: "for") {
      let comprehension = try comprehension(isObject: true)
      try expect("}")
      return .comprehension(comprehension)
    }
    var items: [HCLExpression.Item] = []
    while !take("}") {
      // A name is a key as it is; in parentheses it is what it stands for.
      let isInParentheses = current == "("
      var key = try expression()
      if case .traversal(let name, let steps) = key, steps.isEmpty, !isInParentheses { key = .text(name) }
      if !take("=") { try expect(":") }
      items.append(.init(key: key, value: try expression()))
      _ = take(",")
    }
    return .object(items)
  }

  private mutating func comprehension(isObject: Bool) throws(Failure) -> HCLExpression.Comprehension {
    guard let first = name() else { throw Failure() }
    var names = [first]
    if take(",") {
      guard let second = name() else { throw Failure() }
      names.append(second)
    }
    guard take(word: "in") else { throw Failure() }
    let collection = try expression()
    try expect(":")
    var key: HCLExpression?
    var value = try expression()
    var isGrouped = false
    if isObject {
      try expect("=>")
      key = value
      value = try expression()
      isGrouped = take("...")
    }
    let condition = take(word: "if") ? try expression() : nil
    return .init(
      names: names, collection: collection, key: key, value: value, condition: condition, isGrouped: isGrouped)
  }

  // MARK: Templates

  /// A template: `next` gives the next scalar of its text, nil at its end.
  private mutating func template(
    _ next: (inout HCLExpressionParser) throws(Failure) -> Unicode.Scalar?
  ) throws(Failure) -> HCLExpression {
    var parts: [HCLExpression] = []
    var text = String.UnicodeScalarView()
    while true {
      if let mark = current, mark == "$" || mark == "%", peek(1) == mark, peek(2) == "{" {
        text.append(contentsOf: [mark, "{"])
        at += 3
        continue
      }
      if current == "%", peek(1) == "{" { throw Failure() }
      if current == "$", peek(1) == "{" {
        // Blanks that `~` takes away would have to be taken from the text around it.
        if peek(2) == "~" { throw Failure() }
        at += 2
        if !text.isEmpty { parts.append(.text(String(text))) }
        text = String.UnicodeScalarView()
        parts.append(try expression())
        try expect("}")
        continue
      }
      guard let scalar = try next(&self) else { break }
      text.append(scalar)
    }
    if parts.isEmpty { return .text(String(text)) }
    if !text.isEmpty { parts.append(.text(String(text))) }
    return parts.count == 1 ? parts[0] : .template(parts)
  }

  /// One scalar of a text in quotes; nil for the closing one.
  private mutating func quotedScalar() throws(Failure) -> Unicode.Scalar? {
    guard let scalar = current, scalar != "\n" else { throw Failure() }
    at += 1
    if scalar == "\"" { return nil }
    guard scalar == "\\" else { return scalar }
    guard let escaped = current else { throw Failure() }
    at += 1
    switch escaped {
    case "n": return "\n"
    case "r": return "\r"
    case "t": return "\t"
    case "\"", "\\": return escaped
    case "u", "U":
      var text = ""
      for _ in 0..<(escaped == "u" ? 4 : 8) {
        guard let digit = current else { throw Failure() }
        text.unicodeScalars.append(digit)
        at += 1
      }
      guard let value = UInt32(text, radix: 16), let scalar = Unicode.Scalar(value) else { throw Failure() }
      return scalar
    default: throw Failure()
    }
  }

  /// `<<EOT`, up to the line that is the word alone; `<<-EOT` takes the common indentation away.
  private mutating func heredoc() throws(Failure) -> HCLExpression {
    try expect("<<")
    let isIndented = take("-")
    guard let word = name() else { throw Failure() }
    var rest = String.UnicodeScalarView()
    rest.append(contentsOf: scalars[at...])
    var lines = rest.split(separator: "\n", omittingEmptySubsequences: false).map { Substring($0) }.dropFirst()
    func isEnd(_ line: Substring) -> Bool { line.filter { !$0.isWhitespace } == word }
    guard let end = lines.firstIndex(where: isEnd) else { throw Failure() }
    // What stands behind the word belongs to the expression around it.
    at = scalars.count - lines[(end + 1)...].reduce(0) { $0 + $1.unicodeScalars.count + 1 }
    lines = lines[..<end]
    if isIndented {
      let written = lines.filter { $0.contains { !$0.isWhitespace } }
      let common = written.map { $0.prefix { $0 == " " }.count }.min() ?? 0
      lines = ArraySlice(lines.map { $0.dropFirst(min(common, $0.prefix { $0 == " " }.count)) })
    }
    let body = lines.map { $0 + "\n" }.joined()
    var inner = HCLExpressionParser(Array(body.unicodeScalars))
    inner.depth = depth
    return try inner.template { parser throws(Failure) in
      guard let scalar = parser.current else { return nil }
      parser.at += 1
      return scalar
    }
  }
}
