/// Where recipes and profiles are read from.
public protocol RecipeFiles: Sendable {
  /// The bytes of a file.
  ///
  /// - Throws: ``FileProblem`` if it cannot be read or is larger than 16 MiB.
  func read(_ path: String) throws(FileProblem) -> [UInt8]
}
