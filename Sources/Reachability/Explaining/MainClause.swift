extension String {
  /// A message up to where it begins to explain itself: to its first `: ` or `; ` outside of backquotes.
  ///
  /// What stands before says what blocks, what stands behind says why.
  var mainClause: String {
    var isQuoted = false
    var mark: Index?
    for index in indices {
      switch self[index] {
      case "`":
        isQuoted.toggle()
        mark = nil
      case ":" where !isQuoted, ";" where !isQuoted: mark = index
      case " ":
        if let mark { return String(self[..<mark]) }
      default: mark = nil
      }
    }
    return self
  }
}
