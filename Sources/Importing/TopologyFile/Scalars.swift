import Addressing
import NetworkModel

/// Reading the scalars of a file, with a word on what is wrong where they are something else.
extension TopologyFileContext {
  func text(_ node: YAMLNode, of what: String) -> Located<String>? {
    if let text = node.text, !text.isEmpty { return Located(value: text, place: node.place) }
    error(node.place, "\(what) is \(node.text == "" ? "empty" : node.found), expected text")
    return nil
  }

  /// `true` and `false`, and the other words of YAML 1.1 and of AWS for them.
  func boolean(_ node: YAMLNode) -> Bool? {
    switch node.text {
    case "true", "True", "TRUE", "yes", "on", "enable": true
    case "false", "False", "FALSE", "no", "off", "disable": false
    default: nil
    }
  }

  func prefix(_ node: YAMLNode) -> Located<Prefix>? {
    guard let text = node.text else {
      error(node.place, "found \(node.found), expected an address block", remedy: "write it like `10.0.0.0/16`")
      return nil
    }
    return prefix(Located(value: text, place: node.place))
  }

  func prefix(_ text: Located<String>) -> Located<Prefix>? {
    guard let prefix = Prefix(text.value) else {
      error(
        text.place, "`\(text.value.shortened)` is not an address block",
        remedy: "write it like `10.0.0.0/16` or `2001:db8::/56`")
      return nil
    }
    let written = text.value.split(separator: "/").first.flatMap { IPAddress($0) }
    if let written, written != prefix.address {
      error(text.place, "`\(text.value)` has address bits after its length", remedy: "write `\(prefix)`")
      return nil
    }
    return Located(value: prefix, place: text.place)
  }

  func address(_ node: YAMLNode, _ family: AddressFamily? = nil) -> Located<IPAddress>? {
    let kind = family.map { $0 == .ipv4 ? "an IPv4 address" : "an IPv6 address" } ?? "an address"
    guard let text = node.text, let address = IPAddress(text), family == nil || address.family == family else {
      error(node.place, "found \(node.found), expected \(kind)")
      return nil
    }
    return Located(value: address, place: node.place)
  }

  /// Whether a key may name a resource: questions name it by this.
  func isName(_ pair: YAMLPair) -> Bool {
    if pair.key.isEmpty || pair.key.contains(where: { $0.isWhitespace || $0 == "," }) || pair.key.count > 255 {
      error(pair.place, "`\(pair.key.shortened)` is not a name", remedy: "names have no blanks and no commas")
      return false
    }
    return true
  }
}
