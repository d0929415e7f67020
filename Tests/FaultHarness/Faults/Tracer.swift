import Glibc

/// Reaches single system calls of a build through `strace`, if this machine has it and allows it.
///
/// Only `reel` itself is traced, not its workers.
enum Tracer {
  /// The calls by which a store changes, each with about how many of them a build makes.
  static let writingCalls: [(name: String, count: Int)] = [
    ("rename", 14), ("fsync", 30), ("fdatasync", 12), ("fchmod", 12), ("mkdir", 40),
    ("pwrite64", 40), ("unlink", 60), ("write", 60), ("ftruncate", 2), ("flock", 6),
  ]

  static func command(call: String, injection: String) -> [String] {
    [
      "strace", "-qq", "-o", "/dev/null", "-e", "trace=\(call)", "-e",
      "inject=\(call):\(injection)",
    ]
  }

  /// Why there is no tracing here, or `nil`.
  static let obstacle: String? = {
    let quiet = Child.Streams.Target.file("/dev/null")
    let child = try? Child(
      command(call: "rename", injection: "error=EIO:when=1") + ["true"], environment: [:],
      streams: .init(output: quiet, errors: quiet))
    return child?.wait(seconds: 10) == .status(0) ? nil : "strace is missing or may not trace"
  }()
}
