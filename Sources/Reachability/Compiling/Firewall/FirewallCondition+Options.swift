import Addressing

// The options of Suricata's rules, as far as they say no more than a question does.
// https://docs.suricata.io/en/suricata-7.0.8/rules/index.html

extension FirewallCondition {
  /// Options that say nothing about packets.
  private static let remarks: Set = [
    "msg", "sid", "rev", "gid", "classtype", "reference", "metadata", "target", "alert", "noalert", "fast_pattern",
  ]

  /// Options that look at the data of packets, by how they begin.
  private static let dataPrefixes = [
    "http.", "http_", "tls.", "tls_", "ssl_", "ja3", "ja4", "dns.", "dns_", "ssh.", "ssh_", "smb.", "smtp.", "snmp.",
    "krb5", "rdp.", "sip.", "mqtt.", "quic.", "rfb.", "ftp", "file", "aws_",
  ]
  private static let dataOptions: Set = ["content", "pcre", "uricontent", "urilen", "app-layer-protocol", "dotprefix"]

  /// Reads the options of a rule.
  ///
  /// - Parameter protocols: narrowed by `ip_proto`.
  init(_ options: [SuricataRule.Option], protocols: inout [ClosedRange<UInt8>]) {
    var names = NameReader()
    for option in options {
      if names.take(option, &self) { continue }
      switch option.keyword {
      case let keyword where FirewallCondition.remarks.contains(keyword): continue
      case "priority": priority = Int(option.value) ?? priority
      case "flow": readFlow(option.value)
      case "ip_proto":
        if let narrowed = FirewallCondition.narrowed(protocols, option.value) {
          protocols = narrowed
        } else {
          doubt(option.keyword)
        }
      case "app-layer-protocol" where !option.value.contains(","):
        let isNegated = option.value.hasPrefix("!")
        applications.append(
          .speaks((isNegated ? String(option.value.dropFirst()) : option.value).lowercased(), isNegated: isNegated))
      case "ssl_state" where option.value == "client_hello":
        applications.append(.speaks("tls", isNegated: false))
        isToServer = isToServer ?? true
      default: doubt(option.keyword)
      }
    }
    names.finish(&self)
  }

  private mutating func readFlow(_ value: String) {
    for word in value.lowercased().split(separator: ",").map({ $0.filter { !$0.isWhitespace } }) {
      switch word {
      case "to_server", "from_client": isToServer = true
      case "to_client", "from_server": isToServer = false
      case "established": isEstablished = true
      case "not_established": isEstablished = false
      case "stateless": continue
      default: doubt("flow:\(word)")
      }
    }
  }

  /// The rule cannot be told to match: the option is not modelled.
  mutating func doubt(_ keyword: String) {
    // What is about data as well as about more matches only packets that have data.
    isDoubtAboutData = isDoubtAboutData || FirewallCondition.isAboutData(keyword)
    doubt = doubt ?? .option(keyword)
  }

  static func isAboutData(_ keyword: String) -> Bool {
    dataOptions.contains(keyword) || dataPrefixes.contains { keyword.hasPrefix($0) }
  }

  /// The protocols that `TCP`, `!TCP` or `6` leaves; nil for what is none of these.
  private static func narrowed(_ protocols: [ClosedRange<UInt8>], _ value: String) -> [ClosedRange<UInt8>]? {
    let isNegated = value.hasPrefix("!")
    let name = value.filter { $0 != "!" && !$0.isWhitespace }
    guard let number = IPProtocol(name)?.rawValue else { return nil }
    let all = AddressRanges(
      protocols.map { AddressRange(UInt128($0.lowerBound), UInt128($0.upperBound)) })
    let one = AddressRanges([AddressRange(UInt128(number), UInt128(number))])
    return (isNegated ? all.subtracting(one) : all.intersection(one)).ranges.map {
      UInt8(clamping: $0.lower)...UInt8(clamping: $0.upper)
    }
  }
}

/// Reads `tls.sni; dotprefix; content:".example.com"; nocase; endswith;`.
private struct NameReader {
  private var field: NameTest.Field?
  private var hasDotBefore = false
  private var pattern: (test: NameTest.Pattern, isNegated: Bool)?

  /// Takes an option that belongs to a name; false leaves it to others.
  mutating func take(_ option: SuricataRule.Option, _ condition: inout FirewallCondition) -> Bool {
    switch option.keyword {
    case "tls.sni", "tls_sni": begin(.serverName, &condition)
    case "http.host": begin(.host, &condition)
    case "dotprefix" where field != nil && pattern == nil: hasDotBefore = true
    case "content" where field != nil:
      finishPattern(&condition)
      let isNegated = option.value.hasPrefix("!")
      let quoted = option.value.drop { $0 == "!" || $0.isWhitespace }
      guard quoted.count >= 2, quoted.hasPrefix("\""), quoted.hasSuffix("\"") else { return false }
      let text = quoted.dropFirst().dropLast()
      // Bytes in hexadecimal and escaped signs are no part of names.
      if text.contains("|") || text.contains("\\") { return false }
      pattern = (NameTest.Pattern(text: text.lowercased(), hasDotBefore: hasDotBefore), isNegated)
    case "startswith" where pattern != nil: pattern?.test.isAtStart = true
    case "endswith" where pattern != nil: pattern?.test.isAtEnd = true
    case "nocase" where pattern != nil: break
    default:
      // What another part of the data is called begins; contents after it are not names.
      if FirewallCondition.isAboutData(option.keyword) || option.keyword.contains(".") { finish(&condition) }
      return false
    }
    return true
  }

  mutating func finish(_ condition: inout FirewallCondition) {
    finishPattern(&condition)
    field = nil
  }

  private mutating func begin(_ next: NameTest.Field, _ condition: inout FirewallCondition) {
    finishPattern(&condition)
    field = next
    hasDotBefore = false
    condition.applications.append(.speaks(next == .serverName ? "tls" : "http", isNegated: false))
  }

  private mutating func finishPattern(_ condition: inout FirewallCondition) {
    guard let field, let pattern else { return }
    condition.applications.append(
      .names(NameTest(field: field, patterns: [pattern.test], isNegated: pattern.isNegated)))
    self.pattern = nil
  }
}
