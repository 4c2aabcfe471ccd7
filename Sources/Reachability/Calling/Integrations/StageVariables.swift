import NetworkModel

/// Variables of a stage, which an integration refers to as `${stageVariables.NAME}`.
///
/// - Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/stage-variables.html
package struct StageVariables: Sendable {
  private let values: [String: String]

  package init(_ values: [String: String]) { self.values = values }

  private static let mark = "${stageVariables."

  /// The text with the values of the variables that there are.
  func filling(_ text: String) -> String {
    var filled = ""
    for part in parts(text) { filled += part.name.map { values[$0] ?? part.text } ?? part.text }
    return filled
  }

  /// The variables of a text that the stage does not have.
  func missing(in text: String) -> [String] {
    parts(text).compactMap(\.name).filter { values[$0] == nil }
  }

  /// An integration with the values in their places, and the variables that it refers to and the stage does not have.
  package func filling(_ integration: APIIntegration) -> (APIIntegration, missing: [String]) {
    var filled = integration
    var missing: [String] = []
    for part in [\APIIntegration.uri, \.connectionId, \.target, \.credentials] {
      guard let text = filled[keyPath: part] else { continue }
      filled[keyPath: part] = filling(text)
      missing += self.missing(in: text).filter { !missing.contains($0) }
    }
    return (filled, missing)
  }

  private func parts(_ text: String) -> [(text: String, name: String?)] {
    var parts: [(text: String, name: String?)] = []
    var rest = text[...]
    while let start = rest.firstRange(of: Self.mark), let end = rest[start.upperBound...].firstIndex(of: "}") {
      if start.lowerBound > rest.startIndex { parts.append((String(rest[..<start.lowerBound]), nil)) }
      parts.append((String(rest[start.lowerBound...end]), String(rest[start.upperBound..<end])))
      rest = rest[rest.index(after: end)...]
    }
    if !rest.isEmpty { parts.append((String(rest), nil)) }
    return parts
  }
}

/// The parameters of a path, by their names in a resource or route such as `/orders/{id}` or `/files/{proxy+}`.
struct PathParameters: Sendable {
  private var values: [String: String] = [:]

  init(_ template: String, _ path: String) {
    let segments = path.split(separator: "/")
    for (index, part) in template.split(separator: "/").enumerated() where index < segments.count {
      guard part.hasPrefix("{"), part.hasSuffix("}") else { continue }
      var name = part.dropFirst().dropLast()
      if name.hasSuffix("+") {
        name = name.dropLast()
        values[String(name)] = segments[index...].joined(separator: "/")
      } else {
        values[String(name)] = String(segments[index])
      }
    }
  }

  /// A text with the parameters in their places, each taken to be passed on under its own name.
  func filling(_ text: String) -> String {
    values.sorted { $0.key < $1.key }.reduce(text) { $0.replacing("{\($1.key)}", with: $1.value) }
  }

  /// Whether a text has a place that no parameter of the path fills.
  static func isOpen(_ text: String) -> Bool { text.contains("{") && text.contains("}") }
}
