import Glibc

/// A process with all its descendants, as `/proc` shows them.
enum ProcessTree {
  /// The memory that they hold, in bytes: of pages that several share, each its part. Processes
  /// that end meanwhile count nothing.
  static func memory(of root: pid_t) -> Int {
    var open = [root]
    var sum = 0
    while let process = open.popLast() {
      sum += proportionalMemory(of: process)
      open += children(of: process)
    }
    return sum
  }

  private static func proportionalMemory(of process: pid_t) -> Int {
    for line in text(of: "/proc/\(process)/smaps_rollup").split(separator: "\n")
    where line.hasPrefix("Pss:") {
      let words = line.split(separator: " ")
      return words.count > 1 ? (Int(words[1]) ?? 0) * 1024 : 0
    }
    return 0
  }

  /// Of every thread: a child belongs to the one that started it.
  private static func children(of process: pid_t) -> [pid_t] {
    guard let folder = opendir("/proc/\(process)/task") else { return [] }
    defer { closedir(folder) }
    var children: [pid_t] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      guard Int(name) != nil else { continue }
      children += text(of: "/proc/\(process)/task/\(name)/children").split(separator: " ")
        .compactMap { pid_t($0) }
    }
    return children
  }

  private static func text(of path: String) -> String {
    let file = open(path, O_RDONLY)
    guard file >= 0 else { return "" }
    defer { close(file) }
    var bytes = [UInt8](repeating: 0, count: 1 << 14)
    let count = read(file, &bytes, bytes.count)
    return String(decoding: bytes.prefix(max(count, 0)), as: UTF8.self)
  }
}
