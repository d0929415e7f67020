internal import Glibc

/// Measures what a run costs this process.
struct ResourceMeter {
  private let startSeconds: Double

  /// Starts measuring.
  init() {
    startSeconds = Self.processorSeconds
    // Resets the peak that `peakMemory` reads. Only the owner of a process may, and only where
    // /proc is writable; otherwise the peak is that of all runs so far.
    let file = open("/proc/self/clear_refs", O_WRONLY | O_CLOEXEC)
    if file >= 0 {
      _ = write(file, "5", 1)
      close(file)
    }
  }

  /// Processor seconds of all threads since the start, with those of ended child processes.
  var cpuSeconds: Double { max(0, Self.processorSeconds - startSeconds) }

  /// Processor seconds of this process since it began, without its children's.
  static var ownProcessorSeconds: Double {
    var usage = rusage()
    getrusage(RUSAGE_SELF.rawValue, &usage)
    return [usage.ru_utime, usage.ru_stime].reduce(0) {
      $0 + Double($1.tv_sec) + Double($1.tv_usec) / 1e6
    }
  }

  /// Peak resident memory since the start, in bytes.
  var peakMemory: Int64 {
    if let peak = Self.highWaterMark { return peak }
    var usage = rusage()
    getrusage(RUSAGE_SELF.rawValue, &usage)
    return Int64(usage.ru_maxrss) * 1024
  }

  private static var processorSeconds: Double {
    var total = 0.0
    for who in [RUSAGE_SELF, RUSAGE_CHILDREN] {
      var usage = rusage()
      getrusage(who.rawValue, &usage)
      for time in [usage.ru_utime, usage.ru_stime] {
        total += Double(time.tv_sec) + Double(time.tv_usec) / 1e6
      }
    }
    return total
  }

  /// The line `VmHWM:     1234 kB` of /proc/self/status.
  private static var highWaterMark: Int64? {
    let file = open("/proc/self/status", O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var bytes = [UInt8](repeating: 0, count: 8192)
    let count = read(file, &bytes, bytes.count)
    guard count > 0 else { return nil }
    for line in bytes[..<count].split(separator: UInt8(ascii: "\n")) {
      let words = line.split { $0 == 32 || $0 == 9 }
      guard words.count == 3, words[0].elementsEqual("VmHWM:".utf8) else { continue }
      return Int64(String(decoding: words[1], as: UTF8.self)).map { $0 * 1024 }
    }
    return nil
  }
}
