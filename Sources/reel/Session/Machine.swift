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
    var set = cpu_set_t()
    var cores = sysconf(Int32(_SC_NPROCESSORS_ONLN))
    if sched_getaffinity(0, MemoryLayout<cpu_set_t>.size, &set) == 0 {
      cores = withUnsafeBytes(of: &set) { $0.reduce(0) { $0 + $1.nonzeroBitCount } }
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

  private static func firstLine(_ path: String) -> String? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    var buffer = [CChar](repeating: 0, count: 128)
    guard fgets(&buffer, Int32(buffer.count), file) != nil else { return nil }
    let line = buffer.prefix { $0 != 0 && $0 != 10 }.map { UInt8(bitPattern: $0) }
    return String(decoding: line, as: UTF8.self)
  }
}
