internal import Glibc

/// How a worker introduces itself, once, before anything else.
public struct WorkerHello: Codable, Hashable, Sendable {
  /// The version of this protocol.
  public var `protocol`: Int
  /// Name and version of the program, for people.
  public var program: String
  /// The file that runs, as the machine that it runs on names it; empty if that cannot be told.
  /// Where it is the one that was started here, no script and no other machine stands between.
  public var executable: String

  /// The version that this module speaks.
  public static let protocolVersion = 2

  /// The introduction of this process.
  init(program: String) {
    self.protocol = Self.protocolVersion
    self.program = program
    executable =
      realpath("/proc/self/exe", nil).map { path in
        defer { free(path) }
        return String(cString: path)
      } ?? ""
  }
}
