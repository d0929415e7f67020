internal import Glibc

/// The limits that a container or a service manager sets for this process.
///
/// A process is in one control group of each hierarchy, and every group above it counts as well:
/// the smallest limit on the way up is the one that holds. Both versions of control groups are
/// read, side by side where a system uses both. A system without any has no limits.
public struct ControlGroup: Hashable, Sendable {
  /// Bytes of memory; `nil` if nothing is limited. Of a limit that kills and one that slows
  /// down, the smaller.
  public private(set) var memoryBytes: Int64?
  /// Processors' worth of time, such as 1.5; `nil` if nothing is limited.
  public private(set) var processors: Double?

  /// Version 1 writes "no limit" as the largest multiple of a page.
  private static let unlimited = Int64(1) << 60

  /// Reads the limits of this process.
  ///
  /// - Parameter root: Where the file system begins.
  public init(root: String = "") {
    let text = Self.content("\(root)/proc/self/mountinfo") ?? ""
    let mounts = text.split(separator: "\n").compactMap { ControlGroupMount($0) }
    let groups = Self.content("\(root)/proc/self/cgroup") ?? ""
    for line in groups.split(separator: "\n") {
      // hierarchy:controllers:path, where the path may hold colons.
      let parts = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
      guard parts.count == 3 else { continue }
      let controllers = parts[1].split(separator: ",").map(String.init)
      for mount in mounts where mount.isOf(controllers) {
        for folder in mount.folders(from: String(parts[2])) {
          read(root + folder, isVersion2: controllers.isEmpty)
        }
      }
    }
  }

  private mutating func read(_ folder: String, isVersion2: Bool) {
    if isVersion2 {
      limitMemory(Self.number("\(folder)/memory.max"))
      limitMemory(Self.number("\(folder)/memory.high"))
      let words = Self.content("\(folder)/cpu.max")?.split { $0 == " " || $0 == "\n" } ?? []
      if words.count == 2 { limitProcessors(Int64(words[0]), of: Int64(words[1])) }
    } else {
      limitMemory(Self.number("\(folder)/memory.limit_in_bytes"))
      limitProcessors(
        Self.number("\(folder)/cpu.cfs_quota_us"), of: Self.number("\(folder)/cpu.cfs_period_us"))
    }
  }

  private mutating func limitMemory(_ bytes: Int64?) {
    guard let bytes, bytes > 0, bytes < Self.unlimited else { return }
    memoryBytes = min(memoryBytes ?? bytes, bytes)
  }

  private mutating func limitProcessors(_ quota: Int64?, of period: Int64?) {
    guard let quota, let period, quota > 0, period > 0 else { return }
    let share = Double(quota) / Double(period)
    processors = min(processors ?? share, share)
  }

  /// The number in a file; `nil` for `max`, and where there is no file.
  private static func number(_ path: String) -> Int64? {
    content(path).flatMap { Int64($0.prefix { $0 != "\n" }) }
  }

  private static func content(_ path: String) -> String? {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 16 << 10)
    while true {
      let count = Glibc.read(file, &buffer, buffer.count)
      if count < 0 && errno == EINTR { continue }
      if count <= 0 { return String(decoding: bytes, as: UTF8.self) }
      bytes += buffer[..<count]
    }
  }
}
