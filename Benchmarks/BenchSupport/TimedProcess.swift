import Glibc

/// One run of a program, from start to end, with all that it started.
public struct TimedProcess: Sendable {
  public var seconds: Double
  /// Processor time of the program and of the children that it waited for, in seconds.
  public var processorSeconds: Double
  /// Peak resident memory of the largest single process, in bytes.
  public var peakMemory: Int
  /// The most memory that the program and all its descendants held at one moment, in bytes, where
  /// it was asked for; pages that several of them share are counted once.
  public var peakTreeMemory: Int?

  /// Runs a program; what it prints is dropped.
  ///
  /// - Parameters:
  ///   - environment: `NAME=VALUE`, in place of this process's own.
  ///   - output: A file that takes standard output.
  ///   - errors: A file that takes standard error; `nil` leaves it where it is.
  ///   - watchesMemory: Whether the memory of the tree of processes is looked at, twenty times a
  ///     second, which costs less than a hundredth of a core.
  /// - Throws: If it cannot be started or does not end with status 0.
  public init(
    _ words: [String], in folder: String, environment: [String], output: String = "/dev/null",
    errors: String? = nil, watchesMemory: Bool = false
  ) throws {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
    if let errors {
      posix_spawn_file_actions_addopen(&actions, 2, errors, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
    }
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
    if watchesMemory {
      var peak = 0
      var looks = 0
      // Its end is seen at once, lest a short run seem longer than it is.
      while wait4(child, &status, WNOHANG, &usage) == 0 {
        if looks % 50 == 0 { peak = max(peak, ProcessTree.memory(of: child)) }
        looks += 1
        usleep(1000)
      }
      peakTreeMemory = peak
    } else {
      while wait4(child, &status, 0, &usage) < 0 && errno == EINTR {}
    }
    seconds = Self.now - begin
    processorSeconds = Self.seconds(usage.ru_utime) + Self.seconds(usage.ru_stime)
    peakMemory = usage.ru_maxrss * 1024
    guard status == 0 else {
      throw BenchError("\(words.joined(separator: " ")) in \(folder) ended with status \(status)")
    }
  }

  private static func seconds(_ time: timeval) -> Double {
    Double(time.tv_sec) + Double(time.tv_usec) / 1e6
  }

  private static var now: Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
