import Glibc

/// One run of a program, from start to end.
struct TimedProcess {
  var seconds: Double
  /// Peak resident memory in bytes.
  var peakMemory: Int

  /// Runs a program; what it prints is dropped.
  ///
  /// - Parameters:
  ///   - environment: `NAME=VALUE`, in place of this process's own.
  ///   - output: A file that takes standard output.
  /// - Throws: If it cannot be started or does not end with status 0.
  init(
    _ words: [String], in folder: String, environment: [String], output: String = "/dev/null"
  ) throws {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    var variables: [UnsafeMutablePointer<CChar>?] = environment.map { strdup($0) } + [nil]
    defer { for pointer in arguments + variables { free(pointer) } }
    // The program starts where this one is.
    guard chdir(folder) == 0 else { throw BenchError("there is no folder \(folder)") }
    var child: pid_t = 0
    let begin = Self.now
    guard posix_spawnp(&child, words[0], &actions, nil, &arguments, &variables) == 0 else {
      throw BenchError("\(words[0]) cannot be started")
    }
    var status: Int32 = 0
    var usage = rusage()
    while wait4(child, &status, 0, &usage) < 0 && errno == EINTR {}
    seconds = Self.now - begin
    peakMemory = usage.ru_maxrss * 1024
    guard status == 0 else {
      throw BenchError("\(words.joined(separator: " ")) in \(folder) ended with status \(status)")
    }
  }

  private static var now: Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
