import Glibc

/// A process with all its descendants, as `/proc` shows them.
enum ProcessTree {
  /// The memory that they hold, in bytes: what each has for itself, and the mapped files and shared
  /// pages of the one that has most of them. A page that a process and its copy by `fork` share
  /// counts twice. Processes that end meanwhile count nothing.
  ///
  /// From the kernel's counters, not from `smaps_rollup`, which is exact: it walks all pages, 7 ms
  /// for the processes of one build, and holds up the one that it looks at. Twenty times a second
  /// that took a twentieth of the time of whoever kept all cores at work, and nothing of others'.
  static func memory(of root: pid_t) -> Int {
    var open = [root]
    var own = 0
    var shared = 0
    while let process = open.popLast() {
      let pages = text(of: "/proc/\(process)/statm").split(separator: " ").compactMap { Int($0) }
      if pages.count > 2 {
        own += pages[1] - pages[2]
        shared = max(shared, pages[2])
      }
      open += children(of: process)
    }
    return (own + shared) * Int(getpagesize())
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
