/// Finds what somebody may have meant.
package enum Nearest {
  /// The candidates close to `text`, closest first, three at most.
  static func candidates(to text: String, among candidates: some Sequence<String>) -> [String] {
    let wanted = Array(text.lowercased().unicodeScalars)
    guard wanted.count <= 200 else { return [] }
    let limit = max(2, wanted.count / 3)
    var seen: Set<String> = []
    var close: [(distance: Int, text: String)] = []
    for candidate in candidates where seen.insert(candidate).inserted {
      let scalars = Array(candidate.lowercased().unicodeScalars)
      guard abs(scalars.count - wanted.count) <= limit else { continue }
      let distance = distance(wanted, scalars)
      if distance <= limit, distance < max(wanted.count, scalars.count) { close.append((distance, candidate)) }
    }
    return close.sorted { ($0.distance, $0.text) < ($1.distance, $1.text) }.prefix(3).map(\.text)
  }

  /// The number of insertions, deletions, replacements and swaps of neighbours that turn one into the other.
  static func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
    var older: [Int] = []
    var previous = Array(0...right.count)
    for row in left.indices {
      var current = [row + 1]
      for column in right.indices {
        var best = min(previous[column + 1], current[column]) + 1
        best = min(best, previous[column] + (left[row] == right[column] ? 0 : 1))
        if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
          best = min(best, older[column - 1] + 1)
        }
        current.append(best)
      }
      older = previous
      previous = current
    }
    return previous[right.count]
  }

  /// `did you mean `a` or `b`?`, or nil where nothing is close.
  package static func question(_ text: String, among all: some Sequence<String>) -> String? {
    let close = candidates(to: text, among: all)
    guard let last = close.last else { return nil }
    let others = close.dropLast().map { "`\($0)`" }.joined(separator: ", ")
    return "did you mean \(others.isEmpty ? "" : others + " or ")`\(last)`?"
  }
}
