/// What a worker makes artifacts with. It says so when it is asked: to find out takes time.
public struct WorkerToolchain: Codable, Hashable, Sendable {
  /// The versions of the libraries that decide the bytes of artifacts, by the names that stage
  /// descriptors use.
  public var libraries: [String: String]
  /// Absolute paths of files; while none of them changes, a worker of the same program would
  /// answer the same. The program's own file is watched in any case.
  public var witnesses: [String]

  public init(libraries: [String: String], witnesses: [String]) {
    self.libraries = libraries
    self.witnesses = witnesses
  }
}
