/// Why a file could not be read.
public struct FileProblem: Error, Hashable, Sendable {
  /// A phrase that fits behind the file's name: `no such file`.
  public var reason: String

  public init(_ reason: String) { self.reason = reason }
}
