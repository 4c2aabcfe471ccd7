/// A block of Terraform's configuration language, as far as it is needed to say where something is written.
struct HCLBlock {
  var file: String
  /// Counted from 1.
  var line: Int
  /// `aws_vpc.main`, `data.aws_ami.this`, `local.name`; empty for blocks inside others.
  var address = ""
  /// The block's type: `resource`, `ingress`; of a `dynamic` block the name that it makes.
  var name: String
  var blocks: [HCLBlock] = []
  /// Attributes that are a plain number, word or text.
  var literals: [String: String] = [:]
  /// The expressions of attributes, as they are written; of a local under `value`.
  var attributes: [String: String] = [:]
  /// Whether a `dynamic` block makes it; then its only block is the `content`.
  var isDynamic = false
  /// Of a local the names in its expression, each with its shorter forms behind it, as plans list references.
  var references: [String] = []
}

/// Finds blocks in a text of Terraform's configuration language. It knows comments, strings and braces, and no
/// expressions.
/// https://developer.hashicorp.com/terraform/language/syntax/configuration
struct HCLScanner {
  private let tokens: [HCLToken]
  private let scalars: [Unicode.Scalar]
  private let file: String
  private var place = 0

  /// The resources, data sources, modules, variables, outputs and locals that a file defines.
  static func blocks(_ text: String, file: String) -> [HCLBlock] {
    let scalars = Array(text.unicodeScalars)
    var scanner = HCLScanner(tokens: HCLToken.tokens(scalars), scalars: scalars, file: file)
    var blocks: [HCLBlock] = []
    while scanner.place < scanner.tokens.count { blocks += scanner.topLevel() }
    return blocks
  }

  private init(tokens: [HCLToken], scalars: [Unicode.Scalar], file: String) {
    self.tokens = tokens
    self.scalars = scalars
    self.file = file
  }

  private mutating func topLevel() -> [HCLBlock] {
    guard let (head, labels) = header() else {
      place += 1
      return []
    }
    var block = head
    if block.name == "locals" { return locals() }
    body(into: &block)
    switch (block.name, labels.count) {
    case ("resource", 2): block.address = labels.joined(separator: ".")
    case ("data", 2): block.address = "data." + labels.joined(separator: ".")
    case ("module", 1), ("variable", 1), ("output", 1): block.address = "\(block.name).\(labels[0])"
    default: return []
    }
    return [block]
  }

  /// A name, labels in quotes, and an opening brace; nothing is taken where that is not what comes.
  private mutating func header() -> (HCLBlock, [String])? {
    guard case .word(let name) = tokens[place].kind else { return nil }
    var at = place + 1
    var labels: [String] = []
    while at < tokens.count, case .text(let label) = tokens[at].kind {
      labels.append(label)
      at += 1
    }
    guard at < tokens.count, case .mark("{") = tokens[at].kind else { return nil }
    var block = HCLBlock(
      file: file, line: tokens[place].line, name: name == "dynamic" ? labels.first ?? name : name)
    block.isDynamic = name == "dynamic"
    place = at + 1
    return (block, labels)
  }

  /// Everything up to the closing brace.
  private mutating func body(into block: inout HCLBlock) {
    while place < tokens.count {
      if case .mark("}") = tokens[place].kind {
        place += 1
        return
      }
      if var (inner, _) = header() {
        body(into: &inner)
        block.blocks.append(inner)
      } else if let (name, value) = attribute() {
        if value.count == 1, let literal = value[0].literal { block.literals[name] = literal }
        block.attributes[name] = written(value)
        // Blocks may be written as a list of objects: `ingress = [{ … }]`.
        if value.first?.kind == .mark("["), value.dropFirst().first?.kind == .mark("{") {
          block.blocks += objects(value, name)
        }
      } else {
        place += 1
      }
    }
  }

  /// A name, `=`, and the tokens of the value: up to the end of the line outside of brackets.
  private mutating func attribute() -> (String, [HCLToken])? {
    guard case .word(let name) = tokens[place].kind, place + 1 < tokens.count,
      case .mark("=") = tokens[place + 1].kind
    else { return nil }
    place += 2
    var value: [HCLToken] = []
    var depth = 0
    while place < tokens.count {
      let token = tokens[place]
      if case .mark(let mark) = token.kind {
        if "([{".contains(mark) { depth += 1 }
        if ")]}".contains(mark) {
          if depth == 0 { return (name, value) }
          depth -= 1
        }
      }
      if depth == 0, !value.isEmpty, token.isFirstOnLine, !token.continues { return (name, value) }
      value.append(token)
      place += 1
    }
    return (name, value)
  }

  /// The text of tokens that follow each other.
  private func written(_ tokens: [HCLToken]) -> String? {
    guard let first = tokens.first, let last = tokens.last else { return nil }
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars[first.range.lowerBound..<last.range.upperBound])
    return String(text)
  }

  private func objects(_ value: [HCLToken], _ name: String) -> [HCLBlock] {
    var inner = HCLScanner(tokens: Array(value.dropFirst().dropLast()), scalars: scalars, file: file)
    var blocks: [HCLBlock] = []
    while inner.place < inner.tokens.count {
      if case .mark("{") = inner.tokens[inner.place].kind {
        var block = HCLBlock(file: file, line: inner.tokens[inner.place].line, name: name)
        inner.place += 1
        inner.body(into: &block)
        blocks.append(block)
      } else {
        inner.place += 1
      }
    }
    return blocks
  }

  private mutating func locals() -> [HCLBlock] {
    var locals: [HCLBlock] = []
    while place < tokens.count {
      if case .mark("}") = tokens[place].kind {
        place += 1
        break
      }
      let line = tokens[place].line
      guard let (name, value) = attribute() else {
        place += 1
        continue
      }
      var block = HCLBlock(file: file, line: line, address: "local.\(name)", name: "local")
      block.references = HCLToken.references(value)
      block.attributes["value"] = written(value)
      locals.append(block)
    }
    return locals
  }
}
