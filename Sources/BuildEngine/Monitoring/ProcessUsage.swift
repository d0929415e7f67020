internal import Glibc

/// What a process has used, read from /proc; a few microseconds.
struct ProcessUsage {
  /// Resident memory in bytes.
  var memory: Int64
  /// Processor seconds since its start, with those of children that have ended.
  var processorSeconds: Double

  /// - Parameter folder: The process's folder in /proc, such as `/proc/self`.
  /// - Returns: `nil` if there is no such process or no /proc.
  init?(folder: String) {
    guard let memoryText = Self.read("\(folder)/statm"), let text = Self.read("\(folder)/stat")
    else { return nil }
    let pages = memoryText.split(separator: 32, maxSplits: 2)
    // The program's name stands in brackets, and may hold anything.
    guard pages.count == 3, let resident = Self.integer(pages[1]),
      let bracket = text.lastIndex(of: UInt8(ascii: ")"))
    else { return nil }
    let fields = text[(bracket + 1)...].split(separator: 32, maxSplits: 16)
    guard fields.count > 15 else { return nil }
    // utime, stime, cutime and cstime are fields 14 to 17 of the line, in clock ticks.
    let ticks = fields[11...14].reduce(Int64(0)) { $0 + (Self.integer($1) ?? 0) }
    memory = resident * Self.pageSize
    processorSeconds = Double(ticks) / Self.ticksPerSecond
  }

  private static let pageSize = Int64(sysconf(Int32(_SC_PAGESIZE)))
  private static let ticksPerSecond = Double(max(sysconf(Int32(_SC_CLK_TCK)), 1))

  private static func integer(_ digits: ArraySlice<UInt8>) -> Int64? {
    Int64(String(decoding: digits, as: UTF8.self))
  }

  private static func read(_ path: String) -> [UInt8]? {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    let text = [UInt8](unsafeUninitializedCapacity: 1024) { buffer, count in
      count = max(0, Glibc.read(file, buffer.baseAddress, buffer.count))
    }
    return text.isEmpty ? nil : text
  }
}
