internal import Glibc

/// What a process holds of the machine's memory.
enum ResidentMemory {
  /// Bytes of a process that are in memory and not backed by a file: code that all workers
  /// share would otherwise be counted once for each. 0 if the process is gone.
  static func bytes(of processID: Int32) -> Int64 {
    let file = open("/proc/\(processID)/statm", O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return 0 }
    defer { close(file) }
    return withUnsafeTemporaryAllocation(byteCount: 256, alignment: 1) { buffer in
      let count = read(file, buffer.baseAddress, buffer.count)
      guard count > 0 else { return 0 }
      let words = buffer[..<count].split(separator: UInt8(ascii: " "))
        .map { Int64(String(decoding: $0, as: UTF8.self)) ?? 0 }
      guard words.count > 2 else { return 0 }
      return max(0, words[1] - words[2]) * Int64(sysconf(Int32(_SC_PAGESIZE)))
    }
  }
}
