/// How a worker introduces itself, once, before anything else.
public struct WorkerHello: Codable, Hashable, Sendable {
  /// The version of this protocol.
  public var `protocol`: Int
  /// Name and version of the program, for people.
  public var program: String
  /// The versions of the libraries that decide the bytes of artifacts, by the names that stage
  /// descriptors use.
  public var libraries: [String: String]
  /// Absolute paths of files; while none of them changes, a worker of the same program would
  /// answer the same. The program's own file is watched in any case.
  public var witnesses: [String]

  /// The version that this module speaks.
  public static let protocolVersion = 1

  public init(program: String, libraries: [String: String], witnesses: [String]) {
    self.protocol = Self.protocolVersion
    self.program = program
    self.libraries = libraries
    self.witnesses = witnesses
  }
}
