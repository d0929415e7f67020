internal import BuildGraph

/// A place in a recipe that needs what failed.
public struct FailurePlace: Hashable, Sendable {
  public var file: String
  /// From 1, as the column.
  public var line: Int
  public var column: Int

  public init(file: String, line: Int, column: Int) {
    self.file = file
    self.line = line
    self.column = column
  }

  var json: JSONText {
    .object([
      ("file", .string(file)), ("line", .integer(line)), ("column", .integer(column)),
    ])
  }
}
