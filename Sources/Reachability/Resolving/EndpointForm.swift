import Addressing
import NetworkModel

/// What an end of a question looks like, as it was typed (CONTRACT section 2). The form alone decides what is looked
/// up: nothing here knows a topology.
public enum EndpointForm: Sendable, Hashable {
  case url(String)
  case arn(String)
  /// An id of AWS's making: a known beginning and hexadecimal digits.
  case id(String)
  /// Any public address, or the one that is named.
  case internet(IPAddress?)
  case tag(Tag)
  /// `at`: the VPC or the site that it is looked for in.
  case address(IPAddress, at: String?)
  case range(Prefix, at: String?)
  case terraform(String)
  case name(String)

  /// Reads `text`, which carries no port. The forms are tried in the order of the contract; a name fits everything.
  public init(_ text: String) {
    if EndpointForm.isURL(text) {
      self = .url(text)
    } else if text.hasPrefix("arn:") {
      self = .arn(text)
    } else if EndpointForm.isID(text) {
      self = .id(text)
    } else if let internet = EndpointForm.internet(text) {
      self = internet
    } else if let tag = EndpointForm.tag(text) {
      self = .tag(tag)
    } else if let numbers = EndpointForm.numbers(text) {
      self = numbers
    } else if EndpointForm.isTerraformAddress(text) {
      self = .terraform(text)
    } else {
      self = .name(text)
    }
  }

  /// Whether `text` is a URL of HTTP.
  public static func isURL(_ text: String) -> Bool {
    guard text.utf8.first == UInt8(ascii: "h") || text.utf8.first == UInt8(ascii: "H") else { return false }
    let scheme = text.prefix(8).lowercased()
    return scheme == "https://" || scheme.hasPrefix("http://")
  }

  private static let idBeginnings: Set<Substring> = [
    "i", "eni", "vpce", "vpce-svc", "subnet", "vpc", "sg", "rtb", "acl", "igw", "eigw", "nat", "pcx", "tgw",
    "tgw-attach", "tgw-rtb", "vgw", "cgw", "vpn", "dxvif", "pl", "dopt", "cagw", "lgw", "core-network", "eipalloc",
    "lb", "vol", "ami", "sgr", "svcnet", "rcfg", "rgw",
  ]

  /// A known beginning, a hyphen, and 4 to 17 hexadecimal digits: AWS's have 8 or 17, examples fewer.
  private static func isID(_ text: String) -> Bool {
    guard let hyphen = text.lastIndex(of: "-") else { return false }
    let digits = text[text.index(after: hyphen)...].utf8
    return (4...17).contains(digits.count)
      && digits.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
      && idBeginnings.contains(text[..<hyphen])
  }

  private static func internet(_ text: String) -> EndpointForm? {
    if text == "internet" { return .internet(nil) }
    guard text.hasPrefix("internet/"), let address = IPAddress(unbracketed(text.dropFirst(9))) else { return nil }
    return .internet(address)
  }

  private static func tag(_ text: String) -> Tag? {
    guard text.hasPrefix("tag:"), let equals = text.firstIndex(of: "=") else { return nil }
    let key = text[..<equals].dropFirst(4)
    return key.isEmpty ? nil : Tag(String(key), String(text[text.index(after: equals)...]))
  }

  private static func numbers(_ text: String) -> EndpointForm? {
    var rest = text[...]
    var place: String?
    if let at = text.firstIndex(of: "@") {
      rest = text[..<at]
      place = String(text[text.index(after: at)...])
      if place == "" { return nil }
    }
    let bare = unbracketed(rest)
    if let address = IPAddress(bare) { return .address(address, at: place) }
    guard bare.contains("/"), let prefix = Prefix(bare) else { return nil }
    if prefix.length == prefix.family.bitWidth { return .address(prefix.address, at: place) }
    return .range(prefix, at: place)
  }

  private static func unbracketed(_ text: Substring) -> Substring {
    text.hasPrefix("[") && text.hasSuffix("]") ? text.dropFirst().dropLast() : text
  }

  /// `aws_instance.web`, `module.app["a"].aws_instance.web[0]`.
  private static func isTerraformAddress(_ text: String) -> Bool {
    var rest = text[...]
    func takeName() -> Bool {
      let name = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" }
      rest = rest[name.endIndex...]
      return !name.isEmpty
    }
    func takeIndex() -> Bool {
      guard rest.first == "[" else { return true }
      guard let end = rest.firstIndex(of: "]") else { return false }
      rest = rest[rest.index(after: end)...]
      return true
    }
    while rest.hasPrefix("module.") {
      rest = rest.dropFirst(7)
      guard takeName(), takeIndex(), rest.first == "." else { return false }
      rest = rest.dropFirst()
    }
    if rest.hasPrefix("data.") { rest = rest.dropFirst(5) }
    guard rest.hasPrefix("aws_"), takeName(), rest.first == "." else { return false }
    rest = rest.dropFirst()
    return takeName() && takeIndex() && rest.isEmpty
  }
}
