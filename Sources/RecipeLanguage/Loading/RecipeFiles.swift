/// Where recipes and profiles are read from.
public protocol RecipeFiles: Sendable {
  /// The bytes of a file.
  ///
  /// - Throws: ``FileProblem`` if it cannot be read or is larger than 16 MiB.
  func read(_ path: String) throws(FileProblem) -> [UInt8]
}

/// Why a file could not be read.
public struct FileProblem: Error, Hashable, Sendable {
  /// A phrase that fits behind the file's name: `no such file`.
  public var reason: String

  public init(_ reason: String) { self.reason = reason }
}
