internal import Glibc

/// The environment of a worker: what it needs to run, and nothing that could change a result.
///
/// Libraries read variables of their own (HarfBuzz its shapers, fontconfig its files, the C
/// library its language and time zone). None of these is in a key, so none gets through.
enum WorkerEnvironment {
  /// Variables that tell where things are, or how others are reached.
  private static let passed: Set<String> = [
    "PATH", "HOME", "USER", "LOGNAME", "TMPDIR", "LD_LIBRARY_PATH", "SSH_AUTH_SOCK",
    "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "no_proxy",
  ]
  /// reel's own.
  private static let passedPrefix = "REEL_"
  private static let fixed = ["LANG=C.UTF-8", "TZ=UTC"]

  /// `NAME=VALUE`, for a new worker of this process.
  static var variables: [String] {
    var variables = fixed
    var next = environ
    while let pointer = next.pointee {
      let variable = String(cString: pointer)
      let name = String(variable.prefix { $0 != "=" })
      if passed.contains(name) || name.hasPrefix(passedPrefix) { variables.append(variable) }
      next += 1
    }
    return variables
  }
}
