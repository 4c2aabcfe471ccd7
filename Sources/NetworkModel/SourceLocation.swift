/// Where something is written: a file as the user named it, and the line and column, counted from 1, if known.
public struct SourceLocation: Sendable, Hashable {
  public var file: String
  public var line: Int
  public var column: Int?

  public init(file: String, line: Int, column: Int? = nil) {
    self.file = file
    self.line = line
    self.column = column
  }
}

extension SourceLocation: CustomStringConvertible {
  public var description: String { column.map { "\(file):\(line):\($0)" } ?? "\(file):\(line)" }
}
