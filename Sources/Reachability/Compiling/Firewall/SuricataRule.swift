import NetworkModel

/// A stateful rule of AWS Network Firewall as it is written: a header and options.
/// https://docs.suricata.io/en/suricata-7.0.8/rules/intro.html
struct SuricataRule: Sendable, Hashable {
  struct Option: Sendable, Hashable {
    var keyword: String
    /// Empty for a keyword alone.
    var value: String
  }

  /// In small letters: `pass`, `drop`, `reject`, `alert`.
  var action: String
  /// In small letters: `ip`, `tcp`, `tls` …
  var `protocol`: String
  var source: String
  var sourcePort: String
  /// Whether the rule is also meant the other way round: `<>`.
  var isMirrored: Bool
  var destination: String
  var destinationPort: String
  var options: [Option]
  /// The rule as people read it.
  var text: String

  /// A standard rule (NFW 9.2.5).
  init(_ rule: FirewallRuleGroup.StatefulRule) {
    action = rule.action.lowercased()
    `protocol` = rule.protocol.lowercased()
    source = rule.source
    sourcePort = rule.sourcePort
    isMirrored = rule.direction.uppercased() == "ANY"
    destination = rule.destination
    destinationPort = rule.destinationPort
    options = rule.options.map {
      Option(keyword: $0.keyword.lowercased(), value: $0.settings.joined(separator: ","))
    }
    let ends = "\(source) \(sourcePort) \(isMirrored ? "<>" : "->") \(destination) \(destinationPort)"
    let shown = options.filter { $0.keyword != "sid" && $0.keyword != "rev" && $0.keyword != "msg" }
    let suffix = shown.map { $0.value.isEmpty ? $0.keyword : "\($0.keyword):\($0.value)" }.joined(separator: "; ")
    text = "\(action) \(`protocol`) \(ends)" + (suffix.isEmpty ? "" : " (\(suffix))")
  }

  /// A rule in Suricata's language; nil for what is not one.
  init?(_ text: some StringProtocol) {
    self.text = String(text)
    guard let open = text.firstIndex(of: "("), text.hasSuffix(")") else { return nil }
    guard let words = SuricataRule.words(text[..<open]), words.count == 7, ["->", "<>"].contains(words[4]) else {
      return nil
    }
    action = words[0].lowercased()
    `protocol` = words[1].lowercased()
    source = words[2]
    sourcePort = words[3]
    isMirrored = words[4] == "<>"
    destination = words[5]
    destinationPort = words[6]
    options = SuricataRule.options(text[text.index(after: open)...].dropLast())
  }

  /// The rules of a text, without comments; of what is not a rule, the text.
  static func parse(_ text: String) -> [(rule: SuricataRule?, text: String)] {
    var found: [(SuricataRule?, String)] = []
    var pending = ""
    for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      var part = trimmed(line)
      if pending.isEmpty, part.isEmpty || part.hasPrefix("#") { continue }
      let continues = part.hasSuffix("\\")
      if continues { part = trimmed(part.dropLast()) }
      pending += pending.isEmpty ? String(part) : " \(part)"
      if continues { continue }
      if !pending.isEmpty { found.append((SuricataRule(pending), pending)) }
      pending = ""
    }
    if !pending.isEmpty { found.append((SuricataRule(pending), pending)) }
    return found
  }

  /// The words of a header; what stands in brackets is one word without its spaces. Nil where brackets do not match.
  private static func words(_ header: some StringProtocol) -> [String]? {
    var words: [String] = []
    var word = ""
    var depth = 0
    for character in header {
      if character == "[" { depth += 1 }
      if character == "]" { depth -= 1 }
      guard character.isWhitespace else {
        word.append(character)
        continue
      }
      if depth == 0, !word.isEmpty, word != "!" {
        words.append(word)
        word = ""
      }
    }
    if !word.isEmpty { words.append(word) }
    return depth == 0 ? words : nil
  }

  /// `keyword;` and `keyword: value;`, where a value in quotes may hold semicolons.
  private static func options(_ text: some StringProtocol) -> [Option] {
    var options: [Option] = []
    var piece = ""
    var isQuoted = false
    var isEscaped = false
    func finish(_ piece: String) {
      let parts = piece.split(separator: ":", maxSplits: 1)
      guard let first = parts.first else { return }
      let keyword = trimmed(first).lowercased()
      if keyword.isEmpty { return }
      options.append(Option(keyword: keyword, value: parts.count > 1 ? String(trimmed(parts[1])) : ""))
    }
    for character in text {
      if character == ";", !isQuoted, !isEscaped {
        finish(piece)
        piece = ""
        continue
      }
      if character == "\"", !isEscaped { isQuoted.toggle() }
      isEscaped = character == "\\" && !isEscaped
      piece.append(character)
    }
    finish(piece)
    return options
  }

  private static func trimmed(_ text: some StringProtocol) -> Substring {
    var text = Substring(text)
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return text
  }
}
