/// The index of one instance of a resource or module: of `count` a number, of `for_each` a key.
enum InstanceKey: Hashable, Comparable {
  case number(Int)
  case text(String)

  static func < (left: InstanceKey, right: InstanceKey) -> Bool {
    switch (left, right) {
    case (.number(let one), .number(let other)): one < other
    case (.text(let one), .text(let other)): one < other
    case (.number, .text): true
    case (.text, .number): false
    }
  }
}

/// A reference of Terraform's configuration, `module.app["a"].aws_subnet.this[0].id`, in its steps.
struct TerraformTraversal: Hashable {
  enum Step: Hashable {
    case attribute(String)
    case index(InstanceKey)

    var name: String? {
      if case .attribute(let name) = self { return name }
      return nil
    }

    var key: InstanceKey? {
      if case .index(let key) = self { return key }
      return nil
    }
  }

  var steps: [Step]

  init(_ text: String) {
    steps = []
    var rest = text[...]
    while let first = rest.first {
      if first == "." { rest = rest.dropFirst() }
      if rest.first == "[" {
        let (key, length) = TerraformTraversal.index(rest)
        steps.append(.index(key))
        rest = rest.dropFirst(length)
      } else {
        let name = rest.prefix { $0 != "." && $0 != "[" }
        if name.isEmpty { break }
        steps.append(.attribute(String(name)))
        rest = rest[name.endIndex...]
      }
    }
  }

  private static let escapes: [Character: Character] = ["n": "\n", "r": "\r", "t": "\t"]

  /// An index in brackets, and how long it is with them.
  private static func index(_ text: Substring) -> (InstanceKey, Int) {
    let inner = text.dropFirst()
    guard inner.first == "\"" else {
      let digits = inner.prefix { $0 != "]" }
      return (Int(digits).map(InstanceKey.number) ?? .text(String(digits)), digits.count + 2)
    }
    var key = String.UnicodeScalarView()
    var length = 2
    var isEscaped = false
    for character in inner.dropFirst() {
      length += 1
      if isEscaped {
        key.append(contentsOf: (escapes[character] ?? character).unicodeScalars)
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else if character == "\"" {
        break
      } else {
        key.append(contentsOf: character.unicodeScalars)
      }
    }
    // A key that looks like a template is written with its mark twice.
    let text = String(key).replacing("$${", with: "${").replacing("%%{", with: "%{")
    return (.text(text), length + 1)
  }

  /// The references of an expression. Terraform lists each with every shorter form of it behind: only the longest of
  /// such a run was written.
  static func written(_ references: [String]) -> [TerraformTraversal] {
    var written: [TerraformTraversal] = []
    var last = ""
    for reference in references {
      if last.hasPrefix(reference), let next = last.dropFirst(reference.count).first, next == "." || next == "[" {
        continue
      }
      written.append(TerraformTraversal(reference))
      last = reference
    }
    return written
  }

  /// The names at the beginning, `aws_vpc` and `main`; nil where there are fewer or an index stands between.
  func names(_ count: Int) -> [String]? {
    let names = steps.prefix(count).compactMap(\.name)
    return names.count == count ? names : nil
  }
}
