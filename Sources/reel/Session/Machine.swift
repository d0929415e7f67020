import BuildEngine
import Glibc

/// What this machine, or the container that reel runs in, has to give.
struct Machine {
  /// Cores that this process may use.
  var cores: Int
  /// Bytes of memory, or the smaller limit of a control group.
  var memoryBytes: Int64

  static let current = Machine(limits: ControlGroup())

  private init(limits: ControlGroup) {
    cores = Self.availableCores(limits)
    memoryBytes = Self.availableMemory(limits)
  }

  /// The processor set of the process, and the quota of its control group, rounded up.
  private static func availableCores(_ limits: ControlGroup) -> Int {
    var cores = sysconf(Int32(_SC_NPROCESSORS_ONLN))
    if let allowed = line("/proc/self/status", beginningWith: "Cpus_allowed:") {
      let digits = allowed.compactMap(\.hexDigitValue)
      cores = min(cores, digits.reduce(0) { $0 + $1.nonzeroBitCount })
    }
    if let quota = limits.processors { cores = min(cores, Int(min(quota.rounded(.up), 1e6))) }
    return max(cores, 1)
  }

  private static func availableMemory(_ limits: ControlGroup) -> Int64 {
    let bytes = Int64(sysconf(Int32(_SC_PHYS_PAGES))) * Int64(sysconf(Int32(_SC_PAGESIZE)))
    return min(bytes, limits.memoryBytes ?? bytes)
  }

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
