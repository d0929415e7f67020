/// A place in a source file: where a key or a value is written.
public struct SourceMark: Hashable, Sendable {
  /// The file's path, as it was named when it was opened.
  public var file: String
  /// The line, counted from 1.
  public var line: Int
  /// The column, counted from 1 in Unicode scalars.
  public var column: Int
  /// How many Unicode scalars are meant, from `column` on. 0 means the rest of the line.
  public var length: Int

  public init(file: String, line: Int, column: Int, length: Int = 0) {
    self.file = file
    self.line = line
    self.column = column
    self.length = length
  }
}

extension SourceMark: CustomStringConvertible {
  /// `recipe.yaml:12:7`.
  public var description: String { "\(file):\(line):\(column)" }
}
