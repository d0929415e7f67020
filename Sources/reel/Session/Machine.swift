import Glibc

/// What this machine, or the container that reel runs in, has to give.
struct Machine {
  /// Cores that this process may use.
  var cores: Int
  /// Bytes of memory, or the smaller limit of a control group.
  var memoryBytes: Int64

  static let current = Machine(cores: availableCores(), memoryBytes: availableMemory())

  /// The processor set of the process, and the quota of its control group, rounded up.
  private static func availableCores() -> Int {
    var cores = sysconf(Int32(_SC_NPROCESSORS_ONLN))
    if let allowed = line("/proc/self/status", beginningWith: "Cpus_allowed:") {
      let digits = allowed.compactMap(\.hexDigitValue)
      cores = min(cores, digits.reduce(0) { $0 + $1.nonzeroBitCount })
    }
    if let words = firstLine("/sys/fs/cgroup/cpu.max")?.split(separator: " "), words.count == 2,
      let quota = Int(words[0]), let period = Int(words[1]), period > 0
    {
      cores = min(cores, max((quota + period - 1) / period, 1))
    }
    return max(cores, 1)
  }

  private static func availableMemory() -> Int64 {
    let pages = Int64(sysconf(Int32(_SC_PHYS_PAGES)))
    var bytes = pages * Int64(sysconf(Int32(_SC_PAGESIZE)))
    if let limit = firstLine("/sys/fs/cgroup/memory.max").flatMap({ Int64($0) }) {
      bytes = min(bytes, limit)
    }
    return bytes
  }

  private static func firstLine(_ path: String) -> String? { line(path, beginningWith: "") }

  /// What follows a prefix in the first line that begins with it.
  private static func line(_ path: String, beginningWith prefix: String) -> String? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    var buffer = [CChar](repeating: 0, count: 4096)
    while fgets(&buffer, Int32(buffer.count), file) != nil {
      let bytes = buffer.prefix { $0 != 0 && $0 != 10 }.map { UInt8(bitPattern: $0) }
      let line = String(decoding: bytes, as: UTF8.self)
      if line.hasPrefix(prefix) { return String(line.dropFirst(prefix.count)) }
    }
    return nil
  }
}
