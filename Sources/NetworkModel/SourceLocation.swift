/// Where something is written: a file as the user named it, and the line and column, counted from 1, if known.
public struct SourceLocation: Sendable, Hashable {
  public var file: String
  public var line: Int
  public var column: Int?
  /// Of Terraform input the address of the resource, `module.app.aws_instance.web[0]`.
  public var address: String?

  public init(file: String, line: Int, column: Int? = nil, address: String? = nil) {
    self.file = file
    self.line = line
    self.column = column
    self.address = address
  }
}

extension SourceLocation: CustomStringConvertible {
  /// `file:line:column`, with the address in parentheses where there is one.
  public var description: String {
    let place = column.map { "\(file):\(line):\($0)" } ?? "\(file):\(line)"
    return address.map { "\(place) (\($0))" } ?? place
  }
}
