internal import Glibc

/// What a worker may take of the machine, whatever a file makes its libraries do.
enum ProcessLimits {
  /// The variable in which the engine tells a worker how many bytes of memory it may use.
  static let memoryVariable = "REEL_WORKER_MEMORY"

  /// The largest file that a stage writes, in bytes: a year of film is smaller.
  private static let fileSize = rlim_t(1) << 40

  /// Sets the limits of this process. What it starts inherits them and may lift them.
  ///
  /// An allocation that would give the process more memory of its own than the engine allows fails;
  /// mappings of files and stacks do not count. A dead worker leaves no image of its memory: it
  /// would be as large as what killed it, and nobody looks at it.
  static func apply() {
    lower(RLIMIT_CORE, to: 0)
    lower(RLIMIT_FSIZE, to: fileSize)
    guard let text = getenv(memoryVariable), let bytes = rlim_t(String(cString: text)) else {
      return
    }
    unsetenv(memoryVariable)
    lower(RLIMIT_DATA, to: bytes)
  }

  private static func lower(_ resource: __rlimit_resource, to bytes: rlim_t) {
    let number = __rlimit_resource_t(resource.rawValue)
    var limit = rlimit()
    guard getrlimit(number, &limit) == 0 else { return }
    limit.rlim_cur = min(limit.rlim_cur, bytes)
    _ = setrlimit(number, &limit)
  }
}
